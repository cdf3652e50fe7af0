"""What a price series must satisfy before a number may rest on it.

Each rule has a name and a reason. A broken rule stops the build with the file, the line and the
value: a wrong price would move a published number without a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.calendars import expected_days, possible_days
from generator.errors import HistoryError
from generator.models.prices import PriceHistory, StoredRows

Mask = NDArray[np.bool_]

# The publisher of yields decides which days it lists, and steps have no days of their own: a
# missing day is an error only where the calendar is certain.
CALENDARS_WITH_GAPS = ("us-bonds", "steps")


@dataclass(frozen=True, eq=False)
class _Parsed:
    """Stored rows with their text parsed; what cannot be parsed is NaT or NaN."""

    stored: StoredRows
    dates: pd.Series[pd.Timestamp]
    high: pd.Series[float]
    close: pd.Series[float]
    today: date

    def text(self, column: str, position: int) -> str:
        return str(self.stored.frame[column].iloc[position])


@dataclass(frozen=True)
class Rule:
    """One thing that must hold for every row.

    Attributes
    ----------
    reason
        Why the rule exists.
    broken
        Which rows break it, shape (rows,).
    problem
        What is wrong with one row, given its position.
    """

    name: str
    reason: str
    broken: Callable[[_Parsed], Mask]
    problem: Callable[[_Parsed, int], str]


def _after_gap(parsed: _Parsed) -> Mask:
    """Rows before which at least one day of the calendar has no row."""
    if parsed.stored.instrument.calendar in CALENDARS_WITH_GAPS:
        return np.zeros(len(parsed.dates), dtype=bool)
    days = expected_days(
        parsed.stored.instrument.calendar, parsed.dates.iloc[0], parsed.dates.iloc[-1]
    )
    return np.diff(days.get_indexer(pd.DatetimeIndex(parsed.dates)), prepend=-1) > 1


def _missing(parsed: _Parsed, position: int) -> str:
    """Say which days are missing before a row."""
    before, after = parsed.dates.iloc[position - 1], parsed.dates.iloc[position]
    days = expected_days(parsed.stored.instrument.calendar, before, after)[1:-1]
    span = f"{days[0]:%Y-%m-%d}" + (f" to {days[-1]:%Y-%m-%d}" if len(days) > 1 else "")
    rows = "the row is" if len(days) == 1 else f"{len(days)} rows are"
    return f"{rows} missing before this one: {span}"


RULES: tuple[Rule, ...] = (
    Rule(
        "dates are dates",
        "a row without a date has no place in a series",
        lambda p: p.dates.isna().to_numpy(),
        lambda p, i: f"{p.text('date', i)!r} is not a date like 2026-01-31",
    ),
    Rule(
        "no date lies in the future",
        "a price from tomorrow is an error of the clock or of the provider",
        lambda p: (p.dates > pd.Timestamp(p.today)).to_numpy(),
        lambda p, i: f"{p.text('date', i)} lies in the future (today is {p.today})",
    ),
    Rule(
        "each date stands once",
        "two closes for one day cannot both be true",
        lambda p: p.dates.duplicated().to_numpy(),
        lambda p, i: f"{p.text('date', i)} is duplicated",
    ),
    Rule(
        "dates ascend",
        "records and bases are defined by the order of the sessions",
        lambda p: (p.dates.diff() < pd.Timedelta(0)).to_numpy(),
        lambda p, i: f"{p.text('date', i)} stands after {p.text('date', i - 1)}: not in order",
    ),
    Rule(
        "rows stand in the file of their year",
        "a row in the wrong file is found by nobody",
        lambda p: (p.stored.frame["file"].str[-8:-4] != p.stored.frame["date"].str[:4]).to_numpy(),
        lambda p, i: f"{p.text('date', i)} does not belong into this file",
    ),
    Rule(
        "closes are numbers",
        "an empty or garbled close must not be read as something else",
        lambda p: p.close.isna().to_numpy(),
        lambda p, i: f"the close {p.text('close', i)!r} is not a number",
    ),
    Rule(
        "closes are positive and finite",
        "logarithms of prices are taken everywhere",
        lambda p: np.asarray(~(np.isfinite(p.close) & (p.close > 0))),
        lambda p, i: f"the close {p.text('close', i)} is not a positive, finite number",
    ),
    Rule(
        "highs are empty, or finite numbers not below the close",
        "the intraday record would be wrong",
        lambda p: (
            (p.stored.frame["high"] != "") & ~(np.isfinite(p.high) & (p.high >= p.close))
        ).to_numpy(),
        lambda p, i: (
            f"the high {p.text('high', i)!r} is no number at or above the close "
            f"{p.text('close', i)}"
        ),
    ),
    Rule(
        "sources are named",
        "a number without a source cannot be checked",
        lambda p: (p.stored.frame["source"].str.strip() == "").to_numpy(),
        lambda p, i: f"the row of {p.text('date', i)} names no source",
    ),
    Rule(
        "every date is a day of the calendar",
        "a price on a closed day is a copied or shifted row",
        lambda p: (
            ~p.dates.isin(
                possible_days(p.stored.instrument.calendar, p.dates.iloc[0], p.dates.iloc[-1])
            ).to_numpy()
        ),
        lambda p, i: (
            f"{p.text('date', i)} is not a day of the calendar {p.stored.instrument.calendar}"
        ),
    ),
    Rule(
        "no day is missing",
        "base lengths count sessions, so a hole would shorten them unseen",
        _after_gap,
        _missing,
    ),
)


def price_history(stored: StoredRows, *, checked: date | None, today: date) -> PriceHistory:
    """Validate stored rows and return them as a price history.

    Parameters
    ----------
    checked
        The last day on which the publisher was asked, for series that change in steps.
    today
        No row may be dated later (UTC).

    Raises
    ------
    HistoryError
        For the first broken rule, with file, line and value.
    """
    frame = stored.frame
    parsed = _Parsed(
        stored,
        pd.to_datetime(
            frame["date"].where(frame["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")),
            format="%Y-%m-%d",
            errors="coerce",
        ),
        pd.to_numeric(frame["high"], errors="coerce").astype(float),
        pd.to_numeric(frame["close"], errors="coerce").astype(float),
        today,
    )
    for rule, position in _violations(parsed):
        raise HistoryError(
            rule.problem(parsed, position),
            place=stored.place(position),
            mend=f"correct the row, or restore the file from git (rule: {rule.name}; "
            f"{rule.reason}).",
        )
    index = pd.DatetimeIndex(parsed.dates, name="date").as_unit("us")
    rows = pd.DataFrame(
        {
            "high": parsed.high.to_numpy(),
            "close": parsed.close.to_numpy(),
            "source": frame["source"].to_numpy(),
        },
        index=index,
    )
    return PriceHistory(stored.instrument, rows, checked)


def _violations(parsed: _Parsed) -> Iterator[tuple[Rule, int]]:
    """Each broken rule with the first row that breaks it, in the order of the rules."""
    if parsed.stored.frame.empty:
        return
    for rule in RULES:
        broken = rule.broken(parsed)
        if broken.any():
            yield rule, int(broken.argmax())
