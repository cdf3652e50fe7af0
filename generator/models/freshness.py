"""How far each series reaches: the results of :mod:`generator.signals.freshness`."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from generator.models.instruments import Instrument


@dataclass(frozen=True)
class FreshnessLimits:
    """The ages up to which a series is fresh, and up to which it is late; beyond it is stale."""

    fresh: int
    late: int


@dataclass(frozen=True)
class SourceRows:
    """How many rows of a series came from one source, and when the first and last of them were."""

    source: str
    rows: int
    first_date: dt.date
    last_date: dt.date


class FreshnessStatus(StrEnum):
    """How far a series lags behind the report's date."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    NO_DATA = "no data"


@dataclass(frozen=True)
class Extent:
    """From when to when a series reaches, and how old it is."""

    first_date: dt.date
    last_date: dt.date
    """Of the stored rows."""
    known_until: dt.date
    """The day from which the age counts: the last stored date, or the last check of steps."""
    age: int
    """The series' own sessions (or days) after its last stored date, up to ``as_of``; for steps,
    days since the last successful check."""


@dataclass(frozen=True)
class SeriesFreshness:
    """The extent and the age of one series."""

    instrument: Instrument

    extent: Extent | None
    """None without a row."""
    rows: int
    sources: tuple[SourceRows, ...]

    gaps: tuple[dt.date, ...]
    """Days of the series' calendar between its first and last date that have no row."""
    unit: Literal["sessions", "days"]
    """What the age counts."""
    status: FreshnessStatus

    closures: tuple[dt.date, ...] = ()
    """Recorded days on which its exchange was closed though its calendar knows a session."""
    off_calendar: tuple[dt.date, ...] = ()
    """Days of rows that its calendar, as it is known now, calls closed."""

    @property
    def latest_source(self) -> str | None:
        """Where the newest row came from."""
        return self.sources[-1].source if self.sources else None
