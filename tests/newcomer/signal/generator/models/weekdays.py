"""How the leader closes by day of the week: the results of :mod:`generator.signals.weekdays`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.models.precision import Share


@dataclass(frozen=True)
class Weekday:
    """The leader's sessions on one day of the week."""

    day: int
    """From 1, a Monday, to 7."""
    sessions: int

    share_higher: Share
    """Of these sessions, those that closed above the session before."""
