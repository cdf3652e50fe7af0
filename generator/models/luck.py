"""The claim against chance: the results of :mod:`generator.signals.luck`, ``grid``, ``placebos``.

``None`` means "not defined" (no complete event, too few sessions to draw from). Means are of log
forward returns, p-values one-sided unless a name says otherwise, shares fractions.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from generator.models.precision import Drawn, Share
from generator.models.prices import FloatArray, IntArray
from generator.models.question import BreakoutDefinition


@dataclass(frozen=True, eq=False)
class Histogram:
    """How log returns are distributed.

    Attributes
    ----------
    edges
        Ascending, shape (bins + 1,), equally spaced.
    counts
        How many fall into each bin, shape (bins,).
    """

    edges: FloatArray
    counts: IntArray


@dataclass(frozen=True)
class PValues:
    """The p of the primary statistic under each null; see Method, "Luck tests"."""

    uniform: Drawn | None
    spaced: Drawn | None
    halving_matched: Drawn | None
    halving_matched_without_prehistory: Drawn | None


@dataclass(frozen=True)
class MeanTest:
    """A mean log return after some events, and its p against random sessions."""

    mean: Share
    p_value: Drawn


@dataclass(frozen=True)
class LeftOut:
    """The primary test without one event; None if no other is left."""

    event: dt.date
    n: int
    test: MeanTest | None


@dataclass(frozen=True)
class CorrectedTest(MeanTest):
    """A test among several; ``holm`` is its p corrected for their number."""

    holm: Drawn


@dataclass(frozen=True)
class HorizonTest:
    """The primary test over one horizon in calendar days; None without a complete event."""

    horizon: int
    n: int
    test: CorrectedTest | None


@dataclass(frozen=True)
class Look:
    """The primary test as it read on the day an event's window became complete."""

    date: dt.date
    n: int
    mean: Share
    p_value: Drawn


@dataclass(frozen=True)
class Robustness:
    """What stands beside the primary p: other statistics, fewer events, other horizons and days."""

    ranks: Drawn | None
    two_sided: Drawn | None
    leave_one_out: tuple[LeftOut, ...]
    horizons: tuple[HorizonTest, ...]
    by_date: tuple[Look, ...]


@dataclass(frozen=True)
class TestedEvent:
    """One complete event, its log forward return, and other days on the same halving clock.

    Attributes
    ----------
    days_since_halving
        None before the first halving; such an event is matched with all days before it.
    matched
        Log returns of the matched sessions: minimum, quartiles and maximum.
    sessions
        How many sessions are matched.
    """

    date: dt.date
    log_return: Share
    days_since_halving: int | None
    matched: tuple[float, float, float, float, float]
    sessions: int

    @property
    def multiple(self) -> float:
        """The price after the event as a multiple of the price at it."""
        return math.exp(self.log_return)


@dataclass(frozen=True, eq=False)
class Observed:
    """What followed the complete events.

    Attributes
    ----------
    mean
        Mean log forward return.
    share_positive, interval
        The share of events that were followed by a rise, with its exact 95 % interval.
    null
        How the mean of as many random sessions is distributed; one edge is the observed mean.
    """

    mean: Share
    share_positive: Share
    interval: tuple[Share, Share]
    null: Histogram


@dataclass(frozen=True, eq=False)
class Base:
    """What followed every admissible session.

    Attributes
    ----------
    mean
        Mean log forward return.
    share_positive
        The share of sessions that were followed by a rise.
    log_returns
        How they are distributed.
    """

    mean: Share
    share_positive: Share
    log_returns: Histogram


@dataclass(frozen=True, eq=False)
class Luck:
    """The primary test against chance.

    Attributes
    ----------
    draws
        Random draws behind each p-value.
    events
        The complete events, oldest first.
    observed
        None without a complete event.
    base
        None without an admissible session.
    sessions
        The admissible sessions that draws are made from.
    smallest_p
        The smallest p that this many events could reach.
    rises
        How many events were followed by a rise.
    """

    horizon: int
    draws: int
    events: tuple[TestedEvent, ...]
    observed: Observed | None
    base: Base | None
    sessions: int
    p_value: PValues
    smallest_p: float | None
    rises: int
    robustness: Robustness

    @property
    def n(self) -> int:
        """How many complete events there are."""
        return len(self.events)

    @property
    def n_after_halvings(self) -> int:
        """How many of them have a halving before them."""
        return sum(event.days_since_halving is not None for event in self.events)


@dataclass(frozen=True)
class GridRow:
    """One definition over one horizon; p is not defined below three events.

    Attributes
    ----------
    horizon
        Calendar days.
    excess
        Mean log forward return after the events minus that after every admissible session; None
        without an event.
    repeats
        Whether an earlier row has the same events over the same horizon.
    """

    definition: BreakoutDefinition
    horizon: int
    n: int
    excess: Share | None
    p_value: Drawn | None
    repeats: bool


@dataclass(frozen=True)
class TestedRow(GridRow):
    """A definition with three events or more."""

    excess: Share
    p_value: Drawn


@dataclass(frozen=True)
class Rotation:
    """The share of small p-values when all event sets move through the calendar together.

    Attributes
    ----------
    shifts
        How many joint circular shifts were made: all of them.
    mean_share
        The share of distinct definitions below 5 % after a shift, on average.
    reached
        The share of shifts after which it is at least as large as observed.
    """

    shifts: int
    mean_share: Drawn
    reached: Drawn


@dataclass(frozen=True)
class Grid:
    """Every reasonable definition, tested alike (a specification curve)."""

    draws: int
    rows: tuple[GridRow, ...]
    rotation: Rotation | None

    @property
    def definitions(self) -> int:
        """How many definitions were tried."""
        return len(self.rows)

    @property
    def testable(self) -> int:
        """How many of them have at least three events."""
        return sum(isinstance(row, TestedRow) for row in self.rows)

    @property
    def distinct(self) -> tuple[TestedRow, ...]:
        """The testable ones with the same events and horizon counted once."""
        return tuple(row for row in self.rows if isinstance(row, TestedRow) and not row.repeats)

    @property
    def below_5_percent(self) -> int:
        """How many distinct ones have p < 0.05."""
        return sum(row.p_value < 0.05 for row in self.distinct)


@dataclass(frozen=True)
class RankedTest(MeanTest):
    """A test with ``rank``, the share of random draws whose mean lies below the observed one."""

    rank: Drawn


@dataclass(frozen=True)
class Placebo:
    """The primary test for another pair, named by its symbols.

    Attributes
    ----------
    base_mean
        Mean log forward return after every admissible session; None without one.
    test
        None without a complete event.
    """

    leader: str
    follower: str
    n: int
    base_mean: Share | None
    test: RankedTest | None
