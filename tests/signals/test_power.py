"""Size and power on the real follower: figures computed otherwise, and what is not defined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from generator.models.freshness import FreshnessLimits
from generator.models.luck import Luck
from generator.models.power import FEWEST
from generator.signals import power as signal
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.luck import luck
from generator.signals.power import power
from generator.signals.report import find
from generator.signals.sample import admissible_sessions
from generator.statistics.permutation import random_samples
from generator.statistics.simulation import simulated_breakouts
from tests.helpers import EVIDENCE, FOLLOWER, LEADER, history, prices, quick, shipped_prices


def asked(made) -> Luck:
    return luck(made, find_breakouts(made.leader, primary_definition(made.question)))


def made_market(seed=25, days=120, **evidence):
    rng = np.random.default_rng(seed)
    leader = 100 * np.exp(np.cumsum(rng.normal(0.002, 0.02, days)))
    follower = 10 * np.exp(np.cumsum(rng.normal(0.01, 0.05, days)))
    return prices(leader, follower, evidence=replace(EVIDENCE, **evidence))


def test_figures_of_the_shipped_history(real_report):
    """Computed otherwise, with other leaders: within four standard errors of both."""
    found = real_report.luck.power
    assert found.excess == pytest.approx(1.667 - 0.777, abs=0.001)
    every, observed = found.groups
    assert {row.leaders for row in every} == {2_000}
    assert [row.log_drift for row in every] == [0, 0.25, 0.5, found.excess, 1, 1.5]
    by_drift = {row.log_drift: row for row in every}
    for drift, uniform, spaced in (
        (0.0, 0.030, 0.035),
        (0.5, 0.09, 0.10),
        (1.0, 0.22, 0.24),
        (1.5, 0.42, 0.46),
    ):
        error = 4 * np.sqrt(2 * uniform * (1 - uniform) / 2_000)
        assert by_drift[drift].uniform == pytest.approx(uniform, abs=error)
        assert by_drift[drift].spaced == pytest.approx(spaced, abs=error)
    assert {row.n for row in observed} == {5}
    assert 0.1 < observed[-2].uniform < 0.3  # at 1.0
    for group in found.groups:
        for test in ("uniform", "spaced"):
            shares = [getattr(row, test) for row in group]
            assert shares == sorted(shares)


def test_shares_on_a_made_up_market_by_a_plain_loop():
    """The prices are moved day by day, and each simulated leader is tested on them."""
    made = made_market(leaders=150)
    found = power(made, asked(made))
    horizon, base = 10, made.question.base_sessions
    sample = admissible_sessions(made, horizon)
    leaders = [
        events
        for batch in range(2)
        for events in simulated_breakouts(
            len(sample.dates), base, 300, np.random.default_rng((EVIDENCE.seed, 9, batch))
        )
        if 3 <= len(events) <= 24
    ][:150]
    rng = np.random.default_rng(8)
    price = np.log(made.follower.closes)
    for row in found.rows:
        counted = [events for events in leaders if row.n in (None, len(events))]
        assert row.leaders == len(counted)
        rejected = 0
        for events in counted:
            moved = price.copy()
            for event in events:
                for day in range(event + 1, event + horizon + 1):
                    moved[day:] += row.log_drift / horizon
            values = moved[horizon:] - moved[:-horizon]
            assert len(values) == len(sample.dates)
            draws = values[random_samples(len(values), len(events), 1_999, rng)].mean(axis=1)
            rejected += (np.count_nonzero(draws >= values[events].mean()) + 1) / 2_000 <= 0.05
        assert row.uniform == pytest.approx(rejected / len(counted), abs=0.05)


def test_only_leaders_with_as_many_events_are_counted_beside():
    found = asked(made_market(leaders=60))
    every, observed = power(made_market(leaders=60), found).groups
    assert {row.n for row in every} == {None}
    assert {row.n for row in observed} == {found.n}
    assert 0 < observed[0].leaders < every[0].leaders == 60


def test_the_observed_excess_is_one_of_the_effects():
    made = made_market(leaders=20)
    found = asked(made)
    excess = found.observed.mean - found.base.mean
    assert power(made, found).excess == (excess if excess > 0 else None)
    better = replace(found, observed=replace(found.observed, mean=found.base.mean + 0.31))
    rows = power(made, better).groups[0]
    assert any(row.log_drift == pytest.approx(0.31) for row in rows)
    worse = replace(found, observed=replace(found.observed, mean=found.base.mean - 0.31))
    none = power(made, worse)
    assert none.excess is None
    assert [row.log_drift for row in none.groups[0]] == list(signal.DRIFTS)


def test_it_is_not_defined_where_too_few_events_fit():
    short = made_market(days=20)
    assert power(short, asked(short)) is None
    early = quick(shipped_prices(date(2012, 6, 1)))
    assert power(early, asked(early)) is None


def test_very_many_events_are_left_out(monkeypatch):
    """Else a question with bases of a few sessions would take minutes."""
    made = made_market(leaders=10)
    found = asked(made)
    assert found.n == 6
    monkeypatch.setattr(signal, "MOST", 6)
    sample = admissible_sessions(made, 10)
    assert max(len(events) for events in signal._leaders(made, sample, 100)) == 6
    assert power(made, found) is not None
    monkeypatch.setattr(signal, "MOST", 5)
    assert power(made, found) is None


def test_sessions_without_a_price_of_the_follower_hold_no_event():
    rng = np.random.default_rng(1)
    whole = history(FOLLOWER, 10 * np.exp(rng.normal(0, 0.05, 120).cumsum()))
    rows = whole.rows.drop(whole.rows.index[30:50])
    leader = history(LEADER, 100 * np.exp(rng.normal(0.002, 0.02, 120).cumsum()))
    made = made_market(leaders=40)
    made = replace(made, histories=(leader, replace(whole, rows=rows)))
    sample = admissible_sessions(made, 10)
    assert len(sample.dates) < 110 - 20
    positions = signal._leaders(made, sample, 40)
    assert all(0 <= events.min() <= events.max() < len(sample.dates) for events in positions)
    assert all(len(events) >= FEWEST for events in positions)
    # neighbours in the sample may be far apart in time: an event is where its session is
    assert any((np.diff(events) < made.question.base_sessions).any() for events in positions)


def test_a_replay_of_the_claims_asks_no_chance():
    made = quick(shipped_prices(date(2026, 1, 23)))
    assert not isinstance(find(made, FreshnessLimits(1, 3)).luck, Luck)
