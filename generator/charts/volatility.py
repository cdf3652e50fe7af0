"""Realised volatility through time."""

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, thinned
from generator.models.report import Report
from generator.models.volatility import CycleVolatility, Volatility
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """The widest window of both series, and the follower's middle one; None without a window."""
    follower, leader = report.volatility.follower, report.volatility.leader
    slow, quick = follower.paths[-1], follower.paths[1]
    if not slow.dates:
        return None
    return Drawing(
        id="volatility",
        title=_title(follower.windows[-1].value, leader.windows[-1].value, say),
        subtitle=say(
            "Realised volatility over %(slow)s days, annualised: daily returns × √%(own)s for "
            "%(follower)s, × √%(theirs)s for the %(leader)s. Thin: %(follower)s over %(quick)s "
            "days.",
            slow=slow.days,
            quick=quick.days,
            own=follower.periods_per_year,
            theirs=leader.periods_per_year,
        ),
        how_to_read=say(
            "A volatility of 50% means that daily moves of that size would add up to about 50% "
            "over a year, up or down. The line looks back; it says nothing about the next day."
        ),
        alt=_alt(report.volatility, say),
        instruments=(report.question.follower, report.question.leader),
        table=say.table(
            report.volatility.by_cycle,
            {
                _cycle_heading(report, say): lambda cycle: _stretch(cycle, report, say),
                say.names["follower"]: lambda cycle: say.percent(cycle.volatility),
                say.names["leader"]: lambda cycle: say.percent(cycle.leader_volatility),
                say("%(follower)s’s deepest fall"): lambda cycle: say.percent(cycle.deepest_fall),
            },
            say(
                "Annualised volatility of the daily returns of each stretch. The CSV holds each "
                "day."
            ),
        ),
        data=pd.concat(
            rows(
                series=realised.instrument.symbol,
                days=path.days,
                date=path.dates,
                volatility=path.values,
            )
            for realised in (follower, leader)
            for path in realised.paths
        ),
        chart=lambda canvas: _chart(report.volatility, say, canvas),
    )


def _cycle_heading(report: Report, say: Say) -> str:
    return say("Halving cycle") if report.question.halvings else say("Stretch")


def _title(own: float | None, theirs: float | None, say: Say) -> str:
    if own is None:
        return say("%(follower)s’s volatility")
    if not theirs:
        return say("%(follower)s moved by %(own)s a year", own=say.percent(own))
    return say(
        "%(follower)s is %(times)s times as volatile as the %(leader)s: %(own)s a year",
        times=say.number(own / theirs, 1),
        own=say.percent(own),
    )


def _alt(found: Volatility, say: Say) -> str:
    slow = found.follower.paths[-1]
    lowest, highest = slow.values.argmin(), slow.values.argmax()
    return say(
        "%(follower)s over %(days)s days: highest %(high)s on %(top)s, lowest %(low)s on "
        "%(bottom)s, %(own)s on %(date)s. %(leader)s: %(theirs)s.",
        days=slow.days,
        high=say.percent(slow.values[highest]),
        top=slow.dates[highest],
        low=say.percent(slow.values[lowest]),
        bottom=slow.dates[lowest],
        own=say.percent(slow.values[-1]),
        date=slow.dates[-1],
        theirs=say.percent(found.leader.windows[-1].value),
    )


def _stretch(cycle: CycleVolatility, report: Report, say: Say) -> str:
    if cycle.halving is None and not report.question.halvings:
        return say("since the first price")
    if cycle.halving is None:
        return say("before the first halving")
    if cycle.complete:
        return say("from %(date)s", date=cycle.halving)
    return say("from %(date)s, so far", date=cycle.halving)


def _chart(found: Volatility, say: Say, canvas: Canvas) -> Plot:
    palette, step = canvas.palette, canvas.of(9, 21)
    quick, theirs, slow = (
        rows(date=pd.DatetimeIndex(path.dates), volatility=path.values)
        for path in (found.follower.paths[1], found.leader.paths[-1], found.follower.paths[-1])
    )
    own = pd.concat([quick, slow])
    first, last, top = own["date"].min(), own["date"].max(), own["volatility"].max() * 1.05
    theirs = theirs[theirs["date"] >= first]
    plot = Plot(
        canvas,
        scales.years("date", first, last, canvas),
        scales.numbers("volatility", 0, top, number="%", tickCount=canvas.of(6, 4)),
        height=(290, 230),
        margin=(74, 66),
    )
    if found.etf_since is not None:
        etf = rows(date=[found.etf_since], text=say("ETFs"))
        plot.rules(etf, palette.ink, dashed=True, width=1)
        plot.text(etf, palette.ink, y=0, align="right", baseline="top", dx=-6)
    plot.line(thinned(quick, step), palette.null, width=1.1)
    plot.line(thinned(theirs, step), palette.lead, width=2.2)
    plot.line(thinned(slow, step), palette.follow, width=2.4)
    plot.label(say.names["follower"], palette.follow)
    if len(theirs):
        plot.label(say.names["leader"], palette.lead, side="right")
    return plot
