"""Prices: rows as stored, as published, and as validated histories.

Dates without a time zone are the instrument's own dates: sessions of its exchange for an index, UTC
days for Bitcoin, the publisher's days for yields. Prices are in the instrument's unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.models.instruments import Instrument, Peak
from generator.models.question import Basis, Question

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


UNKNOWN_SESSIONS = 252
"""A series of which nothing more is known shows records of all time after so many sessions."""


def no_days() -> pd.DatetimeIndex:
    """An index without a day."""
    return pd.DatetimeIndex([]).as_unit("us")


@dataclass(frozen=True, eq=False)
class StoredRows:
    """The rows of one instrument as they stand in its files: text, each with its place."""

    instrument: Instrument

    frame: pd.DataFrame
    """Columns ``date, high, close, source`` (text), ``file`` (text), ``line`` (number)."""

    def place(self, position: int) -> str:
        """Name the file and line of one row."""
        row = self.frame.iloc[position]
        return f"{row['file']}, line {row['line']}"


@dataclass(frozen=True, eq=False)
class Quotes:
    """Rows as a provider publishes them, before anything is trusted."""

    provider: str
    """Who published them; becomes the ``source`` of each row that is stored."""
    instrument: Instrument

    rows: pd.DataFrame
    """Indexed by date (``datetime64[us]``, no time zone), ``high`` and ``close``; may hold
    duplicates, NaN, unfinished days, or another series altogether."""


@dataclass(frozen=True)
class RecordBefore:
    """The record before the first row of a history."""

    peak: Peak
    sessions: int | None
    """From it to that row; None if no rows tell."""


@dataclass(frozen=True)
class RecordsBefore:
    """The record close and the record high before the first row of a history."""

    close: RecordBefore
    high: RecordBefore


@dataclass(frozen=True, eq=False)
class PriceHistory:
    """One instrument's validated daily prices, oldest first."""

    instrument: Instrument

    rows: pd.DataFrame
    """Indexed by date (``datetime64[us]``, no time zone); ``high`` (may be NaN), ``close``
    (positive, finite), ``source`` (``provider``, or ``shipped/provider``)."""
    checked: date | None = None
    """The last day a publisher was asked successfully; only kept for series that change in steps,
    whose last row says nothing about their age."""
    gaps: pd.DatetimeIndex = field(default_factory=no_days)
    """Days of its calendar between the first and the last row that have none, ascending. They count
    as sessions all the same."""
    closures: tuple[date, ...] = ()
    """Recorded closures of its exchange: days of the calendar that were no sessions."""
    off_calendar: pd.DatetimeIndex = field(default_factory=no_days)
    """Days of rows that the calendar of its exchange, as it is known now, calls closed."""
    cut: RecordsBefore | None = None
    """The records of the rows that :meth:`since` left out."""
    known_from: date | None = None
    """What :attr:`records_known_from` was before rows were left out."""

    @property
    def dates(self) -> pd.DatetimeIndex:
        """The stored dates, ascending."""
        return pd.DatetimeIndex(self.rows.index)

    @property
    def sessions(self) -> pd.DatetimeIndex:
        """The days of its calendar from the first row to the last, whether stored or a gap."""
        return self.dates.union(self.gaps) if len(self.gaps) else self.dates

    @property
    def positions(self) -> IntArray:
        """The position of each row among the sessions, shape (rows,): lengths are differences."""
        before = np.asarray(self.gaps.searchsorted(self.dates), dtype=np.int64)
        return np.arange(len(self.rows), dtype=np.int64) + before

    @property
    def close(self) -> pd.Series[float]:
        """Closing prices by date."""
        return self.rows["close"]

    @property
    def closes(self) -> FloatArray:
        """Closing prices, shape (rows,)."""
        return np.asarray(self.rows["close"], dtype=np.float64)

    @property
    def first_date(self) -> date | None:
        """The first stored date, or None without data."""
        return self.dates[0].date() if len(self.rows) else None

    @property
    def last_date(self) -> date | None:
        """The last stored date, or None without data."""
        return self.dates[-1].date() if len(self.rows) else None

    def record_before(self, basis: Basis) -> RecordBefore | None:
        """The record before the first row, if it is known; an early close stands for a high."""
        if self.cut is not None:
            return self.cut.close if basis == "close" else self.cut.high
        known, first = self.instrument.earlier_record, self.first_date
        return RecordBefore(known, None) if known and first and known.date < first else None

    @property
    def records_known_from(self) -> date:
        """From this day on a record of these rows is one of all time."""
        asked, first = self.instrument, self.first_date
        if self.known_from is not None:
            return self.known_from
        if asked.earlier_record is not None:
            return asked.earlier_record.date
        if asked.records_known_from is not None and first is not None:
            return max(asked.records_known_from, first + timedelta(days=1))  # it exceeds nothing
        settled = self.sessions[UNKNOWN_SESSIONS : UNKNOWN_SESSIONS + 1]
        return settled[0].date() if len(settled) else date.max

    def levels(self, basis: Basis) -> FloatArray:
        """Prices whose running maximum is the record: closes, or highs (a close where missing)."""
        if basis == "close":
            return self.closes
        return np.asarray(self.rows["high"].fillna(self.close), dtype=np.float64)

    def since(self, day: date) -> PriceHistory:
        """The rows from a day on; what was a record before them stays known."""
        start = int(self.dates.searchsorted(pd.Timestamp(day)))
        if start == 0:
            return self
        if start == len(self.rows):
            return self.with_rows(self.rows.iloc[start:], self.checked)
        return replace(
            self.with_rows(self.rows.iloc[start:], self.checked),
            cut=RecordsBefore(self._record("close", start), self._record("intraday", start)),
            known_from=self.records_known_from,
        )

    def _record(self, basis: Basis, end: int) -> RecordBefore:
        """The record before the row at ``end``."""
        levels, before = self.levels(basis)[:end], self.record_before(basis)
        highest, sessions = int(levels.argmax()), self.positions
        if before is not None and before.peak.price >= levels[highest]:
            known = before.sessions
            return RecordBefore(before.peak, None if known is None else known + int(sessions[end]))
        peak = Peak(self.dates[highest].date(), float(levels[highest]))
        return RecordBefore(peak, int(sessions[end] - sessions[highest]))

    def until(self, as_of: date) -> PriceHistory:
        """The same history as it stood on a day: nothing later remains."""
        checked = None if self.checked is None else min(self.checked, as_of)
        return self.with_rows(self.rows.loc[: pd.Timestamp(as_of)], checked)

    def between(self, first: date, last: date) -> PriceHistory:
        """The rows from one day to another, both included."""
        return self.with_rows(self.rows.loc[pd.Timestamp(first) : pd.Timestamp(last)], self.checked)

    def with_rows(self, rows: pd.DataFrame, checked: date | None) -> PriceHistory:
        """The same history with a stretch of its rows, and the gaps between them."""
        first, last = rows.index[[0, -1]] if len(rows) else (pd.Timestamp.max, pd.Timestamp.min)
        gaps, off = (
            days[(days >= first) & (days <= last)] for days in (self.gaps, self.off_calendar)
        )
        return replace(self, rows=rows, checked=checked, gaps=gaps, off_calendar=off)

    def close_on(self, day: date) -> float | None:
        """The close stored for exactly that day; nothing is carried forward."""
        close = self.close.get(pd.Timestamp(day))
        return None if close is None else float(close)


