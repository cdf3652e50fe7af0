"""Correlations against numpy, statsmodels, and regression residuals."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.tsa.stattools import ccf

from generator.statistics.correlation import cross_correlation, partial, pearson

X, Y, Z = np.random.default_rng(4).normal(size=(3, 60)) @ np.eye(60)


def test_pearson_is_numpys_row_by_row():
    rows = np.stack([X, Y])
    assert pearson(rows, np.stack([Z, X])) == pytest.approx(
        [np.corrcoef(X, Z)[0, 1], np.corrcoef(Y, X)[0, 1]]
    )


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e6])
def test_no_variation_is_not_defined(constant):
    assert np.isnan(pearson(np.full(60, constant), X))
    assert np.isnan(partial(pearson(X, Y), np.float64(1.0), pearson(Y, Z)))


def test_partial_is_the_correlation_of_residuals():
    mixed = X + 0.8 * Z
    other = Y - 0.5 * Z
    design = np.column_stack([np.ones(60), Z])
    left, right = (v - design @ np.linalg.lstsq(design, v)[0] for v in (mixed, other))
    ours = partial(pearson(mixed, other), pearson(mixed, Z), pearson(other, Z))
    assert ours == pytest.approx(np.corrcoef(left, right)[0, 1])


def test_cross_correlation_is_statsmodels_both_ways():
    ours = cross_correlation(X, Y, 10)
    later = ccf(Y, X, adjusted=False)[:11]  # statsmodels: corr(first_{t+k}, second_t)
    earlier = ccf(X, Y, adjusted=False)[:11]
    assert ours[10:] == pytest.approx(later)
    assert ours[10::-1] == pytest.approx(earlier)


def test_a_positive_lag_means_that_the_first_series_moved_first():
    follower = np.roll(X, 3)
    assert int(np.argmax(cross_correlation(X, follower, 5))) - 5 == 3
