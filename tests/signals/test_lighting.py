"""The order of lighting under every definition, again by plain loops over the stored files."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from math import sqrt

import pytest

from generator.models.risk_curve import OrderRobustness
from generator.signals.risk_curve import risk_curve
from tests.helpers import prices, shipped_prices, stored_rows

ORDER = ("dgs10", "spx", "rut", "btc")
RUNS, MEANS, DARK = (5, 10, 15, 20), (100, 150, 200, 250), (42, 63, 126)


def sides(key, sessions, mean):
    """Session -> 1 above the mean, −1 below, 0 at it; in whole numbers, so that it is exact."""
    sign = -1 if key == "dgs10" else 1
    own = {row["date"]: sign * round(float(row["close"]) * 10_000) for row in stored_rows(key)}
    seen, total, found = [], 0, {}
    for day in sessions:
        if day in own:
            seen.append(own[day])
            total += own[day] - (seen[-1 - mean] if len(seen) > mean else 0)
            above = mean * own[day] - total if len(seen) >= mean else None
            found[day] = above if above is None else (above > 0) - (above < 0)
    return found


def states(found, sessions, run):
    state, above, below, listed = None, 0, 0, []
    for day in sessions:
        if found.get(day) is not None:
            above = above + 1 if found[day] > 0 else 0
            below = below + 1 if found[day] < 0 else 0
            state = True if above >= run else False if below >= run else state
        listed.append(state)
    return listed


def tau_b(times):
    pairs = list(itertools.combinations(times, 2))
    agree = sum((b > a) - (b < a) for a, b in pairs)
    return agree / sqrt(len(pairs) * sum(a != b for a, b in pairs))


def times_of(rungs, start, treasuries_first):
    found = {}
    for key, listed in rungs.items():
        dark = False
        if key == "dgs10" and treasuries_first and listed[start]:
            found[key] = 0
            continue
        for after, state in enumerate(listed[start : start + 505]):
            if state and dark:
                found[key] = after
                break
            dark = dark or state is False
    return [found[key] for key in ORDER if key in found]


def by_loop(rungs, dark, treasuries_first):
    """Mean tau and the exact share of random orders that do as well."""
    small, end = rungs["rut"], len(rungs["rut"])
    start = max(next(i for i, s in enumerate(r) if s is not None) for r in rungs.values())
    taus, sums = [], Counter({0: 1})
    for spell, group in itertools.groupby(range(end), key=lambda i: small[i]):
        places = list(group)
        if spell is not False or places[0] < start or len(places) < dark:
            continue
        times = times_of(rungs, places[0], treasuries_first)
        if len(times) < 3 or not (places[0] + 504 < end or len(times) == 4):
            continue
        taus.append(tau_b(times))
        every = Counter(round(tau_b(each), 8) for each in itertools.permutations(times))
        following = Counter()
        for total, ways in sums.items():
            for tau, seen in every.items():
                following[round(total + tau, 6)] += ways * seen
        sums = following
    mean = sum(taus) / len(taus)
    reached = sum(ways for total, ways in sums.items() if total >= sum(taus) - 1e-4)
    return len(taus), mean, reached / sum(sums.values())


def test_every_variant_against_the_loop(real_report):
    sessions = [row["date"] for row in stored_rows("rut")]
    found = real_report.risk_curve.robustness
    rows = {
        (d.mean_sessions, d.run_sessions, d.dark_sessions, d.treasuries_first): row
        for row in found.rows
        for d in [row.definition]
    }
    assert len(rows) == len(found.rows) == 96
    for mean in MEANS:
        above = {key: sides(key, sessions, mean) for key in ORDER}
        for run in RUNS:
            rungs = {key: states(one, sessions, run) for key, one in above.items()}
            for dark, first in itertools.product(DARK, (False, True)):
                row = rows[mean, run, dark, first]
                episodes, tau, p = by_loop(rungs, dark, first)
                assert (row.episodes, row.mean_tau) == (episodes, pytest.approx(tau))
                assert row.p_value == pytest.approx(p)


def test_figures_computed_independently(real_report):
    """Run length 5: tau 0.50; Treasuries ranked first in 2011, 2020 and 2021: 0.61."""
    found = {
        (d.run_sessions, d.treasuries_first): row.mean_tau
        for row in real_report.risk_curve.robustness.rows
        for d in [row.definition]
        if (d.mean_sessions, d.dark_sessions) == (200, 63)
    }
    assert found[10, False] == real_report.risk_curve.agreement.mean_tau
    assert found[5, False] == pytest.approx(0.50, abs=5e-3)
    assert found[10, True] == pytest.approx(0.61, abs=5e-3)


def test_counts(real_report):
    found = real_report.risk_curve.robustness
    assert found.variants == 96
    assert found.below_5_percent == sum(row.p_value < 0.05 for row in found.rows) == 37
    assert OrderRobustness(()).below_5_percent == 0


def test_nothing_without_an_episode():
    assert risk_curve(prices([1.0, 2.0], [1.0, 2.0])).robustness == OrderRobustness(())
    assert risk_curve(shipped_prices(date(2010, 7, 19))).robustness == OrderRobustness(())