@dataclass(frozen=True, eq=False)
class Prices:
    """Everything a signal may read: the question and all histories, cut at ``as_of``.

    Build it with :meth:`as_of_day`; nothing dated later than ``as_of`` can then be in it. What the
    question is answered from (:meth:`of`, :meth:`of_role`) begins at its ``since``.
    """

    as_of: date
    question: Question
    histories: tuple[PriceHistory, ...]
    """Every series as far back as it is stored."""
    _asked: tuple[PriceHistory, ...] = field(init=False, repr=False)
    """The same from the question's ``since`` on."""

    @classmethod
    def as_of_day(
        cls, as_of: date, question: Question, histories: tuple[PriceHistory, ...]
    ) -> Prices:
        """Cut every history at ``as_of``, so that no signal can know of tomorrow."""
        return cls(as_of, question, tuple(history.until(as_of) for history in histories))

    def of(self, instrument: Instrument) -> PriceHistory:
        """The history of one instrument, from the question's ``since`` on."""
        return next(h for h in self._asked if h.instrument.key == instrument.key)

    def of_role(self, role: str) -> PriceHistory | None:
        """The history of the first instrument of a role that has data, likewise."""
        return next((h for h in self._asked if h.instrument.role == role and len(h.rows)), None)

    def __post_init__(self) -> None:
        # At once: another process may be sent these prices while this one goes on with them.
        since = self.question.since
        asked = tuple(one if since is None else one.since(since) for one in self.histories)
        object.__setattr__(self, "_asked", asked)

    def __reduce__(self) -> tuple[type[Prices], tuple[date, Question, tuple[PriceHistory, ...]]]:
        """Reach another process without what is worked out again there."""
        return Prices, (self.as_of, self.question, self.histories)

    @property
    def halvings(self) -> tuple[date, ...]:
        """The halvings that had happened by the report's date."""
        return tuple(day for day in self.question.halvings if day <= self.as_of)

    @property
    def leader(self) -> PriceHistory:
        """The history of the leader."""
        return self.of(self.question.leader)

    @property
    def follower(self) -> PriceHistory:
        """The history of the follower."""
        return self.of(self.question.follower)
