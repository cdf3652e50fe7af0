"""What happened after every day: the results of :mod:`generator.signals.base_rates`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class BaseRate:
    """The follower's forward returns from every admissible session since a day.

    Attributes
    ----------
    since
        No earlier session is counted.
    horizon
        Calendar days.
    median, lower_quartile, upper_quartile
        Of the forward returns, as fractions; None without an admissible session.
    share_positive
        The share of sessions after which the follower stood higher; likewise.
    sessions
        How many sessions are counted; their windows overlap.
    effective_n
        How many windows fit between the first and the last of them without overlapping.
    """

    since: dt.date
    horizon: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    share_positive: float | None
    sessions: int
    effective_n: int
