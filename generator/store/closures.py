"""Days without a row, and why: ``closures.csv`` and ``gaps.csv``.

A closure is a day on which an exchange was closed without notice; a gap is a day of one series
that nobody delivered. A refresh writes both; a maintainer may add or strike a line by hand.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from pathlib import Path

from generator.calendars import calendar_names, is_exchange
from generator.models.refresh import Closure, Gap
from generator.store.files import day, read_table, write_table

CLOSURES = ["calendar", "date", "shown", "seen"]
GAPS = ["instrument", "date", "seen"]


def read_closures(history: Path) -> tuple[Closure, ...]:
    """Every recorded closure, in the order of the file.

    Raises
    ------
    HistoryError
        If a line names no exchange, or something else than a date.
    """
    return tuple(read_table(history, "closures.csv", CLOSURES, _closure))


def _closure(fields: list[str]) -> Closure:
    calendar, when, shown, seen = fields
    if calendar not in calendar_names() or not is_exchange(calendar):
        raise ValueError(f"{calendar!r} is not the calendar of an exchange, such as XNYS")
    return Closure(calendar, day(when), shown, day(seen))


def note_closures(history: Path, closures: Sequence[Closure]) -> None:
    """Write all closures; without any, the file goes."""
    rows = [[c.calendar, c.date, c.shown, c.seen] for c in closures]
    write_table(history / "closures.csv", CLOSURES, rows)


def read_gaps(history: Path) -> tuple[Gap, ...]:
    """Every gap that is still open, in the order of the file."""
    return tuple(read_table(history, "gaps.csv", GAPS, _gap))


def _gap(fields: list[str]) -> Gap:
    key, when, seen = fields
    return Gap(key, day(when), day(seen))


def note_gaps(history: Path, gaps: Sequence[Gap]) -> None:
    """Write the gaps that are open now; without any, the file goes."""
    write_table(history / "gaps.csv", GAPS, [[g.instrument, g.date, g.seen] for g in gaps])


def end_gaps(history: Path, key: str, filled: Container[date]) -> None:
    """Strike the gaps of one instrument that have a row by now."""
    open_still = [g for g in read_gaps(history) if g.instrument != key or g.date not in filled]
    note_gaps(history, open_still)
