"""What refreshes saw, beside the prices: checks, revisions and rows held in quarantine.

``checks.csv`` has one row an instrument: the day of the last attempt, who answered, and how it
went; ``checked`` is the last day on which an answer was good. ``revisions.csv`` and
``quarantine.csv`` hold what was found; each finding stands there once, and one that its provider
takes back goes. ``unconfirmed.csv`` names the rows that only one provider has seen so far, and
``decisions.csv`` what a maintainer decided about something that waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from generator.models.refresh import (
    Check,
    Decision,
    Held,
    Kind,
    RefreshNotes,
    Revision,
    Unconfirmed,
)
from generator.store.closures import read_closures, read_gaps
from generator.store.files import day, day_or_none, price, read_table, write_table

CHECKS = ["instrument", "checked", "attempted", "provider", "result"]
FIRST_REVISIONS = ["instrument", "date", "old", "new", "provider", "seen", "applied"]
REVISIONS = [*FIRST_REVISIONS, "what"]  # version 1.0 knew closes only
UNCONFIRMED = ["instrument", "date", "provider", "seen"]
DECISIONS = ["kind", "subject", "date", "value", "accepted", "decided"]
QUARANTINE = ["instrument", "date", "high", "close", "provider", "reason", "seen"]


def read_checks(history: Path) -> dict[str, Check]:
    """The last check of each instrument, by key."""
    return {check.instrument: check for check in read_table(history, "checks.csv", CHECKS, _check)}


def _check(fields: list[str]) -> Check:
    key, checked, attempted, provider, result = fields
    return Check(key, day_or_none(checked), day_or_none(attempted), provider, result)


def note_checks(history: Path, checks: dict[str, Check]) -> None:
    """Write the last check of each instrument."""
    rows = [
        [c.instrument, c.checked or "", c.attempted or "", c.provider, c.result]
        for c in checks.values()
    ]
    write_table(history / "checks.csv", CHECKS, rows)


def revisions(history: Path) -> list[Revision]:
    """Every restatement of a stored price that was not taken back."""
    return read_table(history, "revisions.csv", REVISIONS, _revision, older=(FIRST_REVISIONS,))


def _revision(fields: list[str]) -> Revision:
    key, when, old, new, provider, seen, applied, *rest = fields
    what: Literal["close", "high"]
    match rest:
        case [] | ["close"]:
            what = "close"
        case ["high"]:
            what = "high"
        case _:
            raise ValueError(f"{rest[0]!r} is neither close nor high")
    old_price, new_price = price(old), price(new)
    return Revision(
        key, day(when), old_price, new_price, provider, day(seen), day_or_none(applied), what
    )


def note_revisions(history: Path, found: list[Revision]) -> None:
    """Write all revisions."""
    rows = [
        [r.instrument, r.date, r.old, r.new, r.provider, r.seen, r.applied or "", r.what]
        for r in found
    ]
    write_table(history / "revisions.csv", REVISIONS, rows)


def held_rows(history: Path) -> list[Held]:
    """Every row that waits in quarantine."""
    return read_table(history, "quarantine.csv", QUARANTINE, _held)


def _held(fields: list[str]) -> Held:
    key, when, high, close, provider, reason, seen = fields
    known = price(high) if high else None
    return Held(key, day(when), known, price(close), provider, reason, day(seen))


def note_held(history: Path, held: list[Held]) -> None:
    """Write the rows that wait now; without any, the file goes."""
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
    write_table(history / "quarantine.csv", QUARANTINE, rows)


def unconfirmed_rows(history: Path) -> list[Unconfirmed]:
    """The stored rows that only one provider has seen so far."""
    return read_table(history, "unconfirmed.csv", UNCONFIRMED, _unconfirmed)


def _unconfirmed(fields: list[str]) -> Unconfirmed:
    key, when, provider, seen = fields
    return Unconfirmed(key, day(when), provider, day(seen))


def note_unconfirmed(history: Path, rows: Sequence[Unconfirmed]) -> None:
    """Write the rows that only one provider has seen; without any, the file goes."""
    listed = [[u.instrument, u.date, u.provider, u.seen] for u in rows]
    write_table(history / "unconfirmed.csv", UNCONFIRMED, listed)


def read_decisions(history: Path) -> list[Decision]:
    """What maintainers decided, oldest first."""
    return read_table(history, "decisions.csv", DECISIONS, _decision)


def _decision(fields: list[str]) -> Decision:
    kind, subject, when, value, accepted, decided = fields
    if accepted not in ("yes", "no"):
        raise ValueError(f"{accepted!r} is neither yes nor no")
    known = price(value) if value else None
    return Decision(_kind(kind), subject, day(when), known, accepted == "yes", day(decided))


def _kind(text: str) -> Kind:
    for kind in get_args(Kind):
        if text == kind:
            found: Kind = kind
            return found
    raise ValueError(f"{text!r} is none of {', '.join(get_args(Kind))}")


def note_decisions(history: Path, decisions: Sequence[Decision]) -> None:
    """Write all decisions."""
    rows = [
        [
            d.kind,
            d.subject,
            d.date,
            "" if d.value is None else d.value,
            "yes" if d.accepted else "no",
            d.decided,
        ]
        for d in decisions
    ]
    write_table(history / "decisions.csv", DECISIONS, rows)


def read_notes(history: Path) -> RefreshNotes:
    """All of it."""
    return RefreshNotes(
        tuple(read_checks(history).values()),
        tuple(revisions(history)),
        tuple(held_rows(history)),
        read_closures(history),
        read_gaps(history),
        tuple(unconfirmed_rows(history)),
    )
