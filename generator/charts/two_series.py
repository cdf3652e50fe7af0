"""The two series with every breakout marked, each on its own log scale."""

import pandas as pd

from generator.charts import two_panels
from generator.charts.grammar import Drawing, Frame, rows
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording.say import Say


def drawing(report: Report, prices: Prices, say: Say) -> Drawing:
    """Leader above, follower below, weekly; shaded bases, dashed breakouts, thick aftermaths."""
    start = _start(report, prices)
    leader, follower = _weekly(prices.leader, start), _weekly(prices.follower, start)
    return Drawing(
        id="two-series",
        title=_title(report, say),
        subtitle=say(
            "%(leader)s (above) and %(follower)s (below), weekly closes, log scales. Shaded: a "
            "base, at least %(sessions)s sessions without a record close. Thick: %(follower)s in "
            "the %(days)s days after each breakout.",
            sessions=report.question.base_sessions,
            days=report.outcomes.horizon,
        ),
        how_to_read=say(
            "Each dashed line is a breakout. Follow it down: the number beside the thick line is "
            "%(follower)s’s price at the end of the window as a multiple of its price on that day. "
            "On a log scale equal heights are equal percentages."
        ),
        alt=" ".join([*_latest(report, say), *_aftermaths(report, say)]),
        instruments=report.question.pair,
        table=_table(report, prices, say),
        data=pd.concat([leader, follower]),
        chart=lambda canvas: two_panels.picture(report, prices, say, canvas, leader, follower),
    )


def _title(report: Report, say: Say) -> str:
    events, rises = len(report.breakouts.events), report.outcomes.rises
    falls = len(report.outcomes.complete) - rises
    if not events:
        return say("No breakout so far")
    count = say.count(events, start=True)
    counted = say.many("%(count)s breakout", "%(count)s breakouts", events, count=count)
    good = say.many("%(count)s good year", "%(count)s good years", rises, count=say.count(rises))
    bad = say.many("%(count)s bad one", "%(count)s bad ones", falls, count=say.count(falls))
    return ", ".join([counted, *([good] if rises else []), *([bad] if falls else [])])


def _latest(report: Report, say: Say) -> list[str]:
    """The last close of each series."""
    asked = report.question
    return [
        say(
            "%(name)s on %(date)s: %(close)s.",
            name=say.name(instrument),
            date=state.date,
            close=say.price(state.close, instrument),
        )
        for instrument, state in ((asked.leader, report.leader), (asked.follower, report.follower))
    ]


def _aftermaths(report: Report, say: Say) -> list[str]:
    """What followed each breakout."""
    return [
        say(
            "Breakout of %(event)s after %(sessions)s sessions: %(follower)s at %(entry)s, "
            "%(multiple)s by %(date)s.",
            event=row.event.date,
            sessions=row.event.base_sessions,
            entry=say.price(window.entry, report.question.follower),
            multiple=say.multiple(1 + window.latest_return),
            date=window.latest_date,
        )
        for row, window in report.outcomes.followed
    ]


def _table(report: Report, prices: Prices, say: Say) -> Table:
    """The last close of each year, which is as much of the picture as a table can show."""
    asked, events = report.question, report.breakouts.events
    leader, follower = (
        history.close.groupby(history.dates.year).last()
        for history in (prices.leader, prices.follower)
    )
    return say.table(
        leader.index,
        {
            say("Last close of"): str,
            say.names["leader"]: lambda year: say.price(leader[year], asked.leader),
            say.names["follower"]: lambda year: say.price(follower.get(year), asked.follower),
            say("Breakout in that year"): lambda year: (
                ", ".join(say.date(e.date) for e in events if e.date.year == year) or None
            ),
        },
        note=say("The CSV holds every week that is drawn."),
    )


def _start(report: Report, prices: Prices) -> pd.Timestamp:
    """Draw from the follower's first day; earlier if a breakout or the leader's end is earlier."""
    first = [prices.follower.dates[0], prices.leader.dates[-1]]
    first += [pd.Timestamp(event.date) for event in report.breakouts.events[:1]]
    return min(first)


def _weekly(history: PriceHistory, start: pd.Timestamp) -> Frame:
    """The last close of each week, dated as it is."""
    close = history.close.loc[start:]
    weekly = close.groupby(pd.DatetimeIndex(close.index).to_period("W")).tail(1)
    return rows(series=history.instrument.symbol, date=weekly.index, close=weekly.to_numpy())
