"""What changed: two replays of the real history, and days without news."""

from __future__ import annotations

from datetime import date

import pytest

from generator.config import load_config
from generator.models.changes import ChangeKind
from generator.models.freshness import FreshnessLimits
from generator.pipeline import stand
from generator.signals.changes import changes_since
from tests.helpers import prices, shipped_prices

CONFIG, LIMITS = load_config(), FreshnessLimits(1, 3)


def news(as_of, since):
    made = shipped_prices(as_of)
    found = changes_since(made, stand(CONFIG, made), since, LIMITS)
    return {(change.kind, change.instrument.key): change for change in found}


def test_a_week_with_a_breakout():
    found = news(date(2025, 9, 19), date(2025, 9, 12))
    breakout = found[ChangeKind.BREAKOUT, "rut"]
    assert (breakout.date, breakout.after) == (date(2025, 9, 18), pytest.approx(2467.70, abs=0.01))
    state = found[ChangeKind.STATE, "rut"]
    assert (state.before, state.after) == ("basing", "price discovery")
    price = found[ChangeKind.PRICE, "btc"]
    assert (price.date, price.before) == (date(2025, 9, 19), shipped_close(date(2025, 9, 12)))


def shipped_close(day):
    return shipped_prices().follower.close_on(day)


def test_a_week_with_prices_only():
    found = news(date(2026, 10, 8), date(2026, 10, 1))
    assert set(found) == {(ChangeKind.PRICE, "rut"), (ChangeKind.PRICE, "btc")}


def test_no_new_price_is_no_news():
    assert news(date(2026, 11, 22), date(2026, 11, 15)) == {}


def test_before_the_first_price_there_is_nothing_to_compare():
    made = prices([1.0, 2.0], [1.0, 2.0])
    assert changes_since(made, stand(CONFIG, made), date(2000, 1, 1), LIMITS) == ()
