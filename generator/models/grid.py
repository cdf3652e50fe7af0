"""Other definitions and other pairs, tested alike: the results of :mod:`generator.signals.grid`
and ``placebos``. Means are of log forward returns.
"""

from dataclasses import dataclass

from generator.models.luck import LEVEL, MeanTest
from generator.models.precision import Drawn, Share
from generator.models.question import BreakoutDefinition


@dataclass(frozen=True)
class GridRow:
    """One definition over one horizon; p is not defined below three events."""

    definition: BreakoutDefinition

    horizon: int
    """Calendar days."""
    n: int

    excess: Share | None
    """Mean log forward return after the events minus that after every admissible session; None
    without an event."""
    p_value: Drawn | None

    repeats: bool
    """Whether an earlier row has the same events over the same horizon."""


@dataclass(frozen=True)
class TestedRow(GridRow):
    """A definition with three events or more."""

    excess: Share
    p_value: Drawn


@dataclass(frozen=True)
class Rotation:
    """The share of small p-values when all event sets move through the calendar together."""

    shifts: int
    """How many joint circular shifts were made: all of them."""
    mean_share: Drawn
    """The share of distinct definitions below 5 % after a shift, on average."""
    reached: Drawn
    """The share of shifts after which it is at least as large as observed."""


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
        return sum(row.p_value < LEVEL for row in self.distinct)


@dataclass(frozen=True)
class RankedTest(MeanTest):
    """A test with ``rank``, the share of random draws whose mean lies below the observed one."""

    rank: Drawn


@dataclass(frozen=True)
class Placebo:
    """The primary test for another pair, named by its symbols."""

    leader: str
    follower: str
    n: int

    base_mean: Share | None
    """Mean log forward return after every admissible session; None without one."""
    test: RankedTest | None
    """None without a complete event."""
