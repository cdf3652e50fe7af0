"""The switch of a rung against a loop, and the agreement of orders by hand."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from generator.statistics.orders import order_agreement, random_order_p_value, smallest_p_value
from generator.statistics.trend import sides_of_mean, spells, switch


def switch_by_loop(values, window, run):
    """One value at a time, with two counters."""
    states, state, above, below = [], -1, 0, 0
    for here, value in enumerate(values):
        if here >= window - 1:
            mean = sum(values[here - window + 1 : here + 1]) / window
            above = above + 1 if value > mean else 0
            below = below + 1 if value < mean else 0
            state = 1 if above >= run else 0 if below >= run else state
        states.append(state)
    return states


@given(st.lists(st.integers(0, 16), max_size=80), st.sampled_from([1, 2, 4, 8]), st.integers(1, 4))
def test_switch_against_the_loop(values, window, run):
    """Windows that are powers of two make every mean exact."""
    values = [float(value) for value in values]
    sides = sides_of_mean(np.array(values), window)
    assert switch(sides, run).tolist() == switch_by_loop(values, window, run)


def test_flat_series_lies_on_no_side():
    assert set(switch(sides_of_mean(np.full(50, 0.1), 7), 2).tolist()) == {-1}


def test_spells_by_hand():
    states = np.array([-1, 1, 1, 0, 1, 0, 0, 1])
    assert spells(states, 1) == [(1, 2), (4, 4), (7, 7)]
    assert spells(states, 0) == [(3, 3), (5, 6)]
    assert spells(np.array([], dtype=int), 1) == []


def test_tau_by_hand():
    """Of the six pairs of (10, 30, 20, 40) five agree: (5 − 1) / 6."""
    assert order_agreement([10, 30, 20, 40]) == pytest.approx(4 / 6)
    assert order_agreement([1, 2, 3]) == pytest.approx(1)
    assert order_agreement([3, 2, 1]) == pytest.approx(-1)


@pytest.mark.parametrize("times", list(itertools.product(range(4), repeat=4)), ids=str)
def test_tau_is_scipys_to_the_last_digit(times):
    if len(set(times)) > 1:
        assert order_agreement(times) == kendalltau(range(4), times).statistic


@pytest.mark.parametrize("times", [[], [1], [1, 2], [5, 5, 5]])
def test_tau_is_not_defined_below_three_or_without_an_order(times):
    assert order_agreement(times) is None


def test_p_value_of_one_order_counts_permutations():
    """Four of 24 orders of four have at most one wrong pair: the right one and three swaps."""
    assert random_order_p_value([[1, 2, 3, 4]], 1.0) == pytest.approx(1 / 24)
    assert random_order_p_value([[1, 3, 2, 4]], 4 / 6) == pytest.approx(4 / 24)


def test_smallest_p_value_by_hand():
    assert smallest_p_value([[1, 2, 3, 4], [5, 6, 7]]) == pytest.approx(1 / 24 / 6)
    assert smallest_p_value([[1, 2, 2]]) == pytest.approx(2 / 6)  # two orders look the same


def test_p_value_of_several_orders_against_simulation():
    orders = [[28, 47, 167, 39], [5, 9, 9, 30], [1, 2, 3]]
    taus = [order_agreement(order) for order in orders]
    exact = random_order_p_value(orders, sum(taus) / 3)
    rng = random.Random(7)
    table = [[order_agreement(p) or 0 for p in itertools.permutations(o)] for o in orders]
    drawn = [sum(rng.choice(row) for row in table) for _ in range(20_000)]
    simulated = sum(total >= sum(taus) - 1e-9 for total in drawn) / len(drawn)
    assert exact == pytest.approx(simulated, abs=0.015)
