"""What a provider's answer must satisfy before one of its rows is stored.

An answer that breaks a rule is refused as a whole and the next provider is asked: whoever is wrong
in one row cannot be trusted in the others. Only two things are not refused but set apart: a close
that a provider restates (a revision), and a move beyond the instrument's jump limit (held back
until a second provider agrees).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.calendars import STEPS
from generator.errors import SourceEmpty, SourceMalformed
from generator.models.prices import PriceHistory, Quotes
from generator.models.refresh import Held, Revision
from generator.validation.rules import RULES, Rows, first_broken

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
    rows = _finished(quotes, settled).round(stored.instrument.decimals)
    _refuse_broken(quotes, rows, stored, today)
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


def _refuse_broken(quotes: Quotes, rows: pd.DataFrame, stored: PriceHistory, today: date) -> None:
    """Refuse an answer, here in the precision of the store, that breaks a rule of every row."""
    high, close = rows["high"].to_numpy(float), rows["close"].to_numpy(float)
    dates, blank = pd.DatetimeIndex(rows.index), np.isnan(high)
    seen = Rows(stored.instrument, rows, dates, high, close, blank, today, stored.dates)
    broken = first_broken(tuple(rule for rule in RULES if rule.refusal), seen)
    if broken and (refusal := broken[0].refusal):
        problem = f"{refusal(seen, broken[1])} (rule: {broken[0].name})"
        raise SourceMalformed(problem, place=quotes.provider)


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
