"""How calm the follower is: the results of :mod:`generator.signals.volatility`.

Volatilities are annualised standard deviations of daily log returns (0.5: 50 % a year).
"""

import datetime as dt
from dataclasses import dataclass

from generator.models.instruments import Instrument
from generator.models.precision import Drawn, Share
from generator.models.prices import FloatArray

Interval = tuple[Drawn, Drawn]
"""Lower and upper bound."""


@dataclass(frozen=True)
class WindowVolatility:
    """Realised volatility over the latest ``days`` calendar days.

    ``share_at_or_below`` is the share of its own history that was no higher.
    """

    days: int
    value: float | None
    share_at_or_below: Share | None


@dataclass(frozen=True, eq=False)
class VolatilityPath:
    """Realised volatility over ``days`` calendar days through time, from the first whole window."""

    days: int
    dates: tuple[dt.date, ...]
    values: FloatArray


@dataclass(frozen=True, eq=False)
class RealisedVolatility:
    """The volatility of one series: now, and through time."""

    instrument: Instrument

    periods_per_year: int
    """The annualisation rule: its square root multiplies the standard deviation."""
    windows: tuple[WindowVolatility, ...]
    paths: tuple[VolatilityPath, ...]
    """One for each window, in the same order."""

    @property
    def by_window(self) -> dict[str, float | None]:
        """Realised, by window in calendar days."""
        return {str(window.days): window.value for window in self.windows}


@dataclass(frozen=True)
class CycleVolatility:
    """One stretch between two halvings."""

    halving: dt.date | None
    """The halving at its beginning; None: before the first one."""
    first: dt.date
    last: dt.date
    """The first and the last return of the stretch."""
    returns: int
    volatility: float | None
    leader_volatility: float | None

    deepest_fall: Share
    """The deepest fall from a peak to a later close, both within the stretch."""
    complete: bool


@dataclass(frozen=True)
class CalmRatio:
    """Volatility after a day over volatility before it.

    ``interval`` is the 95 % bootstrap interval of ``ratio``.
    """

    before: float
    after: float
    ratio: float
    interval: Interval


@dataclass(frozen=True)
class EtfComparison:
    """Before and after the exchange-traded funds, against some years before."""

    years: int
    """How many years before the day are compared."""
    follower: CalmRatio | None
    leader: CalmRatio | None
    """None where those years are not stored, or nothing after them."""
    relative: Interval | None
    """95 % interval of the follower's ratio over the leader's: below 1 throughout, it calmed more
    than the leader did."""


@dataclass(frozen=True, eq=False)
class Volatility:
    """Realised volatility of both, by cycle, and around the exchange-traded funds."""

    follower: RealisedVolatility
    leader: RealisedVolatility
    by_cycle: tuple[CycleVolatility, ...]

    etf_since: dt.date | None
    """Their first day of trading; None if there are none, or none yet."""
    block_days: int
    """Mean block of the bootstrap."""
    comparisons: tuple[EtfComparison, ...]

    @property
    def primary(self) -> EtfComparison | None:
        """The comparison that was fixed in advance: three years."""
        return next((c for c in self.comparisons if c.years == 3), None)
