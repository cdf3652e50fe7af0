"""How far does each series reach, and how old is it? Definitions: Method, "Freshness"."""

from datetime import date

from generator.calendars import STEPS, age_unit, days_after
from generator.models.freshness import (
    Extent,
    FreshnessLimits,
    FreshnessStatus,
    SeriesFreshness,
    SourceRows,
)
from generator.models.prices import PriceHistory, Prices


def freshness(prices: Prices, limits: FreshnessLimits) -> tuple[SeriesFreshness, ...]:
    """The extent and age of every series, in the order of the configuration."""
    return tuple(_series(history, prices.as_of, limits) for history in prices.histories)


def _series(history: PriceHistory, as_of: date, limits: FreshnessLimits) -> SeriesFreshness:
    calendar = history.instrument.calendar
    extent = _extent(history, as_of)
    return SeriesFreshness(
        instrument=history.instrument,
        extent=extent,
        rows=len(history.rows),
        sources=_sources(history),
        gaps=tuple(day.date() for day in history.gaps),
        closures=history.closures,
        off_calendar=tuple(day.date() for day in history.off_calendar),
        unit=age_unit(calendar),
        status=_status(extent, limits),
    )


def _extent(history: PriceHistory, as_of: date) -> Extent | None:
    """The last row is known until its date; a step, until the publisher was last asked."""
    first, last, calendar = history.first_date, history.last_date, history.instrument.calendar
    if first is None or last is None:
        return None
    checked = history.checked if calendar == STEPS else None
    known_until = last if checked is None else max(last, checked)
    age = days_after(calendar, known_until, as_of, history.closures)
    return Extent(first, last, known_until, age)


def _status(extent: Extent | None, limits: FreshnessLimits) -> FreshnessStatus:
    if extent is None:
        return FreshnessStatus.NO_DATA
    if extent.age <= limits.fresh:
        return FreshnessStatus.FRESH
    return FreshnessStatus.LATE if extent.age <= limits.late else FreshnessStatus.STALE


def _sources(history: PriceHistory) -> tuple[SourceRows, ...]:
    """Rows by source, in the order of their first row."""
    return tuple(
        SourceRows(str(source), len(rows), rows.index[0].date(), rows.index[-1].date())
        for source, rows in history.rows.groupby("source", sort=False)
    )
