"""Say things about one report in one language: sentences, and tables for readers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from generator.language import UNDEFINED, Language
from generator.models.publication import Table
from generator.models.report import Standing
from generator.wording.cycles import points
from generator.wording.folding import MOST_SHOWN, folded_note
from generator.wording.labels import instrument_name, label, names
from generator.wording.luck import p_text

Fact = str | int | date | None
"""What prints itself: text as it is, counts in digits, days as dates, what is not known as a dash.
A float does not: whether it is a share, a price or a multiple has to be said."""


class Say:
    """Say a message: ``say("%(follower)s rose on %(day)s", day=day)``.

    The message is translated, then filled with the names of the pair (``leader``, ``follower``)
    and with the facts given. Without a placeholder it stands as it is, percent signs included.
    """

    def __init__(self, language: Language, report: Standing) -> None:
        self.language = language
        self.report = report
        self.names = names(language, report)
        self.number = language.number
        self.percent = language.percent
        self.price = language.price
        self.multiple = language.multiple
        self.count = language.count
        self.month = language.month
        self.date = language.date
        self.short_year = language.short_year
        self.label = partial(label, language)
        self.name = partial(instrument_name, language)
        self.p = partial(p_text, language)
        self.points = partial(points, language)

    def __call__(self, message: str, **facts: Fact) -> str:
        """One message."""
        return self._filled(self.language.gettext(message), facts)

    def many(self, singular: str, plural: str, number: int, **facts: Fact) -> str:
        """One message that depends on a count."""
        return self._filled(self.language.ngettext(singular, plural, number), facts)

    def folded(self, total: int, most: int = MOST_SHOWN) -> str:
        """A further sentence where a list is too long to be shown whole; else nothing."""
        note = folded_note(self.language, total, most)
        return f" {note}" if note else ""

    def fact(self, fact: Fact) -> str:
        """One fact."""
        if fact is None:
            return UNDEFINED
        if isinstance(fact, date):
            return self.language.date(fact)
        if isinstance(fact, int):
            return self.language.number(fact)
        if not isinstance(fact, str):
            raise TypeError(f"say how {fact!r} is to be printed")
        return fact

    def table(
        self,
        rows: Iterable[Any],
        columns: Mapping[str, str | Callable[[Any], Fact]],
        note: str = "",
    ) -> Table:
        """A table with one row an item.

        Parameters
        ----------
        columns
            By their heading: an attribute (``"event.date"``), or a function of an item.
        """
        cells = [
            attrgetter(column) if isinstance(column, str) else column for column in columns.values()
        ]
        return Table(
            columns=tuple(columns),
            rows=tuple(tuple(self.fact(cell(row)) for cell in cells) for row in rows),
            note=note,
        )

    def _filled(self, text: str, facts: Mapping[str, Fact]) -> str:
        if "%(" not in text:
            return text
        return text % {**self.names, **{name: self.fact(fact) for name, fact in facts.items()}}
