"""Volatility before and after the exchange-traded funds."""

from __future__ import annotations

import pandas as pd

from generator.charts.drawing import Drawing
from generator.charts.intervals import IntervalRow, interval_plot
from generator.charts.plot import Plot
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.volatility import CalmRatio, EtfComparison
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
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
        title=_title(report, language),
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
            _text(name, comparison, calm, language)
            for comparison in found
            for name, calm in _both(comparison, known)
        ),
        instruments=(report.question.follower, report.question.leader),
        table=_table(found, known, language),
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
        chart=lambda canvas: _chart(found, known, language, canvas),
    )


def _both(comparison: EtfComparison, known: dict[str, str]) -> list[tuple[str, CalmRatio]]:
    pairs = ((known["follower"], comparison.follower), (known["leader"], comparison.leader))
    return [(name, calm) for name, calm in pairs if calm is not None]


def _title(report: Report, language: Language) -> str:
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


def _text(name: str, comparison: EtfComparison, calm: CalmRatio, language: Language) -> str:
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


def _table(found: list[EtfComparison], known: dict[str, str], language: Language) -> Table:
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


def _chart(
    found: list[EtfComparison], known: dict[str, str], language: Language, canvas: Canvas
) -> Plot:
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
    return interval_plot(estimates, canvas, neutral=1.0, number="~g")
