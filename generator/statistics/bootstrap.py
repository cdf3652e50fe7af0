"""Stationary bootstrap: resample a series in blocks of random length, so that runs survive."""

from __future__ import annotations

import numpy as np
from arch.bootstrap import optimal_block_length

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
    starts = rng.integers(length, size=(resamples, length))
    new = rng.random((resamples, length)) < 1 / block
    new[:, 0] = True
    here = np.arange(length)
    latest = np.maximum.accumulate(np.where(new, here, 0), axis=1)
    indices: IntArray = (np.take_along_axis(starts, latest, axis=1) + here - latest) % length
    return indices


def block_length(series: FloatArray) -> float:
    """The mean block that suits a series, at least 1 and at most its length; 1 if it is short.

    Politis & White (2004), "Automatic block-length selection", Econometric Reviews 23(1), as
    corrected by Patton, Politis & White (2009), 28(4).
    """
    if len(series) < SHORTEST or np.ptp(series) == 0:
        return 1.0
    chosen = float(optimal_block_length(series)["stationary"].iloc[0])
    return min(max(chosen, 1.0), float(len(series))) if np.isfinite(chosen) else 1.0
