"""What every row of a price series must satisfy, in files and in answers; each rule stands once.

Each rule has a name and a reason. A wrong price would move a published number without a mark: a
broken rule stops the build, with file, line and value, or refuses a provider's answer as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.calendars import STEPS, US_BONDS, expected_days, possible_days
from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, no_days

Mask = NDArray[np.bool_]

# The publisher of yields decides which days it lists, and steps have no days of their own: a
# missing day is an error only where the calendar is certain.
CALENDARS_WITH_GAPS = (US_BONDS, STEPS)
NO_DAY_IS_MISSING = "no day is missing"


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one instrument before anything is trusted."""

    instrument: Instrument

    stated: pd.DataFrame
    """The rows as they were stated: texts of a file, or numbers of an answer."""
    dates: pd.DatetimeIndex
    high: FloatArray
    close: FloatArray
    """What they say; what cannot be parsed is NaT or NaN."""
    blank: Mask
    """Which rows state no high."""
    today: date
    """No row may be dated later."""
    excused: pd.DatetimeIndex = field(default_factory=no_days)
    """Days that may have no row: recorded closures and gaps."""

    def text(self, column: str, position: int) -> str:
        """What one row states."""
        return str(self.stated[column].iloc[position])

    @cached_property
    def missing(self) -> pd.DatetimeIndex:
        """Days between the first row and the last that have none, and should."""
        calendar = self.instrument.calendar
        if calendar in CALENDARS_WITH_GAPS:
            return no_days()
        days = expected_days(calendar, self.dates[0].date(), self.dates[-1].date())
        return pd.DatetimeIndex(days.difference(self.dates.union(self.excused)))


@dataclass(frozen=True)
class Rule:
    """One thing that must hold for every row."""

    name: str

    reason: str
    """Why the rule exists."""
    broken: Callable[[Rows], Mask]
    """Which rows break it, shape (rows,)."""
    problem: Callable[[Rows, int], str]
    """What is wrong with one stored row, given its position."""
    refusal: Callable[[Rows, int], str] | None = None
    """The same in a provider's answer; None if no answer can break the rule."""


def first_broken(rules: tuple[Rule, ...], rows: Rows) -> tuple[Rule, int] | None:
    """The first rule that is broken, and the first row that breaks it."""
    if not len(rows.dates):
        return None
    for rule in rules:  # a rule may rely on those before it
        broken = rule.broken(rows)
        if broken.any():
            return rule, int(broken.argmax())
    return None


def _after_gap(rows: Rows) -> Mask:
    """Rows before which at least one day of the calendar has no row."""
    return np.isin(np.arange(len(rows.dates)), rows.dates.searchsorted(rows.missing))


def _missing(rows: Rows, position: int) -> str:
    """Say which days are missing before the first row that follows a gap."""
    days = rows.missing[rows.missing < rows.dates[position]]
    span = f"{days[0]:%Y-%m-%d}" + (f" to {days[-1]:%Y-%m-%d}" if len(days) > 1 else "")
    are = "the row is" if len(days) == 1 else f"{len(days)} rows are"
    return f"{are} missing before this one: {span}"


RULES: tuple[Rule, ...] = (
    Rule(
        "dates are dates",
        "a row without a date has no place in a series",
        lambda r: np.asarray(r.dates.isna()),
        lambda r, i: f"{r.text('date', i)!r} is not a date like 2026-01-31",
    ),
    Rule(
        "no date lies in the future",
        "a price from tomorrow is an error of the clock or of the provider",
        lambda r: np.asarray(r.dates > pd.Timestamp(r.today)),
        lambda r, i: f"{r.text('date', i)} lies in the future (today is {r.today})",
    ),
    Rule(
        "each date stands once",
        "two closes for one day cannot both be true",
        lambda r: r.dates.duplicated(),
        lambda r, i: f"{r.text('date', i)} is duplicated",
        lambda r, i: f"{r.dates[i]:%Y-%m-%d} stands twice",
    ),
    Rule(
        "dates ascend",
        "records and bases are defined by the order of the sessions",
        lambda r: np.append(False, r.dates[1:] < r.dates[:-1]),
        lambda r, i: f"{r.text('date', i)} stands after {r.text('date', i - 1)}: not in order",
    ),
    Rule(
        "rows stand in the file of their year",
        "a row in the wrong file is found by nobody",
        lambda r: (r.stated["file"].str[-8:-4] != r.stated["date"].str[:4]).to_numpy(),
        lambda r, i: f"{r.text('date', i)} does not belong into this file",
    ),
    Rule(
        "closes are numbers",
        "an empty or garbled close must not be read as something else",
        lambda r: np.isnan(r.close),
        lambda r, i: f"the close {r.text('close', i)!r} is not a number",
    ),
    Rule(
        "closes are positive and finite",
        "logarithms of prices are taken everywhere",
        lambda r: ~(np.isfinite(r.close) & (r.close > 0)),
        lambda r, i: f"the close {r.text('close', i)} is not a positive, finite number",
        lambda r, i: f"the close of {r.dates[i]:%Y-%m-%d} is {r.text('close', i)}",
    ),
    Rule(
        "highs are empty, or finite numbers not below the close",
        "the intraday record would be wrong",
        lambda r: ~r.blank & ~(np.isfinite(r.high) & (r.high >= r.close)),
        lambda r, i: (
            f"the high {r.text('high', i)!r} is no number at or above the close "
            f"{r.text('close', i)}"
        ),
        lambda r, i: f"the high of {r.dates[i]:%Y-%m-%d} is {r.text('high', i)}",
    ),
    Rule(
        "sources are named",
        "a number without a source cannot be checked",
        lambda r: (r.stated["source"].str.strip() == "").to_numpy(),
        lambda r, i: f"the row of {r.text('date', i)} names no source",
    ),
    Rule(
        "every date is a day of the calendar",
        "a price on a closed day is a copied or shifted row",
        lambda r: ~r.dates.isin(possible_days(r.instrument.calendar, r.dates[0], r.dates[-1])),
        lambda r, i: f"{r.text('date', i)} is not a day of the calendar {r.instrument.calendar}",
    ),
    Rule(
        NO_DAY_IS_MISSING,
        "base lengths count sessions, so a hole would shorten them unseen",
        _after_gap,
        _missing,
    ),
)
