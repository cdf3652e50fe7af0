"""What followed each breakout: the results of :mod:`generator.signals.outcomes`.

``None`` means "not defined" (no such event yet, no price stored, the window not over); it is
never replaced by a zero or carried forward. Shares and returns are fractions.
"""

import datetime as dt
from dataclasses import dataclass

from generator.models.breakouts import Breakout
from generator.models.precision import Price, Share
from generator.models.prices import FloatArray, IntArray


@dataclass(frozen=True)
class ForwardReturn:
    """F(t+h)/F(t) − 1 over ``horizon`` calendar days; None until that day is stored."""

    horizon: int
    value: Share | None


@dataclass(frozen=True)
class Window:
    """The follower from the day of one breakout, over the primary horizon, both ends included."""

    entry: Price
    """The follower's close on the event's date, in its unit."""
    latest_date: dt.date
    latest_return: Share
    """The last stored day of the window, and the return to it."""
    peak_multiple: float
    peak_date: dt.date
    """The highest multiple of the entry, and its day."""
    worst: Share
    worst_date: dt.date
    """The deepest close relative to the entry (0: never below it), and its day."""
    deepest_fall: Share
    """The deepest fall from a peak to a later trough, both within the window."""


@dataclass(frozen=True)
class Outcome:
    """What the follower did after one breakout."""

    event: Breakout
    forward_returns: tuple[ForwardReturn, ...]

    window: Window | None
    """None if the follower had no price on the event's date."""
    complete: bool
    """Whether the last day of the window is stored; until then the window is "so far"."""

    @property
    def returns_by_horizon(self) -> dict[str, Share | None]:
        """By horizon in calendar days."""
        return {str(each.horizon): each.value for each in self.forward_returns}

    def forward_return(self, horizon: int) -> float | None:
        """The return over one horizon, None where it is not defined."""
        return next(r.value for r in self.forward_returns if r.horizon == horizon)


@dataclass(frozen=True)
class Outcomes:
    """One outcome for each primary breakout; only complete ones enter a statistic."""

    horizon: int
    rows: tuple[Outcome, ...]

    @property
    def complete(self) -> tuple[Outcome, ...]:
        """The outcomes whose window is over."""
        return tuple(row for row in self.rows if row.complete)

    @property
    def followed(self) -> tuple[tuple[Outcome, Window], ...]:
        """The outcomes of the breakouts on which the follower had a price, with their windows."""
        return tuple((row, row.window) for row in self.rows if row.window is not None)

    @property
    def rises(self) -> int:
        """How many complete windows ended above their entry."""
        return sum(row.complete and window.latest_return > 0 for row, window in self.followed)


@dataclass(frozen=True, eq=False)
class EventPath:
    """The follower around one event: multiples of the entry on each stored day."""

    event: Breakout

    days: IntArray
    """Calendar days from the event, shape (m,), ascending."""
    multiples: FloatArray
    """Price over entry, shape (m,)."""
