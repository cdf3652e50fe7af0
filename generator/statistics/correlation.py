"""Correlation: along rows, of parts, and across lags.

A series without variation has no correlation: the result is None, or NaN within an array.
"""

import numpy as np

from generator.models.prices import FloatArray


def pearson(x: FloatArray, y: FloatArray) -> FloatArray:
    """Correlation along the last axis, shape of the axes before it; NaN without variation."""
    x = x - x.mean(axis=-1, keepdims=True)
    y = y - y.mean(axis=-1, keepdims=True)
    scale = np.sqrt((x**2).sum(axis=-1) * (y**2).sum(axis=-1))
    # A constant row leaves rounding dust instead of zero.
    constant = scale <= np.finfo(float).eps * x.shape[-1]
    r: FloatArray = np.where(constant, np.nan, (x * y).sum(axis=-1) / np.where(constant, 1, scale))
    return r


def partial(r_xy: FloatArray, r_xz: FloatArray, r_yz: FloatArray) -> FloatArray:
    """Correlation of x and y given z, from the three plain ones; NaN where z explains all."""
    left = (1 - r_xz**2) * (1 - r_yz**2)
    defined = left > np.finfo(float).eps
    p: FloatArray = np.where(
        defined, (r_xy - r_xz * r_yz) / np.sqrt(np.where(defined, left, 1)), np.nan
    )
    return p


def cross_correlation(x: FloatArray, y: FloatArray, most: int) -> FloatArray:
    """r_k = corr(x_t, y_{t+k}) for k = −most…+most along the last axis, shape (…, 2 most + 1).

    Moments of the full sample and divisor n at every lag, as in Box & Jenkins. The series must
    vary and be longer than ``most``.
    """
    length = x.shape[-1]
    x = (x - x.mean(axis=-1, keepdims=True)) / x.std(axis=-1, keepdims=True)
    y = (y - y.mean(axis=-1, keepdims=True)) / y.std(axis=-1, keepdims=True)
    padded = 1 << (2 * length - 1).bit_length()
    spectrum = np.conj(np.fft.rfft(x, padded)) * np.fft.rfft(y, padded)
    circular = np.fft.irfft(spectrum, padded)
    r: FloatArray = np.take(circular, np.arange(-most, most + 1), axis=-1, mode="wrap") / length
    return r
