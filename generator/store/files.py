"""Reading and atomic writing of the store's CSV files."""

import csv
import os
from pathlib import Path

from generator.errors import HistoryError
from generator.store.restoring import mend_for
from generator.texts import is_printable


def write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a crash leaves either the old or the new one."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


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
