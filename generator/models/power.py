"""How often the tests raise the alarm: :mod:`generator.statistics.simulation`."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Rejections:
    """Shares of simulated markets in which p is at most 5 %, with one true effect.

    ``log_drift`` is the log return that follows each event within the horizon beyond the drift of
    any other day; at 0 there is no link, and the shares are the sizes of the tests.
    """

    log_drift: float
    uniform: float
    spaced: float

    @property
    def multiple(self) -> float:
        """The effect as a multiple of the follower's price."""
        return math.exp(self.log_drift)


@dataclass(frozen=True)
class PowerTable:
    """Size and power of the tests in simulated markets."""

    markets: int
    """Markets with at least ``fewest`` complete events."""
    draws: int
    """Random draws behind each p."""
    fewest: int

    base_sessions: int
    horizon: int
    """The breakouts that are tested, and the days over which the follower is measured."""
    median_events: int
    """The median number of complete events."""
    rows: tuple[Rejections, ...]
    """Ascending by effect; the first has none."""
