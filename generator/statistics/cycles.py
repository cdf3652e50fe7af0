"""Peaks and lows of long cycles by a rule that knows only its past."""

from dataclasses import dataclass

import numpy as np

from generator.models.prices import FloatArray, IntArray
from generator.statistics.records import record_positions

FALL = 0.5
"""A record is a cycle peak only if the price then loses this share of it."""

QUIET_DAYS = 365
"""And only if no close is higher for so many days."""


@dataclass(frozen=True)
class TurnPositions:
    """Positions of one cycle peak, of its low, and of the sessions that confirmed them."""

    peak: int
    peak_confirmed: int | None
    low: int | None
    low_confirmed: int | None


def cycle_turns(prices: FloatArray, days: IntArray) -> list[TurnPositions]:
    """Confirmed cycle peaks with their lows, and the latest record as the peak so far.

    A record is confirmed as a peak on the first session on which two things hold: a close has
    fallen to half of it or less, and 365 days have passed without a higher close. Its low is the
    lowest close until the next record, which confirms it.

    Parameters
    ----------
    prices, days
        Closes, and the calendar day of each as a running number, ascending; shape (n,).

    Notes
    -----
    NaN: not allowed. Empty, or no record: no turn.
    """
    records = record_positions(prices)
    ends = np.append(records, len(prices))[1:]
    turns = []
    for record, end in zip(records.tolist(), ends.tolist(), strict=True):
        confirmed = _confirmation(prices, days, record, end)
        if confirmed is not None:
            low = record + 1 + int(np.argmin(prices[record + 1 : end]))
            turns.append(TurnPositions(record, confirmed, low, end if end < len(prices) else None))
        elif end == len(prices):
            turns.append(TurnPositions(record, None, None, None))
    return turns


def _confirmation(prices: FloatArray, days: IntArray, record: int, end: int) -> int | None:
    """The session that confirms a record as a cycle peak, before the next record; or None."""
    quiet = int(np.searchsorted(days, days[record] + QUIET_DAYS))
    if quiet >= end:
        return None
    fallen = np.flatnonzero(prices[record:end] <= (1 - FALL) * prices[record])
    return max(quiet, record + int(fallen[0])) if len(fallen) else None
