"""Do they move together? Rolling correlations of the follower with the leader and the controls.

Definitions: Method, "Moving together".
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.question import EvidenceSettings
from generator.models.together import (
    Correlation,
    CorrelationDifference,
    CorrelationPath,
    Correlations,
    Difference,
    Estimate,
    PartialCorrelation,
    RollingEstimate,
)
from generator.statistics.bootstrap import stationary_indices
from generator.statistics.correlation import partial, pearson
from generator.statistics.intervals import percentile_interval


def correlations(prices: Prices) -> Correlations:
    """The follower with the leader and each control, over every window."""
    question = prices.question
    controls = [
        prices.of(h.instrument) for h in prices.histories if h.instrument in question.controls
    ]
    pairs = [
        _Returns(question.evidence, prices.follower, (other,))
        for other in (prices.leader, *controls)
    ]
    triples = [
        _Returns(question.evidence, prices.follower, (prices.leader, control))
        for control in controls
    ]
    windows = question.evidence.windows
    return Correlations(
        rows=tuple(pair.correlation(window) for pair in pairs for window in windows),
        partial=tuple(triple.partial(window) for triple in triples for window in windows),
        differences=tuple(
            found
            for triple in triples
            for window in windows
            for found in triple.differences(window)
        ),
        technology=_technology(prices),
        paths=tuple(pair.path(window) for pair in pairs for window in windows),
    )


def _technology(prices: Prices) -> tuple[CorrelationDifference, ...]:
    """Small-cap technology against each index that closes when it does."""
    question, own = prices.question, prices.of_role("small-cap technology")
    if own is None:
        return ()
    asked = (*question.leaders, *question.controls)
    beside = [
        prices.of(history.instrument)
        for history in prices.histories
        if history.instrument in asked
        and history.instrument.calendar == own.instrument.calendar
        and len(history.rows)
    ]
    all_of_them = _Returns(question.evidence, prices.follower, (own, *beside))
    return tuple(
        found for window in question.evidence.windows for found in all_of_them.differences(window)
    )


class _Returns:
    """Session-to-session log returns on the sessions that all series have."""

    def __init__(
        self, evidence: EvidenceSettings, follower: PriceHistory, others: Sequence[PriceHistory]
    ) -> None:
        closes = pd.concat(
            [history.close for history in (follower, *others)], axis="columns", join="inner"
        )
        returns = np.diff(np.log(closes.to_numpy(dtype=float)), axis=0)
        self.dates = pd.DatetimeIndex(closes.index[1:])
        self.follower: FloatArray = returns[:, 0]
        self.others: FloatArray = returns[:, 1:].T
        self.instruments: tuple[Instrument, ...] = tuple(h.instrument for h in others)
        self._evidence = evidence
        self._rolled: dict[int, FloatArray] = {}

    def path(self, window: int) -> CorrelationPath:
        """The rolling correlation with the first of the others, where it is defined."""
        values = self._rolling(window)
        defined = np.isfinite(values)
        dates = self.dates[max(window - 1, 0) :]
        return CorrelationPath(self.instruments[0], window, dates[defined], values[defined])

    def correlation(self, window: int) -> Correlation:
        """The latest correlation with the first of the others."""
        rolling = self._rolling(window)
        if not len(rolling) or not np.isfinite(rolling[-1]):
            return Correlation(self.instruments[0], window, None)
        follower, other = self.follower[-window:], self.others[0, -window:]
        value = float(rolling[-1])
        history = rolling[np.isfinite(rolling)]
        drawn = self._resampled(window)
        latest = RollingEstimate(
            value=value,
            interval=percentile_interval(pearson(follower[drawn], other[drawn])),
            percentile=float((history <= value).mean()),
            last=self._last,
            beta=value * float(follower.std() / other.std()),
        )
        return Correlation(self.instruments[0], window, latest)

    def partial(self, window: int) -> PartialCorrelation:
        """The latest correlation with the first of the others, the second held fixed."""
        control = self.instruments[1]
        if len(self.follower) < window:
            return PartialCorrelation(control, window, None)
        x, (y, z) = self.follower[-window:], self.others[:, -window:]
        value = float(_partial(x, y, z))
        if not np.isfinite(value):
            return PartialCorrelation(control, window, None)
        drawn = self._resampled(window)
        interval = percentile_interval(_partial(x[drawn], y[drawn], z[drawn]))
        return PartialCorrelation(control, window, Estimate(value, interval, self._last))

    def differences(self, window: int) -> tuple[CorrelationDifference, ...]:
        """The latest correlation with the first of the others minus that with each further one."""
        controls = self.instruments[1:]
        if len(self.follower) < window:
            return tuple(CorrelationDifference(control, window, None) for control in controls)
        x, (y, *further) = self.follower[-window:], self.others[:, -window:]
        drawn = self._resampled(window)
        own, resampled = float(pearson(x, y)), pearson(x[drawn], y[drawn])
        found = []
        for control, z in zip(controls, further, strict=True):
            other = float(pearson(x, z))
            if np.isfinite(own - other):
                interval = percentile_interval(resampled - pearson(x[drawn], z[drawn]))
                latest = Difference(own, other, interval, self._last)
            else:
                latest = None
            found.append(CorrelationDifference(control, window, latest))
        return tuple(found)

    @property
    def _last(self) -> date:
        """The last session that all series have."""
        return self.dates[-1].date()

    def _rolling(self, window: int) -> FloatArray:
        """The correlation over the sessions up to each one, shape (sessions − window + 1,)."""
        if len(self.follower) < window:
            return np.empty(0)
        if window not in self._rolled:
            self._rolled[window] = pearson(
                np.lib.stride_tricks.sliding_window_view(self.follower, window),
                np.lib.stride_tricks.sliding_window_view(self.others[0], window),
            )
        return self._rolled[window]

    def _resampled(self, window: int) -> np.ndarray:
        evidence = self._evidence
        return _resamples(window, evidence.seed, evidence.block_sessions, evidence.resamples)


@lru_cache(maxsize=4)  # the same for each pair of series
def _resamples(window: int, seed: int, block: int, resamples: int) -> np.ndarray:
    drawn = stationary_indices(window, block, resamples, np.random.default_rng((seed, 6, window)))
    drawn.flags.writeable = False
    return drawn


def _partial(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    return partial(pearson(x, y), pearson(x, z), pearson(y, z))
