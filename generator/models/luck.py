"""The claim against chance: the results of :mod:`generator.signals.luck`.

``None`` means "not defined" (no complete event, too few sessions to draw from). Means are of log
forward returns, p-values one-sided unless a name says otherwise, shares fractions.
"""

import datetime as dt
import math
from dataclasses import dataclass

from generator.models.power import Power
from generator.models.precision import Drawn, Share
from generator.models.prices import FloatArray, IntArray

LEVEL = 0.05
"""A p below it is called small."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """How log returns are distributed."""

    edges: FloatArray
    """Ascending, shape (bins + 1,), equally spaced."""
    counts: IntArray
    """How many fall into each bin, shape (bins,)."""


@dataclass(frozen=True)
class SameEra:
    """The p of the primary statistic against days near each event, within 365 and 730 days."""

    days_365: Drawn | None
    days_730: Drawn | None


@dataclass(frozen=True)
class PValues:
    """The p of the primary statistic under each null; see Method, "Luck tests"."""

    uniform: Drawn | None
    spaced: Drawn | None
    halving_matched: Drawn | None
    halving_matched_without_prehistory: Drawn | None
    same_era: SameEra


@dataclass(frozen=True)
class NextEvent:
    """What one more complete event would do to the primary p."""

    multiple_for_5_percent: Share
    """The multiple after it that would bring p to 5 %."""
    base_median: Share
    """The median multiple after any admissible session."""
    p_at_base_median: Drawn
    """The p if that followed."""
    p_at_half: Drawn
    """The p if the price halved."""
    halves_for_25_percent: int | None
    """How many halvings in a row would bring p above 25 %; None if not even many."""


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
    """One complete event, its log forward return, and other days on the same halving clock."""

    date: dt.date
    log_return: Share

    days_since_halving: int | None
    """None before the first halving; such an event is matched with all days before it."""
    matched: tuple[float, float, float, float, float]
    """Log returns of the matched sessions: minimum, quartiles and maximum."""
    sessions: int
    """How many sessions are matched."""

    @property
    def multiple(self) -> float:
        """The price after the event as a multiple of the price at it."""
        return math.exp(self.log_return)


@dataclass(frozen=True, eq=False)
class Observed:
    """What followed the complete events."""

    mean: Share
    """Mean log forward return."""
    share_positive: Share
    interval: tuple[Share, Share]
    """The share of events that were followed by a rise, with its exact 95 % interval."""


@dataclass(frozen=True, eq=False)
class Base:
    """What followed every admissible session."""

    mean: Share
    """Mean log forward return."""
    share_positive: Share
    """The share of sessions that were followed by a rise."""
    log_returns: Histogram
    """How they are distributed."""


@dataclass(frozen=True)
class NamedP:
    """One test of the primary events; ``id`` is its name in the API."""

    id: str
    n: int
    p_value: Drawn


@dataclass(frozen=True, eq=False)
class Afterwards:
    """What followed the complete events and every other session, before chance is asked."""

    horizon: int

    events: tuple[TestedEvent, ...]
    """The complete events, oldest first."""
    observed: Observed | None
    """None without a complete event."""
    base: Base | None
    """None without an admissible session."""
    sessions: int
    """The admissible sessions that draws are made from."""
    rises: int
    """How many events were followed by a rise."""

    @property
    def n(self) -> int:
        """How many complete events there are."""
        return len(self.events)

    @property
    def n_after_halvings(self) -> int:
        """How many of them have a halving before them."""
        return sum(event.days_since_halving is not None for event in self.events)


@dataclass(frozen=True, eq=False)
class Luck(Afterwards):
    """The primary test against chance."""

    draws: int
    """Random draws behind each p-value."""
    null: Histogram | None
    """How the mean of as many random sessions is distributed; one edge is the observed mean."""
    p_value: PValues

    attainable_p: Drawn | None
    """The p of the best dates that the definition allows: as many, so far apart."""
    odds: float | None
    """The most by which the primary p can multiply the odds of a link."""
    next_event: NextEvent | None
    """None without a complete event."""
    robustness: Robustness
    power: Power | None = None
    """How much the tests could see; None where no simulated leader can be tested."""

    @property
    def tests(self) -> tuple[NamedP, ...]:
        """Every test that is defined, the primary one first; those of fragility stand apart."""
        p, beside, later = self.p_value, self.robustness, self.n_after_halvings
        without = p.halving_matched_without_prehistory if later < self.n else None
        named = (
            ("uniform", self.n, p.uniform),
            ("spaced", self.n, p.spaced),
            ("halving_matched", self.n, p.halving_matched),
            ("halving_matched_without_prehistory", later, without),
            ("same_era_365", self.n, p.same_era.days_365),
            ("same_era_730", self.n, p.same_era.days_730),
            ("ranks", self.n, beside.ranks),
            ("two_sided", self.n, beside.two_sided),
            *(
                (f"horizon_{one.horizon}", one.n, None if one.test is None else one.test.holm)
                for one in beside.horizons
            ),
        )
        return tuple(NamedP(name, n, value) for name, n, value in named if value is not None)
