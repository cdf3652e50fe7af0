"""Scores by hand: two calls, one right and one wrong."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta

from generator.statistics.scores import brier, jeffreys, log_score

STATED, HAPPENED = np.array([0.9, 0.6]), np.array([1.0, 0.0])


def test_brier_by_hand():
    assert brier(STATED, HAPPENED) == pytest.approx((0.1**2 + 0.6**2) / 2)
    assert brier(np.array([0.5, 0.5]), HAPPENED) == 0.25


def test_log_score_by_hand():
    assert log_score(STATED, HAPPENED) == pytest.approx(-(math.log(0.9) + math.log(0.4)) / 2)
    assert log_score(np.array([0.5]), np.array([0.0])) == pytest.approx(math.log(2))


@pytest.mark.parametrize(("k", "n"), [(0, 0), (0, 3), (3, 3), (2.5, 7.5)])
def test_jeffreys_is_the_mean_of_its_posterior(k, n):
    assert jeffreys(k, n) == pytest.approx(beta(k + 0.5, n - k + 0.5).mean())
