"""Moving together, and who moves first: :mod:`generator.signals.correlation`, ``lead_lag``.

``None`` means "not defined": too few observations, or a series that does not vary.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from generator.models.instruments import Instrument
from generator.models.precision import Drawn, Share
from generator.models.prices import FloatArray, IntArray
from generator.models.volatility import Interval


@dataclass(frozen=True)
class Estimate:
    """A correlation, −1 to 1, over the latest window.

    ``interval`` is the 95 % interval of the stationary bootstrap; None if no resample defines one.
    """

    value: float
    interval: Interval | None
    last: dt.date
    """The last session of the window: the latest one that all its series have."""


@dataclass(frozen=True)
class RollingEstimate(Estimate):
    """A correlation over the latest window, beside its own history."""

    percentile: Share
    """The share of this window's history that is no higher than the latest value."""
    beta: float
    """Follower return per unit of the instrument's return, over the same window."""


@dataclass(frozen=True)
class Correlation:
    """The latest rolling correlation of the follower with one instrument; window in sessions."""

    instrument: Instrument
    window: int
    latest: RollingEstimate | None


@dataclass(frozen=True)
class PartialCorrelation:
    """The latest correlation of follower and leader, with the control ``given`` held fixed."""

    given: Instrument
    window: int
    latest: Estimate | None


@dataclass(frozen=True)
class Difference:
    """The correlation with the leader, ``own``, and with a control, ``other``.

    ``interval`` is the 95 % interval of ``own`` minus ``other``; all three series are resampled
    together.
    """

    own: float
    other: float
    interval: Interval | None
    last: dt.date
    """As of :class:`Estimate`."""


@dataclass(frozen=True)
class CorrelationDifference:
    """The latest correlation with the leader against that with a control, on common sessions."""

    control: Instrument
    window: int
    latest: Difference | None


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
    partial: tuple[PartialCorrelation, ...]
    differences: tuple[CorrelationDifference, ...]
    technology: tuple[CorrelationDifference, ...]
    """The same with small-cap technology in the leader's place, and every index of its exchange as
    a control; none where it is not stored."""
    paths: tuple[CorrelationPath, ...]


@dataclass(frozen=True)
class Granger:
    """P-values of the Granger tests both ways, with the number of lags that BIC chose."""

    lags: int
    leader_to_follower: float
    follower_to_leader: float


@dataclass(frozen=True, eq=False)
class CrossCorrelation:
    """Weekly correlations at each lag."""

    values: FloatArray
    """r at each lag, shape (2 most + 1,)."""
    pointwise_band: Drawn
    simultaneous_band: Drawn
    """What 95 % of unrelated series stay within, at one lag, and at all lags together (±)."""


@dataclass(frozen=True, eq=False)
class LeadLag:
    """Weekly cross-correlation; at a positive lag the leader moved first."""

    weeks: int
    """Weekly returns of both series."""
    lags: IntArray
    """Weeks, shape (2 most + 1,)."""
    correlation: CrossCorrelation | None
    granger: Granger | None

    @property
    def outside(self) -> tuple[int, ...]:
        """The lags at which the correlation leaves the simultaneous band."""
        if self.correlation is None:
            return ()
        return tuple(
            int(lag)
            for lag, r in zip(self.lags, self.correlation.values, strict=True)
            if abs(r) > self.correlation.simultaneous_band
        )
