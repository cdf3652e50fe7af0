"""Interest rates around the breakouts: the results of :mod:`generator.signals.rates`.

Rates are in percent and their changes in percentage points, as their publisher states them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.instruments import Instrument
from generator.models.volatility import Interval


class RateRegime(StrEnum):
    """The sign of the policy rate's change before an event."""

    EASING = "easing"
    ON_HOLD = "on hold"
    TIGHTENING = "tightening"


@dataclass(frozen=True)
class RateStep:
    """One step of the policy rate: the day it took effect, the new rate, and the change."""

    date: dt.date
    rate: float
    change: float | None


@dataclass(frozen=True)
class RateEvent:
    """The policy rate around one breakout; None where it is not known, or not yet.

    ``steps`` are the changes within the days before and after the event that are looked at.
    """

    event: dt.date
    policy_rate: float | None
    change_before: float | None
    change_after: float | None
    regime: RateRegime | None
    steps: tuple[RateStep, ...]


@dataclass(frozen=True)
class SizeReturn:
    """Small-minus-large return on some days.

    Attributes
    ----------
    mean
        Mean difference of the daily log returns.
    interval
        Its 95 % interval (Student's t, days independent); None below two days.
    share_positive
        Share of the days on which the small caps did better.
    """

    days: int
    mean: float | None
    interval: Interval | None
    share_positive: float | None


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


@dataclass(frozen=True)
class Rates:
    """The policy rate at each breakout, and the small caps on days of large yield moves.

    Attributes
    ----------
    policy_rate
        The series; None if the question has none.
    known_until
        The day up to which the policy rate is known.
    window_days
        Days before and after an event that are looked at.
    yield_moves
        None without a yield, small caps and large caps, or with too few days.
    """

    policy_rate: Instrument | None
    known_until: dt.date | None
    window_days: int
    steps: tuple[RateStep, ...]
    events: tuple[RateEvent, ...]
    yield_moves: YieldMoves | None
