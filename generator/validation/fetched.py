"""Is a provider's answer about the right series, and which of its rows can be true?

A row that breaks a rule is left out and noted; it says nothing about the others. Whether the
answer is about this series at all is decided by its overlap with the stored rows as a whole:
tenfold, shifted, foreign or shifted in level, it is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.calendars import STEPS, expected_days, is_exchange, possible_days
from generator.errors import SourceEmpty, SourceMalformed
from generator.models.prices import PriceHistory, Quotes
from generator.models.refresh import Revision
from generator.validation.rules import RULES, Mask, Rows

LEAST_OVERLAP = 20
MOST_APART = 0.2  # of the stored days that an answer may state otherwise
SAME_PRICE = 1e-4  # a provider's own price, again: rounding, no more
FEWEST_APART = 3  # days from which a provider that contradicts itself is no longer believed
TOLD = 3  # flaws of one answer that are told


@dataclass(frozen=True)
class Bar:
    """One day as one provider states it.

    ``flat`` marks a copy of the day before on an exchange: that day may have been closed.
    """

    provider: str
    high: float | None
    close: float
    flat: bool = False


@dataclass(frozen=True, eq=False)
class Answer:
    """What a provider said about the right series: settled rows that can be true, by day."""

    provider: str
    bars: dict[date, Bar]
    notes: tuple[str, ...] = ()


def vet(quotes: Quotes, stored: PriceHistory, *, settled: date, today: date) -> Answer:
    """The rows of an answer that can be true, if it is about this series.

    Parameters
    ----------
    settled
        The last day whose close is final; later rows are dropped.
    today
        No row may be dated later (UTC).

    Raises
    ------
    SourceMalformed
        If it disagrees with the stored tail, or with the provider's own earlier rows.
    SourceEmpty
        If no settled row is left.
    """
    rows = _finished(quotes, settled).round(stored.instrument.decimals)
    rows, notes = _without_flaws(rows, stored, today)
    if rows.empty:
        raise SourceMalformed(notes[0], place=quotes.provider)
    _refuse_other_series(quotes.provider, rows, stored)
    bars = {
        day.date(): Bar(quotes.provider, None if np.isnan(high) else high, close)
        for day, high, close in rows[["high", "close"]].itertuples(name=None)
    }
    return Answer(quotes.provider, bars, tuple(_told(quotes.provider, notes)))


def restated(answer: Answer, stored: PriceHistory, today: date) -> tuple[Revision, ...]:
    """Stored closes and highs that the answer states otherwise.

    A provider's own price is held to the precision of the store, another's to the tolerance
    between providers. Highs differ from venue to venue, so only the own ones are compared.
    """
    key, tolerance = stored.instrument.key, stored.instrument.tolerance
    if not answer.bars:
        return ()
    found = []
    for moment, high, close, source in stored.rows.loc[
        str(min(answer.bars)) :, ["high", "close", "source"]
    ].itertuples(name=None):
        day = moment.date()
        bar = answer.bars.get(day)
        if bar is None:
            continue
        of_close, of_high = sources(source)
        allowed = SAME_PRICE if of_close == answer.provider else tolerance
        if apart(bar.close, close) > allowed:
            found.append(Revision(key, day, close, bar.close, answer.provider, today))
        elif (
            bar.high is not None
            and of_high == answer.provider
            and apart(bar.high, high) > SAME_PRICE  # never for a high that is not stored
            and bar.high >= close
        ):
            found.append(Revision(key, day, high, bar.high, answer.provider, today, what="high"))
    return tuple(found)


def sources(source: str) -> tuple[str, str]:
    """Who published close and high of a row: ``shipped/a+b`` -> a and b."""
    of_close, _, of_high = source.rpartition("/")[2].partition("+")
    return of_close, of_high or of_close


def apart(price: float, other: float) -> float:
    """How far two prices lie apart, as a fraction of the second."""
    return abs(price / other - 1)


def _finished(quotes: Quotes, settled: date) -> pd.DataFrame:
    """Rows up to the last settled day; a newest row without a close is not finished either."""
    rows = quotes.rows.loc[quotes.rows.index <= pd.Timestamp(settled)]
    while len(rows) and pd.isna(rows["close"].iloc[-1]):
        rows = rows.iloc[:-1]
    if rows.empty:
        raise SourceEmpty("it has no finished day in the span", place=quotes.provider)
    return rows


def _without_flaws(
    rows: pd.DataFrame, stored: PriceHistory, today: date
) -> tuple[pd.DataFrame, list[str]]:
    """The rows that satisfy every rule of a row by itself, and what is wrong with the others."""
    rows = rows[~rows.reset_index().duplicated().to_numpy()]  # the same row twice says it once
    dates = pd.DatetimeIndex(rows.index)
    high, close = rows["high"].to_numpy(float), rows["close"].to_numpy(float)
    seen = Rows(stored.instrument, rows, dates, high, close, np.isnan(high), today)
    flawed, notes = np.zeros(len(rows), bool), []
    for rule in RULES:
        if rule.refusal:
            broken = rule.broken(seen) & ~flawed
            notes += [
                f"{rule.refusal(seen, int(i))} (rule: {rule.name})" for i in np.flatnonzero(broken)
            ]
            flawed |= broken
    off = ~flawed & _closed(stored.instrument.calendar, dates)
    notes += [f"{day:%Y-%m-%d} is no day of the calendar" for day in dates[off]]
    twice = dates.isin(dates[dates.duplicated()])
    return rows[~(flawed | off | twice)], notes


def _closed(calendar: str, dates: pd.DatetimeIndex) -> Mask:
    """Which days are none of the calendar; of yields, none on which one can appear."""
    days = expected_days if is_exchange(calendar) else possible_days
    return ~dates.isin(days(calendar, dates.min().date(), dates.max().date()))


def _told(provider: str, notes: list[str]) -> Iterator[str]:
    """The first flaws of an answer, and how many more there are."""
    yield from (f"{provider}: {note}" for note in notes[:TOLD])
    if len(notes) > TOLD:
        yield f"{provider}: {len(notes) - TOLD} more rows are flawed"


def _refuse_other_series(provider: str, rows: pd.DataFrame, stored: PriceHistory) -> None:
    """Refuse an answer that states too many stored days otherwise: it is another series.

    Or another unit, another level, or shifted by a day.
    """
    common = rows.index.intersection(stored.dates)
    steps = stored.instrument.calendar == STEPS
    if len(stored.rows) and not steps and len(common) < min(LEAST_OVERLAP, len(stored.rows)):
        raise SourceMalformed(
            f"only {len(common)} of its days are stored, which is too few to compare (rule: the "
            "answer overlaps the stored tail)",
            place=provider,
        )
    if not len(common):
        return
    theirs, ours = (frame["close"].loc[common].to_numpy(float) for frame in (rows, stored.rows))
    differs = np.abs(theirs / ours - 1)
    worst = int(differs.argmax())
    example = f"its close of {common[worst]:%Y-%m-%d} is {theirs[worst]:g}, {ours[worst]:g}"
    if (differs > stored.instrument.tolerance).mean() > MOST_APART:
        raise SourceMalformed(
            f"{example} is stored, and other days differ too (rule: the answer agrees with the "
            "stored tail)",
            place=provider,
        )
    listed = stored.rows["source"].loc[common]
    own = differs[[sources(source)[0] == provider for source in listed]] > SAME_PRICE
    if own.sum() >= FEWEST_APART and own.mean() > MOST_APART:
        raise SourceMalformed(
            f"{example} is stored, and it contradicts itself on {own.sum()} of {len(own)} days "
            "(rule: the answer agrees with the provider's own earlier rows)",
            place=provider,
        )
