"""The tests against chance: the shipped history, exact enumerations, and what is not defined."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
import pytest
from scipy.stats import rankdata
from statsmodels.stats.multitest import multipletests

from generator.models.question import BreakoutDefinition
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.luck import luck
from generator.signals.sample import admissible_sessions
from tests.helpers import EVIDENCE, prices, shipped_prices, stored_rows

MANY = replace(EVIDENCE, draws=200_000)


def chance(made):
    return luck(made, find_breakouts(made.leader, primary_definition(made.question)))


def made_market(seed=25, days=70, **changes):
    """A made-up pair with a handful of breakouts of five sessions."""
    rng = np.random.default_rng(seed)
    leader = 100 * np.exp(np.cumsum(rng.normal(0.002, 0.02, days)))
    follower = 10 * np.exp(np.cumsum(rng.normal(0.01, 0.05, days)))
    return prices(leader, follower, evidence=MANY, **changes)


def test_figures_of_the_shipped_history(real_report):
    """Computed independently on the same history."""
    found = real_report.luck
    assert found.n == 5
    assert found.observed.mean == pytest.approx(1.667, abs=0.0005)
    assert found.base.mean == pytest.approx(0.777, abs=0.0005)
    assert found.sessions == 3831
    assert found.p_value.uniform == pytest.approx(0.062, abs=0.002)
    assert found.p_value.spaced == pytest.approx(0.048, abs=0.002)
    assert found.p_value.halving_matched == pytest.approx(0.167, abs=0.003)
    assert found.p_value.halving_matched_without_prehistory == pytest.approx(0.04, abs=0.003)
    without = {left.event.year: left.test.p_value for left in found.robustness.leave_one_out}
    assert without[2013] == pytest.approx(0.30, abs=0.007)
    assert without[2025] == pytest.approx(0.02, abs=0.002)
    assert (found.rises, found.observed.share_positive) == (4, 0.8)
    assert found.observed.interval == pytest.approx((0.2836, 0.9949), abs=0.0001)
    assert found.base.share_positive == pytest.approx(0.724, abs=0.0005)
    assert found.p_value.same_era.days_365 == pytest.approx(0.14, abs=0.005)
    assert found.p_value.same_era.days_730 == pytest.approx(0.074, abs=0.002)
    assert found.attainable_p == pytest.approx(0.00002, abs=0.00001)
    assert found.odds == pytest.approx(2.1, abs=0.05)
    assert found.draws == 1_000_000


def test_mean_and_pool_by_hand(real_report):
    """The files read with the csv module alone."""
    coin = {row["date"]: float(row["close"]) for row in stored_rows("btc")}
    sessions = [row["date"] for row in stored_rows("rut")]
    returns = {}
    for day in sessions:
        later = str(date.fromisoformat(day) + timedelta(days=365))
        if day in coin and later in coin:
            returns[day] = math.log(coin[later] / coin[day])
    assert real_report.luck.sessions == len(returns)
    assert real_report.luck.base.mean == pytest.approx(np.mean(list(returns.values())))
    events = [str(event.date) for event in real_report.breakouts.events]
    assert real_report.luck.observed.mean == pytest.approx(
        np.mean([returns[day] for day in events])
    )


def exact(values, subsets, observed):
    return np.mean([values[list(s)].mean() >= observed - 1e-12 for s in subsets])


def test_p_values_agree_with_exact_enumeration():
    made = made_market()
    sample = admissible_sessions(made, 10)
    values, n = sample.log_returns, len(sample.dates)
    found = chance(made)
    k = found.n
    assert k == 3
    events = [list(sample.dates).index(np.datetime64(e.date)) for e in found.events]
    observed = values[events].mean()
    assert found.observed.mean == pytest.approx(observed)
    every = list(combinations(range(n), k))
    assert found.p_value.uniform == pytest.approx(exact(values, every, observed), abs=0.005)
    spaced = [s for s in every if np.all(np.diff(s) >= 5)]
    assert found.p_value.spaced == pytest.approx(exact(values, spaced, observed), abs=0.005)
    ranks = rankdata(values)
    assert found.robustness.ranks == pytest.approx(
        exact(ranks, every, ranks[events].mean()), abs=0.005
    )
    far = abs(observed - values.mean())
    both = np.mean([abs(values[list(s)].mean() - values.mean()) >= far - 1e-12 for s in every])
    assert found.robustness.two_sided == pytest.approx(both, abs=0.005)
    for left, event in zip(found.robustness.leave_one_out, events, strict=True):
        rest = [e for e in events if e != event]
        pairs = list(combinations(range(n), k - 1))
        assert left.n == k - 1
        assert left.test.p_value == pytest.approx(
            exact(values, pairs, values[rest].mean()), abs=0.005
        )


def test_halving_matched_p_agrees_with_exact_enumeration():
    made = made_market()
    sample, found = admissible_sessions(made, 10), chance(made)
    days = [day.date() for day in sample.dates]
    halvings = made.question.halvings

    def clock(day):
        past = [h for h in halvings if h <= day]
        return (day - past[-1]).days if past else None

    pools = []
    for event in found.events:
        own = clock(event.date)
        assert event.days_since_halving == own
        pool = [
            value
            for day, value in zip(days, sample.log_returns, strict=True)
            if (clock(day) is None if own is None else clock(day) is not None)
            and (own is None or abs(clock(day) - own) <= made.question.evidence.halving_window)
        ]
        assert event.sessions == len(pool)
        assert event.matched[2] == pytest.approx(np.median(pool))
        pools.append(pool)

    def enumerated(kept):
        observed = np.mean([found.events[i].log_return for i in kept])
        means = [np.mean(draw) for draw in product(*(pools[i] for i in kept))]
        return np.mean(np.array(means) >= observed - 1e-12)

    after = [i for i, e in enumerate(found.events) if e.days_since_halving is not None]
    assert 0 < len(after) < found.n
    p = found.p_value
    assert p.halving_matched == pytest.approx(enumerated(range(found.n)), abs=0.005)
    assert p.halving_matched_without_prehistory == pytest.approx(enumerated(after), abs=0.005)


def test_horizons_and_their_correction(real_report):
    tests = real_report.luck.robustness.horizons
    assert [t.horizon for t in tests] == [30, 90, 180, 365]
    assert tests[-1].test.p_value == real_report.luck.p_value.uniform
    corrected = multipletests([t.test.p_value for t in tests], method="holm")[1]
    assert [t.test.holm for t in tests] == pytest.approx(list(corrected))


def test_p_by_date_is_the_report_of_that_day(real_report):
    """Each look equals the primary test of a report made on the day the window was over."""
    looks = real_report.luck.robustness.by_date
    assert [look.date for look in looks] == [
        event.date + timedelta(days=365) for event in real_report.breakouts.events
    ]
    for look in looks[1:4]:
        then = chance(shipped_prices(look.date))
        assert (then.n, then.observed.mean) == (look.n, pytest.approx(look.mean))
        assert then.p_value.uniform == look.p_value  # one test, one number


def test_null_distribution_counts_every_draw_and_parts_at_the_observed_mean(real_report):
    found = real_report.luck
    edges, counts = found.null.edges, found.null.counts
    assert counts.sum() == found.draws
    assert np.abs(edges - found.observed.mean).min() < 1e-9
    reached = counts[edges[:-1] >= found.observed.mean - 1e-9].sum()
    assert (reached + 1) / (found.draws + 1) == pytest.approx(found.p_value.uniform, abs=1e-4)
    centre = np.average((edges[1:] + edges[:-1]) / 2, weights=counts)
    assert centre == pytest.approx(found.base.mean, abs=0.02)


def test_same_era_p_agrees_with_exact_enumeration():
    made = made_market(days=900)
    sample, found = admissible_sessions(made, 10), chance(replace_base(made, 60))
    dates = sample.dates.to_numpy()
    assert 1 < found.n < 5
    for days, p in ((365, found.p_value.same_era.days_365), (730, found.p_value.same_era.days_730)):
        pools = [
            sample.log_returns[
                np.abs((dates - np.datetime64(event.date)) / np.timedelta64(1, "D")) <= days
            ]
            for event in found.events
        ]
        rng = np.random.default_rng(3)
        means = np.mean([rng.choice(pool, 200_000) for pool in pools], axis=0)
        assert p == pytest.approx(np.mean(means >= found.observed.mean - 1e-12), abs=0.005)


def replace_base(made, sessions):
    return replace(made, question=replace(made.question, base_sessions=sessions))


def test_attainable_p_is_that_of_the_best_dates():
    """By brute force over every way to place as many events as far apart."""
    made = made_market()
    sample, found = admissible_sessions(made, 10), chance(made)
    values, every = sample.log_returns, list(combinations(range(len(sample.dates)), found.n))
    best = max(values[list(s)].mean() for s in every if np.all(np.diff(s) >= 5))
    assert found.attainable_p == pytest.approx(exact(values, every, best), abs=0.001)
    assert found.attainable_p <= found.p_value.uniform


def test_tests_and_fragility_are_counted_apart(real_report):
    found = real_report.luck
    assert [test.id for test in found.tests] == [
        *("uniform", "spaced", "halving_matched", "halving_matched_without_prehistory"),
        *("same_era_365", "same_era_730", "ranks", "two_sided"),
        *("horizon_30", "horizon_90", "horizon_180", "horizon_365"),
    ]
    assert sum(test.p_value < 0.05 for test in found.tests) == 3
    named = {test.id: test.p_value for test in found.tests}
    assert named["uniform"] == found.p_value.uniform
    assert named["horizon_90"] == found.robustness.horizons[1].test.holm


def test_nothing_is_defined_without_a_complete_event():
    rising = np.arange(1.0, 40.0)
    for made in (
        prices(rising, rising),  # no base
        prices([5, 4, 4, 4, 4, 4, 4, 6.0], [1.0] * 8),  # the follower is shorter than the horizon
        prices([1.0], [1.0]),
    ):
        found = chance(made)
        assert found.n == 0
        assert (found.observed, found.attainable_p, found.next_event) == (None, None, None)
        assert (found.tests, found.p_value.same_era.days_365) == ((), None)
        assert found.robustness.leave_one_out == found.robustness.by_date == ()
        assert {t.test for t in found.robustness.horizons} == {None}


@pytest.mark.parametrize("events", [1, 2])
def test_one_and_two_events(events):
    leader = [9.0, 10.0, *[5.0] * 8, 11.0, *[6.0 if events == 2 else 10.0] * 9]
    leader += [12.0 if events == 2 else 10.5, *[7.0] * 30]
    found = chance(prices(leader, np.linspace(1, 3, len(leader))))
    assert found.n == events
    assert found.p_value.uniform is not None
    assert found.rises == events
    assert [left.test is None for left in found.robustness.leave_one_out] == [events == 1] * events


def test_a_constant_follower_is_never_significant():
    leader = [9.0, 10.0, *[5.0] * 8, 11.0, *[6.0] * 9, 12.0, *[7.0] * 30]
    found = chance(prices(leader, [3.0] * len(leader)))
    assert (found.observed.mean, found.p_value.uniform, found.p_value.spaced) == (0.0, 1.0, 1.0)
    assert found.rises == 0
    assert found.null.counts.sum() == found.draws


def test_a_follower_without_halvings():
    found = chance(made_market(halvings=()))
    assert found.p_value.halving_matched is None
    assert found.p_value.halving_matched_without_prehistory is None
    assert found.p_value.uniform is not None


def test_spacing_can_be_impossible():
    """Two events fit, but the admissible sessions are too few for any two others so far apart."""
    leader = [9.0, 10.0, *[5.0] * 5, 11.0, *[6.0] * 5, 12.0, *[7.0] * 10]
    follower = np.linspace(1, 3, len(leader))
    found = chance(prices(leader, follower, base_sessions=6))
    assert found.n == 2
    assert found.p_value.spaced is not None
    wider = prices(leader, follower, base_sessions=20)
    found = luck(wider, find_breakouts(wider.leader, BreakoutDefinition(6)))
    assert found.n == 2
    assert found.p_value.spaced is None
