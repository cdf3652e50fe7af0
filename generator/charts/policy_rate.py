"""The policy rate in its steps, with the breakouts."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, event_rules, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.rates import RateRegime, Rates
from generator.models.report import Report
from generator.wording import points, regime_label


def drawing(report: Report, language: Language) -> Drawing | None:
    """The policy rate in its steps, with the breakouts; None without the series."""
    found = report.rates
    if found.policy_rate is None or not found.steps or found.known_until is None:
        return None
    _ = language.gettext
    days = language.number(found.window_days)
    return Drawing(
        id="policy-rate",
        title=_title(found, language),
        subtitle=_(
            "Federal funds target, upper bound, in percent; each step on the day it took effect. "
            "Dashed: breakouts, with what the rate had done in the %(days)s days before."
        )
        % {"days": days},
        how_to_read=_(
            "A flat line is a rate on hold. Find each dashed line and look at the steps on its "
            "left: they are what was known on the day of the breakout."
        ),
        alt=_alt(found, language),
        instruments=(found.policy_rate,),
        table=_table(found, language),
        data=pd.DataFrame(
            [{"date": s.date, "rate": s.rate, "change": s.change} for s in found.steps]
        ),
        chart=lambda canvas: _chart(found, language, canvas),
    )


def _title(found: Rates, language: Language) -> str:
    _, many = language.gettext, language.ngettext
    regimes = [event.regime for event in found.events if event.regime is not None]
    if not regimes:
        return _("The policy rate, and no breakout yet")
    texts = {
        RateRegime.ON_HOLD: _("%(count)s on hold"),
        RateRegime.EASING: _("%(count)s falling"),
        RateRegime.TIGHTENING: _("%(count)s rising"),
    }
    parts = [
        text % {"count": language.count(regimes.count(regime))}
        for regime, text in texts.items()
        if regime in regimes
    ]
    return many(
        "The policy rate before %(total)s breakout: %(parts)s",
        "The policy rate before %(total)s breakouts: %(parts)s",
        len(regimes),
    ) % {"total": language.count(len(regimes)), "parts": ", ".join(parts)}


def _points(value: float | None, language: Language) -> str:
    return language.gettext("not yet") if value is None else points(language, value)


def _alt(found: Rates, language: Language) -> str:
    _ = language.gettext
    sentences = [
        _("On %(date)s: %(rate)s.")
        % {"date": language.date(step.date), "rate": language.price(step.rate, "percent")}
        for step in found.steps[-1:]
    ]
    sentences += [
        _("Breakout of %(date)s: %(rate)s, %(before)s points before, %(after)s after.")
        % {
            "date": language.date(event.event),
            "rate": language.price(event.policy_rate, "percent"),
            "before": _points(event.change_before, language),
            "after": _points(event.change_after, language),
        }
        for event in found.events
        if event.policy_rate is not None
    ]
    return " ".join(sentences)


def _table(found: Rates, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Step of"), _("Policy rate"), _("Change in points")),
        rows=tuple(
            (
                language.date(step.date),
                language.price(step.rate, "percent"),
                "–" if step.change is None else _points(step.change, language),
            )
            for step in reversed(found.steps)
        ),
    )


def _chart(found: Rates, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    ends = pd.DatetimeIndex([*(step.date for step in found.steps), found.known_until])
    steps = rows(
        date=ends, rate=[*(step.rate for step in found.steps), found.steps[-1].rate]
    ).drop_duplicates("date")
    events = [event for event in found.events if event.policy_rate is not None]
    marks = rows(
        date=pd.DatetimeIndex([event.event for event in events]),
        rate=[event.policy_rate for event in events],
        text=[
            f"’{event.event:%y}" if canvas.phone else regime_label(language, event.regime)
            for event in events
        ],
    )
    x = year_axis("date", ends[0], ends[-1], canvas)
    y = alt.Y(
        "rate:Q",
        scale=alt.Scale(domain=[0, float(steps["rate"].max()) * 1.06], nice=False),
        axis=alt.Axis(format="~g", tickCount=4),
    )
    dot = {"x": alt.X("date:T"), "y": alt.Y("rate:Q")}
    return alt.layer(
        event_rules("date:T", marks["date"], palette.ink),
        alt.Chart(steps)
        .mark_line(color=palette.mute, strokeWidth=2, interpolate="step-after")
        .encode(x=x, y=y),
        alt.Chart(marks).mark_circle(color=palette.lead, size=80, opacity=1).encode(**dot),
        alt.Chart(marks)
        .mark_text(color=palette.ink, baseline="bottom", dy=-4)
        .encode(x=alt.X("date:T"), y=alt.value(0), text=alt.Text("text:N")),
        width=canvas.pixels - (44 if canvas.phone else 56),
        height=190 if canvas.phone else 230,
    )
