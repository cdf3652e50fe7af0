"""Size and power of the luck tests in simulated markets: repeated, compared, and within bounds."""

from __future__ import annotations

import numpy as np
import pytest

from generator.config import load_config
from generator.statistics import simulation
from generator.statistics.simulation import COIN, INDEX, size_and_power
from generator.store import read_power
from tests.simulation import DRAWS, LOG_DRIFTS, MARKETS, simulated

PUBLISHED = read_power(load_config().power)


def test_published_table_is_what_the_simulation_finds():
    """The same seed gives the same table, but for a market or two where rounding differs."""
    again = simulated()
    assert (again.markets, again.draws) == (PUBLISHED.markets, PUBLISHED.draws) == (MARKETS, DRAWS)
    assert again.median_events == PUBLISHED.median_events
    for new, old in zip(again.rows, PUBLISHED.rows, strict=True):
        assert new.log_drift == old.log_drift
        assert (new.uniform, new.spaced) == pytest.approx((old.uniform, old.spaced), abs=0.004)


def test_size_is_what_it_should_be():
    """With no link the spaced test rejects as often as it says, the uniform one less often."""
    none = PUBLISHED.rows[0]
    assert PUBLISHED.markets >= 1_000
    assert none.log_drift == 0
    assert 0.035 <= none.spaced <= 0.065
    assert none.uniform <= 0.065


def test_power_grows_with_the_planted_drift():
    assert [row.log_drift for row in PUBLISHED.rows] == list(LOG_DRIFTS)
    for column in ("uniform", "spaced"):
        shares = [getattr(row, column) for row in PUBLISHED.rows]
        assert shares == sorted(shares)
        assert shares[1] < 0.2
        assert shares[-1] > 0.8


def test_another_seed_tells_the_same():
    other = size_and_power(400, 499, (0.0, 1.0), 252, 365, seed=99)
    for new, old in zip(other.rows, (PUBLISHED.rows[0], PUBLISHED.rows[3]), strict=True):
        # four standard errors of a share of 400 markets
        assert new.spaced == pytest.approx(old.spaced, abs=4 * np.sqrt(0.25 / 400))
    assert other.rows[0].spaced < 0.1


@pytest.mark.parametrize("process", [INDEX, COIN], ids=["index", "coin"])
def test_simulated_returns_have_what_makes_tests_fail(process):
    returns = process.shocks(4_000, 40, np.random.default_rng(1))
    assert returns.shape == (40, 4_000)
    assert abs(returns.mean()) < 0.001
    yearly = returns.std() * np.sqrt(process.per_year)
    assert 0.9 * process.volatility < yearly < 1.6 * process.volatility
    fat = (returns**4).mean() / (returns**2).mean() ** 2
    assert fat > 5  # a normal distribution has 3
    size = np.abs(returns)
    clustering = np.mean([np.corrcoef(row[:-5], row[5:])[0, 1] for row in size])
    assert clustering > 0.08


def test_planted_drift_is_the_stated_one():
    days = np.array([100, 1_000])
    extra = simulation._planted(days, 0.5, 365)
    assert extra[100] == 0
    assert extra[465] == pytest.approx(0.5)
    assert extra[1_365] - extra[1_000] == pytest.approx(0.5)
    assert extra[-1] == pytest.approx(1.0)
