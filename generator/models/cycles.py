"""The follower's cycles: the results of :mod:`generator.signals.cycles`.

``None`` means "not defined" or "not yet". What is "so far" may still move; what is confirmed
never does.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.precision import Price, Share
from generator.models.prices import FloatArray, IntArray


@dataclass(frozen=True)
class Low:
    """The lowest close between a cycle peak and the next record."""

    date: dt.date
    close: Price
    """Its day, and the price in the follower's unit."""
    fall: Share
    """The close over the peak, minus 1."""
    confirmed: dt.date | None
    """The day of that next record; None: the low so far."""


@dataclass(frozen=True)
class CycleTurn:
    """A cycle peak and the low that followed it."""

    peak_date: dt.date
    peak: Price

    peak_confirmed: dt.date | None
    """The day from which the peak is known to be one; None: the record so far."""
    low: Low | None
    """None until the peak is confirmed."""


@dataclass(frozen=True)
class Peak:
    """The highest close between a halving and the next one; so far, if that has not come."""

    entry: Price
    """The follower's close on the day of the halving, in its unit."""
    multiple: float
    """The highest close over ``entry``."""
    date: dt.date
    days: int
    """Its day, and the calendar days from the halving to it."""


@dataclass(frozen=True)
class Halving:
    """One halving and the cycle that began with it."""

    date: dt.date

    number: int
    height: int
    """The n-th halving, and the first block that it concerns."""
    peak: Peak | None
    """None if the follower has no price on that day."""
    record_in_year_before: bool | None
    latest_record: dt.date | None
    """Whether a record close fell into the 365 days before the halving (None: those days are not
    all stored), and the latest record before it."""
    complete: bool
    """Whether the next halving has come."""


class CycleMeasure(StrEnum):
    """From which day to which a "cycle return" is measured."""

    HALVING_TO_HIGHEST = "halving to highest close before the next"
    HALVING_TO_PEAK = "halving to cycle peak"
    HALVING_TO_YEAR = "halving to 365 days later"
    HALVING_TO_HALVING = "halving to next halving"
    LOW_TO_PEAK = "cycle low to next cycle peak"
    PEAK_TO_PEAK = "cycle peak to next cycle peak"
    BREAKOUT_TO_PEAK = "breakout to next cycle peak"


@dataclass(frozen=True)
class CycleEnd:
    """The day to which a cycle return is measured, and the price then over that at the start."""

    date: dt.date
    multiple: float


@dataclass(frozen=True)
class CycleMultiple:
    """One cycle return under one measure."""

    measure: CycleMeasure

    cycle: int
    """How many halvings lie before the measured peak (or the measured start): 0 is the time before
    the first one."""
    start: dt.date

    end: CycleEnd | None
    """None where it has not come yet and nothing can stand for it."""
    complete: bool
    """Whether the end is final; otherwise the multiple is "so far"."""


class Anchor(StrEnum):
    """The day on which the cycles are laid over each other."""

    HALVING = "halving"
    LOW = "cycle low"
    BREAKOUT = "primary breakout"


@dataclass(frozen=True, eq=False)
class CyclePath:
    """The follower from one anchor to the next, or to its last stored day."""

    anchor: dt.date

    days: IntArray
    multiples: FloatArray
    """Calendar days since the anchor, and price over the price on that day; shape (m,)."""
    settled: bool
    """Whether the anchor's date is final (a cycle low "so far" is not)."""


@dataclass(frozen=True, eq=False)
class CycleRange:
    """The lowest and the highest of the earlier cycles on each day count, shape (k,) each.

    ``cycles`` says how many of them reached that day.
    """

    days: IntArray
    low: FloatArray
    high: FloatArray
    cycles: IntArray


@dataclass(frozen=True, eq=False)
class Overlay:
    """All cycles from one kind of anchor, oldest first; the last one is running.

    ``earlier`` is the range of the others; None where there are none.
    """

    anchor: Anchor
    paths: tuple[CyclePath, ...]
    earlier: CycleRange | None


@dataclass(frozen=True, eq=False)
class FallPath:
    """The follower under one confirmed cycle peak until the next record."""

    turn: CycleTurn

    low: Low
    """The lowest close on the way."""
    days: IntArray
    distance: FloatArray
    """Calendar days since the peak, and close over peak minus 1; shape (m,)."""


@dataclass(frozen=True, eq=False)
class Cycles:
    """Peaks and lows, halvings, multiples under each measure, and the overlays."""

    turns: tuple[CycleTurn, ...]
    halvings: tuple[Halving, ...]
    multiples: tuple[CycleMultiple, ...]
    overlays: tuple[Overlay, ...]
    falls: tuple[FallPath, ...]
