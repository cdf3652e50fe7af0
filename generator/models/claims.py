"""The article's claims, recomputed: the results of :mod:`generator.claims`."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.models.question import Article
from generator.models.state import State

FactValue = int | float | dt.date | State | tuple[int | float, ...] | None


class Verdict(StrEnum):
    """What the data say to a claim; the order is that of the page."""

    HOLDS = "holds"
    PARTLY = "holds in part"
    DEPENDS = "depends on the definition"
    FAILS = "does not hold"
    UNCHECKED = "cannot be checked from prices"


class Ground(StrEnum):
    """What a verdict rests on."""

    PRICES = "prices"
    OTHER_DATA = "other data would be needed"
    ADVICE = "advice, not a fact"
    NOT_YET = "not yet decidable"


class FactKind(StrEnum):
    """How a fact is to be read and printed; shares, changes and how often are fractions."""

    SHARE = "share"
    CHANGE = "change"
    POINTS = "points"
    DOLLARS = "dollars"
    MULTIPLE = "multiple"
    NUMBER = "number"
    COUNT = "count"
    OFTEN = "how often"
    RATE = "rate in percent"
    DAY = "day"
    STATE = "state"


@dataclass(frozen=True)
class Fact:
    """One figure, claimed or computed; several values are printed as a list, None as a dash."""

    name: str
    value: FactValue
    digits: int = 0
    kind: FactKind = field(kw_only=True)


@dataclass(frozen=True)
class Answer:
    """The answer to one part of a claim, or under one reading of it.

    ``agrees`` is None for what stands beside for comparison.
    """

    name: str
    agrees: bool | None


@dataclass(frozen=True)
class ShownBy:
    """The figure that shows what a claim is about, and the page on which it stands."""

    page: str
    figure: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said about a claim: messages with the names of the claim's facts in them."""

    says: str
    """The claim in one short sentence of our own."""
    claimed: str
    """The figure or the words claimed."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was found for each part or reading, by its name. Those of a series have one text:
    ``window`` is that of ``window_90``, told by its own facts (``window_90_low`` is ``low``)."""
    formula: str = ""
    """What was computed, from what, and within which tolerance."""
    holds: str = ""
    mixed: str = ""
    fails: str = ""
    """One or two sentences why; ``mixed`` if parts or readings disagree."""
    beside: str = ""
    """What stands after each of these."""
    needed: str = ""
    """The data that would decide what prices cannot."""
    slip: str = ""
    """A slip of translation, as what it is."""


@dataclass(frozen=True)
class Claim:
    """One claim of the article, and what the data say to it."""

    id: str
    verdict: Verdict
    ground: Ground

    answers: tuple[Answer, ...]
    """Its parts, or its readings; the verdict follows from them."""
    facts: tuple[Fact, ...]
    """The figures claimed and computed, by name; sentences are made of them."""
    first: dt.date | None
    last: dt.date | None
    """The first and the last day of the data that were read; None without any."""
    shown_by: ShownBy | None
    words: Words


@dataclass(frozen=True)
class Audit:
    """Every claim as of the report's date, and as of the article's day."""

    article: Article | None
    """None where the question has no article; there are no claims then."""
    as_of: dt.date
    claims: tuple[Claim, ...]

    then: tuple[Claim, ...] | None
    """The same claims on the day of the article; None if that day has not come."""

    @property
    def rows(self) -> tuple[tuple[Claim, Claim | None], ...]:
        """Each claim with what it was on the day of the article."""
        before = {claim.id: claim for claim in self.then or ()}
        return tuple((claim, before.get(claim.id)) for claim in self.claims)

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims have each verdict, in the order of the verdicts."""
        counted = Counter(claim.verdict for claim in self.claims)
        return {verdict: counted[verdict] for verdict in Verdict}
