"""What a provider's answer must satisfy before one of its rows is stored.

An answer that breaks a rule is refused as a whole and the next provider is asked: whoever is wrong
in one row cannot be trusted in the others. Only two things are not refused but set apart: a close
that a provider restates (a revision), and a move beyond the instrument's jump limit (held back
until a second provider agrees).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from generator.calendars import STEPS, expected_days, possible_days
from generator.errors import SourceEmpty, SourceMalformed
from generator.models.prices import PriceHistory, Quotes
from generator.models.refresh import Held, Revision
from generator.validation.stored import CALENDARS_WITH_GAPS

LEAST_OVERLAP = 20
MOST_RESTATED = 0.2
SAME_PRICE = 1e-4


@dataclass(frozen=True, eq=False)
class Examined:
    """What is left of an answer: rows to store, restated closes, rows to hold back."""

    new: PriceHistory
    revisions: tuple[Revision, ...]
    held: tuple[Held, ...]


def examine(quotes: Quotes, stored: PriceHistory, *, settled: date, today: date) -> Examined:
    """Check an answer against the calendar, itself and the stored tail.

    Parameters
    ----------
    settled
        The last day whose close is final; later rows are dropped.
    today
        The day that stands in revisions and in quarantine.

    Raises
    ------
    SourceMalformed
        With the name of the broken rule and the day.
    SourceEmpty
        If no settled row is left.
    """
    rows = _finished(quotes, settled)
    for rule, problem in _broken_rules(rows, stored):
        raise SourceMalformed(f"{problem} (rule: {rule})", place=quotes.provider)
    rows = rows.round(stored.instrument.decimals)
    if stored.instrument.calendar == STEPS:
        rows = _steps(rows, stored)
    restated = _restated(quotes, rows, stored, today)
    new = rows if stored.last_date is None else rows.loc[rows.index > stored.dates[-1]]
    jump = _first_jump(new, stored)
    held = new.iloc[jump:] if jump is not None else new.iloc[:0]
    kept = (new.iloc[:jump] if jump is not None else new).assign(source=quotes.provider)
    return Examined(
        PriceHistory(stored.instrument, kept),
        restated,
        tuple(
            Held(
                stored.instrument.key,
                day.date(),
                None if pd.isna(high) else float(high),
                float(close),
                quotes.provider,
                f"moves more than {stored.instrument.jump:.0%} on {held.index[0]:%Y-%m-%d}",
                today,
            )
            for day, high, close in held.itertuples(name=None)
        ),
    )


def agree(witness: Quotes, day: date, close: float) -> bool:
    """Whether a second provider saw about the same close on that day."""
    seen = witness.rows["close"].get(pd.Timestamp(day))
    return seen is not None and abs(float(seen) / close - 1) <= witness.instrument.tolerance


def _finished(quotes: Quotes, settled: date) -> pd.DataFrame:
    """Rows up to the last settled day; a newest row without a close is not finished either."""
    rows = quotes.rows.loc[quotes.rows.index <= pd.Timestamp(settled)]
    while len(rows) and pd.isna(rows["close"].iloc[-1]):
        rows = rows.iloc[:-1]
    if rows.empty:
        raise SourceEmpty("it has no finished day in the span", place=quotes.provider)
    return rows


def _broken_rules(rows: pd.DataFrame, stored: PriceHistory) -> Iterator[tuple[str, str]]:
    """Each broken rule, with what breaks it."""
    calendar = stored.instrument.calendar
    duplicated = rows.index[rows.index.duplicated()]
    if len(duplicated):
        yield "each date stands once", f"{duplicated[0]:%Y-%m-%d} stands twice"
        return
    strange = rows.index.difference(
        possible_days(calendar, rows.index[0].date(), rows.index[-1].date())
    )
    if len(strange):
        yield "every date is a day of the calendar", f"{strange[0]:%Y-%m-%d} is none"
    bad = rows.index[~(np.isfinite(rows["close"]) & (rows["close"] > 0))]
    if len(bad):
        close = rows["close"][bad[0]]
        yield "closes are positive and finite", f"the close of {bad[0]:%Y-%m-%d} is {close}"
    decimals = stored.instrument.decimals
    below = rows.index[rows["high"].round(decimals) < rows["close"].round(decimals)]
    if len(below):
        yield "a high is not below its close", f"that of {below[0]:%Y-%m-%d} is"
    missing = _missing(rows, stored)
    if len(missing):
        yield "no day is missing", f"{missing[0]:%Y-%m-%d} has no row"


def _missing(rows: pd.DataFrame, stored: PriceHistory) -> pd.DatetimeIndex:
    """Days between the stored rows and the newest fetched one that the answer leaves out."""
    calendar = stored.instrument.calendar
    if calendar in CALENDARS_WITH_GAPS:
        return pd.DatetimeIndex([])
    first = rows.index[0].date()
    if stored.last_date is not None:
        first = min(first, stored.last_date + timedelta(days=1))
    expected = expected_days(calendar, first, rows.index[-1].date())
    known = pd.DatetimeIndex(rows.index).union(stored.dates)
    return pd.DatetimeIndex(expected.difference(known))


def _steps(rows: pd.DataFrame, stored: PriceHistory) -> pd.DataFrame:
    """Only the rows on which the value changes, seen from the value stored before them."""
    before = stored.close.loc[: rows.index[0]]
    reference = before.iloc[-1] if len(before) else np.nan
    changed = rows["close"] != rows["close"].shift(fill_value=reference)
    return rows.loc[changed | rows.index.isin(stored.dates)]


def _restated(
    quotes: Quotes, rows: pd.DataFrame, stored: PriceHistory, today: date
) -> tuple[Revision, ...]:
    """Stored closes that the answer states otherwise.

    Raises
    ------
    SourceMalformed
        If too few days overlap, or too many differ: then it is another series, another unit, or
        shifted by a day.
    """
    common = rows.index.intersection(stored.dates)
    steps = stored.instrument.calendar == STEPS
    if len(stored.rows) and not steps and len(common) < min(LEAST_OVERLAP, len(stored.rows)):
        raise SourceMalformed(
            f"only {len(common)} of its days are stored, which is too few to compare (rule: the "
            "answer overlaps the stored tail)",
            place=quotes.provider,
        )
    theirs, ours = rows["close"].loc[common], stored.close.loc[common]
    apart = (theirs / ours - 1).abs()
    if len(common) and float((apart > stored.instrument.tolerance).mean()) > MOST_RESTATED:
        day = common[int(apart.to_numpy().argmax())]
        raise SourceMalformed(
            f"its close of {day:%Y-%m-%d} is {theirs[day]:g}, {ours[day]:g} is stored, and other "
            "days differ too (rule: the answer agrees with the stored tail)",
            place=quotes.provider,
        )
    sources = stored.rows["source"].loc[common].str.rpartition("/")[2].str.split("+").str[0]
    own = (sources == quotes.provider).to_numpy()
    changed = np.where(own, apart > SAME_PRICE, apart > stored.instrument.tolerance)
    return tuple(
        Revision(
            stored.instrument.key, day.date(), float(ours[day]), float(theirs[day]),
            quotes.provider, today,
        )
        for day in common[changed]
    )  # fmt: skip


def _first_jump(new: pd.DataFrame, stored: PriceHistory) -> int | None:
    """The position of the first new row that moves too far from the one before it."""
    if new.empty or stored.last_date is None:
        return None
    closes = np.concatenate([stored.closes[-1:], new["close"].to_numpy()])
    jumps = np.flatnonzero(np.abs(closes[1:] / closes[:-1] - 1) > stored.instrument.jump)
    return int(jumps[0]) if len(jumps) else None
