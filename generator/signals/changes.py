"""What changed since a day? The report of that day against today's.

Both are replays of what is stored now, so that a corrected history does not look like news.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.models.changes import Change, ChangeKind
from generator.models.freshness import FreshnessLimits
from generator.models.prices import PriceHistory, Prices
from generator.models.report import Standing
from generator.signals import stand


def changes_since(
    prices: Prices, now: Standing, since: date, limits: FreshnessLimits
) -> tuple[Change, ...]:
    """State, new breakouts and prices; nothing where no price of that day is stored."""
    earlier = Prices.as_of_day(since, prices.question, prices.histories)
    if not len(earlier.leader.rows) or not len(earlier.follower.rows):
        return ()
    before = stand(earlier, limits)
    return (
        *_state(before, now),
        *(
            Change(event.date, ChangeKind.BREAKOUT, now.question.leader, "", None, event.close)
            for event in now.breakouts.events
            if event.date > before.leader.date
        ),
        *_price(earlier.leader, prices.leader),
        *_price(earlier.follower, prices.follower),
    )


def _state(before: Standing, now: Standing) -> Iterator[Change]:
    if before.leader.state is not now.leader.state:
        yield Change(
            now.leader.date,
            ChangeKind.STATE,
            now.question.leader,
            "",
            before.leader.state.value,
            now.leader.state.value,
        )


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
