"""What changed: two replays of the real history, and days without news."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.config import load_config
from generator.models.changes import ChangeKind
from generator.models.freshness import FreshnessLimits
from generator.pipeline import stand
from generator.signals.changes import changes_since, turning_day
from tests.helpers import prices, shipped_prices

CONFIG, LIMITS = load_config(), FreshnessLimits(1, 3)


def news(as_of, since):
    made = shipped_prices(as_of)
    found = changes_since(lambda _: made, stand(CONFIG, made), since, LIMITS)
    return {(change.kind, change.instrument.key): change for change in found}


def test_a_week_with_a_breakout():
    found = news(date(2025, 9, 19), date(2025, 9, 12))
    breakout = found[ChangeKind.BREAKOUT, "rut"]
    assert (breakout.date, breakout.after) == (date(2025, 9, 18), pytest.approx(2467.70, abs=0.01))
    state = found[ChangeKind.STATE, "rut"]
    assert (state.before, state.after) == ("basing", "price discovery")
    assert state.date == date(2025, 9, 18)
    price = found[ChangeKind.PRICE, "btc"]
    assert (price.date, price.before) == (date(2025, 9, 19), shipped_close(date(2025, 9, 12)))


def test_a_state_is_told_on_the_day_on_which_it_changed():
    told = {
        (change.date, change.before, change.after)
        for as_of in (date(2025, 9, 18), date(2025, 9, 20), date(2025, 9, 23))
        for (kind, _), change in news(as_of, date(2025, 9, 17)).items()
        if kind is ChangeKind.STATE
    }
    assert told == {(date(2025, 9, 18), "basing", "price discovery")}


@pytest.mark.parametrize("span", [1, 2, 7, 30])
def test_turning_day_is_the_first_on_which_it_is_settled(span):
    since = date(2026, 2, 20)
    until = since + timedelta(days=span)
    for after in range(1, span + 1):
        turn = since + timedelta(days=after)
        assert turning_day(since, until, lambda day, turn=turn: day >= turn) == turn


def shipped_close(day):
    return shipped_prices().follower.close_on(day)


def test_a_week_with_prices_only():
    found = news(date(2026, 10, 8), date(2026, 10, 1))
    assert set(found) == {(ChangeKind.PRICE, "rut"), (ChangeKind.PRICE, "btc")}


def test_no_new_price_is_no_news():
    assert news(date(2026, 11, 22), date(2026, 11, 15)) == {}


def test_before_the_first_price_there_is_nothing_to_compare():
    made = prices([1.0, 2.0], [1.0, 2.0])
    assert changes_since(lambda _: made, stand(CONFIG, made), date(2000, 1, 1), LIMITS) == ()
