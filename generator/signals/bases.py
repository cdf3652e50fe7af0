"""How long and how deep was each base? The leader below the record that it later broke."""

from generator.models.breakouts import BasePath, Breakout, BreakoutList
from generator.models.prices import Prices


def base_paths(prices: Prices, breakouts: BreakoutList) -> tuple[BasePath, ...]:
    """For each breakout, the leader's distance to the old record through the base."""
    return tuple(_base_path(prices, event) for event in breakouts.events)


def _base_path(prices: Prices, event: Breakout) -> BasePath:
    base = prices.leader.between(event.old_record_date, event.record_date)
    return BasePath(
        event,
        sessions=base.positions,
        distance=base.closes / event.old_record - 1,
    )
