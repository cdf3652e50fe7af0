"""How the figures of a claim are printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from generator.language import Language
from generator.models.claims import Fact, FactKind
from generator.models.state import State
from generator.wording.report import state_label

BILLION = 1e9


def fact_text(language: Language, fact: Fact) -> str:
    """One figure as its kind asks for; a dash where it is not known, a list where there are many.

    Numbers get as many digits as the fact says, small counts are words.
    """
    value = fact.value
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return language.enumeration([_number(language, fact, each) for each in value])
    if isinstance(value, State):
        return state_label(language, value).lower()
    if isinstance(value, dt.date):
        return language.date(value)
    return _number(language, fact, value)


def _number(language: Language, fact: Fact, value: float) -> str:
    digits = fact.digits
    printed: dict[FactKind, Callable[[], str]] = {
        FactKind.SHARE: lambda: language.percent(value, digits),
        FactKind.CHANGE: lambda: language.percent(value, digits, signed=True),
        FactKind.MULTIPLE: lambda: language.multiple(value),
        FactKind.COUNT: lambda: language.count(int(value)),
        FactKind.RATE: lambda: language.percent(value / 100, digits),
        FactKind.DOLLARS: lambda: _dollars(language, value),
        FactKind.POINTS: lambda: language.price(value, "points"),
        FactKind.NUMBER: lambda: language.number(value, digits),
    }
    return printed[fact.kind]()


def _dollars(language: Language, value: float) -> str:
    """An amount; billions in words."""
    if abs(value) < BILLION:
        return language.price(value, "dollars")
    return language.gettext("$%(num)s billion") % {"num": language.number(value / BILLION)}
