"""Does a test reject? The uniform and the spaced one, on values to which an effect is added.

Positions are indices into a pool of sessions, ascending by day; ``values`` are the log returns of
``horizon`` days after each.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from generator.models.luck import LEVEL
from generator.models.prices import FloatArray, IntArray
from generator.statistics.permutation import TIE, random_samples, spaced_samples

MOST_KEPT = 50_000  # draws of one size that leaders share, each taking some of them


def planted_share(days: IntArray, event_days: IntArray, horizon: int) -> FloatArray:
    """How much of a drift after each event falls into the window after each day, shape of ``days``.

    The drift is spread evenly over the ``horizon`` days after each event. A window that begins
    with an event holds all of it, one that begins k days earlier or later a share of 1 − k/horizon;
    what follows several events adds up. ``days`` ascend.
    """
    found = np.zeros(len(days))
    firsts = np.searchsorted(days, event_days - horizon)
    ends = np.searchsorted(days, event_days + horizon)
    for event, first, end in zip(event_days, firsts, ends, strict=True):
        found[first:end] += 1 - np.abs(days[first:end] - event) / horizon
    return found


class Market(NamedTuple):
    """The follower as the tests see it."""

    values: FloatArray
    """Log returns after each session of the pool, shape (N,)."""
    days: IntArray
    """The day of each session, as a number, ascending, shape (N,)."""
    horizon: int
    """The days over which the returns are measured."""


def rejections(
    market: Market,
    leaders: Sequence[IntArray],
    drifts: FloatArray,
    gap: int,
    draws: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Whether p is at most 5 %, shape (leaders, drifts, 2): for the uniform and the spaced test.

    Parameters
    ----------
    leaders
        The positions of the events of each.
    drifts
        Log returns that are added over the days after each event, to the follower's price: every
        window that holds some of these days is moved, those drawn at random too.
    gap
        Positions between the spaced draws, at least.
    """
    made = {
        n: _Nulls.of(market.values, n, gap, (count, draws), rng)
        for n, count in sorted(Counter(map(len, leaders)).items())
    }
    found = np.zeros((len(leaders), len(drifts), 2), dtype=bool)
    for rejected, events in zip(found, leaders, strict=True):
        share = planted_share(market.days, market.days[events], market.horizon)
        observed = market.values[events].mean() + drifts * share[events].mean()
        for test, null in enumerate(made[len(events)]):
            if null is not None:
                begin = int(rng.integers(len(null.means) - draws + 1))
                means, moved = null.part(slice(begin, begin + draws), share)
                beyond = np.multiply.outer(drifts, moved)
                beyond += means
                beyond -= (observed - TIE)[:, None]
                reached = np.count_nonzero(beyond >= 0, axis=1)
                rejected[:, test] = (reached + 1) / (draws + 1) <= LEVEL
    return found


class _Null(NamedTuple):
    """Draws of some sessions, and the mean of the values after them without an effect."""

    columns: IntArray
    """Positions, shape (size, kept)."""
    means: FloatArray
    """Shape (kept,)."""

    def part(self, rows: slice, share: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The means of some draws, and the mean share of the drift that falls into each."""
        moved: FloatArray = share.take(self.columns[:, rows]).sum(axis=0)
        return self.means[rows], moved / len(self.columns)


class _Nulls(NamedTuple):
    """The draws for one number of events; None where no sessions lie so far apart."""

    uniform: _Null | None
    spaced: _Null | None

    @classmethod
    def of(
        cls,
        values: FloatArray,
        n: int,
        gap: int,
        counts: tuple[int, int],
        rng: np.random.Generator,
    ) -> "_Nulls":
        """Draw for so many leaders, so often for each; many leaders share some draws."""
        leaders, draws = counts
        kept = max(draws, min(leaders * draws, MOST_KEPT))
        drawn = (
            random_samples(len(values), n, kept, rng),
            spaced_samples(len(values), n, gap, kept, rng),
        )
        return cls(
            *(
                None
                if samples is None
                else _Null(np.ascontiguousarray(samples.T), values[samples.T].mean(axis=0))
                for samples in drawn
            )
        )
