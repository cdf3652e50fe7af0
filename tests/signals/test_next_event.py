"""The next event, both ways: against exact enumeration, and what it does to a report with it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.luck import luck
from generator.signals.next_event import next_event
from generator.signals.sample import Sample, admissible_sessions
from tests.helpers import EVIDENCE, prices

MANY = replace(EVIDENCE, draws=200_000, grid_draws=200_000)


def chance(made):
    return luck(made, find_breakouts(made.leader, primary_definition(made.question)))


def made_market(days=60):
    rng = np.random.default_rng(25)
    leader = 100 * np.exp(np.cumsum(rng.normal(0.002, 0.02, days)))
    follower = 10 * np.exp(np.cumsum(rng.normal(0.01, 0.05, days)))
    return prices(leader, follower, evidence=MANY)


def test_figures_of_the_shipped_history(real_report):
    found = real_report.luck.next_event
    assert found.multiple_for_5_percent == pytest.approx(4.8, abs=0.1)
    assert found.base_median == pytest.approx(1.95, abs=0.01)
    assert found.p_at_base_median == pytest.approx(0.08, abs=0.003)
    assert found.p_at_half == pytest.approx(0.16, abs=0.005)
    assert found.halves_for_25_percent == 2


def test_p_with_one_more_event_agrees_with_exact_enumeration():
    made = made_market()
    sample, found = admissible_sessions(made, 10), chance(made)
    values, n = sample.log_returns, found.n
    means = np.array([values[list(s)].mean() for s in combinations(range(len(values)), n + 1)])
    total = sum(event.log_return for event in found.events)

    def exact(log_return):
        return np.mean(means >= (total + log_return) / (n + 1) - 1e-12)

    then = found.next_event
    assert then.p_at_base_median == pytest.approx(exact(np.median(values)), abs=0.005)
    assert then.p_at_half == pytest.approx(exact(-math.log(2)), abs=0.005)
    assert exact(math.log(then.multiple_for_5_percent)) == pytest.approx(0.05, abs=0.003)


def test_falls_in_a_row_are_counted_until_chance_explains_the_mean():
    made = made_market()
    sample, found = admissible_sessions(made, 10), chance(made)
    values, n, total = sample.log_returns, found.n, sum(e.log_return for e in found.events)
    rng = np.random.default_rng(4)

    def p(more):
        drawn = np.array([rng.permutation(len(values))[: n + more] for _ in range(20_000)])
        return np.mean(values[drawn].mean(axis=1) >= (total - more * math.log(2)) / (n + more))

    counted = found.next_event.halves_for_25_percent
    assert p(counted) > 0.25
    assert counted == 1 or p(counted - 1) < 0.26


def test_some_runs_of_falls_are_never_enough():
    """Where prices fall by more than half anyway, falls by half are no evidence against."""
    days = np.arange(200)
    made = prices(100 + days * 1.0, np.exp(-days * 0.2), evidence=MANY)
    sample = admissible_sessions(made, 10)
    found = next_event(sample, np.array([5, 90]), made.question)
    assert found.halves_for_25_percent is None


@pytest.mark.parametrize("positions", [[], list(range(3))])
def test_nothing_to_draw(positions):
    made = prices([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    sample = Sample(10, made.leader.sessions[:3], np.array([0.1, 0.2, 0.3]))
    assert next_event(sample, np.array(positions, dtype=int), made.question) is None
