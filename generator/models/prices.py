"""Prices: rows as stored, as published, and as validated histories.

Dates without a time zone are the instrument's own dates: sessions of its exchange for an index, UTC
days for Bitcoin, the publisher's days for yields. Prices are in the instrument's unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.models.instruments import Instrument
from generator.models.question import Question

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


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

    def until(self, as_of: date) -> PriceHistory:
        """The same history as it stood on a day: nothing later remains."""
        checked = None if self.checked is None else min(self.checked, as_of)
        return self.with_rows(self.rows.loc[: pd.Timestamp(as_of)], checked)

    def between(self, first: date, last: date) -> PriceHistory:
        """The rows from one day to another, both included."""
        return self.with_rows(self.rows.loc[pd.Timestamp(first) : pd.Timestamp(last)], self.checked)

    def with_rows(self, rows: pd.DataFrame, checked: date | None) -> PriceHistory:
        """The same history with a stretch of its rows, and the gaps between them."""
        inside = self.gaps if len(rows) else no_days()
        if len(inside):
            first, last = inside.searchsorted(pd.DatetimeIndex(rows.index[[0, -1]]))
            inside = inside[first:last]
        return PriceHistory(self.instrument, rows, checked, inside, self.closures)

    def close_on(self, day: date) -> float | None:
        """The close stored for exactly that day; nothing is carried forward."""
        close = self.close.get(pd.Timestamp(day))
        return None if close is None else float(close)


@dataclass(frozen=True, eq=False)
class Prices:
    """Everything a signal may read: the question and all histories, cut at ``as_of``.

    Build it with :meth:`as_of_day`; nothing dated later than ``as_of`` can then be in it.
    """

    as_of: date
    question: Question
    histories: tuple[PriceHistory, ...]

    @classmethod
    def as_of_day(
        cls, as_of: date, question: Question, histories: tuple[PriceHistory, ...]
    ) -> Prices:
        """Cut every history at ``as_of``, so that no signal can know of tomorrow."""
        return cls(as_of, question, tuple(history.until(as_of) for history in histories))

    def of(self, instrument: Instrument) -> PriceHistory:
        """The history of one instrument."""
        return next(h for h in self.histories if h.instrument.key == instrument.key)

    def of_role(self, role: str) -> PriceHistory | None:
        """The history of the first instrument of a role that has data."""
        return next((h for h in self.histories if h.instrument.role == role and len(h.rows)), None)

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
