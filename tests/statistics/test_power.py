"""The planted drift is that of a price path, and a test rejects when exact enumeration says so."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models.luck import LEVEL
from generator.statistics.power import Market, planted_share, rejections


def path_with_drift(price, event_days, drift, horizon):
    """The log price by day with ``drift`` spread over the days after each event, day by day."""
    moved = np.array(price, dtype=float)
    for event in event_days:
        for day in range(event + 1, event + horizon + 1):
            moved[day:] += drift / horizon
    return moved


@given(
    st.lists(st.integers(0, 59), min_size=1, max_size=30, unique=True).map(sorted),
    st.data(),
    st.integers(1, 20),
)
def test_planted_share_is_that_of_a_price_path(days, data, horizon):
    events = data.draw(st.lists(st.sampled_from(days), max_size=4, unique=True).map(sorted))
    path = path_with_drift(np.zeros(80), events, 0.7, horizon)
    expected = [path[day + horizon] - path[day] for day in days]
    found = planted_share(np.array(days), np.array(events, dtype=np.int64), horizon)
    assert 0.7 * found == pytest.approx(expected, abs=1e-9)


@cache
def subsets(pool, n, gap):
    """Every subset of the sessions, at least ``gap`` apart."""
    return np.array([s for s in combinations(range(pool), n) if np.all(np.diff(s) >= gap)])


def exact_p(values, events, gap):
    means = values[subsets(len(values), len(events), gap)].mean(axis=1)
    return np.mean(means >= values[events].mean() - 1e-12)


@pytest.mark.parametrize("horizon", [1, 4, 9])
def test_a_test_rejects_when_exact_enumeration_says_so(horizon):
    rng, gap, drifts = np.random.default_rng(5), 4, np.array([0.0, 0.3, 0.6, 1.2])
    days = np.flatnonzero(np.arange(38) % 7 < 5)
    price = rng.normal(0.01, 0.3, 60).cumsum()
    market = Market(price[days + horizon] - price[days], days, horizon)
    leaders = [
        np.array(events)
        for n in (2, 3)
        for events in rng.permutation(list(combinations(range(len(days)), n)))[:60]
        if np.all(np.diff(events) >= gap)
    ]
    found = rejections(market, leaders, drifts, gap, 4_999, rng)
    assert found.shape == (len(leaders), 4, 2)
    decided = np.zeros(2)
    for events, by_drift in zip(leaders, found, strict=True):
        for drift, rejected in zip(drifts, by_drift, strict=True):
            moved = path_with_drift(price, days[events], drift, horizon)
            values = moved[days + horizon] - moved[days]
            for test, apart in enumerate((1, gap)):
                p = exact_p(values, events, apart)
                if abs(p - LEVEL) > 0.012:  # else the draws decide
                    assert rejected[test] == (p < LEVEL)
                    decided[test] += rejected[test]
    assert decided.min() > 10


def test_draws_shared_by_many_leaders_give_the_same_shares(monkeypatch):
    """Whether each leader has draws of its own or takes some of those that are kept."""
    rng = np.random.default_rng(3)
    days = np.arange(300)
    market = Market(rng.normal(0, 1, 300), days, 5)
    leaders = [np.sort(rng.choice(300, 3, replace=False)) for _ in range(1_500)]
    found = rejections(market, leaders, np.array([0.0]), 1, 199, np.random.default_rng(1))
    monkeypatch.setattr("generator.statistics.power.MOST_KEPT", 4_000)
    again = rejections(market, leaders, np.array([0.0]), 1, 199, np.random.default_rng(1))
    for shares in (found.mean(axis=(0, 1)), again.mean(axis=(0, 1))):
        assert shares == pytest.approx([0.05, 0.05], abs=0.02)  # random events: the exact size


def test_where_no_sessions_lie_so_far_apart_the_spaced_test_rejects_nothing():
    market = Market(np.linspace(0, 1, 40), np.arange(40), 3)
    leaders = [np.array([37, 38, 39])]
    found = rejections(market, leaders, np.array([0.0]), 25, 199, np.random.default_rng(1))
    assert found.tolist() == [[[True, False]]]
