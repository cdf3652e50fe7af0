"""Tests against chance: draw other days at random, and count how many do as well.

Positions are indices into a pool of equally admissible days, values what followed each of them.
Sampling is exact and vectorised over the draws; memory stays below a few hundred MB.
"""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from generator.models.prices import BoolArray, FloatArray, IntArray

TIE = 1e-12
"""Draws this close below the observed value count as reaching it: sums differ by their order."""

FEW = 8
"""Columns up to which comparing all pairs is faster than sorting."""
_CHUNK = 4_000_000  # numbers held at once while whole pools are shuffled


def random_samples(pool: int, size: int, draws: int, rng: np.random.Generator) -> IntArray:
    """Positions drawn without replacement, in random order, shape (draws, size).

    The first k columns are a random sample of k positions for every k. Sparse samples are drawn
    with replacement, and rows with a repetition drawn again, which is exact; dense ones are the
    beginnings of shuffled pools.
    """
    if size > pool:
        raise ValueError(f"{size} positions cannot be drawn from {pool}")
    if size**2 > 4 * pool:
        return _shuffled(pool, size, draws, rng)
    samples = rng.integers(pool, size=(draws, size))
    repeated = np.flatnonzero(_have_repetitions(samples))
    while len(repeated):
        samples[repeated] = rng.integers(pool, size=(len(repeated), size))
        repeated = repeated[_have_repetitions(samples[repeated])]
    return samples


def _have_repetitions(samples: IntArray) -> BoolArray:
    """Whether each row holds a position twice; few columns are compared in pairs."""
    if samples.shape[1] > FEW:
        ordered = np.sort(samples, axis=1)
        return np.asarray((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
    found = np.zeros(len(samples), dtype=bool)
    for one, other in combinations(samples.T, 2):
        found |= one == other
    return found


def _shuffled(pool: int, size: int, draws: int, rng: np.random.Generator) -> IntArray:
    rows = max(1, _CHUNK // pool)
    parts = []
    for done in range(0, draws, rows):
        pools = np.tile(np.arange(pool), (min(rows, draws - done), 1))
        parts.append(rng.permuted(pools, axis=1)[:, :size])
    return np.concatenate(parts)


def sample_means(values: FloatArray, samples: IntArray) -> FloatArray:
    """The mean value of each row of positions, shape (draws,); column by column is fastest."""
    total = np.zeros(len(samples))
    for column in samples.T:
        total += values[column]
    means: FloatArray = total / samples.shape[1]
    return means


def average_ranks(values: FloatArray) -> FloatArray:
    """The rank of each value from 1 on, same shape; equal values share the mean of their ranks."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: FloatArray = (np.cumsum(counts) - (counts - 1) / 2)[at]
    return ranks


def spaced_samples(
    pool: int, size: int, gap: int, draws: int, rng: np.random.Generator
) -> IntArray | None:
    """Positions uniform over all subsets whose neighbours lie at least ``gap`` apart.

    Shape (draws, size), ascending; None if the pool has no such subset. Subsets without the gap
    are drawn from a pool shorter by (size − 1)(gap − 1) and stretched, which maps one to one.
    """
    free = pool - (size - 1) * (gap - 1)
    if free < size:
        return None
    ordered = np.sort(random_samples(free, size, draws, rng), axis=1)
    return ordered + np.arange(size) * (gap - 1)


def matched_means(
    values: FloatArray, pools: Sequence[IntArray], draws: int, rng: np.random.Generator
) -> FloatArray:
    """Means of one value drawn independently from each pool of positions, shape (draws,)."""
    total = np.zeros(draws)
    for pool in pools:
        total += values[pool[rng.integers(len(pool), size=draws)]]
    return total / len(pools)


def p_value(null: FloatArray, observed: float) -> float:
    """(b + 1)/(m + 1): b of the m draws reach the observed value (one-sided, upward).

    Phipson & Smyth (2010), "Permutation p-values should never be zero", SAGMB 9(1).
    """
    return (int((null >= observed - TIE).sum()) + 1) / (len(null) + 1)


def p_values(null: FloatArray, observed: FloatArray) -> FloatArray:
    """:func:`p_value` of many observed values against one **ascending** null, same shape."""
    below = np.searchsorted(null, observed - TIE, side="left")
    p: FloatArray = (len(null) - below + 1) / (len(null) + 1)
    return p


def rotated_means(values: FloatArray, positions: IntArray, shifts: IntArray) -> FloatArray:
    """The mean value at the positions after each circular shift, shape of ``shifts``."""
    means: FloatArray = values[(positions + shifts[:, None]) % len(values)].mean(axis=1)
    return means


def greatest_mean(values: FloatArray, size: int, gap: int) -> float | None:
    """The greatest mean of ``size`` values at least ``gap`` positions apart; None if impossible.

    Dynamic programming: the best so many values up to a position either leave that position out,
    or take it with the best one fewer that end ``gap`` positions before.
    """
    if size < 1 or len(values) < (size - 1) * gap + 1:
        return None
    best = np.maximum.accumulate(values)
    for _ in range(1, size):
        with_one_more = np.full(len(values), -np.inf)
        with_one_more[gap:] = values[gap:] + best[: len(values) - gap]
        best = np.maximum.accumulate(with_one_more)
    return float(best[-1]) / size


def most_odds(p: float) -> float:
    """The most by which a p-value can multiply the odds of an effect.

    Sellke, Bayarri & Berger (2001), "Calibration of p values for testing precise null hypotheses",
    The American Statistician 55(1).
    """
    return 1 / (-math.e * p * math.log(p)) if 0 < p < 1 / math.e else 1.0
