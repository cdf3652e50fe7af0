"""Who moves first? Weekly cross-correlation, and Granger tests both ways.

Definitions: Method, "Who moves first".
"""

from datetime import timedelta

import numpy as np
import pandas as pd

from generator.calendars import expected_days
from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.question import EvidenceSettings
from generator.models.together import CrossCorrelation, Granger, LeadLag
from generator.statistics.bootstrap import block_length, stationary_indices
from generator.statistics.causality import choose_lags, granger_p
from generator.statistics.correlation import cross_correlation

WEEKS_PER_COEFFICIENT = 5  # fewer weeks than that decide nothing
ONE_SERIES = 1 - 1e-9  # from this correlation on, two series are one


def lead_lag(prices: Prices) -> LeadLag:
    """Weekly returns of leader and follower against each other, up to half a year apart."""
    evidence = prices.question.evidence
    leader, follower = weekly_returns(prices.leader, prices.follower)
    lags = np.arange(-evidence.most_lag_weeks, evidence.most_lag_weeks + 1)
    weeks = len(leader)
    if weeks <= 2 * evidence.most_lag_weeks or np.ptp(leader) == 0 or np.ptp(follower) == 0:
        return LeadLag(weeks, lags, None, None)
    correlation = CrossCorrelation(
        cross_correlation(leader, follower, evidence.most_lag_weeks),
        *_bands(leader, follower, evidence),
    )
    return LeadLag(weeks, lags, correlation, _granger(leader, follower, evidence))


def weekly_returns(leader: PriceHistory, follower: PriceHistory) -> tuple[FloatArray, FloatArray]:
    """Log returns from the last session of one ISO week to the last of the next, both series.

    A week counts once its last session is stored; weeks without a price of both do not count.
    """
    dates = leader.sessions
    monday = dates - pd.to_timedelta(dates.day_of_week, unit="D")
    series = {"leader": leader, "follower": follower}
    closes = pd.DataFrame({name: h.close.reindex(dates) for name, h in series.items()})
    last = closes.groupby(monday).tail(1)
    if _is_unfinished(leader):
        last = last.iloc[:-1]
    returns = np.diff(np.log(last.dropna().to_numpy(dtype=float)), axis=0)
    return returns[:, 0], returns[:, 1]


def _is_unfinished(leader: PriceHistory) -> bool:
    """Whether the week of the last session has another session to come."""
    day = leader.last_date
    if day is None:
        return False
    tomorrow, sunday = day + timedelta(days=1), day + timedelta(days=6 - day.weekday())
    calendar = leader.instrument.calendar
    return len(expected_days(calendar, tomorrow, sunday, leader.closures)) > 0


def _bands(
    leader: FloatArray, follower: FloatArray, evidence: EvidenceSettings
) -> tuple[float, float]:
    """What 95 % of independently resampled pairs stay within: at one lag, and at all of them."""
    rng = np.random.default_rng((evidence.seed, 7))
    resampled = [
        series[stationary_indices(len(series), block_length(series), evidence.resamples, rng)]
        for series in (leader, follower)
    ]
    varied = [(series.std(axis=1) > 0) for series in resampled]
    left, right = (series[varied[0] & varied[1]] for series in resampled)
    null = cross_correlation(left, right, evidence.most_lag_weeks)
    low, high = np.quantile(null, (0.025, 0.975), axis=0)
    simultaneous = np.quantile(np.abs(null).max(axis=1), 0.95)
    return float((high - low).mean() / 2), float(simultaneous)


def _granger(
    leader: FloatArray, follower: FloatArray, evidence: EvidenceSettings
) -> Granger | None:
    most = evidence.most_granger_lags
    if len(leader) < WEEKS_PER_COEFFICIENT * (2 * most + 1):
        return None
    if abs(np.corrcoef(leader, follower)[0, 1]) > ONE_SERIES:
        return None  # two copies of one series predict each other at any lag
    lags = choose_lags(leader, follower, most)
    return Granger(
        lags,
        leader_to_follower=granger_p(leader, follower, lags),
        follower_to_leader=granger_p(follower, leader, lags),
    )
