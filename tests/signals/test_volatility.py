"""Volatility of the stored files by the statistics module, and the edges of its windows."""

from __future__ import annotations

import itertools
import math
import statistics
from datetime import date

import numpy as np
import pytest

from generator.signals.volatility import volatility
from tests.helpers import prices, shipped_prices, stored_rows


def returns_of(key):
    rows = [(date.fromisoformat(r["date"]), float(r["close"])) for r in stored_rows(key)]
    pairs = itertools.pairwise(rows)
    return {day: math.log(close / before) for (_, before), (day, close) in pairs}


@pytest.fixture(scope="module")
def bitcoin():
    return returns_of("btc")


def deviation(returns, first, last):
    return statistics.stdev(r for day, r in returns.items() if first <= day <= last)


def test_ratio_around_the_funds_by_hand(real_report, bitcoin):
    """0.74 against three years, 1.06 against one, computed independently on the same history."""
    end, after = date(2026, 10, 8), deviation(bitcoin, date(2024, 1, 11), date(2026, 10, 8))
    for found, years, published in zip(
        real_report.volatility.comparisons, (1, 3, 6), (1.06, 0.74, 0.67), strict=True
    ):
        before = deviation(bitcoin, date(2024 - years, 1, 11), date(2024, 1, 10))
        assert found.years == years
        assert found.follower.ratio == pytest.approx(after / before)
        assert found.follower.ratio == pytest.approx(published, abs=5e-3)
        assert found.follower.after == pytest.approx(after * math.sqrt(365))
        assert found.follower.before == pytest.approx(before * math.sqrt(365))
    russell = returns_of("rut")
    ratio = deviation(russell, date(2024, 1, 11), end) / deviation(
        russell, date(2021, 1, 11), date(2024, 1, 10)
    )
    assert real_report.volatility.primary.leader.ratio == pytest.approx(ratio)


def test_interval_holds_the_ratio_and_is_wider_than_without_blocks(real_report, bitcoin):
    """Independent days would give about ±2·sqrt((k − 1)/4n) on each side, k the kurtosis."""
    found = real_report.volatility.primary.follower
    low, high = found.interval
    assert low < found.ratio < high
    error = 0.0
    for first, last in (
        (date(2021, 1, 11), date(2024, 1, 10)),
        (date(2024, 1, 11), date(2026, 10, 8)),
    ):
        values = np.array([r for day, r in bitcoin.items() if first <= day <= last])
        kurtosis = np.mean((values - values.mean()) ** 4) / np.var(values) ** 2
        error += (kurtosis - 1) / (4 * len(values))
    assert (high - low) / found.ratio > 0.9 * 2 * 1.96 * math.sqrt(error)


def test_windows_by_hand(real_report, bitcoin):
    days = sorted(bitcoin)
    for window in real_report.volatility.follower.windows:
        part = [bitcoin[day] for day in days[-window.days :]]
        assert window.value == pytest.approx(statistics.stdev(part) * math.sqrt(365), rel=1e-6)
    path = real_report.volatility.follower.paths[0]
    assert str(path.dates[0]) == "2010-08-17"  # 30 returns from 19 July on
    share = np.mean(path.values <= path.values[-1])
    assert real_report.volatility.follower.windows[0].share_at_or_below == share


def test_sessions_are_annualised_with_252(real_report):
    assert real_report.volatility.follower.periods_per_year == 365
    assert real_report.volatility.leader.periods_per_year == 252
    russell = returns_of("rut")
    latest = [r for day, r in russell.items() if day > date(2026, 9, 8)]
    expected = statistics.stdev(latest) * math.sqrt(252)
    assert real_report.volatility.leader.windows[0].value == pytest.approx(expected, rel=1e-6)


def test_cycles_cover_every_return_once(real_report, bitcoin):
    by_cycle = real_report.volatility.by_cycle
    assert sum(cycle.returns for cycle in by_cycle) == len(bitcoin)
    assert [c.halving and c.halving.year for c in by_cycle] == [None, 2012, 2016, 2020, 2024]
    for cycle in by_cycle:
        expected = deviation(bitcoin, cycle.first, cycle.last) * math.sqrt(365)
        assert cycle.volatility == pytest.approx(expected)
    assert [c.complete for c in by_cycle] == [True, True, True, True, False]
    assert by_cycle[-1].deepest_fall == pytest.approx(58558.86 / 124752.53 - 1)


def test_funds_after_the_report_are_not_known():
    found = volatility(shipped_prices(date(2024, 1, 10)))
    assert (found.etf_since, found.comparisons, found.primary) == (None, (), None)


def test_first_days_of_the_funds_define_no_ratio_yet():
    found = volatility(shipped_prices(date(2024, 1, 11)))
    assert [c.follower for c in found.comparisons] == [None, None, None]
    eve, later = (volatility(shipped_prices(date(2024, 2, day))).primary for day in (8, 9))
    assert (eve.follower, eve.relative) == (None, None)
    assert later.follower is not None  # thirty days, the first one included


def test_years_that_are_not_stored_are_not_compared():
    made = shipped_prices(date(2015, 1, 1))
    question = made.question.__class__(**{**vars(made.question), "etf_since": date(2014, 1, 1)})
    found = volatility(type(made)(made.as_of, question, made.histories))
    assert [c.follower is not None for c in found.comparisons] == [True, True, False]
    assert found.comparisons[2].leader is not None
    assert found.comparisons[2].relative is None


@pytest.mark.parametrize("closes", [[5.0], [5.0, 6.0], [5.0] * 40])
def test_little_or_flat_history_gives_no_number_or_zero(closes):
    found = volatility(prices(closes, closes))
    values = [window.value for window in found.follower.windows]
    assert values == ([0.0, None, None] if len(closes) == 40 else [None, None, None])
    assert all(c.follower is None for c in found.comparisons)
    if len(closes) == 1:
        assert found.by_cycle == ()


def test_leader_of_a_cycle_has_every_return_of_its_days(real_report, real_prices):
    """Recomputed with numpy alone; the first return of a cycle counts."""
    close = real_prices.leader.close
    found = {
        c.halving and c.halving.year: c.leader_volatility for c in real_report.volatility.by_cycle
    }
    assert found[None] == pytest.approx(0.25926, abs=5e-6)
    assert found[2020] == pytest.approx(0.24085, abs=5e-6)
    for cycle in real_report.volatility.by_cycle:
        logs = np.diff(np.log(close.to_numpy()))
        days = close.index[1:].date
        inside = logs[(days >= cycle.first) & (days <= cycle.last)]
        assert cycle.leader_volatility == pytest.approx(inside.std(ddof=1) * np.sqrt(252))
