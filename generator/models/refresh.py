"""What a refresh finds and does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["close", "high", "move", "gap", "closure"]
"""What can wait for a maintainer: a restated close or high, a row, a day without one."""


@dataclass(frozen=True)
class Revision:
    """A provider restates a stored close or high; applied only by an explicit command.

    ``seen`` and ``applied`` are the days on which it was noted, and entered into the store.
    """

    instrument: str
    date: dt.date
    old: float
    new: float
    provider: str
    seen: dt.date
    applied: dt.date | None = None
    what: Literal["close", "high"] = "close"


@dataclass(frozen=True)
class Held:
    """A row that waits in quarantine: it moves too far, or two providers disagree about it."""

    instrument: str
    date: dt.date
    high: float | None
    close: float
    provider: str
    reason: str
    seen: dt.date


@dataclass(frozen=True)
class Closure:
    """A day on which an exchange was closed though its calendar knows a session.

    ``shown`` says what showed it; ``seen`` is the day on which it was recorded.
    """

    calendar: str
    date: dt.date
    shown: str
    seen: dt.date


def closed_days(closures: Sequence[Closure], calendar: str) -> tuple[dt.date, ...]:
    """The recorded closures of one calendar, ascending."""
    return tuple(sorted({c.date for c in closures if c.calendar == calendar}))


@dataclass(frozen=True)
class Gap:
    """A day of a series that nobody delivered, after which the series went on."""

    instrument: str
    date: dt.date
    seen: dt.date


@dataclass(frozen=True)
class Unconfirmed:
    """A stored row that only one provider has seen so far; ``seen`` is the day it was stored."""

    instrument: str
    date: dt.date
    provider: str
    seen: dt.date


@dataclass(frozen=True)
class Decision:
    """What a maintainer decided about something that waited."""

    kind: Kind

    subject: str
    """The instrument's key; for a closure the calendar."""
    date: dt.date

    value: float | None
    """The price that was accepted or rejected; None for days without a row."""
    accepted: bool
    decided: dt.date


@dataclass(frozen=True)
class Check:
    """The last time an instrument's providers were asked."""

    instrument: str

    checked: dt.date | None
    """The last day on which an answer was good."""
    attempted: dt.date | None
    """The day of the last attempt; ``provider`` and ``result`` belong to it."""
    provider: str
    result: str


@dataclass(frozen=True)
class RefreshNotes:
    """Everything that refreshes saw beside the prices, as of a day."""

    checks: tuple[Check, ...]
    revisions: tuple[Revision, ...]
    held: tuple[Held, ...]
    closures: tuple[Closure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()

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
            tuple(c for c in self.closures if c.seen <= as_of),
            tuple(g for g in self.gaps if g.seen <= as_of),
            tuple(u for u in self.unconfirmed if u.seen <= as_of),
        )


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did for one instrument."""

    instrument: str
    symbol: str

    provider: str | None
    """Whose answer was used; None if none was."""
    added: int

    notes: tuple[str, ...] = ()
    """What a maintainer should know: refusals, revisions, quarantine."""
