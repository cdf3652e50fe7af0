"""Volatility by hand and against the statistics module of Python."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.bootstrap import stationary_indices
from generator.statistics.intervals import percentile_interval
from generator.statistics.means import mean_interval
from generator.statistics.volatility import (
    annualised,
    log_returns,
    resampled_deviations,
    rolling_volatility,
)


def series(values, dates=None):
    index = pd.date_range("2020-01-01", periods=len(values), unit="us") if dates is None else dates
    return pd.Series([float(v) for v in values], index=pd.DatetimeIndex(index).as_unit("us"))


def test_annualised_by_hand():
    """Returns 1 %, −1 %, 3 %: mean 1 %, squares 0 + 4 + 4, over n − 1 = 2 gives 2 % a day."""
    returns = np.array([0.01, -0.01, 0.03])
    assert annualised(returns, 365) == pytest.approx(0.02 * math.sqrt(365))
    assert annualised(returns, 252) == pytest.approx(0.02 * math.sqrt(252))


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_returns_define_nothing(count):
    assert annualised(np.zeros(count), 365) is None


def test_log_returns_are_dated_on_the_later_day():
    found = log_returns(series([100, 110, 99]))
    assert found.tolist() == pytest.approx([math.log(1.1), math.log(0.9)])
    assert str(found.index[0].date()) == "2020-01-02"
    assert log_returns(series([])).empty
    assert log_returns(series([5])).empty


def test_rolling_window_counts_calendar_days():
    """A window of four days over sessions with a weekend: (t−4, t]."""
    dates = pd.to_datetime(["2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07", "2020-01-08"])
    found = rolling_volatility(series([1, 2, 4, 8, 16], dates), 4, 252)
    assert found.isna().tolist() == [True, True, False, False, False]
    expected = [statistics.stdev(part) for part in ([2, 4], [4, 8], [4, 8, 16])]
    assert found.iloc[2:].tolist() == pytest.approx([e * math.sqrt(252) for e in expected])


@given(st.lists(st.floats(-0.3, 0.3), min_size=2, max_size=40), st.integers(2, 12))
def test_rolling_against_the_statistics_module(values, days):
    found = rolling_volatility(series(values), days, 365)
    for end in range(days, len(values) + 1):
        expected = statistics.stdev(values[end - days : end]) * math.sqrt(365)
        assert found.iloc[end - 1] == pytest.approx(expected, rel=1e-6, abs=1e-7)
    assert found.iloc[: days - 1].isna().all()


def test_resampled_deviations_against_numpy():
    values = np.array([0.1, -0.2, np.nan, 0.4, 0.05])
    indices = np.array([[0, 1, 3, 4, 2], [0, 0, 0, 1, 2], [2, 2, 2, 2, 0], [3, 3, 3, 3, 3]])
    weights = np.array([np.bincount(row, minlength=5) for row in indices], dtype=float)
    found = resampled_deviations(values, weights)
    for row, deviation in zip(indices, found, strict=True):
        drawn = values[row][~np.isnan(values[row])]
        if len(drawn) < 2:
            assert np.isnan(deviation)
        else:
            assert deviation == pytest.approx(np.std(drawn, ddof=1), abs=1e-9)


def test_percentile_interval_leaves_undefined_resamples_out():
    assert percentile_interval(np.array([np.nan, np.inf])) is None
    assert percentile_interval(np.array([])) is None
    low, high = percentile_interval(np.append(np.arange(101.0), np.nan))
    assert (low, high) == (2.5, 97.5)


def test_stationary_blocks_run_on_and_have_the_mean_length():
    indices = stationary_indices(500, 20, 200, np.random.default_rng(1))
    assert indices.shape == (200, 500)
    assert indices.min() >= 0
    assert indices.max() < 500
    runs_on = (np.diff(indices, axis=1) % 500 == 1).mean()
    assert runs_on == pytest.approx(1 - 1 / 20 + 1 / 20 / 500, abs=0.003)


def test_mean_interval_against_a_table():
    """Five values with mean 3 and deviation sqrt(2.5); t(0.975, 4) = 2.776 in every t table."""
    low, high = mean_interval(np.arange(1.0, 6.0))
    assert high == pytest.approx(3 + 2.776 * math.sqrt(2.5 / 5), abs=1e-3)
    assert low + high == pytest.approx(6)
