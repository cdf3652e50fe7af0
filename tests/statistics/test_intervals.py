"""Intervals and corrections against scipy and statsmodels."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest
from statsmodels.stats.multitest import multipletests

from generator.statistics.intervals import clopper_pearson, holm


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 5), (4, 5), (5, 5), (7, 20)])
def test_clopper_pearson_is_scipys(k, n):
    theirs = binomtest(k, n).proportion_ci(method="exact")
    assert clopper_pearson(k, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize("p", [[0.02, 0.006, 0.196, 0.063], [0.5], [0.9, 0.8], [0.01, 0.01]])
def test_holm_is_statsmodels(p):
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])


def test_holm_of_nothing():
    assert holm([]) == ()
