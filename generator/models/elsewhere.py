"""The same test for many pairs: the results of :mod:`generator.signals.elsewhere`."""

import datetime as dt
import math
from dataclasses import dataclass

from generator.models.instruments import Instrument
from generator.models.luck import LEVEL
from generator.models.power import FEWEST
from generator.models.precision import Drawn, Share


@dataclass(frozen=True)
class PairEvent:
    """A breakout of the leader, and what the follower did after it."""

    date: dt.date
    log_return: Share
    rank: Share
    """The share of all sessions after which the follower did worse; equal ones count half."""

    @property
    def change(self) -> float:
        """The return as a fraction."""
        return math.expm1(self.log_return)


@dataclass(frozen=True)
class AllDays:
    """What the follower did after every session of the leader that could have been an event."""

    first: dt.date
    last: dt.date
    sessions: int
    mean: Share
    """Mean log return."""
    share_positive: Share
    quantiles: tuple[float, float, float, float, float]
    """Log returns: 5 %, quartiles, 95 %."""


@dataclass(frozen=True)
class PairP:
    """The p of a pair's mean log return: against random sessions, and against spaced ones."""

    uniform: Drawn | None
    spaced: Drawn | None


@dataclass(frozen=True)
class Pair:
    """One leader and one follower."""

    leader: Instrument
    follower: Instrument
    events: tuple[PairEvent, ...]
    """Those whose window is over, oldest first."""
    base: AllDays | None
    """None where the two have no common year."""
    p_value: PairP
    rank: Drawn | None
    """The share of random draws whose mean lies below that of the events."""

    @property
    def n(self) -> int:
        """How many complete events there are."""
        return len(self.events)

    @property
    def rises(self) -> int:
        """How many of them were followed by a rise."""
        return sum(event.log_return > 0 for event in self.events)

    @property
    def share_positive(self) -> Share | None:
        """The share of events that were followed by a rise; None without an event."""
        return self.rises / self.n if self.n else None

    @property
    def mean_log_return(self) -> Share | None:
        """The mean log return after the events; None without one."""
        return sum(event.log_return for event in self.events) / self.n if self.n else None

    @property
    def is_testable(self) -> bool:
        """Whether there are events enough to call its p one."""
        return self.n >= FEWEST

    @property
    def is_below_5_percent(self) -> bool:
        """Whether it is testable and its p is small."""
        p = self.p_value.uniform
        return self.is_testable and p is not None and p < LEVEL


@dataclass(frozen=True)
class Rotation:
    """How often a common shift of all event dates does as well as the dates themselves."""

    shifts: int
    below_5_percent_reached: Drawn
    """The share of shifts with at least as many testable pairs below 5 %."""
    smallest_p: Drawn
    """The smallest p of a testable pair."""
    smallest_p_reached: Drawn
    """The share of shifts whose smallest p is at most as large."""


@dataclass(frozen=True)
class Elsewhere:
    """Every leader with every follower."""

    leaders: tuple[Instrument, ...]
    followers: tuple[Instrument, ...]
    pairs: tuple[Pair, ...]
    """By leader, then by follower; no series leads itself."""
    rotation: Rotation | None
    """None without a testable pair."""

    @property
    def testable(self) -> int:
        """How many pairs have events enough."""
        return sum(pair.is_testable for pair in self.pairs)

    @property
    def below_5_percent(self) -> int:
        """How many testable pairs have a small p."""
        return sum(pair.is_below_5_percent for pair in self.pairs)

    def pair(self, leader: Instrument, follower: Instrument) -> Pair | None:
        """One pair; None if it is not among them."""
        return next(
            (one for one in self.pairs if (one.leader, one.follower) == (leader, follower)), None
        )

    def after(self, leader: Instrument) -> tuple[Pair, ...]:
        """The pairs of one leader, in the order of the followers."""
        return tuple(pair for pair in self.pairs if pair.leader == leader)

    def before(self, follower: Instrument) -> tuple[Pair, ...]:
        """The pairs of one follower, in the order of the leaders."""
        return tuple(pair for pair in self.pairs if pair.follower == follower)
