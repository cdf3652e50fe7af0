"""Does the store reproduce what others published? Definitions: Method, "What others published"."""

import datetime as dt

import pandas as pd

from generator.models.press import FactCheck, FactKind, PublishedFact
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Basis
from generator.statistics.records import record_positions

CHANGE_DECIMALS = 3  # changes are published to a tenth of a percent


def published_facts(prices: Prices) -> tuple[FactCheck, ...]:
    """Each figure that had been published by the report's date, beside that of the store."""
    return tuple(
        _checked(fact, prices.of(fact.instrument))
        for fact in prices.question.published
        if fact.published <= prices.as_of
    )


def _checked(fact: PublishedFact, history: PriceHistory) -> FactCheck:
    """Compare the two figures as precisely as such figures are published."""
    day = pd.Timestamp(fact.date)
    if day not in history.dates:
        return FactCheck(fact, None, None)
    is_change = fact.kind is FactKind.CHANGE
    decimals = CHANGE_DECIMALS if is_change else fact.instrument.decimals
    found, said = (
        round(figure, decimals) if isinstance(figure, float) else figure
        for figure in (_found(fact.kind, history, int(history.dates.searchsorted(day))), fact.said)
    )
    return FactCheck(fact, found, found == said)


def _found(kind: FactKind, history: PriceHistory, today: int) -> dt.date | int | float | None:
    """What the store says of the day at a position; None where there is no such figure."""
    closes = history.closes
    if kind is FactKind.CLOSE:
        return float(closes[today])
    if kind is FactKind.CHANGE:
        return float(closes[today] / closes[today - 1]) - 1 if today else None
    by_high = kind in (FactKind.HIGH_SINCE, FactKind.HIGH_ABOVE)
    basis: Basis = "intraday" if by_high else "close"
    levels = history.levels(basis)
    records = record_positions(levels)
    if today not in records[1:]:  # no record, or none before it
        return None
    before = int(records[records < today][-1])
    if kind is FactKind.SESSIONS:
        return int(history.positions[today] - history.positions[before]) - 1
    return history.dates[before].date() if kind.is_day else float(levels[before])
