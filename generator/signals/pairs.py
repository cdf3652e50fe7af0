"""What any series did after any session of another, by the clocks of their exchanges.

Definitions: Method, "Elsewhere".
"""

import numpy as np
import pandas as pd

from generator.calendars import closing_times
from generator.models.prices import BoolArray, IntArray, PriceHistory
from generator.signals.sample import Sample

REACH = pd.Timedelta(days=7)
"""How far an entry may lie after the session, and an exit before the end of the window."""


def pair_sample(leader: PriceHistory, follower: PriceHistory, horizon: int) -> Sample:
    """Log returns of the follower after each session of the leader.

    It is entered at its first close at or after the moment of the leader's close, and left at its
    last close at or before the end of the window, which must be over.
    """
    sessions = leader.sessions
    if not len(sessions) or not len(follower.rows):
        return Sample(horizon, sessions[:0], np.empty(0))
    entries, entered = _entries(sessions, leader, follower)
    days, closes = follower.dates, follower.closes
    ends = days[entries] + pd.Timedelta(days=horizon)
    exits = np.asarray(days.searchsorted(ends, side="right"), dtype=np.int64) - 1
    left = (ends <= days[-1]) & (ends - days[exits] <= REACH)
    defined = entered & left
    returns = np.log(closes[exits[defined]]) - np.log(closes[entries[defined]])
    return Sample(horizon, sessions[defined], returns)


def _entries(
    sessions: pd.DatetimeIndex, leader: PriceHistory, follower: PriceHistory
) -> tuple[IntArray, BoolArray]:
    """The follower's row at which each session is acted on, and whether there is one."""
    acted = closing_times(leader.instrument.calendar, sessions)
    closed = closing_times(follower.instrument.calendar, follower.dates)
    found = np.asarray(closed.searchsorted(acted), dtype=np.int64)
    rows = np.minimum(found, len(closed) - 1)
    days = follower.dates[rows]
    first = (found > 0) | (days == sessions)  # else a close before the first row may come first
    there = first & (found < len(closed)) & (days - sessions <= REACH)
    return rows, np.asarray(there, dtype=np.bool_)
