"""Realised volatility through time, and before and after the exchange-traded funds."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, event_rules, label, rows
from generator.charts.intervals import IntervalRow, interval_panel
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.volatility import CalmRatio, EtfComparison, VolatilityPath
from generator.wording import names


def through_time(report: Report, language: Language) -> Drawing | None:
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
        table=_cycle_table(report, language),
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
        chart=lambda canvas: _time_chart(report, language, canvas),
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


def _cycle_table(report: Report, language: Language) -> Table:
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


def _time_chart(report: Report, language: Language, canvas: Canvas) -> alt.VConcatChart:
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
    panel = alt.layer(*layers).properties(
        width=canvas.pixels - (58 if canvas.phone else 70), height=230 if canvas.phone else 290
    )
    return alt.vconcat(panel)


def _thinned(path: VolatilityPath, step: int, first: pd.Timestamp) -> pd.DataFrame:
    """Every few rows from a day on, the last one always among them."""
    dates = pd.DatetimeIndex(path.dates)
    here = np.arange(len(dates))
    kept = ((here - here[-1]) % step == 0) & (dates >= first)
    return rows(date=dates[kept], volatility=[round(float(v), 4) for v in path.values[kept]])


def around_etfs(report: Report, language: Language) -> Drawing | None:
    """The ratio against each number of years before; None before there is one."""
    found = [c for c in report.volatility.comparisons if c.follower is not None]
    if not found or report.volatility.etf_since is None:
        return None
    _, known = language.gettext, names(language, report)
    facts = known | {
        "date": language.date(report.volatility.etf_since),
        "block": language.number(report.volatility.block_days),
    }
    return Drawing(
        id="etf-ratio",
        title=_ratio_title(report, language),
        subtitle=_(
            "Volatility of daily returns since %(date)s, the first day of the US spot ETFs, over "
            "that of the years before. Bars: 95%% intervals, block bootstrap (%(block)s days)."
        )
        % facts,
        how_to_read=_(
            "Left of the dashed line: calmer than before. A bar that crosses the line leaves room "
            "for no change. Calmer after the ETFs is not calmer because of them: the %(leader)s "
            "is shown for comparison."
        )
        % known,
        alt=" ".join(
            _ratio_text(name, comparison, calm, language)
            for comparison in found
            for name, calm in _both(comparison, known)
        ),
        instruments=(report.question.follower, report.question.leader),
        table=_ratio_table(found, known, language),
        data=pd.DataFrame(
            [
                {
                    "series": name,
                    "years_before": comparison.years,
                    "before": calm.before,
                    "after": calm.after,
                    "ratio": calm.ratio,
                    "low": calm.interval[0],
                    "high": calm.interval[1],
                }
                for comparison in found
                for name, calm in _both(comparison, known)
            ]
        ),
        chart=lambda canvas: _ratio_chart(found, known, language, canvas),
    )


def _both(comparison: EtfComparison, known: dict[str, str]) -> list[tuple[str, CalmRatio]]:
    pairs = ((known["follower"], comparison.follower), (known["leader"], comparison.leader))
    return [(name, calm) for name, calm in pairs if calm is not None]


def _ratio_title(report: Report, language: Language) -> str:
    _ = language.gettext
    parts = []
    for comparison in report.volatility.comparisons[1::-1]:
        if comparison.follower is None:
            continue
        change = comparison.follower.ratio - 1
        text = (
            _("%(change)s calmer than in %(years)s before")
            if change < 0
            else _("%(change)s wilder than in %(years)s before")
        )
        parts.append(
            text
            % {
                "change": language.percent(abs(change)),
                "years": language.ngettext("the year", "the %(count)s years", comparison.years)
                % {"count": language.count(comparison.years)},
            }
        )
    return _("Since the ETFs: %(parts)s") % {"parts": ", ".join(parts)}


def _ratio_text(name: str, comparison: EtfComparison, calm: CalmRatio, language: Language) -> str:
    return language.gettext(
        "%(name)s against %(years)s before: %(ratio)s (%(low)s to %(high)s)."
    ) % {
        "name": name,
        "years": language.ngettext("%(num)s year", "%(num)s years", comparison.years)
        % {"num": language.number(comparison.years)},
        "ratio": language.number(calm.ratio, 2),
        "low": language.number(calm.interval[0], 2),
        "high": language.number(calm.interval[1], 2),
    }


def _ratio_table(found: list[EtfComparison], known: dict[str, str], language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(_("Against"), _("Before"), _("Since"), _("Ratio"), _("95% interval")),
        rows=tuple(
            (
                _("%(years)s years before, %(name)s")
                % {"years": language.number(comparison.years), "name": name},
                language.percent(calm.before),
                language.percent(calm.after),
                language.number(calm.ratio, 2),
                _("%(low)s to %(high)s")
                % {
                    "low": language.number(calm.interval[0], 2),
                    "high": language.number(calm.interval[1], 2),
                },
            )
            for comparison in found
            for name, calm in _both(comparison, known)
        ),
        note=" ".join(_relative(comparison, known, language) for comparison in found).strip(),
    )


def _relative(comparison: EtfComparison, known: dict[str, str], language: Language) -> str:
    """Whether the follower calmed more than the leader did."""
    if comparison.relative is None:
        return ""
    return language.ngettext(
        "Against %(num)s year, %(follower)s’s ratio over the %(leader)s’s lies between %(low)s and "
        "%(high)s (95%% interval).",
        "Against %(num)s years, %(follower)s’s ratio over the %(leader)s’s lies between %(low)s "
        "and %(high)s (95%% interval).",
        comparison.years,
    ) % (
        known
        | {
            "num": language.number(comparison.years),
            "low": language.number(comparison.relative[0], 2),
            "high": language.number(comparison.relative[1], 2),
        }
    )


def _ratio_chart(
    found: list[EtfComparison], known: dict[str, str], language: Language, canvas: Canvas
) -> alt.VConcatChart:
    palette = canvas.palette
    estimates = [
        IntervalRow(
            name=language.ngettext(
                "%(name)s, against %(num)s year",
                "%(name)s, against %(num)s years",
                comparison.years,
            )
            % {"name": name, "num": language.number(comparison.years)},
            value=round(calm.ratio, 4),
            low=round(calm.interval[0], 4),
            high=round(calm.interval[1], 4),
            text=language.number(calm.ratio, 2),
            colour=palette.follow if calm is comparison.follower else palette.lead,
        )
        for comparison in found
        for name, calm in _both(comparison, known)
    ]
    return alt.vconcat(interval_panel(estimates, canvas, neutral=1.0, number="~g"))
