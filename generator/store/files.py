"""Reading and atomic writing of the store's CSV files."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.errors import HistoryError
from generator.store.restoring import mend_for
from generator.texts import is_printable

Note = TypeVar("Note")


def write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a crash leaves either the old or the new one."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def write_table(path: Path, header: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a file of notes only if its content changes; without a row, the file goes."""
    if not rows:
        path.unlink(missing_ok=True)
        return
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    if not path.exists() or path.read_text(encoding="utf-8") != text.getvalue():
        write_atomically(path, text.getvalue())


def read_table(
    history: Path,
    name: str,
    header: list[str],
    parse: Callable[[list[str]], Note],
    *,
    older: tuple[list[str], ...] = (),
) -> list[Note]:
    """What the rows of a file of notes say; a row that says nothing sensible is named."""
    path, found = history / name, []
    for place, line, fields in read_csv(history, path, header, *older) if path.exists() else []:
        try:
            found.append(parse(fields))
        except ValueError as error:
            raise HistoryError(
                str(error),
                place=f"{place}, line {line}",
                mend="correct the row, or remove it; a date is written as 2026-01-31.",
            ) from error
    return found


def day(text: str) -> date:
    """A date of a note."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None


def day_or_none(text: str) -> date | None:
    """The same, where it may be empty."""
    return day(text) if text else None


def price(text: str) -> float:
    """A price of a note."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise ValueError(f"{text!r} is not a price")
    return value


def read_csv(
    history: Path, path: Path, header: list[str], *older: list[str]
) -> list[tuple[str, int, list[str]]]:
    """All rows of a file below its header: (short file name, line number, fields).

    The header may be an ``older`` one, which an earlier version wrote.
    """
    name = str(path.relative_to(history.parent))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise HistoryError(
            f"cannot be read ({reason})", place=name, mend=f"{mend_for(path)}."
        ) from error
    if not lines or lines[0] not in (header, *older):
        found = ",".join(lines[0]) if lines else "an empty file"
        raise HistoryError(
            f"the header must be {','.join(header)}, found {found!r}",
            place=f"{name}, line 1",
            mend=f"{mend_for(path)}.",
        )
    for number, fields in enumerate(lines[1:], start=2):
        if not is_printable("".join(fields)):
            raise HistoryError(
                "the row holds a control character",
                place=f"{name}, line {number}",
                mend=f"{mend_for(path)}.",
            )
        if len(fields) != len(lines[0]):
            raise HistoryError(
                f"expected the {len(lines[0])} fields {','.join(lines[0])}, "
                f"found {','.join(fields)!r}",
                place=f"{name}, line {number}",
                mend=f"{mend_for(path)}.",
            )
    return [(name, number, fields) for number, fields in enumerate(lines[1:], start=2)]
