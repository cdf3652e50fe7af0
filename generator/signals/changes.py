"""What changed since a day? The report of that day against today's.

Each is a replay of what was stored on its day, so that what a correction changes is told, too.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.models.changes import Change, ChangeKind
from generator.models.freshness import FreshnessLimits
from generator.models.prices import PriceHistory, Prices
from generator.models.report import Standing
from generator.models.state import State
from generator.signals import stand
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.state import leader_state


def changes_since(
    stored_on: Callable[[date], Prices], now: Standing, since: date, limits: FreshnessLimits
) -> tuple[Change, ...]:
    """State, new breakouts and prices; nothing where no price of that day is stored.

    ``stored_on`` gives the prices as they were stored on a day; later rows in them are not read.
    """
    prices, earlier = stored_on(now.as_of), _cut(stored_on, since)
    if not len(earlier.leader.rows) or not len(earlier.follower.rows):
        return ()
    before = stand(earlier, limits)
    return (
        *_state(stored_on, before, now),
        *(
            Change(event.date, ChangeKind.BREAKOUT, now.question.leader, "", None, event.close)
            for event in now.breakouts.events
            if event.date > before.leader.date
        ),
        *_price(earlier.leader, prices.leader),
        *_price(earlier.follower, prices.follower),
    )


def turning_day(since: date, until: date, settled: Callable[[date], bool]) -> date:
    """The day on which something settled that had not by ``since``, but had by ``until``.

    Found by halving the span, so that few days are asked. If it settled more than once, this is
    one of those days.
    """
    while (until - since).days > 1:
        middle = since + timedelta(days=(until - since).days // 2)
        since, until = (since, middle) if settled(middle) else (middle, until)
    return until


def _cut(stored_on: Callable[[date], Prices], day: date) -> Prices:
    stored = stored_on(day)
    return Prices.as_of_day(day, stored.question, stored.histories)


def _state(
    stored_on: Callable[[date], Prices], before: Standing, now: Standing
) -> Iterator[Change]:
    """The leader's latest change of state, on its own day."""

    def on(day: date) -> State:
        then = _cut(stored_on, day)
        events = find_breakouts(then.leader, primary_definition(then.question))
        return leader_state(then, events).state

    state = now.leader.state
    if before.leader.state is not state:
        day = turning_day(before.as_of, now.as_of, lambda day: on(day) is state)
        old = on(day - timedelta(days=1))
        yield Change(day, ChangeKind.STATE, now.question.leader, "", old.value, state.value)


def _price(before: PriceHistory, now: PriceHistory) -> Iterator[Change]:
    """The move between the two last closes, if there is a new one."""
    if (
        before.last_date is not None
        and now.last_date is not None
        and now.last_date > before.last_date
    ):
        yield Change(
            now.last_date,
            ChangeKind.PRICE,
            now.instrument,
            "",
            float(before.closes[-1]),
            float(now.closes[-1]),
        )
