"""Realised volatility, and how sure one can be that it changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.models.prices import FloatArray


def log_returns(close: pd.Series[float]) -> pd.Series[float]:
    """Logarithmic returns from one row to the next, dated on the later one; one row shorter."""
    logs = pd.Series(np.log(np.asarray(close, dtype=np.float64)), index=close.index)
    return logs.diff().iloc[1:]


def annualised(returns: FloatArray, periods_per_year: int) -> float | None:
    """Standard deviation (ddof 1) times the root of the periods in a year; None below two.

    NaN: not allowed.
    """
    if len(returns) < 2:
        return None
    return float(np.std(returns, ddof=1) * np.sqrt(periods_per_year))


def rolling_volatility(
    returns: pd.Series[float], days: int, periods_per_year: int
) -> pd.Series[float]:
    """Realised volatility over the latest ``days`` calendar days, the day itself included.

    NaN until the whole window is covered by returns, and where it holds fewer than two.
    """
    if returns.empty:
        return returns.copy()
    deviation: pd.Series[float] = returns.rolling(f"{days}D", min_periods=2).std(ddof=1)
    covered = returns.index >= returns.index[0] + pd.Timedelta(days=days - 1)
    return deviation.where(covered) * float(np.sqrt(periods_per_year))


def resampled_deviations(values: FloatArray, weights: FloatArray) -> FloatArray:
    """The standard deviation (ddof 1) of each resample, shape (resamples,).

    Parameters
    ----------
    values
        Shape (n,). NaN: left out; a resample with fewer than two values gives NaN.
    weights
        How often each value occurs, shape (resamples, n).
    """
    known = np.isfinite(values)
    centred = np.where(known, values - (values[known].mean() if known.any() else 0.0), 0.0)
    moments = weights @ np.column_stack([known.astype(np.float64), centred, centred**2])
    count, total, squares = moments.T
    enough = count >= 2
    safe = np.where(enough, count, 2.0)
    variance = np.maximum((squares - total**2 / safe) / (safe - 1), 0.0)
    return np.where(enough, np.sqrt(variance), np.nan)
