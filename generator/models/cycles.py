"""The follower's cycles: the results of :mod:`generator.signals.cycles`.

``None`` means "not defined" or "not yet". What is "so far" may still move; what is confirmed
never does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.prices import FloatArray, IntArray


@dataclass(frozen=True)
class CycleTurn:
    """A cycle peak and the low that followed it.

    Attributes
    ----------
    peak_confirmed
        The day from which the peak is known to be one; None: the record so far.
    low_date, low
        The lowest close until the next record; None until the peak is confirmed.
    low_confirmed
        The day of that next record; None: the low so far.
    """

    peak_date: dt.date
    peak: float
    peak_confirmed: dt.date | None
    low_date: dt.date | None
    low: float | None
    low_confirmed: dt.date | None

    @property
    def fall(self) -> float | None:
        """Low over peak, minus 1."""
        return None if self.low is None else self.low / self.peak - 1


@dataclass(frozen=True)
class Halving:
    """One halving and the cycle that began with it.

    Attributes
    ----------
    number, height
        The n-th halving, and the first block that it concerns.
    price
        The follower's close on that day.
    peak_multiple, peak_date, days_to_peak
        The highest close before the next halving over ``price``; so far, unless ``complete``.
    record_in_year_before, latest_record
        Whether a record close fell into the 365 days before the halving (None: those days are not
        all stored), and the latest record before it.
    complete
        Whether the next halving has come.
    """

    number: int
    date: dt.date
    height: int
    price: float | None
    peak_multiple: float | None
    peak_date: dt.date | None
    days_to_peak: int | None
    record_in_year_before: bool | None
    latest_record: dt.date | None
    complete: bool


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
class CycleMultiple:
    """One cycle return under one measure.

    Attributes
    ----------
    cycle
        How many halvings lie before the measured peak (or the measured start): 0 is the time
        before the first one.
    end, multiple
        None where the end has not come yet and nothing can stand for it.
    complete
        Whether the end is final; otherwise the multiple is "so far".
    """

    measure: CycleMeasure
    cycle: int
    start: dt.date
    end: dt.date | None
    multiple: float | None
    complete: bool


class Anchor(StrEnum):
    """The day on which the cycles are laid over each other."""

    HALVING = "halving"
    LOW = "cycle low"
    BREAKOUT = "primary breakout"


@dataclass(frozen=True, eq=False)
class CyclePath:
    """The follower from one anchor to the next, or to its last stored day.

    Attributes
    ----------
    days, multiples
        Calendar days since the anchor, and price over the price on that day; shape (m,).
    settled
        Whether the anchor's date is final (a cycle low "so far" is not).
    """

    anchor: dt.date
    days: IntArray
    multiples: FloatArray
    settled: bool


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
    """The follower under one cycle peak until the next record: days since it, close/peak − 1."""

    turn: CycleTurn
    days: IntArray
    distance: FloatArray


@dataclass(frozen=True, eq=False)
class Cycles:
    """Peaks and lows, halvings, multiples under each measure, and the overlays."""

    turns: tuple[CycleTurn, ...]
    halvings: tuple[Halving, ...]
    multiples: tuple[CycleMultiple, ...]
    overlays: tuple[Overlay, ...]
    falls: tuple[FallPath, ...]
