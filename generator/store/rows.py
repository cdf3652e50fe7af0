"""The price store: ``history/<instrument>/<year>.csv``, written atomically.

It is append-only but for gaps that are filled, highs that were missing, and accepted revisions.

Each file has the header ``date,high,close,source``, ISO dates in ascending order, LF line ends
and a fixed precision; ``high`` may be empty. Reading yields text with its place; what the text
must satisfy is the business of :mod:`generator.validation`.
"""

from collections.abc import Mapping
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
    """Insert rows into gaps, in the order of their dates; return how many there were.

    Raises
    ------
    HistoryError
        If a day has a row already.
    """
    for year, rows in prices.rows.groupby(prices.dates.year):
        path = history / prices.instrument.key / f"{year}.csv"
        lines = _lines(history, path)
        new = _format(rows, prices.instrument.decimals).splitlines()
        taken = {line[:10] for line in lines} & {line[:10] for line in new}
        if taken:
            raise HistoryError(
                f"{min(taken)} has a row already",
                place=f"history/{prices.instrument.key}/{path.name}",
                mend="fill days without a row only; a changed past is a revision.",
            )
        _write_lines(path, sorted([*lines, *new]))
    return len(prices.rows)


def revise(
    history: Path,
    instrument: Instrument,
    closes: Mapping[str, float],
    highs: Mapping[str, float] | None = None,
    sources: Mapping[str, str] | None = None,
) -> None:
    """Replace stored prices by date; a high that would lie below its close is dropped.

    Only a maintainer's decision replaces a stored price. A refresh calls this for highs that were
    missing, with the row's new ``sources``.
    """
    highs, sources = highs or {}, sources or {}
    decimals = instrument.decimals
    for year in sorted({day[:4] for day in (*closes, *highs)}):
        path = history / instrument.key / f"{year}.csv"
        lines = []
        for line in _lines(history, path):
            day, high, close, source = line.split(",")
            shown = f"{closes[day]:.{decimals}f}" if day in closes else close
            top = f"{highs[day]:.{decimals}f}" if day in highs else high
            kept = "" if not top or float(top) < float(shown) else top
            lines.append(f"{day},{kept},{shown},{sources.get(day, source)}")
        _write_lines(path, lines)


def _lines(history: Path, path: Path) -> list[str]:
    """The rows of a file as they stand there; none without the file."""
    if not path.exists():
        return []
    return [",".join(fields) for _, _, fields in read_csv(history, path, HEADER)]


def _write_lines(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, "\n".join([",".join(HEADER), *lines]) + "\n")


def _format(rows: pd.DataFrame, decimals: int) -> str:
    """Rows as CSV lines in the store's fixed precision."""
    return "".join(
        f"{day:%Y-%m-%d},{'' if pd.isna(high) else f'{high:.{decimals}f}'}"
        f",{close:.{decimals}f},{source}\n"
        for day, high, close, source in rows[["high", "close", "source"]].itertuples(name=None)
    )
