"""Evidence from here on: the results of :mod:`generator.signals.evidence`."""

import datetime as dt
import math
from dataclasses import dataclass

from generator.models.precision import Drawn


@dataclass(frozen=True)
class EventEvidence:
    """What one complete event says against luck, by its rank among the sessions around it."""

    date: dt.date

    sessions: int
    """Admissible sessions within two years of it, on either side; without the event itself."""
    as_well: int
    """How many of these were followed by a return at least as high."""

    final_on: dt.date
    """The day on which the last window of such a session ends."""
    final: bool
    """Whether all those windows are over; until then ranks are "so far" and count for nothing,
    for they are taken among earlier sessions only."""
    replayed: bool
    """Whether it came before the registered day, so that it counts for nothing."""

    @property
    def u(self) -> Drawn:
        """The share of sessions that did at least as well, the event itself among them."""
        return (1 + self.as_well) / (1 + self.sessions)

    @property
    def e(self) -> float:
        """1/(2√u): its mean is at most 1 if the signal is worthless. Vovk & Wang (2021)."""
        return 1 / (2 * math.sqrt(self.u))

    @property
    def counts(self) -> bool:
        """Whether it is a factor of the evidence: registered, and final."""
        return self.final and not self.replayed


@dataclass(frozen=True)
class Evidence:
    """A bet against luck whose rule was fixed before its events."""

    registered: dt.date
    """Breakouts from this day on count."""
    value: float
    """E, the product of e over the events that count; 1 before the first. If the signal is
    worthless, it ever reaches 20 in at most one of twenty worlds."""
    events: tuple[EventEvidence, ...]
    """Every complete event, oldest first; after the registered day only those that begin when the
    window of the one before is over."""

    @property
    def counted(self) -> int:
        """How many events have entered E."""
        return sum(event.counts for event in self.events)
