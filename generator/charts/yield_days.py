"""Small minus large caps on days of large yield moves."""

from __future__ import annotations

from collections.abc import Iterable

from generator.charts.drawing import Drawing
from generator.charts.frames import table
from generator.charts.intervals import IntervalRow, interval_plot
from generator.charts.plot import Plot
from generator.charts.theme import Canvas
from generator.models.rates import SizeReturn, YieldMoves
from generator.models.report import Report
from generator.wording import points
from generator.wording.say import Say

Days = tuple[str, SizeReturn]
"""Some days by their name, with what the small caps did on them."""


def drawing(report: Report, say: Say) -> Drawing | None:
    """Small minus large caps on days of large yield moves; None without all three series."""
    moves = report.rates.yield_moves
    if moves is None:
        return None
    days = (
        (say("Yield fell most"), moves.falls),
        (say("Every day"), moves.every_day),
        (say("Yield rose most"), moves.rises),
    )
    return Drawing(
        id="yield-days",
        title=_title(moves, say),
        subtitle=say(
            "Mean daily return of small caps minus large caps, in percentage points, on the "
            "%(tail)s of days on which the 10-year yield fell or rose most since %(year)s. Bars: "
            "95%% intervals.",
            tail=say.percent(moves.tail),
            year=str(moves.first.year),
        ),
        how_to_read=say(
            "Right of the dashed line small caps did better than large caps on the same day. A "
            "bar that crosses the line leaves room for no difference. Same-day moves do not say "
            "which came first."
        ),
        alt=" ".join(
            say(
                "%(name)s: %(mean)s points on %(days)s days.",
                name=name,
                mean=_points(size.mean, say),
                days=size.days,
            )
            for name, size in days
        ),
        instruments=tuple(
            rung.instrument for rung in report.risk_curve.rungs[:3] if rung.instrument is not None
        ),
        table=say.table(
            days,
            {
                say("Days"): lambda each: each[0],
                say("How many"): lambda each: each[1].days,
                say("Mean in points"): lambda each: _points(each[1].mean, say),
                say("95% interval"): lambda each: _interval(each[1], say),
                say("Small ahead"): lambda each: say.percent(each[1].share_positive),
            },
            say(
                "Falls of %(low)s points or more, rises of %(high)s or more.",
                low=say.number(-moves.low, 2),
                high=say.number(moves.high, 2),
            ),
        ),
        data=table(
            days,
            days=lambda each: each[0],
            count=lambda each: each[1].days,
            mean=lambda each: each[1].mean,
            low=lambda each: each[1].interval[0],
            high=lambda each: each[1].interval[1],
            share_positive=lambda each: each[1].share_positive,
        ),
        chart=lambda canvas: _chart(days, say, canvas),
    )


def _title(moves: YieldMoves, say: Say) -> str:
    falls, rises = _side(moves.falls), _side(moves.rises)
    if falls == -1 and rises != -1:
        return say("Small caps lag on days of falling yields, not of rising ones")
    if falls == 1 and rises != 1:
        return say("Small caps gain most on days of falling yields")
    return say("Small minus large caps on days of large yield moves")


def _side(size: SizeReturn) -> int:
    """−1 or 1 if the whole interval lies on one side of zero, else 0."""
    return 1 if size.interval[0] > 0 else -1 if size.interval[1] < 0 else 0


def _points(log_return: float, say: Say) -> str:
    return points(say.language, 100 * log_return)


def _interval(size: SizeReturn, say: Say) -> str:
    low, high = size.interval
    return say("%(low)s to %(high)s", low=_points(low, say), high=_points(high, say))


def _chart(days: Iterable[Days], say: Say, canvas: Canvas) -> Plot:
    estimates = [
        IntervalRow(
            name=say("%(name)s, %(days)s days", name=name, days=size.days),
            value=100 * size.mean,
            low=100 * size.interval[0],
            high=100 * size.interval[1],
            text=_points(size.mean, say),
            colour=canvas.palette.lead,
        )
        for name, size in days
    ]
    return interval_plot(estimates, canvas, neutral=0.0, number="~g")
