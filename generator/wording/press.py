"""What others published about the series, and what the store says of it."""

import datetime as dt

from generator.language import Language
from generator.models.press import FactKind, PublishedFact


def fact_text(language: Language, fact: PublishedFact, figure: dt.date | float | None) -> str:
    """A figure of a fact's kind, as said or as found: a day, a count, a change or a price."""
    if isinstance(figure, dt.date):
        return language.date(figure)
    if fact.kind is FactKind.CHANGE:
        return language.percent(figure, 1, signed=True)
    return language.number(
        figure, 0 if fact.kind is FactKind.SESSIONS else fact.instrument.decimals
    )
