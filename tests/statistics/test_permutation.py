"""Sampling is exact and p-values are right: enumeration, scipy, and hand counts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import chisquare, permutation_test, rankdata

from generator.statistics.permutation import (
    average_ranks,
    greatest_mean,
    matched_means,
    most_odds,
    p_value,
    p_values,
    random_samples,
    rotated_means,
    sample_means,
    spaced_samples,
)


def rng():
    return np.random.default_rng(7)


def counts_of(samples, subsets):
    index = {subset: number for number, subset in enumerate(subsets)}
    found = [index[tuple(sorted(row))] for row in samples.tolist()]
    return np.bincount(found, minlength=len(subsets))


@pytest.mark.parametrize(("pool", "size"), [(30, 2), (6, 3), (5, 5), (4, 1)])
def test_random_samples_are_uniform_over_all_subsets(pool, size):
    """Both ways of sampling: sparse (30 choose 2) and dense (the others)."""
    subsets = list(combinations(range(pool), size))
    counts = counts_of(random_samples(pool, size, 60_000, rng()), subsets)
    assert len(subsets) == 1 or chisquare(counts).pvalue > 0.001


@pytest.mark.parametrize(("pool", "size"), [(60, 3), (7, 4)])
def test_first_columns_of_a_sample_are_a_sample(pool, size):
    subsets = list(combinations(range(pool), 2))
    counts = counts_of(random_samples(pool, size, 60_000, rng())[:, :2], subsets)
    assert chisquare(counts).pvalue > 0.001


@pytest.mark.parametrize(("pool", "size", "gap"), [(12, 3, 4), (9, 2, 3), (7, 3, 3), (5, 1, 9)])
def test_spaced_samples_are_uniform_over_all_spaced_subsets(pool, size, gap):
    subsets = [s for s in combinations(range(pool), size) if np.all(np.diff(s) >= gap)]
    counts = counts_of(spaced_samples(pool, size, gap, 30_000, rng()), subsets)
    assert counts.sum() == 30_000
    assert len(subsets) == 1 or chisquare(counts).pvalue > 0.001


def test_impossible_samples():
    assert spaced_samples(8, 3, 4, 10, rng()) is None
    assert spaced_samples(9, 3, 4, 10, rng()).tolist() == [[0, 4, 8]] * 10
    with pytest.raises(ValueError, match="cannot be drawn"):
        random_samples(2, 3, 10, rng())


def test_p_value_by_hand():
    null = np.array([1.0, 2.0, 3.0, 4.0])
    assert p_value(null, 3.0) == 3 / 5
    assert p_value(null, 9.0) == 1 / 5
    assert p_value(null, 3.0 + 1e-13) == 3 / 5  # sums differ by their order
    assert p_values(null, np.array([0.0, 3.0, 9.0])).tolist() == [1.0, 3 / 5, 1 / 5]


def test_p_converges_to_the_exact_enumeration():
    values = np.random.default_rng(3).normal(size=14)
    events = [1, 5, 11]
    observed = values[events].mean()
    every = [values[list(subset)].mean() for subset in combinations(range(14), 3)]
    exact = np.mean(np.array(every) >= observed - 1e-12)
    draws = random_samples(14, 3, 200_000, rng())
    assert p_value(values[draws].mean(axis=1), observed) == pytest.approx(exact, abs=0.004)
    spaced = [values[list(s)].mean() for s in combinations(range(14), 3) if np.all(np.diff(s) >= 4)]
    exact = np.mean(np.array(spaced) >= observed - 1e-12)
    draws = spaced_samples(14, 3, 4, 200_000, rng())
    assert p_value(values[draws].mean(axis=1), observed) == pytest.approx(exact, abs=0.004)


def test_p_agrees_with_scipy():
    """Which n of N sessions carry the label "event" is a two-sample permutation."""
    values = np.random.default_rng(5).lognormal(size=40)
    events = np.array([3, 17, 30, 39])
    label = np.isin(np.arange(40), events)
    scipys = permutation_test(
        (values[label], values[~label]),
        lambda x, _: x.mean(),
        permutation_type="independent",
        alternative="greater",
        n_resamples=20_000,
        rng=rng(),
    ).pvalue
    ours = p_value(values[random_samples(40, 4, 20_000, rng())].mean(axis=1), values[events].mean())
    assert ours == pytest.approx(scipys, abs=0.012)


def test_matched_means_converge_to_the_enumeration():
    values = np.array([0.0, 1.0, 5.0, 2.0])
    pools = [np.array([0, 1]), np.array([1, 2, 3])]
    every = sorted((values[a] + values[b]) / 2 for a in pools[0] for b in pools[1])
    drawn = matched_means(values, pools, 60_000, rng())
    assert sorted(set(drawn)) == sorted(set(every))
    for value in set(every):
        share = np.mean(np.array(every) == value)
        assert np.mean(drawn == value) == pytest.approx(share, abs=0.01)


def test_rotation_by_hand():
    values = np.array([1.0, 2.0, 4.0, 8.0])
    means = rotated_means(values, np.array([0, 3]), np.arange(4))
    assert means.tolist() == [4.5, 1.5, 3.0, 6.0]


@pytest.mark.parametrize("gap", [1, 3, 5])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_greatest_mean_by_brute_force(size, gap):
    values = np.random.default_rng(size * 10 + gap).normal(size=14)
    means = [
        values[list(places)].mean()
        for places in combinations(range(14), size)
        if np.all(np.diff(places) >= gap)
    ]
    found = greatest_mean(values, size, gap)
    assert found == (pytest.approx(max(means)) if means else None)


@pytest.mark.parametrize(
    ("p", "odds"), [(0.05, 2.456), (0.01, 7.988), (0.005, 13.89), (0.5, 1), (1, 1)]
)
def test_most_odds_are_the_published_ones(p, odds):
    """Sellke, Bayarri & Berger (2001), table 1."""
    assert most_odds(p) == pytest.approx(odds, rel=1e-3)


def test_sample_means_are_the_means_of_rows():
    values, samples = np.arange(10.0) ** 2, np.array([[0, 1, 2], [9, 9, 3]])
    assert list(sample_means(values, samples)) == pytest.approx([5 / 3, (81 + 81 + 9) / 3])


@pytest.mark.parametrize(
    "values", [[3.0, 1.0, 3.0, 2.0, 3.0, 1.0], [0.5], list(rng().normal(size=99))]
)
def test_equal_values_share_their_ranks(values):
    assert average_ranks(np.array(values)).tolist() == rankdata(values).tolist()
