"""How a file writes dates and numbers, told from all of its values at once.

Nothing is guessed: a form that fits two readings is an error, for half of the dates would be
wrong without a sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NoReturn

from generator.errors import FileError

Order = Literal["dmy", "mdy"]

ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ].*)?")
NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
NAMED = (
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})[- ](?P<month>[A-Za-z]{3,9})\.?,?[- ](?P<year>\d{4})"),
)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SAID = {"dmy": "day, month, year", "mdy": "month, day, year"}

NUMBERS = {
    mark: re.compile(rf"[+-]?(\d+|\d{{1,3}}({re.escape(other)}\d{{3}})+)({re.escape(mark)}\d*)?")
    for mark, other in ((".", ","), (",", "."))
}
GROUPED = str.maketrans("", "", " \u00a0\u202f\u2009'’$€£")


@dataclass(frozen=True)
class Field:
    """One value of a file, and its line."""

    text: str
    line: int


def read_dates(fields: Sequence[Field], order: Order | None) -> tuple[list[date], str]:
    """The dates, and in words how they were read.

    Parameters
    ----------
    order
        How numeric dates are to be read; None: as the file itself shows.

    Raises
    ------
    FileError
        If one is no date like the others, or numeric dates can be read both ways.
    """
    if ISO.fullmatch(fields[0].text):
        return [_iso(field) for field in fields], "year, month, day"
    if NUMERIC.fullmatch(fields[0].text):
        pairs = [_pair(field) for field in fields]
        first = next((f for f, (a, _, _) in zip(fields, pairs, strict=True) if a > 12), None)
        second = next((f for f, (_, b, _) in zip(fields, pairs, strict=True) if b > 12), None)
        asked = order or _told_order(fields, first, second)
        shown = {"dmy": first, "mdy": second}[asked]
        because = f", as {shown.text} shows" if shown else ", as asked"
        days = [
            _date(field, year, *((b, a) if asked == "dmy" else (a, b)))
            for field, (a, b, year) in zip(fields, pairs, strict=True)
        ]
        return days, f"{SAID[asked]}{because}"
    return [_named(field) for field in fields], "months by name"


def decimal_mark(fields: Iterable[Field], delimiter: str) -> Literal[".", ","]:
    """The decimal mark of all numbers; where none shows it, a comma if commas cannot separate.

    Raises
    ------
    FileError
        If some show a point and others a comma.
    """
    shown: dict[str, Field] = {}
    commas = False
    for field in fields:
        commas = commas or "," in field.text
        if mark := _shown_mark(field.text.translate(GROUPED)):
            shown.setdefault(mark, field)
    if len(shown) == 2:
        raise FileError(
            f"{shown['.'].text!r} has a decimal point, {shown[','].text!r} in line "
            f"{shown[','].line} a decimal comma",
            place=f"line {shown['.'].line}",
            mend="write all numbers in one form; nothing was stored.",
        )
    if shown:
        return "." if "." in shown else ","
    return "," if commas and delimiter != "," else "."


def read_number(field: Field, column: str, mark: str) -> float:
    """A number with this decimal mark, thousands grouped or not.

    Raises
    ------
    FileError
        If it is none.
    """
    text = field.text.translate(GROUPED)
    if not NUMBERS[mark].fullmatch(text):
        raise FileError(
            f"the {column} {field.text[:40]!r} is not a number",
            place=f"line {field.line}",
            mend="correct or remove that row; nothing was stored.",
        )
    other = "," if mark == "." else "."
    return float(text.replace(other, "").replace(mark, "."))


def _shown_mark(text: str) -> str | None:
    """The decimal mark that one number shows; ``2.794`` and ``2,794`` show none."""
    marks = [c for c in text if c in ".,"]
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    if marks and len(text.rpartition(marks[0])[2]) != 3:
        return marks[0]
    return None


def _told_order(fields: Sequence[Field], first: Field | None, second: Field | None) -> Order:
    """The order that the dates themselves show."""
    if first and second:
        raise FileError(
            f"{first.text} begins with the day, {second.text} in line {second.line} with the month",
            place=f"line {first.line}",
            mend="write all dates in one form, best as 2026-01-31; nothing was stored.",
        )
    if not first and not second:
        raise FileError(
            f"every date, such as {fields[0].text}, can be read with the day or with the month "
            "first",
            place=f"line {fields[0].line}",
            mend="say which with --dates dmy or --dates mdy; nothing was stored.",
        )
    return "dmy" if first else "mdy"


def _iso(field: Field) -> date:
    found = ISO.fullmatch(field.text)
    return _date(field, *(int(found[i]) for i in (1, 3, 4))) if found else _not_a_date(field)


def _pair(field: Field) -> tuple[int, int, int]:
    found = NUMERIC.fullmatch(field.text)
    return (int(found[1]), int(found[3]), int(found[4])) if found else _not_a_date(field)


def _named(field: Field) -> date:
    for form in NAMED:
        if found := form.fullmatch(field.text):
            name = found["month"].lower()
            month = [n for n, whole in enumerate(MONTHS, 1) if whole.startswith(name)]
            if month:
                return _date(field, int(found["year"]), month[0], int(found["day"]))
    return _not_a_date(field)


def _date(field: Field, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return _not_a_date(field)


def _not_a_date(field: Field) -> NoReturn:
    raise FileError(
        f"{field.text[:40]!r} is not a date that is understood, or not of the form of the first",
        place=f"line {field.line}",
        mend="write all dates in one form, best as 2026-01-31; nothing was stored.",
    )
