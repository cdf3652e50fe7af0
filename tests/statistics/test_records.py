"""Records, runs and falls against the definitions in plain loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.records import deepest_fall, first_run_of_true, record_positions

closes = st.lists(st.integers(1, 40).map(float), max_size=60)


@given(closes)
def test_record_is_above_every_earlier_price(prices):
    expected = [i for i in range(1, len(prices)) if prices[i] > max(prices[:i])]
    assert record_positions(np.array(prices)).tolist() == expected


def test_first_price_and_equal_prices_are_no_records():
    assert record_positions(np.array([5.0, 5.0, 4.0, 6.0, 6.0])).tolist() == [3]


def test_no_records_without_prices():
    assert record_positions(np.array([])).tolist() == []
    assert record_positions(np.array([1.0])).tolist() == []


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 6))
def test_first_run_of_true_against_a_loop(flags, length):
    run, expected = 0, None
    for position, flag in enumerate(flags):
        run = run + 1 if flag else 0
        if run == length:
            expected = position
            break
    assert first_run_of_true(np.array(flags, dtype=bool), length) == expected


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40))
def test_deepest_fall_against_every_pair(prices):
    pairs = [prices[j] / prices[i] - 1 for i in range(len(prices)) for j in range(i, len(prices))]
    assert np.isclose(deepest_fall(np.array(prices)), min(pairs))


def test_deepest_fall_by_hand():
    assert deepest_fall(np.array([100.0, 120.0, 90.0, 130.0, 65.0, 80.0])) == -0.5
