"""What a refresh finds and does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Revision:
    """A provider restates a stored close; applied only by an explicit command.

    ``seen`` and ``applied`` are the days on which it was noted, and entered into the store.
    """

    instrument: str
    date: dt.date
    old: float
    new: float
    provider: str
    seen: dt.date
    applied: dt.date | None = None


@dataclass(frozen=True)
class Held:
    """A row that waits in quarantine until a second provider agrees with it."""

    instrument: str
    date: dt.date
    high: float | None
    close: float
    provider: str
    reason: str
    seen: dt.date


@dataclass(frozen=True)
class Check:
    """The last time an instrument's providers were asked.

    Attributes
    ----------
    checked
        The last day on which an answer was good.
    attempted
        The day of the last attempt; ``provider`` and ``result`` belong to it.
    """

    instrument: str
    checked: dt.date | None
    attempted: dt.date | None
    provider: str
    result: str


@dataclass(frozen=True)
class RefreshNotes:
    """Everything that refreshes saw beside the prices, as of a day."""

    checks: tuple[Check, ...]
    revisions: tuple[Revision, ...]
    held: tuple[Held, ...]

    def until(self, as_of: dt.date) -> RefreshNotes:
        """What was known on a day."""
        return RefreshNotes(
            tuple(c for c in self.checks if c.attempted is not None and c.attempted <= as_of),
            tuple(
                replace(r, applied=r.applied if r.applied and r.applied <= as_of else None)
                for r in self.revisions
                if r.seen <= as_of
            ),
            tuple(h for h in self.held if h.seen <= as_of),
        )


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did for one instrument.

    Attributes
    ----------
    provider
        Whose answer was used; None if none was.
    notes
        What a maintainer should know: refusals, revisions, quarantine.
    """

    instrument: str
    symbol: str
    provider: str | None
    added: int
    notes: tuple[str, ...] = ()
