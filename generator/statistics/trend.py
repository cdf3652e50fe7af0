"""On which side of its own trend does a series lie? A switch that waits before it turns."""

import numpy as np

from generator.models.prices import FloatArray, IntArray

UNKNOWN = -1


def sides_of_mean(values: FloatArray, window: int) -> IntArray:
    """1 (above), −1 (below) or 0 (at it, or not known yet) at each value, shape (n,).

    The mean is that of the latest ``window`` values, the value itself included. NaN: not allowed.
    """
    if len(values) < window:
        return np.zeros(len(values), dtype=np.int64)
    means = np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=1)
    distance = values[window - 1 :] - means
    same = np.abs(distance) <= 1e-12 * np.abs(means)  # a flat series lies on no side
    sides = np.where(same, 0, np.sign(distance)).astype(np.int64)
    return np.concatenate([np.zeros(window - 1, dtype=np.int64), sides])


def switch(sides: IntArray, run: int) -> IntArray:
    """1 (on), 0 (off) or −1 (not known yet) at each value, shape (n,).

    It turns on after ``run`` consecutive values above their mean, and off after ``run`` below it.
    Values at the mean belong to neither side.
    """
    turn_on, turn_off = _run_lengths(sides > 0) >= run, _run_lengths(sides < 0) >= run
    latest = np.maximum.accumulate(np.where(turn_on | turn_off, np.arange(len(sides)), -1))
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
