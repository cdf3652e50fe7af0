"""What the providers' parsers share: from fields to quotes, with plain complaints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from generator.errors import SourceEmpty, SourceMalformed
from generator.language import currencies
from generator.models.instruments import Instrument
from generator.models.prices import Quotes

BLANK = ("", ".", "N/A", "NaN", "null")
"""How publishers write that a day has no value."""

Row = tuple[pd.Timestamp, Any, Any]
"""Date, high and close, as a provider writes them; NaN stands for "none"."""


def quotes(
    provider: str, instrument: Instrument, rows: Iterable[Row], since: date, until: date
) -> Quotes:
    """Quotes from the rows of the days that were asked for; some providers answer with more.

    Raises
    ------
    SourceEmpty
        Without any such row.
    SourceMalformed
        If a field is no number.
    """
    first, last = pd.Timestamp(since), pd.Timestamp(until)
    listed = sorted((row for row in rows if first <= row[0] <= last), key=lambda row: row[0])
    if not listed:
        raise SourceEmpty(f"it has no row for {instrument.symbol}", place=provider)
    try:
        frame = pd.DataFrame(
            [(float(high), float(close)) for _, high, close in listed],
            columns=["high", "close"],
            index=pd.DatetimeIndex([day for day, _, _ in listed], name="date").as_unit("us"),
        )
    except (TypeError, ValueError) as error:
        raise SourceMalformed(f"a price is no number ({error})", place=provider) from error
    return Quotes(provider, instrument, frame)


def csv_values(
    provider: str, text: str, days: tuple[str, ...], column: str
) -> list[tuple[str, str]]:
    """Day and value of each row of a CSV file that states a value.

    Columns are found by their names, for they come and go.

    Parameters
    ----------
    days
        The names that the column of days may have.

    Raises
    ------
    SourceMalformed
        If the answer has no such columns (an HTML page has none), or a row another length.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    header = [field.strip() for field in lines[0]] if lines else []
    day = next((name for name in days if name in header), None)
    if day is None or column not in header:
        shown = ",".join(header)[:60] or "nothing"
        raise SourceMalformed(
            f"its file should have the columns {days[0]} and {column}, found {shown!r}",
            place=provider,
        )
    rows = [row for row in lines[1:] if row]
    if any(len(row) != len(header) for row in rows):
        raise SourceMalformed("a row of its file is cut off", place=provider)
    first, second = header.index(day), header.index(column)
    values = [(row[first].strip(), row[second].strip()) for row in rows]
    return [(day, value) for day, value in values if value not in BLANK]


def day(provider: str, text: str, form: str) -> pd.Timestamp:
    """A date in a provider's own form."""
    try:
        # Not by pandas, which is many times slower: a file has thousands of rows.
        return pd.Timestamp(datetime.strptime(text, form))  # noqa: DTZ007  # a day has no time zone
    except ValueError as error:
        raise SourceMalformed(f"{text!r} is no date of its form", place=provider) from error


def require_currency(provider: str, instrument: Instrument, pair: str) -> None:
    """What a pair such as ``BTC-EUR`` is quoted in must be the currency of the instrument.

    Raises
    ------
    SourceMalformed
        If the pair ends with another currency.
    """
    quoted = pair[-3:].upper()
    if quoted in currencies() and quoted != instrument.currency:
        raise SourceMalformed(
            f"{pair} is quoted in {quoted}, and {instrument.symbol} in {instrument.currency}",
            place=provider,
        )


def spans(since: date, until: date, days: int) -> Iterator[tuple[date, date]]:
    """First and last day of each call, for a provider that answers so many days at once."""
    while since <= until:
        yield since, min(until, since + timedelta(days=days - 1))
        since += timedelta(days=days)
