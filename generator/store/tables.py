"""Files of notes: each row says one thing, and its columns are the fields of that thing's type."""

import csv
import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

from generator.errors import HistoryError
from generator.store.files import read_csv, write_atomically

Note = TypeVar("Note")


@dataclass(frozen=True)
class Table(Generic[Note]):
    """A file of notes in ``history/``."""

    name: str
    kind: type[Note]
    """A dataclass, whose fields are dates, prices, texts, yes or no."""
    check: Callable[[Note], object] = lambda _: None
    """Raises ``ValueError`` for a row that says what cannot be."""
    later: int = 0
    """How many of the last columns an earlier version did not know; they have defaults."""

    def read(self, history: Path) -> list[Note]:
        """What the rows say, in their order; no file, no rows.

        Raises
        ------
        HistoryError
            If a row says nothing sensible; it is named.
        """
        path, header, found = history / self.name, self._header, list[Note]()
        older, types = header[: len(header) - self.later], get_type_hints(self.kind)
        for place, line, texts in read_csv(history, path, header, older) if path.exists() else []:
            try:
                found.append(self.kind(*map(_parsed, types.values(), texts)))
                self.check(found[-1])
            except ValueError as error:
                raise HistoryError(
                    str(error),
                    place=f"{place}, line {line}",
                    mend="correct the row, or remove it; a date is written as 2026-01-31.",
                ) from error
        return found

    def write(self, history: Path, notes: Iterable[Note]) -> None:
        """Write all notes, if that changes the file; without any, the file goes."""
        path, header, text = history / self.name, self._header, io.StringIO()
        rows = [[_text(getattr(note, name)) for name in header] for note in notes]
        if not rows:
            path.unlink(missing_ok=True)
            return
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        if not path.exists() or path.read_text(encoding="utf-8") != text.getvalue():
            write_atomically(path, text.getvalue())

    @property
    def _header(self) -> list[str]:
        return list(get_type_hints(self.kind))


def _parsed(kind: Any, text: str) -> Any:
    """What a cell says; an empty one says None where that may be."""
    if type(None) in get_args(kind):
        return _parsed(get_args(kind)[0], text) if text else None
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind), text)
    if kind is bool:
        return _one_of(("yes", "no"), text) == "yes"
    plain: dict[Any, Callable[[str], Any]] = {date: _day, float: _price, str: str}
    return plain[kind](text)


def _one_of(valid: Sequence[str], text: str) -> str:
    if text not in valid:
        raise ValueError(f"{text!r} is none of {', '.join(valid)}")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None


def _price(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise ValueError(f"{text!r} is not a price")
    return value


def _text(value: object) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
