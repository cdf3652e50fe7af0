"""Where leader and follower stand: the results of :mod:`generator.signals.state`.

``None`` means "not defined" (no such event yet, no price stored, the window not over); it is
never replaced by a zero or carried forward. Shares and returns are fractions.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.breakouts import Breakout
from generator.models.precision import Price, Share


class State(StrEnum):
    """Where the leader stands with respect to its latest primary breakout."""

    NO_BREAKOUT = "no breakout yet"
    BASING = "basing"
    FELL_BACK = "fell back"
    PRICE_DISCOVERY = "price discovery"
    HOLDING = "holding the breakout"


@dataclass(frozen=True)
class Record:
    """The latest record close of a series, seen from its last stored day."""

    close: Price
    date: dt.date
    """The highest close so far, in the series' unit, and its day."""
    sessions_since: int
    """Its own days after it, up to the last stored one (0: that one is a record)."""
    distance: Share
    """The latest close over it, minus 1."""


@dataclass(frozen=True)
class LeaderState:
    """The leader on its last stored session."""

    state: State
    date: dt.date
    close: Price

    record: Record | None
    """None if no close has exceeded all before it."""
    breakout: Breakout | None
    """The latest primary breakout."""
    year_to_date: Share | None
    """Close over the last close of the year before, minus 1."""

    @property
    def broken_record(self) -> Price | None:
        """The old record that the breakout broke; its loss would mean "fell back"."""
        return self.breakout.old_record if self.breakout else None

    @property
    def distance_to_broken_record(self) -> Share | None:
        """Close over that record, minus 1."""
        return self.close / self.breakout.old_record - 1 if self.breakout else None

    @property
    def days_since_breakout(self) -> int | None:
        """Calendar days from the latest primary breakout to the last stored session."""
        return (self.date - self.breakout.date).days if self.breakout else None


@dataclass(frozen=True)
class FollowerState:
    """The follower on its last stored day; None if no close has exceeded all before it."""

    date: dt.date
    close: Price
    record: Record | None
