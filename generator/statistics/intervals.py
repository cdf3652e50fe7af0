"""Intervals and corrections of textbooks."""

from collections.abc import Sequence

import numpy as np
from scipy.special import betaincinv

from generator.models.prices import FloatArray


def clopper_pearson(successes: int, trials: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share, as fractions. Clopper & Pearson (1934), Biometrika 26(4)."""
    tail = (1 - level) / 2
    failures = trials - successes
    lower = betaincinv(successes, failures + 1, tail) if successes else 0.0
    upper = betaincinv(successes + 1, failures, 1 - tail) if failures else 1.0
    return float(lower), float(upper)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """P-values corrected for their number, in the given order. Holm (1979), SJS 6(2)."""
    order = np.argsort(p_values)
    factors = len(p_values) - np.arange(len(p_values))
    stepped = np.maximum.accumulate(np.asarray(p_values)[order] * factors)
    corrected = np.empty(len(p_values))
    corrected[order] = np.minimum(stepped, 1.0)
    return tuple(float(p) for p in corrected)


def percentile_interval(resamples: FloatArray) -> tuple[float, float] | None:
    """The central 95 % of resampled statistics. NaN, infinite: left out; None if none is left."""
    finite = resamples[np.isfinite(resamples)]
    if not len(finite):
        return None
    low, high = np.quantile(finite, [0.025, 0.975])
    return float(low), float(high)
