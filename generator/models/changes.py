"""What is new: differences between two days of the report."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.instruments import Instrument


class ChangeKind(StrEnum):
    """What kind of thing changed."""

    STATE = "state"
    BREAKOUT = "breakout"
    PRICE = "price"
    VERDICT = "verdict"
    REVISION = "revision"
    METHOD = "method"


@dataclass(frozen=True)
class Change:
    """One difference, with the day on which it came about."""

    date: dt.date
    kind: ChangeKind

    instrument: Instrument | None
    """Whose price or state it is; None for verdicts and the method."""
    what: str
    """For verdicts the claim's id, for revisions the day whose close was corrected, for the method
    the changelog's sentence, or how many there are where they are about another question."""
    before: str | float | None
    after: str | float | None
    """Closes for prices and revisions, words of the enumerations for states and verdicts."""


@dataclass(frozen=True)
class Changes:
    """Everything that changed since a day."""

    since: dt.date
    items: tuple[Change, ...]
