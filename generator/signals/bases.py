"""How long and how deep was each base? The leader below the record that it later broke."""

from generator.models.breakouts import BaseLow, BasePath, Breakout, BreakoutList
from generator.models.prices import Prices


def base_paths(prices: Prices, breakouts: BreakoutList) -> tuple[BasePath, ...]:
    """For each breakout, the leader's distance to the old record through the base.

    A base that began before the first row is not seen whole, and has no path.
    """
    return tuple(
        _base_path(prices, event, event.low) for event in breakouts.events if event.low is not None
    )


def _base_path(prices: Prices, event: Breakout, low: BaseLow) -> BasePath:
    base = prices.leader.between(event.old_record_date, event.record_date)
    return BasePath(
        event,
        low,
        sessions=base.positions,
        distance=base.closes / event.old_record - 1,
    )
