"""Where leader and follower stand: the results of :mod:`generator.signals.state`.

``None`` means "not defined" (no such event yet, no price stored, the window not over); it is
never replaced by a zero or carried forward. Shares and returns are fractions.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.breakouts import Breakout


class State(StrEnum):
    """Where the leader stands with respect to its latest primary breakout."""

    NO_BREAKOUT = "no breakout yet"
    BASING = "basing"
    FELL_BACK = "fell back"
    PRICE_DISCOVERY = "price discovery"
    HOLDING = "holding the breakout"


@dataclass(frozen=True)
class LeaderState:
    """The leader on its last stored session.

    Attributes
    ----------
    sessions_since_record
        Sessions since the latest record close (0: today is one).
    distance_to_record, distance_to_broken_record
        Close over record minus 1.
    broken_record
        The old record that the latest primary breakout broke; ``breakout`` is that event.
    year_to_date
        Close over the last close of the year before, minus 1.
    """

    state: State
    date: dt.date
    close: float
    record_close: float | None
    record_date: dt.date | None
    sessions_since_record: int | None
    distance_to_record: float | None
    breakout: Breakout | None
    distance_to_broken_record: float | None
    year_to_date: float | None

    @property
    def broken_record(self) -> float | None:
        """The level whose loss would mean "fell back"."""
        return self.breakout.old_record if self.breakout else None

    @property
    def days_since_breakout(self) -> int | None:
        """Calendar days from the latest primary breakout to the last stored session."""
        return (self.date - self.breakout.date).days if self.breakout else None


@dataclass(frozen=True)
class FollowerState:
    """The follower on its last stored day; ``drawdown`` is close over record close minus 1."""

    date: dt.date
    close: float
    record_close: float | None
    record_date: dt.date | None
    drawdown: float | None
