"""Volatility before and after the exchange-traded funds."""

from typing import Any

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, table
from generator.charts.intervals import interval_plot
from generator.models.report import Report
from generator.models.volatility import CalmRatio
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """The ratio against each number of years before; None before there is one."""
    found = report.volatility
    compared = [each for each in found.comparisons if each.follower is not None]
    if not compared or found.etf_since is None:
        return None
    ratios = pd.DataFrame(
        [
            (say.names[side], each.years, calm.before, calm.after, calm.ratio, *calm.interval)
            for each in compared
            for side, calm in (("follower", each.follower), ("leader", each.leader))
            if calm is not None
        ],
        columns=["series", "years_before", "before", "after", "ratio", "low", "high"],
    )
    rows: list[Any] = list(ratios.itertuples())
    changes = [
        _change(each.follower, each.years, say)
        for each in found.comparisons[1::-1]
        if each.follower is not None
    ]
    return Drawing(
        id="etf-ratio",
        title=say("Since the ETFs: %(parts)s", parts=", ".join(changes)),
        subtitle=say(
            "Volatility of daily returns since %(date)s, the first day of the US spot ETFs, over "
            "that of the years before. Bars: 95%% intervals, block bootstrap (%(block)s days).",
            date=found.etf_since,
            block=found.block_days,
        ),
        how_to_read=say(
            "Left of the dashed line: calmer than before. A bar that crosses the line leaves room "
            "for no change; its dot is open. Calmer after the ETFs is not calmer because of them: "
            "the %(leader)s is shown for comparison."
        ),
        alt=" ".join(_text(row, say) for row in rows),
        instruments=(report.question.follower, report.question.leader),
        table=say.table(
            rows,
            {
                say("Against"): lambda row: say.many(
                    "%(num)s year before, %(name)s",
                    "%(num)s years before, %(name)s",
                    row.years_before,
                    **_facts(row, say),
                ),
                say("Before"): lambda row: say.percent(row.before),
                say("Since"): lambda row: say.percent(row.after),
                say("Ratio"): lambda row: say.number(row.ratio, 2),
                say("95% interval"): lambda row: say("%(low)s to %(high)s", **_facts(row, say)),
            },
            " ".join(
                _relative(each.years, *each.relative, say)
                for each in compared
                if each.relative is not None
            ),
        ),
        data=ratios,
        chart=lambda canvas: _chart(rows, say, canvas),
    )


def _change(calm: CalmRatio, years: int, say: Say) -> str:
    """No more than the interval allows: one that holds 1 leaves room for no change."""
    change, (low, high) = calm.ratio - 1, calm.interval
    span = say.many("the year", "the %(count)s years", years, count=say.count(years))
    facts = {"change": say.percent(abs(change)), "years": span}
    if low <= 1 <= high:
        return say("no clear change against %(years)s before", **facts)
    if change < 0:
        return say("%(change)s calmer than in %(years)s before", **facts)
    return say("%(change)s wilder than in %(years)s before", **facts)


def _facts(row: Any, say: Say) -> dict[str, Fact]:
    numbers = {name: say.number(getattr(row, name), 2) for name in ("ratio", "low", "high")}
    return {"name": row.series, "num": row.years_before, **numbers}


def _text(row: Any, say: Say) -> str:
    return say(
        "%(name)s against %(years)s before: %(ratio)s (%(low)s to %(high)s).",
        years=say.many("%(num)s year", "%(num)s years", row.years_before, num=row.years_before),
        **_facts(row, say),
    )


def _relative(years: int, low: float, high: float, say: Say) -> str:
    """Whether the follower calmed more than the leader did."""
    return say.many(
        "Against %(num)s year, %(follower)s’s ratio over the %(leader)s’s lies between %(low)s and "
        "%(high)s (95%% interval).",
        "Against %(num)s years, %(follower)s’s ratio over the %(leader)s’s lies between %(low)s "
        "and %(high)s (95%% interval).",
        years,
        num=years,
        low=say.number(low, 2),
        high=say.number(high, 2),
    )


def _chart(rows: list[Any], say: Say, canvas: Canvas) -> Plot:
    colours = {
        say.names["follower"]: canvas.palette.follow,
        say.names["leader"]: canvas.palette.lead,
    }
    estimates = table(
        rows,
        name=lambda row: say.many(
            "%(name)s, against %(num)s year",
            "%(name)s, against %(num)s years",
            row.years_before,
            **_facts(row, say),
        ),
        value="ratio",
        low="low",
        high="high",
        text=lambda row: say.number(row.ratio, 2),
        colour=lambda row: colours[row.series],
    )
    return interval_plot(estimates, canvas, neutral=1.0)
