"""Realised volatility through time."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, event_rules, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.volatility import VolatilityPath
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
    """The widest window of both series, and the follower's middle one; None without a window."""
    follower, leader = report.volatility.follower, report.volatility.leader
    slow, quick = follower.paths[-1], follower.paths[1]
    if not slow.dates:
        return None
    _, known = language.gettext, names(language, report)
    facts = known | {
        "slow": language.number(slow.days),
        "quick": language.number(quick.days),
        "own": language.number(follower.periods_per_year),
        "theirs": language.number(leader.periods_per_year),
    }
    return Drawing(
        id="volatility",
        title=_title(report, language),
        subtitle=_(
            "Realised volatility over %(slow)s days, annualised: daily returns × √%(own)s for "
            "%(follower)s, × √%(theirs)s for the %(leader)s. Thin: %(follower)s over %(quick)s "
            "days."
        )
        % facts,
        how_to_read=_(
            "A volatility of 50% means that daily moves of that size would add up to about 50% "
            "over a year, up or down. The line looks back; it says nothing about the next day."
        ),
        alt=_alt(report, language),
        instruments=(report.question.follower, report.question.leader),
        table=_table(report, language),
        data=pd.concat(
            pd.DataFrame(
                {
                    "series": realised.instrument.symbol,
                    "days": path.days,
                    "date": path.dates,
                    "volatility": path.values,
                }
            )
            for realised in (follower, leader)
            for path in realised.paths
            if path.dates
        ),
        chart=lambda canvas: _chart(report, language, canvas),
    )


def _title(report: Report, language: Language) -> str:
    _, known = language.gettext, names(language, report)
    own = report.volatility.follower.windows[-1].value
    theirs = report.volatility.leader.windows[-1].value
    if own is None:
        return _("%(follower)s’s volatility") % known
    facts = known | {"own": language.percent(own)}
    if not theirs:
        return _("%(follower)s moved by %(own)s a year") % facts
    facts["times"] = language.number(own / theirs, 1)
    return (
        _("%(follower)s is %(times)s times as volatile as the %(leader)s: %(own)s a year") % facts
    )


def _alt(report: Report, language: Language) -> str:
    _, known = language.gettext, names(language, report)
    slow = report.volatility.follower.paths[-1]
    lowest, highest = int(slow.values.argmin()), int(slow.values.argmax())
    theirs = report.volatility.leader.windows[-1].value
    return _(
        "%(follower)s over %(days)s days: highest %(high)s on %(top)s, lowest %(low)s on "
        "%(bottom)s, %(own)s on %(date)s. %(leader)s: %(theirs)s."
    ) % (
        known
        | {
            "days": language.number(slow.days),
            "high": language.percent(float(slow.values[highest])),
            "top": language.date(slow.dates[highest]),
            "low": language.percent(float(slow.values[lowest])),
            "bottom": language.date(slow.dates[lowest]),
            "own": language.percent(float(slow.values[-1])),
            "date": language.date(slow.dates[-1]),
            "theirs": "–" if theirs is None else language.percent(theirs),
        }
    )


def _table(report: Report, language: Language) -> Table:
    _, known = language.gettext, names(language, report)
    return Table(
        columns=(
            _("Halving cycle"),
            known["follower"],
            known["leader"],
            _("%(follower)s’s deepest fall") % known,
        ),
        rows=tuple(
            (
                _("before the first halving")
                if cycle.halving is None
                else _("from %(date)s") % {"date": language.date(cycle.halving)}
                if cycle.complete
                else _("from %(date)s, so far") % {"date": language.date(cycle.halving)},
                "–" if cycle.volatility is None else language.percent(cycle.volatility),
                "–"
                if cycle.leader_volatility is None
                else language.percent(cycle.leader_volatility),
                language.percent(cycle.deepest_fall),
            )
            for cycle in report.volatility.by_cycle
        ),
        note=_(
            "Annualised volatility of the daily returns of each stretch. The CSV holds each day."
        ),
    )


def _chart(report: Report, language: Language, canvas: Canvas) -> Panel:
    palette, found, known = canvas.palette, report.volatility, names(language, report)
    slow, quick = found.follower.paths[-1], found.follower.paths[1]
    theirs = found.leader.paths[-1]
    step = 21 if canvas.phone else 9
    first = pd.Timestamp(min(path.dates[0] for path in (slow, quick) if path.dates))
    last = pd.Timestamp(slow.dates[-1])
    top = float(max(slow.values.max(), quick.values.max())) * 1.05
    x = year_axis("date", first, last, canvas)
    y = alt.Y(
        "volatility:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format="%", tickCount=4 if canvas.phone else 6),
    )
    shown = theirs.dates and pd.Timestamp(theirs.dates[-1]) >= first
    lines = [
        (quick, palette.null, 1.1),
        *([(theirs, palette.lead, 2.2)] if shown else []),
        (slow, palette.follow, 2.4),
    ]
    layers: list[alt.Chart] = []
    if found.etf_since is not None:
        layers.append(event_rules("date:T", [pd.Timestamp(found.etf_since)], palette.ink))
        etf = rows(date=[pd.Timestamp(found.etf_since)], text=[language.gettext("ETFs")])
        layers.append(
            alt.Chart(etf)
            .mark_text(align="right", baseline="top", dx=-6, color=palette.ink)
            .encode(x=alt.X("date:T"), y=alt.value(0), text=alt.Text("text:N"))
        )
    for path, colour, width in lines:
        points = _thinned(path, step, first)
        layers.append(
            alt.Chart(points)
            .mark_line(color=colour, strokeWidth=width, strokeJoin="round")
            .encode(x=x, y=y)
        )
    layers.append(label(known["follower"], palette.follow))
    if shown:
        layers.append(label(known["leader"], palette.lead, align="right", x="width"))
    return alt.layer(
        *layers,
        width=canvas.pixels - (58 if canvas.phone else 70),
        height=230 if canvas.phone else 290,
    )


def _thinned(path: VolatilityPath, step: int, first: pd.Timestamp) -> pd.DataFrame:
    """Every few rows from a day on, the last one always among them."""
    dates = pd.DatetimeIndex(path.dates)
    here = np.arange(len(dates))
    kept = ((here - here[-1]) % step == 0) & (dates >= first)
    return rows(date=dates[kept], volatility=[round(float(v), 4) for v in path.values[kept]])
