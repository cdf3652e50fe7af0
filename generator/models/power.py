"""How often the luck tests raise the alarm: the results of :mod:`generator.signals.power`."""

import math
from dataclasses import dataclass

from generator.models.precision import Drawn, Share

FEWEST = 3
"""Complete events below which nothing is tested."""
MOST = 24
"""And above which a build has no time for it."""


@dataclass(frozen=True)
class Rejections:
    """How often p is at most 5 % after the breakouts of simulated leaders, with one true effect."""

    log_drift: Share
    """The log return that is added to the follower over the days after each event; at 0 there is no
    link, and the shares are the sizes of the tests."""
    uniform: Drawn
    spaced: Drawn
    """Shares of the leaders for which the test rejects."""
    n: int | None
    """Only leaders with as many complete events as the real one; null: all with three or more."""
    leaders: int
    """How many simulated leaders that are."""

    @property
    def multiple(self) -> float:
        """The effect as a multiple of the follower's price."""
        return math.exp(self.log_drift)


@dataclass(frozen=True)
class Power:
    """Size and power of the tests on the real follower."""

    draws: int
    """Random draws behind each p."""
    excess: Share | None
    """The mean log return after the real events beyond that of any session; None if it is none."""
    rows: tuple[Rejections, ...]
    """Ascending by effect, first without any; all leaders, then those with as many events as the
    real one."""

    @property
    def groups(self) -> tuple[tuple[Rejections, ...], ...]:
        """The rows of all leaders, and those of leaders with as many events as the real one."""
        return tuple(
            group
            for group in (
                tuple(row for row in self.rows if row.n is None),
                tuple(row for row in self.rows if row.n is not None),
            )
            if group
        )
