"""Simulated indices are what they say, and the tests keep their size where the truth is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from generator.statistics import simulation
from generator.statistics.records import record_positions
from generator.statistics.simulation import simulated_breakouts, walks
from tests.simulation import DAYS, VOLATILITY, followers, size_and_power, sizes


def rng(seed=1):
    return np.random.default_rng(seed)


def levels(steps, leaders):
    return np.array([level.copy() for level in walks(steps, leaders, rng())])


def test_breakouts_are_those_of_the_walks():
    """A plain loop over the same walks, with the records of the real leader's definition."""
    base, sessions, leaders = 20, 400, 30
    earlier = simulation.EARLIER_BASES * base
    walked = levels(earlier + sessions, leaders)
    found = simulated_breakouts(sessions, base, leaders, rng())
    assert len(found) == leaders
    assert sum(map(len, found)) > leaders
    for walk, positions in zip(walked.T, found, strict=True):
        records = record_positions(walk)
        broke_out = [new for old, new in pairwise(records) if new - old >= 20]
        assert positions.tolist() == [new - earlier for new in broke_out if new >= earlier]


def test_walks_are_those_of_a_plain_loop():
    walked, shocks = levels(50, 3), simulation._shocks()
    picks = rng().integers(len(shocks), size=(50, 3), dtype=np.uint16)
    per_session = simulation.DRIFT / simulation.VOLATILITY / 252**0.5
    for leader in range(3):
        level, variance = 0.0, 1.0
        for step in range(50):
            move = variance**0.5 * float(shocks[picks[step, leader]])
            level += move + per_session
            variance = 0.02 + 0.08 * move**2 + 0.90 * variance
            assert walked[step, leader] == pytest.approx(level, abs=1e-4)


def test_one_more_session_changes_nothing_before_it():
    for one, more in zip(
        simulated_breakouts(300, 20, 40, rng()),
        simulated_breakouts(301, 20, 40, rng()),
        strict=True,
    ):
        assert one.tolist() == more[more < 300].tolist()


def test_no_sessions_and_no_breakouts():
    assert [len(events) for events in simulated_breakouts(0, 20, 3, rng())] == [0, 0, 0]


def test_leaders_do_not_depend_on_each_other():
    """As many breakouts at any time: none of the leaders is another's copy, nor in its step."""
    found = simulated_breakouts(4_000, 252, 2_000, rng())
    starts = np.bincount(np.concatenate(found) // 1_000, minlength=4)
    assert starts.min() > 0.85 * starts.max()
    assert len({events.tobytes() for events in found if len(events)}) > 1_500


@pytest.mark.parametrize("kind", ["index", "coin"])
def test_simulated_returns_have_what_makes_tests_fail(kind):
    if kind == "index":
        returns, yearly = np.diff(levels(4_000, 40), axis=0).T, 1.0
    else:
        returns, yearly = followers(40, rng()), VOLATILITY / np.sqrt(365)
        assert returns.shape == (40, DAYS)
    returns = returns - returns.mean(axis=0)
    assert 0.9 * yearly < returns.std() < 1.6 * yearly
    fat = (returns**4).mean() / (returns**2).mean() ** 2
    assert fat > 5  # a normal distribution has 3
    size = np.abs(returns)
    clustering = np.mean([np.corrcoef(row[:-5], row[5:])[0, 1] for row in size])
    assert clustering > 0.08


def test_size_and_power_on_simulated_followers():
    """With no link the spaced test rejects as often as it says, the uniform one no more often."""
    none, *planted = size_and_power(2_000, 499, (0.0, 0.5, 1.5), seed=20260123)
    uniform, spaced = none
    assert 0.035 <= spaced <= 0.065
    assert uniform <= 0.065
    for test in (0, 1):
        shares = [none[test], *(row[test] for row in planted)]
        assert shares == sorted(shares)
        assert shares[-1] > 0.6


LONG_RUN = {
    "uniform": 0.031,
    "spaced": 0.050,
    "halving_matched": 0.029,
    "same_era_365": 0.034,
    "same_era_730": 0.038,
}
"""Shares of 20,000 markets, simulated once with other seeds; their own error is 0.0015."""


def test_no_null_rejects_too_often_where_nothing_leads():
    """Each within three standard errors of the long run, and none beyond 5 % by as much."""
    markets = 1_500
    found = sizes(markets, 499, seed=20260123)
    assert set(found) == set(LONG_RUN)
    for null, expected in LONG_RUN.items():
        error = np.sqrt(expected * (1 - expected) * (1 / markets + 1 / 20_000))
        assert found[null] == pytest.approx(expected, abs=3 * error), null
        assert found[null] <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / markets), null
