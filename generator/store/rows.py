"""The price store: ``history/<instrument>/<year>.csv``, append-only and written atomically.

Each file has the header ``date,high,close,source``, ISO dates in ascending order, LF line ends
and a fixed precision; ``high`` may be empty. Reading yields text with its place; what the text
must satisfy is the business of :mod:`generator.validation`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from generator.errors import HistoryError
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, StoredRows
from generator.store.files import read_csv, write_atomically

HEADER = ["date", "high", "close", "source"]


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
        for file_name, line, fields in read_csv(history, path, HEADER)
    ]
    return StoredRows(instrument, pd.DataFrame(rows, columns=[*HEADER, "file", "line"]))


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
        before = path.read_text(encoding="utf-8") if path.exists() else ",".join(HEADER)
        before += "" if before.endswith("\n") else "\n"  # a row pasted by hand can lack its end
        write_atomically(path, before + _format(rows, prices.instrument.decimals))
    return len(prices.rows)


def untidy(history: Path, instrument: Instrument) -> list[str]:
    """What is off in the files though it is read well, each with file and line."""
    found = []
    for path in sorted((history / instrument.key).glob("*.csv")):
        name, lines = path.relative_to(history.parent), path.read_bytes().split(b"\n")
        if lines[-1]:
            found.append(f"{name}, line {len(lines)}: the last row has no line end")
        foreign = [n for n, line in enumerate(lines, start=1) if line.endswith((b"\r", b" "))]
        if foreign:
            found.append(f"{name}, line {foreign[0]}: ends with a carriage return or a space")
    return found


def fill(history: Path, prices: PriceHistory) -> int:
    """Insert rows on days that have none, in the order of their dates; return how many.

    Raises
    ------
    HistoryError
        If a day has a row already.
    """
    for year, rows in prices.rows.groupby(prices.dates.year):
        path = history / prices.instrument.key / f"{year}.csv"
        stored = read_csv(history, path, HEADER) if path.exists() else []
        lines = [",".join(fields) for _, _, fields in stored]
        new = _format(rows, prices.instrument.decimals).splitlines()
        taken = {line[:10] for line in lines} & {line[:10] for line in new}
        if taken:
            raise HistoryError(
                f"{min(taken)} has a row already",
                place=f"history/{prices.instrument.key}/{path.name}",
                mend="fill days without a row only; a changed past is a revision.",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, "\n".join([",".join(HEADER), *sorted([*lines, *new])]) + "\n")
    return len(prices.rows)


def revise(history: Path, instrument: Instrument, closes: dict[str, float]) -> None:
    """Replace stored closes by date, a high that would lie below its new close is dropped.

    Only an explicit command of a maintainer calls this.
    """
    for year in sorted({day[:4] for day in closes}):
        path = history / instrument.key / f"{year}.csv"
        lines = [",".join(HEADER)]
        for _, _, (day, high, close, source) in read_csv(history, path, HEADER):
            new = closes.get(day)
            shown = close if new is None else f"{new:.{instrument.decimals}f}"
            kept = "" if not high or float(high) < float(shown) else high
            lines.append(f"{day},{kept},{shown},{source}")
        write_atomically(path, "\n".join(lines) + "\n")


def _format(rows: pd.DataFrame, decimals: int) -> str:
    """Rows as CSV lines in the store's fixed precision."""
    return "".join(
        f"{day:%Y-%m-%d},{'' if pd.isna(high) else f'{high:.{decimals}f}'}"
        f",{close:.{decimals}f},{source}\n"
        for day, high, close, source in rows[["high", "close", "source"]].itertuples(name=None)
    )
