"""What is said about one claim, before its figures are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.models.claims import Verdict

Gettext = Callable[[str], str]


@dataclass(frozen=True)
class Words:
    """Texts with the names of the claim's facts in them.

    Attributes
    ----------
    says
        The claim in one short sentence of our own.
    claimed
        The figure or the words claimed.
    answers
        What was found for each part or reading, by its name.
    formula
        What was computed, from what, and within which tolerance.
    why
        One or two sentences for each verdict that the claim can get.
    needed
        The data that would decide what prices cannot.
    slip
        A slip of translation, as what it is.
    """

    says: str
    claimed: str
    answers: Mapping[str, str] = field(default_factory=dict)
    formula: str = ""
    why: Mapping[Verdict, str] = field(default_factory=dict)
    needed: str = ""
    slip: str = ""


Speaker = Callable[[Gettext], Words]
