"""What refreshes saw, beside the prices: checks, revisions, rows in quarantine, days without a row.

``checks.csv`` has one row an instrument: the day of the last attempt, who answered, and how it
went; ``checked`` is the last day on which an answer was good. ``revisions.csv`` and
``quarantine.csv`` hold what was found; each finding stands there once, and one that its provider
takes back goes. ``unconfirmed.csv`` names the rows that only one provider has seen so far, and
``decisions.csv`` what a maintainer decided about something that waited.

In ``closures.csv`` stand days on which an exchange was closed without notice, in ``gaps.csv`` days
of one series that nobody delivered. A refresh writes both; a maintainer may add or strike a line.
"""

from collections.abc import Container
from datetime import date
from pathlib import Path

from generator.calendars import calendar_names, is_exchange
from generator.models.refresh import (
    Check,
    Closure,
    Decision,
    Gap,
    Held,
    RefreshNotes,
    Revision,
    Unconfirmed,
)
from generator.store.tables import Table


def _of_exchange(closure: Closure) -> None:
    if closure.calendar not in calendar_names() or not is_exchange(closure.calendar):
        raise ValueError(f"{closure.calendar!r} is not the calendar of an exchange, such as XNYS")


_CHECKS = Table("checks.csv", Check)
_REVISIONS = Table("revisions.csv", Revision, later=1)  # version 1.0 knew closes only
_HELD = Table("quarantine.csv", Held)
_UNCONFIRMED = Table("unconfirmed.csv", Unconfirmed)
_DECISIONS = Table("decisions.csv", Decision)
_CLOSURES = Table("closures.csv", Closure, _of_exchange)
_GAPS = Table("gaps.csv", Gap)

revisions, note_revisions = _REVISIONS.read, _REVISIONS.write
held_rows, note_held = _HELD.read, _HELD.write
unconfirmed_rows, note_unconfirmed = _UNCONFIRMED.read, _UNCONFIRMED.write
read_decisions, note_decisions = _DECISIONS.read, _DECISIONS.write
note_closures, note_gaps = _CLOSURES.write, _GAPS.write


def read_checks(history: Path) -> dict[str, Check]:
    """The last check of each instrument, by key."""
    return {check.instrument: check for check in _CHECKS.read(history)}


def note_checks(history: Path, checks: dict[str, Check]) -> None:
    """Write the last check of each instrument."""
    _CHECKS.write(history, checks.values())


def read_closures(history: Path) -> tuple[Closure, ...]:
    """Every recorded closure, in the order of the file."""
    return tuple(_CLOSURES.read(history))


def read_gaps(history: Path) -> tuple[Gap, ...]:
    """Every gap that is still open, in the order of the file."""
    return tuple(_GAPS.read(history))


def end_gaps(history: Path, key: str, filled: Container[date]) -> None:
    """Strike the gaps of one instrument that have a row by now."""
    gaps = _GAPS.read(history)
    note_gaps(history, (g for g in gaps if g.instrument != key or g.date not in filled))


def read_notes(history: Path) -> RefreshNotes:
    """All of it but the decisions."""
    return RefreshNotes(
        tuple(_CHECKS.read(history)),
        tuple(revisions(history)),
        tuple(held_rows(history)),
        read_closures(history),
        read_gaps(history),
        tuple(unconfirmed_rows(history)),
    )
