"""Each event's outcome on the distribution of all days."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import multiple_axis
from generator.charts.drawing import Drawing, Panel, fitted, histogram_bars, label, rows
from generator.charts.theme import Canvas
from generator.language import UNDEFINED, Language
from generator.models.base_rates import BaseRate, Returns
from generator.models.luck import Histogram, Luck
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
    """A histogram of all admissible days with the events as dots; None without such days."""
    _, luck = language.gettext, report.luck
    rate = next(r for r in report.base_rates if r.horizon == luck.horizon)
    if luck.base is None or rate.returns is None:
        return None
    base = luck.base.log_returns
    known = names(language, report) | _facts(luck, rate, rate.returns, language)
    return Drawing(
        id="base-rate",
        title=_title(report, luck.base.share_positive, language),
        subtitle=_(
            "%(follower)s after %(days)s days as a multiple of its price, from each of "
            "%(sessions)s sessions of the %(leader)s since %(year)s. Log scale."
        )
        % known,
        how_to_read=_(
            "The grey hill is every day on which one could have bought. The dots are the "
            "breakouts. If breakouts were special, the dots would gather on the right edge of the "
            "hill. Neighbouring days share most of their year, so the hill holds only about "
            "%(windows)s separate years."
        )
        % known,
        alt=_(
            "All days: quarter below %(lower)s, half below %(median)s, three quarters below "
            "%(upper)s; %(share)s above 1."
        )
        % known
        + "".join(
            " "
            + _("Breakout of %(date)s: %(multiple)s.")
            % {
                "date": language.date(event.date),
                "multiple": language.multiple(float(np.exp(event.log_return))),
            }
            for event in luck.events
        ),
        instruments=(report.question.leader, report.question.follower),
        table=_table(report, language),
        data=pd.DataFrame(
            {
                "from_multiple": np.exp(base.edges[:-1]),
                "to_multiple": np.exp(base.edges[1:]),
                "sessions": base.counts,
            }
        ),
        chart=lambda canvas: _chart(luck, base, language, canvas),
    )


def _facts(luck: Luck, rate: BaseRate, returns: Returns, language: Language) -> dict[str, str]:
    return {
        "days": language.number(luck.horizon),
        "sessions": language.number(luck.sessions),
        "year": str(rate.since.year),
        "windows": language.number(rate.effective_n),
        "share": language.percent(returns.share_positive),
        "lower": language.multiple(1 + returns.lower_quartile),
        "median": language.multiple(1 + returns.median),
        "upper": language.multiple(1 + returns.upper_quartile),
    }


def _title(report: Report, share: float, language: Language) -> str:
    known = names(language, report) | {"share": language.percent(share)}
    return language.gettext("%(follower)s rose after %(share)s of all days") % known


def _table(report: Report, language: Language) -> Table:
    _ = language.gettext

    def spread(returns: Returns | None) -> tuple[str, ...]:
        if returns is None:
            return (UNDEFINED,) * 4
        quartiles = returns.lower_quartile, returns.median, returns.upper_quartile
        return (
            *(language.percent(each, signed=True) for each in quartiles),
            language.percent(returns.share_positive, 1),
        )

    return Table(
        columns=(
            _("Since"),
            _("Days"),
            _("Lower quartile"),
            _("Median"),
            _("Upper quartile"),
            _("Share up"),
            _("Sessions"),
            _("Effective n"),
        ),
        rows=tuple(
            (
                language.date(rate.since),
                language.number(rate.horizon),
                *spread(rate.returns),
                language.number(rate.sessions),
                language.number(rate.effective_n),
            )
            for rate in report.base_rates
        ),
        note=_("The later the start, the lower the rates: the drift has been shrinking."),
    )


def _chart(luck: Luck, base: Histogram, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    low, high = float(np.exp(base.edges[0])) / 1.05, float(np.exp(base.edges[-1])) * 1.05
    x = multiple_axis("from", low, high, canvas)
    most = int(base.counts.max())
    y = alt.Y("count:Q", scale=alt.Scale(domain=[0, most * 1.45]), axis=None)
    bars = histogram_bars(base, palette.null, x, y)
    one = alt.Chart(rows(at=[1.0])).mark_rule(color=palette.mute).encode(x=alt.X("at:Q"))
    events = rows(
        at=[float(np.exp(event.log_return)) for event in luck.events],
        height=[most * (1.12 + 0.13 * (number % 2)) for number in range(len(luck.events))],
        text=[
            f"’{event.date:%y}"
            if canvas.phone
            else f"{event.date:%Y}  {language.multiple(float(np.exp(event.log_return)))}"
            for event in luck.events
        ],
        colour=[palette.follow if event.log_return > 0 else palette.bad for event in luck.events],
    )
    dots = alt.Chart(events).encode(x=alt.X("at:Q"), y=alt.Y("height:Q"))
    colour = alt.Color("colour:N", scale=None, legend=None)
    layers = alt.layer(
        bars,
        one,
        dots.mark_rule(strokeWidth=1, opacity=0.6).encode(y2=alt.Y2Value("height"), color=colour),
        dots.mark_circle(size=80, opacity=1).encode(color=colour),
        dots.mark_text(dy=-9, baseline="bottom", fontWeight=600).encode(
            text=alt.Text("text:N"), color=colour
        ),
        label(language.gettext("all days"), palette.mute, lift=-30),
    )
    return fitted(layers, canvas, 200 if canvas.phone else 250)
