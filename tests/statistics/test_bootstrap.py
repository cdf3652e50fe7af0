"""The stationary bootstrap against its definition and against arch."""

from __future__ import annotations

import numpy as np
import pytest
from arch.bootstrap import StationaryBootstrap
from scipy.stats import bootstrap

from generator.statistics.bootstrap import (
    block_length,
    stationary_indices,
    stationary_weights,
)


def rng():
    return np.random.default_rng(11)


def test_blocks_run_on_circularly_and_have_the_stated_mean():
    indices = stationary_indices(50, 5, 4_000, rng())
    assert indices.min() == 0
    assert indices.max() == 49
    continues = (indices[:, 1:] - indices[:, :-1]) % 50 == 1
    # A block ends with probability 1/5; a new one happens to go on once in 50 times.
    assert continues.mean() == pytest.approx(0.8 + 0.2 / 50, abs=0.004)
    assert np.bincount(indices.ravel()) == pytest.approx(4_000, rel=0.08)


@pytest.mark.parametrize(
    ("length", "block"), [(1, 1), (2, 1), (7, 1), (7, 3), (50, 5), (50, 50), (50, 1e9)]
)
def test_weights_count_the_indices(length, block):
    """One seed, the same resamples; blocks that go round the end, and as long as the series."""
    indices = stationary_indices(length, block, 300, rng())
    counted = [np.bincount(row, minlength=length).tolist() for row in indices]
    assert stationary_weights(length, block, 300, rng()).tolist() == counted


def test_indices_follow_the_definition_step_by_step():
    """Politis & Romano, observation by observation: go on, or start anew anywhere."""
    length, resamples = 9, 200
    starts = rng().integers(length, size=(resamples, length))
    same = rng()
    same.integers(length, size=(resamples, length))
    new = same.random((resamples, length)) < 1 / 3
    for found, start, begins in zip(
        stationary_indices(length, 3, resamples, rng()), starts, new, strict=True
    ):
        expected = [start[0]]
        for i in range(1, length):
            expected.append(start[i] if begins[i] else (expected[-1] + 1) % length)
        assert found.tolist() == expected


def test_block_of_one_is_the_ordinary_bootstrap():
    series = rng().normal(size=40)
    ours = series[stationary_indices(40, 1, 20_000, rng())].mean(axis=1)
    theirs = bootstrap((series,), np.mean, n_resamples=20_000, method="percentile", rng=rng())
    expected = tuple(theirs.confidence_interval)
    assert np.quantile(ours, (0.025, 0.975)) == pytest.approx(expected, abs=0.02)


def test_spread_of_a_mean_is_archs():
    """On a series with memory, where blocks matter."""
    noise = rng().normal(size=300)
    series = np.convolve(noise, np.ones(6), mode="valid")
    ours = series[stationary_indices(len(series), 12, 6_000, rng())].mean(axis=1).std()
    theirs = StationaryBootstrap(12, series, seed=rng()).apply(np.mean, 3_000).std()
    plain = series[stationary_indices(len(series), 1, 6_000, rng())].mean(axis=1).std()
    assert ours == pytest.approx(theirs, rel=0.06)
    assert ours > 1.7 * plain


def test_block_length_is_clamped_and_always_defined():
    flipping = np.tile([1.0, -1.0], 60) + 0.01 * rng().normal(size=120)
    memory = np.convolve(rng().normal(size=400), np.ones(20), mode="valid")
    assert block_length(memory) > 5
    assert 1 <= block_length(flipping) <= 120
    assert block_length(np.zeros(100)) == 1
    assert block_length(np.arange(5.0)) == 1
