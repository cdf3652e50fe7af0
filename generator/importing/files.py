"""Prices from a file that a person has: what Yahoo, FRED, Stooq, investing.com or Excel write.

Separator, columns, dates and decimal mark are told from the file itself and said; what cannot be
told is an error that names what was found. Whether the rows may be stored is not decided here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from generator.errors import FileError
from generator.importing.forms import Field, Order, decimal_mark, read_dates, read_number
from generator.models.instruments import Instrument

MOST_BYTES = 20_000_000
HEADER_LINES = 20  # below a few lines of words, as some exports begin
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}

DATE = ("date", "observation_date", "time", "datum", "data")
CLOSE = (
    "close", "price", "close/last", "last", "value", "schlusskurs", "schluss", "zuletzt",
    "zamkniecie",
)  # fmt: skip
HIGH = ("high", "hoch", "najwyzszy")
BLANK = ("", ".", "-", "–", "null", "nan", "n/a", "#n/a", "na")

KINDS = (  # how files begin that are no text
    (b"PK\x03\x04", "a workbook or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old workbook"),
    (b"\x1f\x8b", "packed"),
    (b"%PDF", "a PDF"),
)


@dataclass(frozen=True)
class Columns:
    """The columns in use, by name and position."""

    names: tuple[str, ...]
    date: int
    close: int
    high: int | None

    def said(self) -> str:
        """In words."""
        high = "none" if self.high is None else repr(self.names[self.high])
        return f"date {self.names[self.date]!r}, close {self.names[self.close]!r}, high {high}"


@dataclass(frozen=True, eq=False)
class FileRows:
    """What a file says."""

    rows: pd.DataFrame
    """Indexed by date (ascending): ``high`` (may be NaN), ``close``, ``line``."""
    understood: tuple[str, ...]
    """How it was read, in words."""
    blank: int
    """Rows without a close, which are left out."""


def read_file(path: Path, instrument: Instrument, order: Order | None = None) -> FileRows:
    """Read the prices of one instrument from a file.

    Raises
    ------
    FileError
        If the file cannot be read or understood; with the line, or the columns that were found.
    """
    try:
        return parse(decode(_content(path)), instrument, order)
    except FileError as error:
        place = f"{path.name}, {error.place}" if error.place else path.name
        raise FileError(error.problem, place=place, mend=error.mend) from error


def parse(text: str, instrument: Instrument, order: Order | None = None) -> FileRows:
    """The prices in the text of a file."""
    delimiter, columns, lines = _table(text, instrument)
    stated = [
        (line, fields) for line, fields in lines if fields[columns.close].lower() not in BLANK
    ]
    if not stated:
        raise FileError(
            f"no row has a close in {columns.names[columns.close]!r}",
            mend="bring a file with prices; nothing was stored.",
        )
    dates, date_form = read_dates([Field(f[columns.date], line) for line, f in stated], order)
    closes = [Field(f[columns.close], line) for line, f in stated]
    highs = [_high(fields, line, columns) for line, fields in stated]
    mark = decimal_mark([*closes, *(high for high in highs if high)], delimiter)
    frame = pd.DataFrame(
        {
            "high": [read_number(h, "high", mark) if h else float("nan") for h in highs],
            "close": [read_number(close, "close", mark) for close in closes],
            "line": [line for line, _ in stated],
        },
        index=pd.DatetimeIndex(pd.to_datetime(pd.Series(dates)), name="date").as_unit("us"),
    ).sort_index(kind="stable")
    understood = (
        f"{len(frame):,} rows, {frame.index[0]:%Y-%m-%d} to {frame.index[-1]:%Y-%m-%d}",
        f"columns: {columns.said()}, separated by {DELIMITERS[delimiter]}",
        f"dates: {date_form}",
        f"numbers: decimal {'point' if mark == '.' else 'comma'}",
    )
    return FileRows(frame, understood, len(lines) - len(stated))


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, in Excel's UTF-16, or in the encoding of western Windows.

    Raises
    ------
    FileError
        If it is no text at all.
    """
    for start, kind in KINDS:
        if content.startswith(start):
            raise FileError(f"is {kind}, not text", mend="save it as CSV; nothing was stored.")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise FileError("is not text", mend="save it as CSV; nothing was stored.")
    if text.lstrip()[:1] == "<":
        raise FileError(
            "is a web page, not a table", mend="download the CSV file itself; nothing was stored."
        )
    return text


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(
            f"cannot be read ({error.strerror})", mend="name a file that can be read."
        ) from error
    if len(content) > MOST_BYTES:
        raise FileError(
            f"is larger than {MOST_BYTES / 1e6:g} MB", mend="bring daily prices of one series."
        )
    return content


def _table(text: str, instrument: Instrument) -> tuple[str, Columns, list[tuple[int, list[str]]]]:
    """The separator, the columns in use, and the rows below the header with their lines."""
    first: list[str] = []
    for delimiter in DELIMITERS:
        lines = _lines(text, delimiter)
        for position, (_, fields) in enumerate(lines[:HEADER_LINES]):
            if len(fields) > 1 and any(field.lower() in DATE for field in fields):
                columns = _columns(fields, instrument)
                return delimiter, columns, _whole(lines[position + 1 :], columns)
            if position == 0 and len(fields) > len(first):
                first = fields
    shown = ", ".join(repr(field[:30]) for field in first[:12]) or "nothing"
    raise FileError(
        f"no column is a date; found {shown}",
        mend="name the columns Date and Close in the first line; nothing was stored.",
    )


def _lines(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Every line that is not blank, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        split = [(reader.line_num, [field.strip() for field in fields]) for fields in reader]
    except csv.Error as error:
        raise FileError(
            f"is no table ({error})",
            place=f"line {reader.line_num}",
            mend="correct that line; nothing was stored.",
        ) from error
    return [(line, fields) for line, fields in split if any(fields)]


def _columns(names: Sequence[str], instrument: Instrument) -> Columns:
    """Which columns are the date, the close and the high."""
    lower = [name.lower() for name in names]
    own = {
        name.lower().removeprefix("^") for name in (instrument.symbol, *instrument.names.values())
    }
    closes = [i for name in CLOSE for i, found in enumerate(lower) if found == name]
    closes = closes or [i for i, found in enumerate(lower) if found.removeprefix("^") in own]
    dates = [i for i, found in enumerate(lower) if found in DATE]
    if not closes and len(names) == 2:
        closes = [1 - dates[0]]
    if not closes or any(lower.count(lower[used]) > 1 for used in (closes[0], dates[0])):
        shown = ", ".join(repr(name[:30]) for name in names[:12])
        what = "two columns have one name" if closes else "no column is a close"
        raise FileError(
            f"{what}; found {shown}",
            mend="name one column Date and one Close; nothing was stored.",
        )
    high = next((i for i, found in enumerate(lower) if found in HIGH), None)
    return Columns(tuple(names), dates[0], closes[0], high)


def _whole(lines: list[tuple[int, list[str]]], columns: Columns) -> list[tuple[int, list[str]]]:
    """The rows, each of which must have as many fields as the header."""
    for line, fields in lines:
        if len(fields) != len(columns.names):
            raise FileError(
                f"{len(fields)} fields stand under the {len(columns.names)} names of the header",
                place=f"line {line}",
                mend="complete that row; a number with a comma in it needs quotes. Nothing was "
                "stored.",
            )
    return lines


def _high(fields: list[str], line: int, columns: Columns) -> Field | None:
    if columns.high is None or fields[columns.high].lower() in BLANK:
        return None
    return Field(fields[columns.high], line)
