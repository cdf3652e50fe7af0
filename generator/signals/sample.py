"""The sessions that could have been events: what chance draws from.

Definitions: Method, "Base rates".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.models.breakouts import BreakoutList
from generator.models.prices import FloatArray, IntArray, PriceHistory, Prices


@dataclass(frozen=True, eq=False)
class Sample:
    """Every admissible session over one horizon, with what followed it."""

    horizon: int
    """Calendar days."""
    dates: pd.DatetimeIndex
    """The sessions, ascending, shape (N,)."""
    log_returns: FloatArray
    """ln F(t+h)/F(t), shape (N,)."""

    def since(self, day: date) -> Sample:
        """The admissible sessions from a day on."""
        kept = self.dates >= pd.Timestamp(day)
        return Sample(self.horizon, self.dates[kept], self.log_returns[kept])

    def complete_by(self, day: date) -> Sample:
        """The sessions whose window was over on a day."""
        kept = self.dates <= pd.Timestamp(day) - pd.Timedelta(days=self.horizon)
        return Sample(self.horizon, self.dates[kept], self.log_returns[kept])

    def positions(self, breakouts: BreakoutList) -> IntArray:
        """Where the complete events stand among the sessions, ascending."""
        days = pd.DatetimeIndex([event.date for event in breakouts.events])
        found = self.dates.get_indexer(days.as_unit("us"))
        return np.asarray(found[found >= 0], dtype=np.int64)

    @property
    def mean(self) -> float | None:
        """The mean log return after an admissible session."""
        return float(self.log_returns.mean()) if len(self.log_returns) else None

    @property
    def windows(self) -> int:
        """How many windows fit between the first and the last session without overlapping."""
        if not len(self.dates):
            return 0
        return int((self.dates[-1] - self.dates[0]).days // self.horizon)


def admissible_sessions(prices: Prices, horizon: int) -> Sample:
    """Leader sessions with a follower close on the day and on the day ``horizon`` days later."""
    return forward_sample(prices.leader.sessions, prices.follower, horizon)


def forward_sample(
    sessions: pd.DatetimeIndex, priced: PriceHistory, horizon: int, *, carried: bool = False
) -> Sample:
    """Log returns of ``priced`` over the days after each session.

    ``carried`` takes its last close up to the end of the window, for series that do not trade
    every day; the window must still be over.
    """
    ends = sessions + pd.Timedelta(days=horizon)
    close = priced.close
    entries = close.reindex(sessions)
    exits = close.reindex(ends, method="ffill" if carried else None)
    exits = exits.where(ends <= close.index[-1]) if len(close) else exits
    returns = np.log(exits.to_numpy(dtype=float)) - np.log(entries.to_numpy(dtype=float))
    defined = np.isfinite(returns)
    return Sample(horizon, sessions[defined], returns[defined])
