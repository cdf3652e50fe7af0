"""What the rows of a person's file must satisfy before one of them is stored.

Days that are stored already decide whether it is the same series at all; they are never changed.
Of the other days each must be a settled day of the calendar with a possible price, and the series
must be whole with them. A person stands behind the file, so nothing is left out unsaid: the first
flaw refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import numpy as np
import pandas as pd

from generator.calendars import STEPS, US_BONDS, expected_days, possible_days
from generator.errors import FileError
from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, PriceHistory

LEAST_OVERLAP = 20
MOST_APART = 0.2  # share of the common days that may lie apart by more than the tolerance
MOST_NAMED = 5
NOTHING = "Nothing was stored."


@dataclass(frozen=True, eq=False)
class Importable:
    """What a file adds to a series."""

    new: PriceHistory
    """Rows on days without one, ascending."""
    line: pd.Series[int]
    """The line of each in the file."""
    notes: tuple[str, ...]
    """What a maintainer should know."""


def importable(
    rows: pd.DataFrame,
    stored: PriceHistory,
    source: str,
    *,
    settled: date,
    reopen: Mapping[date, str],
    moves: bool = False,
) -> Importable:
    """The rows of a file that can be stored beside those that are.

    Parameters
    ----------
    rows
        Indexed by date, ascending: ``high``, ``close``, ``line``.
    stored
        The rows that are stored; holes in them may be filled.
    source
        Who stands behind the new rows.
    settled
        The last day whose close is final.
    reopen
        How each recorded closure of its exchange can be struck.
    moves
        Whether moves beyond the instrument's ``jump`` are believed.

    Raises
    ------
    FileError
        With the line and the broken rule.
    """
    instrument = stored.instrument
    _refuse_twice(rows)
    kept = rows.loc[: pd.Timestamp(settled)].round(instrument.decimals)
    notes = _said(len(rows) - len(kept), f"later than {settled}, the last day that is over")
    notes += _agreement(kept, stored)
    new = _changes(kept, stored) if instrument.calendar == STEPS else _absent(kept, stored)
    _refuse_closed(new, stored, reopen)
    _refuse_impossible(new, stored)
    _refuse_holes(new, stored)
    if not moves:
        _refuse_moves(new, stored)
    columns = new.assign(source=source)[["high", "close", "source"]]
    return Importable(PriceHistory(instrument, columns), new["line"].astype(int), tuple(notes))


def _refuse_twice(rows: pd.DataFrame) -> None:
    twice = rows.index.duplicated()
    if twice.any():
        position = int(twice.argmax())
        _refuse(rows, position, f"{rows.index[position]:%Y-%m-%d} stands twice", "remove one row.")


def _agreement(rows: pd.DataFrame, stored: PriceHistory) -> list[str]:
    """What the common days say; a shifted, scaled or foreign series is refused."""
    ours = _in_force(rows, stored)
    common = rows.loc[ours.notna().to_numpy()]
    if stored.last_date is None:
        return ["nothing is stored yet to compare it with"]
    if len(common) < min(LEAST_OVERLAP, len(stored.rows)):
        raise FileError(
            f"only {len(common)} of its days are stored, too few to tell whether it is "
            f"{stored.instrument.name}",
            mend=f"bring a file that overlaps the stored rows by {LEAST_OVERLAP} days. {NOTHING}",
        )
    known = ours.loc[common.index]
    difference = (common["close"] / known - 1).to_numpy(float)
    _refuse_other_series(common, known, difference, stored.instrument)
    apart = np.flatnonzero(np.abs(difference) > stored.instrument.tolerance)
    named = ", ".join(f"{common.index[i]:%Y-%m-%d}" for i in apart[:MOST_NAMED])
    return [
        f"{len(common):,} of its days are stored already and stay as they are",
        *_said(len(apart), f"of these with another close: {named}"),
    ]


def _refuse_other_series(
    common: pd.DataFrame, known: pd.Series[float], difference: FloatArray, instrument: Instrument
) -> None:
    """Refuse a series that differs on many days, in its level, or fits better a day off."""
    apart: FloatArray = np.abs(difference)
    closes: FloatArray = np.asarray(common["close"], np.float64)
    worst = int(apart.argmax())
    typical = float(np.median(difference))
    if (apart > instrument.tolerance).mean() > MOST_APART:
        problem = (
            f"its close of {common.index[worst]:%Y-%m-%d} is {common['close'].iloc[worst]:g}, "
            f"{known.iloc[worst]:g} is stored, and other days differ too"
        )
    elif abs(typical) > instrument.tolerance / 2:
        problem = f"its closes lie {typical:+.2%} apart from the stored ones"
    elif _fits_a_day_off(closes, np.asarray(known, np.float64), apart):
        problem = "its closes fit the stored ones better when moved by a day"
    else:
        return
    _refuse(common, worst, problem, f"bring a file of {instrument.name}.")


def _fits_a_day_off(theirs: FloatArray, ours: FloatArray, apart: FloatArray) -> bool:
    """Whether the rows before or after are nearer than those of the same day."""
    moved = (np.abs(theirs[1:] / ours[:-1] - 1), np.abs(theirs[:-1] / ours[1:] - 1))
    return any(len(other) and other.mean() < apart.mean() / 2 for other in moved)


def _in_force(rows: pd.DataFrame, stored: PriceHistory) -> pd.Series[float]:
    """The stored close of each day of the file; for steps the value in force on it."""
    if stored.instrument.calendar != STEPS or not len(stored.rows):
        return stored.close.reindex(rows.index)
    within = rows.loc[: stored.dates[-1]]
    return stored.close.reindex(within.index, method="ffill").reindex(rows.index)


def _absent(rows: pd.DataFrame, stored: PriceHistory) -> pd.DataFrame:
    """The rows on days that have none."""
    return rows.loc[~rows.index.isin(stored.dates)]


def _changes(rows: pd.DataFrame, stored: PriceHistory) -> pd.DataFrame:
    """The rows before and after the stored ones on which the value changes."""
    if stored.last_date is None:
        return rows.loc[rows["close"].ne(rows["close"].shift())]
    before = rows.loc[rows.index < stored.dates[0]]
    after = rows.loc[rows.index > stored.dates[-1]]
    return pd.concat(
        [
            before.loc[before["close"].ne(before["close"].shift())],
            after.loc[after["close"].ne(after["close"].shift(fill_value=stored.closes[-1]))],
        ]
    )


def _refuse_closed(new: pd.DataFrame, stored: PriceHistory, reopen: Mapping[date, str]) -> None:
    """Refuse the first row on a recorded closure: one of both is wrong, and a person knows."""
    closed = new.index.isin(pd.DatetimeIndex(stored.closures))
    if closed.any():
        position = int(closed.argmax())
        day, calendar = new.index[position].date(), stored.instrument.calendar
        mend = (
            f"remove that row; or, if {calendar} was open that day, {reopen[day]}, and try again."
        )
        _refuse(new, position, f"{day} is a recorded closure of {calendar}", mend)


def _refuse_impossible(new: pd.DataFrame, stored: PriceHistory) -> None:
    """Refuse the first row that can be no price of its day."""
    if new.empty:
        return
    close, high = new["close"].to_numpy(float), new["high"].to_numpy(float)
    calendar, first, last = stored.instrument.calendar, new.index[0].date(), new.index[-1].date()
    if calendar in (STEPS, US_BONDS):  # the publisher decides on its days
        days = possible_days(calendar, first, last)
    else:
        days = expected_days(calendar, first, last, stored.closures)
    for broken, problem in (
        (~new.index.isin(days), f"is not a day of the calendar {calendar}"),
        (~(np.isfinite(close) & (close > 0)), "has a close that is not positive"),
        (~np.isnan(high) & ~(np.isfinite(high) & (high >= close)), "has a high below its close"),
    ):
        if broken.any():
            position = int(broken.argmax())
            day = f"{new.index[position]:%Y-%m-%d}"
            _refuse(new, position, f"{day} {problem}", "correct or remove that row.")


def _refuse_holes(new: pd.DataFrame, stored: PriceHistory) -> None:
    """Refuse to leave a day without a row between new rows, or between them and the stored ones.

    Holes that the store has already need not all be filled.
    """
    days = stored.dates.union(pd.DatetimeIndex(new.index))
    if new.empty or stored.instrument.calendar in (STEPS, US_BONDS):
        return
    calendar, first, last = stored.instrument.calendar, days[0].date(), days[-1].date()
    expected = expected_days(calendar, first, last, stored.closures)
    missing = expected.difference(days)
    if len(stored.rows):
        missing = missing[(missing < stored.dates[0]) | (missing > stored.dates[-1])]
    if not len(missing):
        return
    span = f"{missing[0]:%Y-%m-%d}" + (f" to {missing[-1]:%Y-%m-%d}" if len(missing) > 1 else "")
    raise FileError(
        f"no row for {len(missing):,} days of the calendar {stored.instrument.calendar}: {span}",
        mend=f"bring a file that has them, or cut it where they begin. {NOTHING}",
    )


def _refuse_moves(new: pd.DataFrame, stored: PriceHistory) -> None:
    """Refuse moves beyond the limit, to or from a new row, unless they are believed."""
    whole = pd.concat([stored.close, new["close"]]).sort_index()
    moves = (whole / whole.shift() - 1).abs()
    fresh = whole.index.isin(new.index)
    touched = fresh | np.append(False, fresh[:-1])
    large = moves.index[(moves > stored.instrument.jump).to_numpy() & touched]
    if not len(large):
        return
    named = ", ".join(f"{day:%Y-%m-%d}" for day in large[:MOST_NAMED])
    named += f" and {len(large) - MOST_NAMED} more" if len(large) > MOST_NAMED else ""
    raise FileError(
        f"the close moves by more than {stored.instrument.jump:.0%} on {named}",
        mend=f"if these moves are true, import it with --accept-moves. {NOTHING}",
    )


def _said(count: int, what: str) -> list[str]:
    """A note about so many days, if there are any."""
    return [f"{count:,} {what}"] if count else []


def _refuse(rows: pd.DataFrame, position: int, problem: str, mend: str) -> NoReturn:
    line = int(rows["line"].iloc[position])
    raise FileError(problem, place=f"line {line}", mend=f"{mend} {NOTHING}")
