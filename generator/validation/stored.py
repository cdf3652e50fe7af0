"""The rows in ``history/`` become prices, if they satisfy every rule."""

from __future__ import annotations

from datetime import date

import pandas as pd

from generator.errors import HistoryError
from generator.models.prices import PriceHistory, StoredRows
from generator.validation.rules import NO_DAY_IS_MISSING, RULES, Rows, first_broken


def price_history(
    stored: StoredRows, *, checked: date | None, today: date, whole: bool = True
) -> PriceHistory:
    """Validate stored rows and return them as a price history.

    Parameters
    ----------
    checked
        The last day on which the publisher was asked, for series that change in steps.
    today
        No row may be dated later (UTC).
    whole
        Whether a missing day is an error; not for who comes to fill it.

    Raises
    ------
    HistoryError
        For the first broken rule, with file, line and value.
    """
    rows = _parsed(stored, today)
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
    return PriceHistory(stored.instrument, pd.DataFrame(columns, index=rows.dates), checked)


def _parsed(stored: StoredRows, today: date) -> Rows:
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
    )
