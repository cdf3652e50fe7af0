"""Interest rates around the breakouts: the results of :mod:`generator.signals.rates`.

Rates are in percent and their changes in percentage points, as their publisher states them.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.instruments import Instrument
from generator.models.precision import Price, Share
from generator.models.volatility import Interval


class RateRegime(StrEnum):
    """The sign of the policy rate's change before an event."""

    EASING = "easing"
    ON_HOLD = "on hold"
    TIGHTENING = "tightening"


@dataclass(frozen=True)
class RateStep:
    """One step of the policy rate: the day it took effect, the new rate, and the change.

    ``change`` is None for the first stored step, before which the rate is not known.
    """

    date: dt.date
    rate: Price
    change: Share | None

    @property
    def is_hike(self) -> bool:
        """Whether the rate is known to have been lower before."""
        return self.change is not None and self.change > 0

    @property
    def is_cut(self) -> bool:
        """Whether the rate is known to have been higher before."""
        return self.change is not None and self.change < 0


@dataclass(frozen=True)
class PolicyRate:
    """The policy rate through time."""

    instrument: Instrument

    known_until: dt.date
    """The day up to which it is known: its last step, or the last check."""
    steps: tuple[RateStep, ...]
    """Oldest first, at least one."""


@dataclass(frozen=True)
class RateEvent:
    """The policy rate around one breakout; None where it is not known, or not yet.

    ``steps`` are the changes within the days before and after the event that are looked at.
    """

    event: dt.date
    policy_rate: Price | None
    change_before: Share | None
    change_after: Share | None
    steps: tuple[RateStep, ...]

    @property
    def regime(self) -> RateRegime | None:
        """The sign of the change before the event."""
        change = self.change_before
        if change is None:
            return None
        if change == 0:
            return RateRegime.ON_HOLD
        return RateRegime.EASING if change < 0 else RateRegime.TIGHTENING


@dataclass(frozen=True)
class SizeReturn:
    """Small-minus-large return on some days."""

    days: int

    mean: float
    """Mean difference of the daily log returns."""
    interval: Interval
    """Its 95 % interval (Student's t, days independent)."""
    share_positive: Share
    """Share of the days on which the small caps did better."""


@dataclass(frozen=True)
class YieldMoves:
    """Small minus large caps on days of large moves of the Treasury yield.

    ``low`` and ``high`` are the changes in percentage points that bound the tails.
    """

    first: dt.date
    last: dt.date
    tail: float
    low: float
    high: float
    falls: SizeReturn
    rises: SizeReturn
    every_day: SizeReturn
    excess_beta: float
    """What small minus large caps move for each unit of the large caps, over all days."""
    net_falls: SizeReturn
    net_rises: SizeReturn
    """The same days net of that share of the large caps' own move."""


@dataclass(frozen=True)
class YearsAfter:
    """Small minus large caps over the year after each step of the policy rate one way.

    The years overlap, so their mean has no interval.
    """

    steps: int
    """Steps whose year is over."""
    mean: float | None
    """Mean difference of the log returns; None without a step."""
    share_positive: Share | None


@dataclass(frozen=True)
class Rates:
    """The policy rate at each breakout, and the small caps on days of large yield moves."""

    policy_rate: PolicyRate | None
    """None if no such series is stored."""
    window_days: int
    """Days before and after an event that are looked at."""
    events: tuple[RateEvent, ...]

    yield_moves: YieldMoves | None
    """None without a yield, small caps and large caps, or with too few days."""
    after_hikes: YearsAfter
    after_cuts: YearsAfter
