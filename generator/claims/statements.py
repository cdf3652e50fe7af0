"""A claim as the article states it, and who judges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from generator.claims.findings import Finding, other_data
from generator.claims.material import Material
from generator.models.claims import ShownBy, Words

TODAY, BREAKOUTS, LUCK, CYCLES, RISK = "", "breakouts/", "luck/", "cycles/", "risk-curve/"

Judge = Callable[[Material], Finding]


@dataclass(frozen=True, kw_only=True)
class Statement(Words):
    """One claim: its words, the figure that shows it, and the function that judges it.

    It decorates that function. Without one, no price can decide the claim.
    """

    id: str
    shown_by: ShownBy | None = None
    judge: Judge = lambda _: other_data()

    @property
    def words(self) -> Words:
        """The words alone, which a claim carries on."""
        return Words(**{field.name: getattr(self, field.name) for field in fields(Words)})

    def __call__(self, judge: Judge) -> Statement:
        """Have the claim judged by a function."""
        return replace(self, judge=judge)
