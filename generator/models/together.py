"""Moving together, and who moves first: :mod:`generator.signals.correlation`, ``lead_lag``.

``None`` means "not defined": too few observations, or a series that does not vary.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, IntArray


@dataclass(frozen=True)
class Correlation:
    """The latest rolling correlation of the follower with one instrument.

    Attributes
    ----------
    window
        Sessions.
    lower, upper
        95 % interval of the stationary bootstrap.
    percentile
        The share of this window's history that is no higher than the latest value.
    beta
        Follower return per unit of the instrument's return, over the same window.
    given
        For a partial correlation, what is held fixed.
    """

    instrument: Instrument
    window: int
    value: float | None
    lower: float | None
    upper: float | None
    percentile: float | None
    beta: float | None
    given: Instrument | None = None


@dataclass(frozen=True)
class CorrelationDifference:
    """The latest correlation with the leader against that with a control, on common sessions.

    ``lower`` and ``upper`` are the 95 % interval of ``own`` minus ``other``; all three series are
    resampled together.
    """

    control: Instrument
    window: int
    own: float | None
    other: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, eq=False)
class CorrelationPath:
    """One rolling correlation through time: ``values`` by date, shape (m,)."""

    instrument: Instrument
    window: int
    dates: pd.DatetimeIndex
    values: FloatArray


@dataclass(frozen=True, eq=False)
class Correlations:
    """The follower with the leader and each control.

    Then with the leader given each control, and with the leader compared to each control.
    """

    rows: tuple[Correlation, ...]
    partial: tuple[Correlation, ...]
    differences: tuple[CorrelationDifference, ...]
    paths: tuple[CorrelationPath, ...]


@dataclass(frozen=True)
class Granger:
    """P-values of the Granger tests both ways, with the number of lags that BIC chose."""

    lags: int
    leader_to_follower: float
    follower_to_leader: float


@dataclass(frozen=True, eq=False)
class LeadLag:
    """Weekly cross-correlation; at a positive lag the leader moved first.

    Attributes
    ----------
    weeks
        Weekly returns of both series.
    lags, correlation
        Weeks, and r at each of them, shape (2 most + 1,); both None where it is not defined.
    pointwise_band, simultaneous_band
        What 95 % of unrelated series stay within, at one lag, and at all lags together (±).
    """

    weeks: int
    lags: IntArray
    correlation: FloatArray | None
    pointwise_band: float | None
    simultaneous_band: float | None
    granger: Granger | None

    @property
    def outside(self) -> tuple[int, ...]:
        """The lags at which the correlation leaves the simultaneous band."""
        if self.correlation is None or self.simultaneous_band is None:
            return ()
        return tuple(
            int(lag)
            for lag, r in zip(self.lags, self.correlation, strict=True)
            if abs(r) > self.simultaneous_band
        )
