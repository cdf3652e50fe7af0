"""Small minus large caps on days of large yield moves."""

from collections.abc import Iterable

from generator.charts.grammar import Canvas, Drawing, Plot, table
from generator.charts.intervals import interval_plot
from generator.models.rates import SizeReturn, YieldMoves
from generator.models.report import Report
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
        (say("Yield fell most, net"), moves.net_falls),
        (say("Yield rose most, net"), moves.net_rises),
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
            "bar that crosses the line leaves room for no difference; its dot is open and grey. "
            "Large moves of the yield often come with large moves of all shares, in which small "
            "caps have the larger part: “net” is less %(beta)s times the large caps’ own return. "
            "Same-day moves do not say which came first.",
            beta=say.number(moves.excess_beta, 2),
        ),
        alt=" ".join(
            say(
                "%(name)s: %(mean)s points on %(days)s days.",
                name=name,
                mean=say.points(100 * size.mean),
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
                say("Mean in points"): lambda each: say.points(100 * each[1].mean),
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
    """Who is ahead on days of falling yields, as far as the intervals allow."""
    falls, net, rises = _side(moves.falls), _side(moves.net_falls), _side(moves.rises)
    if falls in (0, rises):
        return say("Small minus large caps on days of large yield moves")
    if falls == -1:
        if net != -1:
            return say(
                "Small caps lag on days of falling yields, but not clearly net of the market"
            )
        return say("Small caps lag on days of falling yields, and not clearly on rising ones")
    if net != 1:
        return say(
            "Small caps are ahead on days of falling yields, but not clearly net of the market"
        )
    return say("Small caps are ahead on days of falling yields, and not clearly on rising ones")


def _side(size: SizeReturn) -> int:
    """−1 or 1 if the whole interval lies on one side of zero, else 0."""
    return 1 if size.interval[0] > 0 else -1 if size.interval[1] < 0 else 0


def _interval(size: SizeReturn, say: Say) -> str:
    low, high = (say.points(100 * bound) for bound in size.interval)
    return say("%(low)s to %(high)s", low=low, high=high)


def _chart(days: Iterable[Days], say: Say, canvas: Canvas) -> Plot:
    estimates = table(
        days,
        name=lambda each: say("%(name)s, %(days)s days", name=each[0], days=each[1].days),
        value=lambda each: 100 * each[1].mean,
        low=lambda each: 100 * each[1].interval[0],
        high=lambda each: 100 * each[1].interval[1],
        text=lambda each: say.points(100 * each[1].mean),
        colour=lambda each: canvas.palette.lead if _side(each[1]) else canvas.palette.mute,
    )
    return interval_plot(estimates, canvas, neutral=0.0)
