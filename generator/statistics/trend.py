"""On which side of its own trend does a series lie? A switch that waits before it turns."""

import numpy as np

from generator.models.prices import FloatArray, IntArray

UNKNOWN = -1


def trend_switch(values: FloatArray, window: int, run: int) -> IntArray:
    """1 (above), 0 (below) or −1 (not known yet) at each value, shape (n,).

    The switch turns on after ``run`` consecutive values above the mean of the latest ``window``
    values (the value itself included), and off after ``run`` below it. Values at the mean belong
    to neither side. NaN: not allowed.
    """
    if len(values) < window:
        return np.full(len(values), UNKNOWN, dtype=np.int64)
    means = np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=1)
    means = np.concatenate([np.full(window - 1, np.nan), means])
    same = np.abs(values - means) <= 1e-12 * np.abs(means)  # a flat series lies on no side
    turn_on = _run_lengths((values > means) & ~same) >= run
    turn_off = _run_lengths((values < means) & ~same) >= run
    latest = np.maximum.accumulate(np.where(turn_on | turn_off, np.arange(len(values)), -1))
    return np.where(latest < 0, UNKNOWN, turn_on[latest].astype(np.int64))


def _run_lengths(flags: np.ndarray) -> IntArray:
    """How many True values in a row end at each position."""
    here = np.arange(1, len(flags) + 1)
    lengths: IntArray = here - np.maximum.accumulate(np.where(flags, 0, here))
    return lengths


def spells(states: IntArray, state: int) -> list[tuple[int, int]]:
    """First and last position of each unbroken stretch in one state."""
    padded = np.concatenate([[False], states == state, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(first), int(end) - 1) for first, end in zip(edges[::2], edges[1::2], strict=True)]
