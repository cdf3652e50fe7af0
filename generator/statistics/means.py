"""A mean and how far it may be off; a slope."""

import numpy as np
from scipy.special import stdtrit

from generator.models.prices import FloatArray


def mean_interval(values: FloatArray, level: float = 0.95) -> tuple[float, float]:
    """Student's t interval of the mean of independent values, of which it takes two.

    NaN: not allowed.
    """
    error = float(np.std(values, ddof=1)) / np.sqrt(len(values))
    reach = float(stdtrit(len(values) - 1, (1 + level) / 2)) * error
    return float(values.mean() - reach), float(values.mean() + reach)


def beta(values: FloatArray, market: FloatArray) -> float:
    """The slope of values on those of a market, shape (n,) each; 0 if the market never moves."""
    moved = market - market.mean()
    spread = float(moved @ moved)
    return float(moved @ (values - values.mean())) / spread if spread else 0.0
