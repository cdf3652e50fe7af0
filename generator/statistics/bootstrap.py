"""Stationary bootstrap: resample a series in blocks of random length, so that runs survive."""

import numpy as np

from generator.models.prices import FloatArray, IntArray

SHORTEST = 20
"""Observations below which no block length is estimated."""


def stationary_indices(
    length: int, block: float, resamples: int, rng: np.random.Generator
) -> IntArray:
    """Positions of resampled series, shape (resamples, length).

    Each block starts anywhere, runs on circularly, and ends after each observation with
    probability 1/block. Politis & Romano (1994), "The stationary bootstrap", JASA 89(428).
    """
    begins, runs, starts = _blocks(length, block, resamples, rng)
    shifts = np.repeat(starts - begins % length, runs).reshape(resamples, length)
    indices: IntArray = (shifts + np.arange(length)) % length
    return indices


def stationary_weights(
    length: int, block: float, resamples: int, rng: np.random.Generator
) -> FloatArray:
    """How often each position occurs in each row of :func:`stationary_indices`, same shape."""
    begins, runs, starts = _blocks(length, block, resamples, rng)
    ends = starts + runs
    over = ends > length  # such a block runs on from the first observation
    row = begins // length * (length + 1)
    rises = [row + starts, row[over]]
    falls = [row + np.minimum(ends, length), row[over] + ends[over] - length]
    steps = np.repeat((1.0, -1.0), [sum(map(len, rises)), sum(map(len, falls))])
    size = resamples * (length + 1)
    changes = np.bincount(np.concatenate(rises + falls), steps, size).reshape(resamples, -1)
    weights: FloatArray = np.cumsum(changes, axis=1, dtype=np.float64)
    return weights[:, :-1]


def _blocks(
    length: int, block: float, resamples: int, rng: np.random.Generator
) -> tuple[IntArray, IntArray, IntArray]:
    """All blocks in order: where each begins in the flattened resamples, how long it is, and the
    position of the series from which it runs on.
    """
    starts = rng.integers(length, size=(resamples, length))
    new = rng.random((resamples, length)) < 1 / block
    new[:, 0] = True
    begins = np.flatnonzero(new)
    return begins, np.diff(begins, append=new.size), starts.ravel()[begins]


def block_length(series: FloatArray) -> float:
    """The mean block that suits a series, at least 1 and at most its length; 1 if it is short.

    Politis & White (2004), "Automatic block-length selection", Econometric Reviews 23(1), as
    corrected by Patton, Politis & White (2009), 28(4).
    """
    if len(series) < SHORTEST or np.ptp(series) == 0:
        return 1.0
    from arch.bootstrap import optimal_block_length  # noqa: PLC0415 - one process needs it

    chosen = float(optimal_block_length(series)["stationary"].iloc[0])
    return min(max(chosen, 1.0), float(len(series))) if np.isfinite(chosen) else 1.0
