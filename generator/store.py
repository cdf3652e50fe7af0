"""The price store: ``history/<instrument>/<year>.csv``, append-only and written atomically.

Each file has the header ``date,high,close,source``, ISO dates in ascending order, LF line ends
and a fixed precision; ``high`` may be empty. ``checks.csv`` holds the last day on which the
publisher of a series that changes in steps was asked. Reading yields text with its place; what
the text must satisfy is the business of :mod:`generator.validation`.
"""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pandas as pd

from generator.errors import HistoryError
from generator.models.prices import Instrument, PriceHistory, StoredRows

HEADER = ["date", "high", "close", "source"]
CHECKS_HEADER = ["instrument", "checked"]


def read_rows(history: Path, instrument: Instrument) -> StoredRows:
    """Read all rows of one instrument, oldest file first; no files, no rows.

    Raises
    ------
    HistoryError
        If a file cannot be read, has another header, or a row has another number of fields.
    """
    rows = [
        (*fields, file_name, line)
        for path in sorted((history / instrument.key).glob("*.csv"))
        for file_name, line, fields in _read_csv(history, path, HEADER)
    ]
    return StoredRows(instrument, pd.DataFrame(rows, columns=[*HEADER, "file", "line"]))


def read_checked(history: Path, instrument: Instrument) -> date | None:
    """The last day on which the publisher of this instrument was asked, if that is recorded."""
    path = history / "checks.csv"
    if not path.exists():
        return None
    for place, line, (key, checked) in _read_csv(history, path, CHECKS_HEADER):
        if key == instrument.key:
            try:
                return date.fromisoformat(checked)
            except ValueError as error:
                raise HistoryError(
                    f"{checked!r} is not a date",
                    place=f"{place}, line {line}",
                    mend="write it as 2026-01-31.",
                ) from error
    return None


def append(history: Path, prices: PriceHistory) -> int:
    """Append the rows that are newer than the stored ones; return how many were.

    Raises
    ------
    HistoryError
        If a row is not newer than the stored ones: the past is never rewritten here.
    """
    folder = history / prices.instrument.key
    stored = read_rows(history, prices.instrument).frame
    if (
        len(stored)
        and len(prices.rows)
        and prices.dates[0] <= pd.Timestamp(stored["date"].iloc[-1])
    ):
        raise HistoryError(
            f"{prices.first_date} is not newer than the stored {stored['date'].iloc[-1]}",
            place=str(folder),
            mend="append only newer rows; a changed past is a revision.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for year, rows in prices.rows.groupby(prices.dates.year):
        path = folder / f"{year}.csv"
        before = path.read_text(encoding="utf-8") if path.exists() else ",".join(HEADER) + "\n"
        _write_atomically(path, before + _format(rows, prices.instrument.decimals))
    return len(prices.rows)


def _format(rows: pd.DataFrame, decimals: int) -> str:
    """Rows as CSV lines in the store's fixed precision."""
    return "".join(
        f"{day:%Y-%m-%d},{'' if pd.isna(high) else f'{high:.{decimals}f}'}"
        f",{close:.{decimals}f},{source}\n"
        for day, high, close, source in rows[["high", "close", "source"]].itertuples(name=None)
    )


def _write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a crash leaves either the old or the new one."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _read_csv(history: Path, path: Path, header: list[str]) -> list[tuple[str, int, list[str]]]:
    """All rows of a file below its header: (short file name, line number, fields)."""
    name = str(path.relative_to(history.parent))
    mend = f"restore the file from git: git checkout -- {name}"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise HistoryError(f"cannot be read ({reason})", place=name, mend=mend) from error
    if not lines or lines[0] != header:
        found = ",".join(lines[0]) if lines else "an empty file"
        raise HistoryError(
            f"the header must be {','.join(header)}, found {found!r}",
            place=f"{name}, line 1",
            mend=mend,
        )
    for number, fields in enumerate(lines[1:], start=2):
        if len(fields) != len(header):
            raise HistoryError(
                f"expected the {len(header)} fields {','.join(header)}, found {','.join(fields)!r}",
                place=f"{name}, line {number}",
                mend=f"complete the row, or {mend}",
            )
    return [(name, number, fields) for number, fields in enumerate(lines[1:], start=2)]
