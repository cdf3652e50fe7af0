"""Figures that others published about the series, and what the store says of them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.instruments import Instrument
from generator.models.precision import Price


class FactKind(StrEnum):
    """What a published figure says of one day of a series."""

    CLOSE = "close"
    CHANGE = "change"
    CLOSE_SINCE = "record close since"
    HIGH_SINCE = "intraday record since"
    CLOSE_ABOVE = "record close above"
    HIGH_ABOVE = "intraday record above"
    SESSIONS = "sessions without a record close"

    @property
    def is_day(self) -> bool:
        """Whether the figure is a day: that of the record before."""
        return self in (FactKind.CLOSE_SINCE, FactKind.HIGH_SINCE)


@dataclass(frozen=True)
class PublishedFact:
    """One figure about one day of a series, as somebody else published it."""

    source: str
    title: str
    published: dt.date
    """Who said so, under which title, and when."""

    instrument: Instrument
    date: dt.date
    """The series and the day that it is about."""
    kind: FactKind
    said: dt.date | int | Price
    """Days for a record since, sessions for a wait, a fraction for a change, else a price."""


@dataclass(frozen=True)
class FactCheck:
    """A published figure beside the one that follows from the store."""

    fact: PublishedFact

    found: dt.date | int | Price | None
    """The same figure from the store, as precise as it is published; null if the store has no such
    record, or no such day yet."""
    agrees: bool | None
    """Whether both are the same; null while the store has no price of that day."""
