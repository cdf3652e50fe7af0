"""Prices: rows as stored, as published, and as validated histories.

Dates without a time zone are the instrument's own dates: New York sessions for the indices, UTC
days for Bitcoin, the publisher's days for yields. Prices are in the instrument's unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.models.instruments import Instrument
from generator.models.question import Question

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class StoredRows:
    """The rows of one instrument as they stand in its files: text, each with its place.

    Attributes
    ----------
    frame
        Columns ``date, high, close, source`` (text), ``file`` (text), ``line`` (number).
    """

    instrument: Instrument
    frame: pd.DataFrame

    def place(self, position: int) -> str:
        """Name the file and line of one row."""
        row = self.frame.iloc[position]
        return f"{row['file']}, line {row['line']}"


@dataclass(frozen=True, eq=False)
class Quotes:
    """Rows as a provider publishes them, before anything is trusted.

    Attributes
    ----------
    provider
        Who published them; becomes the ``source`` of each row that is stored.
    rows
        Indexed by date (``datetime64[us]``, no time zone), ``high`` and ``close``; may hold
        duplicates, NaN, unfinished days, or another series altogether.
    """

    provider: str
    instrument: Instrument
    rows: pd.DataFrame


@dataclass(frozen=True, eq=False)
class PriceHistory:
    """One instrument's validated daily prices, oldest first.

    Attributes
    ----------
    rows
        Indexed by date (``datetime64[us]``, no time zone); ``high`` (may be NaN), ``close``
        (positive, finite), ``source`` (``provider``, or ``shipped/provider``).
    checked
        The last day a publisher was asked successfully; only kept for series that change in
        steps, whose last row says nothing about their age.
    """

    instrument: Instrument
    rows: pd.DataFrame
    checked: date | None = None

    @property
    def dates(self) -> pd.DatetimeIndex:
        """The stored dates, ascending."""
        return pd.DatetimeIndex(self.rows.index)

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
        kept = self.rows.loc[: pd.Timestamp(as_of)]
        checked = None if self.checked is None else min(self.checked, as_of)
        return PriceHistory(self.instrument, kept, checked)

    def between(self, first: date, last: date) -> PriceHistory:
        """The rows from one day to another, both included."""
        kept = self.rows.loc[pd.Timestamp(first) : pd.Timestamp(last)]
        return PriceHistory(self.instrument, kept, self.checked)

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

    @property
    def leader(self) -> PriceHistory:
        """The history of the leader."""
        return self.of(self.question.leader)

    @property
    def follower(self) -> PriceHistory:
        """The history of the follower."""
        return self.of(self.question.follower)
