"""What the signals find: one frozen type for each question, and the report that holds them all.

``None`` means "not defined" (no such event yet, no price stored, the window not over); it is
never replaced by a zero or carried forward. Shares and returns are fractions, prices stand in
their instrument's unit, dates are the instrument's own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from generator.models.prices import FloatArray, Instrument, IntArray, Question

Basis = Literal["close", "intraday"]


@dataclass(frozen=True)
class BreakoutDefinition:
    """One way to define a breakout: base length L, basis of the record, confirming closes k."""

    base_sessions: int
    basis: Basis = "close"
    confirmation: int = 1


@dataclass(frozen=True)
class Breakout:
    """A record that ends a long base, and, if the definition asks for it, was confirmed.

    Attributes
    ----------
    date, close
        The event's session and the leader's close on it (the confirming session if k > 1).
    position
        The event's index among the stored sessions.
    record_date
        The session on which the old record was broken.
    old_record_date, old_record
        The record that was broken (the high, on the intraday basis).
    base_sessions
        Sessions from the old record to the new one.
    base_depth
        The lowest close within the base relative to the old record (−0.33: a third below).
    base_low_date
        The session of that lowest close.
    """

    date: dt.date
    close: float
    position: int
    record_date: dt.date
    old_record_date: dt.date
    old_record: float
    base_sessions: int
    base_depth: float
    base_low_date: dt.date


@dataclass(frozen=True)
class BreakoutList:
    """The breakouts under one definition, oldest first."""

    definition: BreakoutDefinition
    events: tuple[Breakout, ...]


class State(StrEnum):
    """Where the leader stands with respect to its latest primary breakout."""

    NO_BREAKOUT = "no breakout yet"
    BASING = "basing"
    FELL_BACK = "fell back"
    PRICE_DISCOVERY = "price discovery"
    HOLDING = "holding the breakout"


@dataclass(frozen=True)
class LeaderState:
    """The leader on its last stored session.

    Attributes
    ----------
    sessions_since_record
        Sessions since the latest record close (0: today is one).
    distance_to_record, distance_to_broken_record
        Close over record minus 1.
    broken_record
        The old record that the latest primary breakout broke; ``breakout`` is that event.
    year_to_date
        Close over the last close of the year before, minus 1.
    """

    state: State
    date: dt.date
    close: float
    record_close: float | None
    record_date: dt.date | None
    sessions_since_record: int | None
    distance_to_record: float | None
    breakout: Breakout | None
    distance_to_broken_record: float | None
    year_to_date: float | None

    @property
    def broken_record(self) -> float | None:
        """The level whose loss would mean "fell back"."""
        return self.breakout.old_record if self.breakout else None

    @property
    def days_since_breakout(self) -> int | None:
        """Calendar days from the latest primary breakout to the last stored session."""
        return (self.date - self.breakout.date).days if self.breakout else None


@dataclass(frozen=True)
class FollowerState:
    """The follower on its last stored day; ``drawdown`` is close over record close minus 1."""

    date: dt.date
    close: float
    record_close: float | None
    record_date: dt.date | None
    drawdown: float | None


@dataclass(frozen=True)
class ForwardReturn:
    """F(t+h)/F(t) − 1 over ``horizon`` calendar days; None until that day is stored."""

    horizon: int
    value: float | None


@dataclass(frozen=True)
class Outcome:
    """What the follower did after one breakout.

    The window runs over the primary horizon, day 0 and its last day included. Until the last day
    is stored it is not ``complete``, and peak, worst and deepest fall are "so far".

    Attributes
    ----------
    entry
        The follower's close on the event's date; None if it was not traded yet.
    latest_date, latest_return
        The last stored day of the window, and the return to it.
    peak_multiple, peak_date
        The highest multiple of the entry, and its day.
    worst, worst_date
        The deepest close relative to the entry (0: never below it), and its day.
    deepest_fall
        The deepest fall from a peak to a later trough, both within the window.
    """

    event: Breakout
    entry: float | None
    forward_returns: tuple[ForwardReturn, ...]
    latest_date: dt.date | None
    latest_return: float | None
    peak_multiple: float | None
    peak_date: dt.date | None
    worst: float | None
    worst_date: dt.date | None
    deepest_fall: float | None
    complete: bool

    def forward_return(self, horizon: int) -> float | None:
        """The return over one horizon, None where it is not defined."""
        return next(r.value for r in self.forward_returns if r.horizon == horizon)


@dataclass(frozen=True)
class Outcomes:
    """One outcome for each primary breakout; only complete ones enter a statistic."""

    horizon: int
    rows: tuple[Outcome, ...]

    @property
    def complete(self) -> tuple[Outcome, ...]:
        """The outcomes whose window is over."""
        return tuple(row for row in self.rows if row.complete)

    @property
    def rises(self) -> int:
        """How many complete windows ended above their entry."""
        return sum((row.forward_return(self.horizon) or 0) > 0 for row in self.complete)


@dataclass(frozen=True, eq=False)
class EventPath:
    """The follower around one event: multiples of the entry on each stored day.

    Attributes
    ----------
    days
        Calendar days from the event, shape (m,), ascending.
    multiples
        Price over entry, shape (m,).
    """

    event: Breakout
    days: IntArray
    multiples: FloatArray


@dataclass(frozen=True, eq=False)
class BasePath:
    """The leader within one base, from the old record to the record that broke it.

    ``sessions`` counts from the old record, ``distance`` is close over old record minus 1; both
    have shape (base length + 1,).
    """

    event: Breakout
    sessions: IntArray
    distance: FloatArray


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
class SeriesFreshness:
    """The extent and the age of one series.

    Attributes
    ----------
    age
        In ``unit``: the series' own sessions (or days) after its last stored date, up to
        ``as_of``; for steps, days since the last successful check.
    gaps
        Days of the series' calendar between its first and last date that have no row.
    """

    instrument: Instrument
    first_date: dt.date | None
    last_date: dt.date | None
    rows: int
    sources: tuple[SourceRows, ...]
    gaps: tuple[dt.date, ...]
    age: int | None
    unit: Literal["sessions", "days"]
    status: FreshnessStatus

    @property
    def latest_source(self) -> str | None:
        """Where the newest row came from."""
        return self.sources[-1].source if self.sources else None


@dataclass(frozen=True, eq=False)
class Report:
    """Everything the report says as of one day. Pages, charts and the API only read it."""

    as_of: dt.date
    question: Question
    leader: LeaderState
    follower: FollowerState
    breakouts: BreakoutList
    variants: tuple[BreakoutList, ...]
    outcomes: Outcomes
    event_paths: tuple[EventPath, ...]
    base_paths: tuple[BasePath, ...]
    freshness: tuple[SeriesFreshness, ...]

    @property
    def stale(self) -> tuple[SeriesFreshness, ...]:
        """The series that are stale."""
        return tuple(s for s in self.freshness if s.status is FreshnessStatus.STALE)

    @property
    def data_date(self) -> dt.date:
        """The last day of the older of the two series in question."""
        return min(self.leader.date, self.follower.date)

    @property
    def oldest_in_question(self) -> SeriesFreshness:
        """Leader or follower, whichever ends earlier (the leader if both end on one day)."""
        asked = (self.question.leader, self.question.follower)
        series = sorted(
            (s for s in self.freshness if s.instrument in asked),
            key=lambda s: asked.index(s.instrument),
        )
        return min(series, key=lambda s: s.last_date or self.as_of)

    @property
    def leader_since(self) -> dt.date:
        """The first stored session of the leader."""
        leader = next(s for s in self.freshness if s.instrument == self.question.leader)
        return leader.first_date or self.leader.date
