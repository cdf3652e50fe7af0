"""New coins a year as a share of all coins, stepping down at each halving."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import log_axis, year_axis
from generator.charts.drawing import Drawing, Panel, event_rules, haloed, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.supply import IssuanceStep, Supply
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
    """Annual issuance through time; None for a follower without halvings."""
    supply = report.supply
    if supply is None or len(supply.path.dates) < 2:
        return None
    _, known = language.gettext, names(language, report)
    return Drawing(
        id="issuance",
        title=_title(supply, language),
        subtitle=_(
            "New %(follower)s a year as a share of all that is mined, log scale; computed from "
            "the protocol’s schedule at 144 blocks a day. Dashed: halvings, the last one an "
            "estimate."
        )
        % known,
        how_to_read=_(
            "Between halvings the rate falls slowly, for the same number of new coins is added "
            "to a growing stock. At a halving it drops to half. Both were fixed in advance and "
            "known to everyone."
        ),
        alt=_alt(supply, language),
        instruments=(),
        source=_("Bitcoin’s protocol"),
        table=_table(supply, language),
        data=pd.DataFrame(
            {
                "date": supply.path.dates,
                "annual_issuance": supply.path.annual_issuance,
                "mined_share": supply.path.mined_share,
            }
        ),
        chart=lambda canvas: _chart(supply, language, canvas),
    )


def _title(supply: Supply, language: Language) -> str:
    _ = language.gettext
    if not supply.steps:
        return _("New coins: %(now)s a year") % {"now": _rate(supply.annual_issuance, language)}
    return _(
        "New coins: %(before)s a year before the last halving, %(after)s after it"
    ) % _before_after(supply.steps[-1], language)


def _rate(value: float, language: Language) -> str:
    return language.percent(value, 0 if value >= 0.1 else 1 if value >= 0.02 else 2)


def _before_after(step: IssuanceStep, language: Language) -> dict[str, str]:
    """Both rates of a halving in the digits that the smaller one needs."""
    digits = 0 if step.after >= 0.1 else 1 if step.after >= 0.02 else 2
    return {
        "before": language.percent(step.before, digits),
        "after": language.percent(step.after, digits),
    }


def _alt(supply: Supply, language: Language) -> str:
    _ = language.gettext
    sentences = [_step_text(step, language) for step in supply.steps]
    sentences.append(
        _("On %(date)s: %(rate)s a year, %(share)s of all coins mined.")
        % {
            "date": language.date(supply.date),
            "rate": _rate(supply.annual_issuance, language),
            "share": language.percent(supply.mined_share, 1),
        }
    )
    return " ".join(sentences)


def _step_text(step: IssuanceStep, language: Language) -> str:
    return language.gettext("Halving of %(date)s: from %(before)s to %(after)s a year.") % (
        _before_after(step, language) | {"date": language.date(step.halving)}
    )


def _table(supply: Supply, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Halving"), _("A year, before"), _("A year, after")),
        rows=tuple(
            (
                language.date(step.halving),
                language.percent(step.before, 2),
                language.percent(step.after, 2),
            )
            for step in supply.steps
        ),
        note=_("The CSV holds every point that is drawn, with the share mined."),
    )


def _chart(supply: Supply, language: Language, canvas: Canvas) -> Panel:
    palette, path, following = canvas.palette, supply.path, supply.next_halving
    points = rows(
        date=pd.DatetimeIndex(path.dates),
        rate=[float(f"{value:.4g}") for value in path.annual_issuance],
    )
    first, last = points["date"].iloc[0], pd.Timestamp(following.estimate)
    low, high = points["rate"].min() / 1.8, points["rate"].max() * 1.3
    x = year_axis("date", first, max(last, points["date"].iloc[-1]), canvas)
    y = log_axis("rate", low, high, most=4 if canvas.phone else 6, number="~%")
    steps = rows(
        date=pd.DatetimeIndex([step.halving for step in supply.steps]),
        rate=[step.before for step in supply.steps],
        text=[_step_label(step, language, canvas) for step in supply.steps],
    )
    now = rows(
        date=[points["date"].iloc[-1]],
        rate=[points["rate"].iloc[-1]],
        text=[_rate(supply.annual_issuance, language)],
    )
    text = alt.Text("text:N")
    dots = {"x": alt.X("date:T"), "y": alt.Y("rate:Q")}
    estimate = rows(date=[last], text=[_estimate(supply, language)])
    layers = [
        event_rules("date:T", steps["date"], palette.ink),
        event_rules("date:T", estimate["date"], palette.null),
        alt.Chart(points).mark_line(color=palette.follow, strokeWidth=2.2).encode(x=x, y=y),
        alt.Chart(steps)
        .mark_text(align="left", baseline="bottom", dx=6, color=palette.ink, fontWeight=600)
        .encode(**dots, text=text),
        alt.Chart(now).mark_circle(color=palette.follow, size=70, opacity=1).encode(**dots),
        alt.Chart(now)
        .mark_text(color=palette.follow, fontWeight=600, baseline="top", dy=9)
        .encode(**dots, text=text),
        *haloed(
            alt.Chart(estimate).encode(x=alt.X("date:T"), y=alt.value(0), text=text),
            palette.mute,
            palette.paper,
            align="right",
            baseline="top",
            dx=-6,
            dy=2,
        ),
    ]
    return alt.layer(
        *layers,
        width=canvas.pixels - (58 if canvas.phone else 70),
        height=230 if canvas.phone else 280,
    )


def _step_label(step: IssuanceStep, language: Language, canvas: Canvas) -> str:
    if canvas.phone:
        return f"’{step.halving:%y}"
    return language.gettext("%(before)s → %(after)s") % _before_after(step, language)


def _estimate(supply: Supply, language: Language) -> str:
    day = supply.next_halving.estimate
    return language.gettext("estimate: %(month)s") % {"month": language.month(day)}
