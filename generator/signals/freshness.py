"""How far does each series reach, and how old is it? Definitions: Method, "Freshness"."""

from __future__ import annotations

from datetime import date

from generator.calendars import STEPS, age_unit, days_after, expected_days
from generator.models.freshness import FreshnessLimits, FreshnessStatus, SeriesFreshness, SourceRows
from generator.models.prices import PriceHistory, Prices


def freshness(prices: Prices, limits: FreshnessLimits) -> tuple[SeriesFreshness, ...]:
    """The extent and age of every series, in the order of the configuration."""
    return tuple(_series(history, prices.as_of, limits) for history in prices.histories)


def _series(history: PriceHistory, as_of: date, limits: FreshnessLimits) -> SeriesFreshness:
    calendar = history.instrument.calendar
    known_until = _known_until(history)
    age = None if known_until is None else days_after(calendar, known_until, as_of)
    return SeriesFreshness(
        instrument=history.instrument,
        first_date=history.first_date,
        last_date=history.last_date,
        rows=len(history.rows),
        sources=_sources(history),
        gaps=_gaps(history),
        known_until=known_until,
        age=age,
        unit=age_unit(calendar),
        status=_status(age, limits),
    )


def _known_until(history: PriceHistory) -> date | None:
    """The last row's date; for steps, the day on which the publisher was last asked."""
    if history.last_date is None:
        return None
    if history.instrument.calendar == STEPS and history.checked is not None:
        return max(history.last_date, history.checked)
    return history.last_date


def _status(age: int | None, limits: FreshnessLimits) -> FreshnessStatus:
    if age is None:
        return FreshnessStatus.NO_DATA
    if age <= limits.fresh:
        return FreshnessStatus.FRESH
    return FreshnessStatus.LATE if age <= limits.late else FreshnessStatus.STALE


def _gaps(history: PriceHistory) -> tuple[date, ...]:
    if history.first_date is None or history.last_date is None:
        return ()
    expected = expected_days(history.instrument.calendar, history.first_date, history.last_date)
    return tuple(day.date() for day in expected.difference(history.dates))


def _sources(history: PriceHistory) -> tuple[SourceRows, ...]:
    """Rows by source, in the order of their first row."""
    return tuple(
        SourceRows(str(source), len(rows), rows.index[0].date(), rows.index[-1].date())
        for source, rows in history.rows.groupby("source", sort=False)
    )
