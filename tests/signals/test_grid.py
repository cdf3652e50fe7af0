"""The definition grid: counts, p-values against draws of its own, and the joint rotation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generator.models.question import BreakoutDefinition
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.grid import definition_grid
from generator.signals.luck import luck
from generator.signals.sample import admissible_sessions
from tests.helpers import EVIDENCE, prices


def grid_of(made):
    found = find_breakouts(made.leader, primary_definition(made.question))
    return definition_grid(made, luck(made, found))


def test_counts_of_the_shipped_history(real_report):
    grid = real_report.grid
    assert (grid.definitions, grid.testable, len(grid.distinct)) == (144, 138, 116)
    assert grid.below_5_percent == 24
    assert grid.rotation.mean_share == pytest.approx(0.04, abs=0.005)
    assert grid.rotation.reached == pytest.approx(0.03, abs=0.005)
    assert len({(r.definition, r.horizon) for r in grid.rows}) == 144


def test_primary_definition_agrees_with_the_primary_test(real_report):
    primary = BreakoutDefinition(252)
    row = next(r for r in real_report.grid.rows if (r.definition, r.horizon) == (primary, 365))
    found = real_report.luck
    assert row.n == found.n
    assert row.excess == pytest.approx(found.observed.mean - found.base.mean)
    assert row.p_value == found.p_value.uniform  # one test, one number


@pytest.mark.parametrize("number", [0, 31, 70, 101, 143])
def test_p_agrees_with_draws_of_its_own(real_prices, real_report, number):
    row = real_report.grid.rows[number]
    sample = admissible_sessions(real_prices, row.horizon)
    positions = sample.positions(find_breakouts(real_prices.leader, row.definition))
    assert row.n == len(positions)
    values = sample.log_returns
    assert row.excess == pytest.approx(values[positions].mean() - values.mean())
    if row.n < 3:
        assert row.p_value is None
        return
    rng = np.random.default_rng(1)
    means = [values[rng.choice(len(values), row.n, replace=False)].mean() for _ in range(4_000)]
    p = np.mean(np.array(means) >= values[positions].mean())
    assert row.p_value == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 4_000) + 0.001)


def test_same_events_count_once(real_prices, real_report):
    groups = {}
    for row in real_report.grid.rows:
        if row.p_value is None:
            continue
        sample = admissible_sessions(real_prices, row.horizon)
        events = tuple(sample.positions(find_breakouts(real_prices.leader, row.definition)))
        groups.setdefault((events, row.horizon), []).append(row)
    assert len(groups) == len(real_report.grid.distinct)
    for rows in groups.values():
        assert [row.repeats for row in rows] == [False] + [True] * (len(rows) - 1)
        assert len({row.p_value for row in rows}) == 1


def test_rotation_agrees_with_a_plain_loop():
    """Every definition at every shift, against draws of the loop's own."""
    made = unrelated(9, replace(EVIDENCE, grid_draws=20_000))
    grid = grid_of(made)
    rng = np.random.default_rng(8)
    below, observed = np.zeros(grid.rotation.shifts), 0
    for row in grid.distinct:
        sample = admissible_sessions(made, row.horizon)
        values = sample.log_returns
        positions = sample.positions(find_breakouts(made.leader, row.definition))
        means = [values[rng.choice(len(values), row.n, replace=False)].mean() for _ in range(4_000)]
        needed = np.quantile(means, 0.95)
        observed += values[positions].mean() > needed
        for shift in range(1, grid.rotation.shifts + 1):
            moved = [values[(position + shift) % len(values)] for position in positions]
            below[shift - 1] += np.mean(moved) > needed
    assert observed == grid.below_5_percent
    assert grid.rotation.mean_share == pytest.approx(below.mean() / len(grid.distinct), abs=0.01)
    assert grid.rotation.reached == pytest.approx((below >= observed).mean(), abs=0.05)


def unrelated(seed, evidence):
    rng = np.random.default_rng(seed)
    leader, follower = np.exp(np.cumsum(rng.normal(0, 0.02, size=(2, 240)), axis=1))
    return prices(leader, follower, evidence=evidence)


def test_unrelated_markets_reach_their_own_share_about_uniformly():
    """Where nothing is going on, the rotation does not call it rare."""
    rotations = [grid_of(unrelated(seed, EVIDENCE)).rotation for seed in range(60)]
    reached = np.array([rotation.reached for rotation in rotations if rotation is not None])
    assert len(reached) > 40
    assert np.mean(reached <= 0.05) < 0.2
    assert np.mean(reached) > 0.4


def test_nothing_testable():
    grid = grid_of(prices([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]))
    assert (grid.testable, grid.distinct, grid.below_5_percent) == (0, (), 0)
    assert grid.rotation is None
    assert {row.excess for row in grid.rows} == {None}
