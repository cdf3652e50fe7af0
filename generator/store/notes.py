"""What refreshes saw, beside the prices: checks, revisions and rows held in quarantine.

``checks.csv`` has one row an instrument: the day of the last attempt, who answered, and how it
went; ``checked`` is the last day on which an answer was good. ``revisions.csv`` and
``quarantine.csv`` grow; each finding stands there once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.errors import HistoryError
from generator.models.refresh import Check, Held, RefreshNotes, Revision
from generator.store.files import read_csv, write_atomically

Note = TypeVar("Note", Check, Revision, Held)

CHECKS = ["instrument", "checked", "attempted", "provider", "result"]
REVISIONS = ["instrument", "date", "old", "new", "provider", "seen", "applied"]
QUARANTINE = ["instrument", "date", "high", "close", "provider", "reason", "seen"]


def read_checks(history: Path) -> dict[str, Check]:
    """The last check of each instrument, by key."""
    return {check.instrument: check for check in _read(history, "checks.csv", CHECKS, _check)}


def _check(fields: list[str]) -> Check:
    key, checked, attempted, provider, result = fields
    return Check(key, _day_or_none(checked), _day_or_none(attempted), provider, result)


def note_checks(history: Path, checks: dict[str, Check]) -> None:
    """Write the last check of each instrument."""
    _write(
        history,
        "checks.csv",
        CHECKS,
        [
            [c.instrument, c.checked or "", c.attempted or "", c.provider, c.result]
            for c in checks.values()
        ],
    )


def revisions(history: Path) -> list[Revision]:
    """Every restatement of a stored close that was ever seen."""
    return _read(history, "revisions.csv", REVISIONS, _revision)


def _revision(fields: list[str]) -> Revision:
    key, day, old, new, provider, seen, applied = fields
    return Revision(
        key, _day(day), _price(old), _price(new), provider, _day(seen), _day_or_none(applied)
    )


def note_revisions(history: Path, found: list[Revision]) -> None:
    """Write all revisions."""
    rows = [
        [r.instrument, r.date, r.old, r.new, r.provider, r.seen, r.applied or ""] for r in found
    ]
    if rows:
        _write(history, "revisions.csv", REVISIONS, rows)


def held_rows(history: Path) -> list[Held]:
    """Every row that waits in quarantine."""
    return _read(history, "quarantine.csv", QUARANTINE, _held)


def _held(fields: list[str]) -> Held:
    key, day, high, close, provider, reason, seen = fields
    known = _price(high) if high else None
    return Held(key, _day(day), known, _price(close), provider, reason, _day(seen))


def note_held(history: Path, held: list[Held]) -> None:
    """Write the rows that wait now; without any, the file goes."""
    path = history / "quarantine.csv"
    rows = [
        [
            h.instrument,
            h.date,
            "" if h.high is None else h.high,
            h.close,
            h.provider,
            h.reason,
            h.seen,
        ]
        for h in held
    ]
    if rows:
        _write(history, path.name, QUARANTINE, rows)
    else:
        path.unlink(missing_ok=True)


def read_notes(history: Path) -> RefreshNotes:
    """All of it."""
    return RefreshNotes(
        tuple(read_checks(history).values()), tuple(revisions(history)), tuple(held_rows(history))
    )


def _read(
    history: Path, name: str, header: list[str], parse: Callable[[list[str]], Note]
) -> list[Note]:
    """What the rows of a file say; a row that says nothing sensible is named."""
    path, found = history / name, []
    for place, line, fields in read_csv(history, path, header) if path.exists() else []:
        try:
            found.append(parse(fields))
        except ValueError as error:
            raise HistoryError(
                str(error),
                place=f"{place}, line {line}",
                mend="correct the row, or remove it; a date is written as 2026-01-31.",
            ) from error
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None


def _day_or_none(text: str) -> date | None:
    return _day(text) if text else None


def _price(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise ValueError(f"{text!r} is not a price")
    return value


def _write(history: Path, name: str, header: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a file only if its content changes: nothing new, no byte touched."""
    lines = [",".join(header), *(",".join(map(str, row)) for row in rows)]
    text = "\n".join(lines) + "\n"
    path = history / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text)
