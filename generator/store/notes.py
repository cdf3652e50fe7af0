"""What refreshes saw, beside the prices: checks, revisions and rows held in quarantine.

``checks.csv`` has one row an instrument: the day of the last attempt, who answered, and how it
went; ``checked`` is the last day on which an answer was good. ``revisions.csv`` and
``quarantine.csv`` grow; each finding stands there once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.errors import HistoryError
from generator.models.refresh import Check, Held, RefreshNotes, Revision
from generator.store.files import read_csv, write_atomically

CHECKS = ["instrument", "checked", "attempted", "provider", "result"]
REVISIONS = ["instrument", "date", "old", "new", "provider", "seen", "applied"]
QUARANTINE = ["instrument", "date", "high", "close", "provider", "reason", "seen"]


def read_checks(history: Path) -> dict[str, Check]:
    """The last check of each instrument, by key."""
    found = {}
    for place, line, fields in _read(history, "checks.csv", CHECKS):
        key, checked, attempted, provider, result = fields
        try:
            days = [date.fromisoformat(day) if day else None for day in (checked, attempted)]
        except ValueError as error:
            raise HistoryError(
                f"{checked!r} or {attempted!r} is not a date",
                place=f"{place}, line {line}",
                mend="write it as 2026-01-31.",
            ) from error
        found[key] = Check(key, days[0], days[1], provider, result)
    return found


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
    return [
        Revision(
            key, date.fromisoformat(day), float(old), float(new), provider,
            date.fromisoformat(seen), date.fromisoformat(applied) if applied else None,
        )
        for _, _, (key, day, old, new, provider, seen, applied) in _read(
            history, "revisions.csv", REVISIONS
        )
    ]  # fmt: skip


def note_revisions(history: Path, found: list[Revision]) -> None:
    """Write all revisions."""
    rows = [
        [r.instrument, r.date, r.old, r.new, r.provider, r.seen, r.applied or ""] for r in found
    ]
    if rows:
        _write(history, "revisions.csv", REVISIONS, rows)


def held_rows(history: Path) -> list[Held]:
    """Every row that waits in quarantine."""
    return [
        Held(
            key, date.fromisoformat(day), float(high) if high else None, float(close), provider,
            reason, date.fromisoformat(seen),
        )
        for _, _, (key, day, high, close, provider, reason, seen) in _read(
            history, "quarantine.csv", QUARANTINE
        )
    ]  # fmt: skip


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


def _read(history: Path, name: str, header: list[str]) -> list[tuple[str, int, list[str]]]:
    path = history / name
    return read_csv(history, path, header) if path.exists() else []


def _write(history: Path, name: str, header: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a file only if its content changes: nothing new, no byte touched."""
    lines = [",".join(header), *(",".join(map(str, row)) for row in rows)]
    text = "\n".join(lines) + "\n"
    path = history / name
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text)
