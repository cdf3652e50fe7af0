"""Tests against chance: draw other days at random, and count how many do as well.

Positions are indices into a pool of equally admissible days, values what followed each of them.
Sampling is exact and vectorised over the draws; memory stays below a few hundred MB.
"""

import math
from collections.abc import Sequence

import numpy as np

from generator.models.prices import FloatArray, IntArray

TIE = 1e-12
"""Draws this close below the observed value count as reaching it: sums differ by their order."""

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
    repeated = np.arange(draws)
    while len(repeated):
        ordered = np.sort(samples[repeated], axis=1)
        repeated = repeated[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)]
        samples[repeated] = rng.integers(pool, size=(len(repeated), size))
    return samples


def _shuffled(pool: int, size: int, draws: int, rng: np.random.Generator) -> IntArray:
    rows = max(1, _CHUNK // pool)
    parts = []
    for done in range(0, draws, rows):
        pools = np.tile(np.arange(pool), (min(rows, draws - done), 1))
        parts.append(rng.permuted(pools, axis=1)[:, :size])
    return np.concatenate(parts)


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


def smallest_p(n: int, windows: int, draws: int) -> float | None:
    """The smallest p that n events could reach: by the draws, or by the ways to choose windows."""
    if n == 0 or windows < n:
        return None
    return max(1 / (draws + 1), 1 / math.comb(windows, n))
