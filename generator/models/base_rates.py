"""What happened after every day: the results of :mod:`generator.signals.base_rates`."""

import datetime as dt
from dataclasses import dataclass

from generator.models.precision import Share


@dataclass(frozen=True)
class Returns:
    """How forward returns are distributed, as fractions.

    ``share_positive`` is the share of sessions after which the follower stood higher.
    """

    median: Share
    lower_quartile: Share
    upper_quartile: Share
    share_positive: Share


@dataclass(frozen=True)
class BaseRate:
    """The follower's forward returns from every admissible session since a day."""

    since: dt.date
    """No earlier session is counted."""
    horizon: int
    """Calendar days."""
    returns: Returns | None
    """None without an admissible session."""
    sessions: int
    """How many sessions are counted; their windows overlap."""
    effective_n: int
    """How many windows fit between the first and the last of them without overlapping."""
