"""The rows in ``history/`` become prices, if they satisfy every rule."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from generator.calendars import expected_days, is_exchange, known_from
from generator.errors import HistoryError
from generator.models.prices import PriceHistory, StoredRows, no_days
from generator.validation.rules import NO_DAY_IS_MISSING, RULES, Rows, first_broken


def price_history(
    stored: StoredRows,
    *,
    checked: date | None,
    today: date,
    closures: tuple[date, ...] = (),
    gaps: Iterable[date] = (),
    whole: bool = True,
) -> PriceHistory:
    """Validate stored rows and return them as a price history.

    A row on a recorded closure stays in its file but belongs to no session.

    Parameters
    ----------
    checked
        The last day on which the publisher was asked, for series that change in steps.
    today
        No row may be dated later (UTC).
    closures
        Recorded closures of the instrument's exchange.
    gaps
        Recorded days on which nobody delivered a row.
    whole
        Whether any other missing day is an error; not for who comes to fill it.

    Raises
    ------
    HistoryError
        For the first broken rule, with file, line and value.
    """
    excused = pd.DatetimeIndex([*closures, *gaps]).as_unit("us")
    rows = _parsed(stored, today, excused)
    rules = tuple(rule for rule in RULES if whole or rule.name != NO_DAY_IS_MISSING)
    if broken := first_broken(rules, rows):
        rule, position = broken
        raise HistoryError(
            rule.problem(rows, position),
            place=stored.place(position),
            mend=f"correct the row, or put the file back as it was (rule: {rule.name}; "
            f"{rule.reason}).",
        )
    source = stored.frame["source"].to_numpy()
    columns = {"high": rows.high, "close": rows.close, "source": source}
    kept = pd.DataFrame(columns, index=rows.dates)
    kept = kept[~kept.index.isin(pd.DatetimeIndex(closures))]
    without, off = _against_calendar(
        stored.instrument.calendar, pd.DatetimeIndex(kept.index), closures
    )
    return PriceHistory(stored.instrument, kept, checked, without, closures, off)


def _against_calendar(
    calendar: str, dates: pd.DatetimeIndex, closures: tuple[date, ...]
) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """Days of the calendar without a row, and days of rows that it calls closed."""
    if not len(dates):
        return no_days(), no_days()
    days = expected_days(calendar, dates[0].date(), dates[-1].date(), closures)
    known = dates[known_from(calendar, dates) :] if is_exchange(calendar) else no_days()
    return pd.DatetimeIndex(days.difference(dates)), pd.DatetimeIndex(known.difference(days))


def _parsed(stored: StoredRows, today: date, excused: pd.DatetimeIndex) -> Rows:
    """The text of the files as dates and numbers; what is none is NaT or NaN."""
    frame = stored.frame
    texts = frame["date"].where(frame["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
    days = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
    return Rows(
        stored.instrument,
        frame,
        pd.DatetimeIndex(days, name="date").as_unit("us"),
        pd.to_numeric(frame["high"], errors="coerce").to_numpy(float),
        pd.to_numeric(frame["close"], errors="coerce").to_numpy(float),
        (frame["high"] == "").to_numpy(bool),
        today,
        excused,
    )
