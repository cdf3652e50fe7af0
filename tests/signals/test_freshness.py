"""Ages and statuses by hand, on real calendars."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.models.freshness import FreshnessLimits, FreshnessStatus
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices
from generator.signals.freshness import freshness
from tests.helpers import question, shipped_prices

LIMITS = FreshnessLimits(fresh=1, late=3)


def age_of(calendar, last, as_of, checked=None):
    instrument = Instrument("x", "X", "X", "other", calendar, "points", 2)
    rows = pd.DataFrame(
        {"high": [1.0], "close": [1.0], "source": ["made-up"]},
        index=pd.DatetimeIndex([last], name="date").as_unit("us"),
    )
    history = PriceHistory(instrument, rows, checked and date.fromisoformat(checked))
    made = Prices.as_of_day(date.fromisoformat(as_of), question(), (history,))
    (series,) = freshness(made, LIMITS)
    return series.extent.age, series.unit, series.status.value


@pytest.mark.parametrize(
    ("calendar", "last", "as_of", "expected"),
    [
        ("XNYS", "2026-10-08", "2026-10-08", (0, "sessions", "fresh")),
        ("XNYS", "2026-10-08", "2026-10-11", (1, "sessions", "fresh")),  # Friday passed
        ("XNYS", "2025-12-24", "2025-12-28", (1, "sessions", "fresh")),  # Christmas is none
        ("XNYS", "2026-10-08", "2026-10-13", (3, "sessions", "late")),
        ("XNYS", "2026-10-08", "2026-10-14", (4, "sessions", "stale")),
        ("daily", "2026-10-08", "2026-10-10", (2, "days", "late")),
        ("daily", "2026-10-08", "2026-11-22", (45, "days", "stale")),
        ("us-bonds", "2026-10-09", "2026-10-13", (1, "sessions", "fresh")),  # Columbus Day is none
        ("us-bonds", "2026-04-02", "2026-04-06", (1, "sessions", "fresh")),  # nor Good Friday
    ],
)
def test_age_counts_own_days_after_the_last_row(calendar, last, as_of, expected):
    assert age_of(calendar, last, as_of) == expected


def test_steps_age_from_the_last_check_not_from_the_last_step():
    assert age_of("steps", "2026-01-01", "2026-03-01", "2026-02-28") == (1, "days", "fresh")
    assert age_of("steps", "2026-01-01", "2026-03-01") == (59, "days", "stale")


def test_check_after_the_report_date_is_not_known_yet():
    assert age_of("steps", "2026-01-01", "2026-02-01", "2026-02-28") == (0, "days", "fresh")


def test_series_without_rows_has_no_age():
    instrument = Instrument("x", "X", "X", "other", "XNYS", "points", 2)
    empty = pd.DataFrame(
        {"high": [], "close": [], "source": []}, index=pd.DatetimeIndex([]).as_unit("us")
    )
    made = Prices(date(2026, 1, 1), question(), (PriceHistory(instrument, empty),))
    (series,) = freshness(made, LIMITS)
    assert (series.extent, series.sources) == (None, ())
    assert series.status is FreshnessStatus.NO_DATA


def test_real_ages_a_month_later():
    """Counted on a wall calendar: 31 weekdays from 9 October to 20 November, all sessions in New
    York; Columbus Day and Veterans Day have no yield."""
    series = freshness(shipped_prices(date(2026, 11, 22)), LIMITS)[:5]
    assert {s.instrument.symbol: s.extent.age for s in series} == {
        "^RUT": 31,
        "BTC-USD": 45,
        "^GSPC": 31,
        "DGS10": 31 - 2,
        "DFEDTARU": 45,
    }


def test_real_sources_and_gaps():
    series = {s.instrument.key: s for s in freshness(shipped_prices(), LIMITS)}
    assert [part.source for part in series["btc"].sources] == [
        "shipped/coinmetrics",
        "shipped/yahoo",
    ]
    assert sum(part.rows for part in series["btc"].sources) == series["btc"].rows == 5927
    assert series["rut"].gaps == ()
    assert [str(day) for day in series["dgs10"].gaps] == ["2012-10-30", "2018-12-05"]
