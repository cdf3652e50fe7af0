"""Granger tests against regressions by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f as f_distribution

from generator.statistics.causality import choose_lags, granger_p

N = 300
_RNG = np.random.default_rng(2)
CAUSE = _RNG.normal(size=N)
EFFECT = 0.6 * np.roll(CAUSE, 2) + _RNG.normal(size=N)


def residual_squares(target, columns):
    design = np.column_stack([np.ones(len(target)), *columns])
    return float(((target - design @ np.linalg.lstsq(design, target)[0]) ** 2).sum())


def by_hand(cause, effect, lags):
    target = effect[lags:]
    own = [effect[lags - k : -k] for k in range(1, lags + 1)]
    other = [cause[lags - k : -k] for k in range(1, lags + 1)]
    short, full = residual_squares(target, own), residual_squares(target, [*own, *other])
    freedom = len(target) - 2 * lags - 1
    return f_distribution.sf((short - full) / lags / (full / freedom), lags, freedom)


@pytest.mark.parametrize("lags", [1, 2, 5])
def test_p_is_that_of_two_regressions(lags):
    assert granger_p(CAUSE, EFFECT, lags) == pytest.approx(by_hand(CAUSE, EFFECT, lags))
    assert granger_p(EFFECT, CAUSE, lags) == pytest.approx(by_hand(EFFECT, CAUSE, lags))


def test_planted_lag_is_found_and_points_one_way():
    assert choose_lags(CAUSE, EFFECT, 8) == 2
    assert granger_p(CAUSE, EFFECT, 2) < 1e-6
    assert granger_p(EFFECT, CAUSE, 2) > 0.05


def test_bic_compares_one_common_sample():
    """The joint autoregression of every order on the weeks that the longest one leaves."""
    most = 8
    both = np.column_stack([CAUSE, EFFECT])
    target = both[most:]
    bics = []
    for lags in range(1, most + 1):
        design = np.column_stack(
            [np.ones(len(target)), *(both[most - k : len(both) - k] for k in range(1, lags + 1))]
        )
        left = target - design @ np.linalg.lstsq(design, target)[0]
        _, logdet = np.linalg.slogdet(left.T @ left / len(target))
        bics.append(logdet + np.log(len(target)) / len(target) * (2 * (2 * lags + 1)))
    assert choose_lags(CAUSE, EFFECT, most) == 1 + int(np.argmin(bics))
