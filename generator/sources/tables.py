"""What the providers' parsers share: from fields to quotes, with plain complaints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from generator.errors import SourceEmpty, SourceMalformed
from generator.models.instruments import Instrument
from generator.models.prices import Quotes

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


def csv_rows(provider: str, text: str, header: tuple[str, ...]) -> list[list[str]]:
    """The rows of a CSV file below exactly this header.

    Raises
    ------
    SourceMalformed
        If the answer has another header (an HTML page has), or a row another length.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    found = tuple(field.strip() for field in lines[0]) if lines else ()
    if found != header:
        shown = ",".join(found)[:60] or "nothing"
        raise SourceMalformed(
            f"its file should begin with {','.join(header)}, found {shown!r}", place=provider
        )
    rows = [row for row in lines[1:] if row]
    if any(len(row) != len(header) for row in rows):
        raise SourceMalformed("a row of its file is cut off", place=provider)
    return rows


def day(provider: str, text: str, form: str) -> pd.Timestamp:
    """A date in a provider's own form."""
    try:
        return pd.to_datetime(text, format=form)
    except ValueError as error:
        raise SourceMalformed(f"{text!r} is no date of its form", place=provider) from error


def spans(since: date, until: date, days: int) -> Iterator[tuple[date, date]]:
    """First and last day of each call, for a provider that answers so many days at once."""
    while since <= until:
        yield since, min(until, since + timedelta(days=days - 1))
        since += timedelta(days=days)
