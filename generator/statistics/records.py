"""Running records, bases and falls of a price series.

All functions take prices oldest first, shape (n,), and return positions (indices) or fractions.
"""

import numpy as np

from generator.models.prices import FloatArray, IntArray


def record_positions(prices: FloatArray, above: float | None = None) -> IntArray:
    """Positions of the records: prices above every earlier one, and ``above`` what came before.

    If that is not known, the first price is no record, for it has nothing to exceed; an equal price
    is none either. NaN: not allowed (stored closes are finite).
    """
    if not len(prices):
        return np.empty(0, dtype=np.int64)
    first = prices[0] if above is None else above
    return np.flatnonzero(prices > np.maximum.accumulate([first, *prices[:-1]]))


def first_run_of_true(flags: np.ndarray, length: int) -> int | None:
    """Position at which the first run of ``length`` consecutive True values is complete.

    None if there is no such run. NaN: not applicable.
    """
    if len(flags) < length:
        return None
    complete = np.convolve(flags.astype(np.int64), np.ones(length, dtype=np.int64), mode="valid")
    found = np.flatnonzero(complete == length)
    return int(found[0]) + length - 1 if len(found) else None


def deepest_fall(prices: FloatArray) -> float:
    """The deepest fall from a peak to any later price, as a fraction (0: it never fell).

    Also known as maximum drawdown. NaN: not allowed; empty: not allowed.
    """
    return float(np.min(prices / np.maximum.accumulate(prices)) - 1)
