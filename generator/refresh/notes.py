"""What is known beside the prices: read at the start of a refresh, written around its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import store
from generator.models.refresh import (
    Check,
    Closure,
    Decision,
    Gap,
    Held,
    Kind,
    Revision,
    Unconfirmed,
)


@dataclass
class Notes:
    """What is known beside the prices, as it will be written."""

    checks: dict[str, Check]
    revisions: list[Revision]
    held: list[Held]
    closures: list[Closure]
    gaps: list[Gap]
    unconfirmed: list[Unconfirmed]
    decisions: list[Decision]

    @classmethod
    def read(cls, history: Path) -> Notes:
        """Everything that earlier refreshes noted."""
        return cls(
            store.read_checks(history),
            store.revisions(history),
            store.held_rows(history),
            list(store.read_closures(history)),
            list(store.read_gaps(history)),
            store.unconfirmed_rows(history),
            store.read_decisions(history),
        )

    def write_before(self, history: Path) -> None:
        """What must be known before the rows are: which days have none, and which are marked."""
        store.note_closures(history, self.closures)
        store.note_gaps(history, self.gaps)
        store.note_unconfirmed(history, self.unconfirmed)

    def write_after(self, history: Path) -> None:
        """What was found about rows that are stored."""
        store.note_revisions(history, self.revisions)
        store.note_held(history, self.held)
        store.note_checks(history, self.checks)

    def decided(
        self, kinds: tuple[Kind, ...], subject: str, *, accepted: bool
    ) -> frozenset[tuple[date, float | None]]:
        """Days and values of what a maintainer accepted or rejected."""
        return frozenset(
            (d.date, d.value)
            for d in self.decisions
            if d.kind in kinds and d.subject == subject and d.accepted is accepted
        )

    def days(self, kind: Kind, subject: str, *, accepted: bool) -> frozenset[date]:
        """Days that a maintainer accepted or rejected."""
        return frozenset(day for day, _ in self.decided((kind,), subject, accepted=accepted))
