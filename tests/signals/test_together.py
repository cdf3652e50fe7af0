"""Correlation and lead–lag: pandas, reference figures, planted links, and what is not defined."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from arch.bootstrap import StationaryBootstrap

from generator.models.prices import PriceHistory, Prices
from generator.signals.correlation import correlations
from generator.signals.lead_lag import lead_lag, weekly_returns
from tests.helpers import EVIDENCE, prices, shipped_prices

WIDE = EVIDENCE.__class__(**(vars(EVIDENCE) | {"resamples": 400, "most_lag_weeks": 6}))


@pytest.mark.parametrize("window", [63, 126, 252])
def test_rolling_correlation_and_beta_are_those_of_pandas(real_prices, real_report, window):
    for history in (real_prices.leader, real_prices.of(real_prices.question.controls[0])):
        both = pd.DataFrame({"x": history.close, "y": real_prices.follower.close}).dropna()
        returns = np.log(both).diff().dropna()
        rolling = returns["x"].rolling(window).corr(returns["y"]).dropna()
        row, path = (
            next(r for r in some if r.instrument == history.instrument and r.window == window)
            for some in (real_report.correlations.rows, real_report.correlations.paths)
        )
        assert path.values == pytest.approx(rolling.to_numpy())
        assert list(path.dates) == list(rolling.index)
        assert row.latest.value == pytest.approx(rolling.iloc[-1])
        share = (rolling <= rolling.iloc[-1] + 1e-12).mean()
        assert row.latest.percentile == pytest.approx(share, abs=1e-3)
        latest = returns.tail(window)
        assert row.latest.beta == pytest.approx(latest.cov().loc["x", "y"] / latest["x"].var())
        lower, upper = row.latest.interval
        assert lower < row.latest.value < upper


def test_partial_correlation_is_that_of_residuals(real_prices, real_report):
    closes = pd.DataFrame({h.instrument.key: h.close for h in real_prices.histories[:3]}).dropna()
    returns = np.log(closes).diff().dropna().tail(252)
    design = np.column_stack([np.ones(252), returns["spx"]])
    left, right = (
        returns[key] - design @ np.linalg.lstsq(design, returns[key])[0] for key in ("btc", "rut")
    )
    found = real_report.correlations.partial[-1]
    assert found.given.symbol == "^GSPC"
    assert found.latest.value == pytest.approx(np.corrcoef(left, right)[0, 1])


@pytest.mark.parametrize("window", [63, 126, 252])
def test_difference_of_correlations_against_archs_bootstrap(real_prices, real_report, window):
    closes = pd.DataFrame({h.instrument.key: h.close for h in real_prices.histories[:3]}).dropna()
    returns = np.log(closes).diff().dropna().tail(window)
    row = next(d for d in real_report.correlations.differences if d.window == window)
    assert row.control.symbol == "^GSPC"
    found = row.latest
    assert found.own == pytest.approx(returns["btc"].corr(returns["rut"]))
    assert found.other == pytest.approx(returns["btc"].corr(returns["spx"]))

    def difference(rows):
        matrix = np.corrcoef(rows.T)
        keys = list(returns)
        btc, rut, spx = (keys.index(key) for key in ("btc", "rut", "spx"))
        return matrix[btc, rut] - matrix[btc, spx]

    drawn = StationaryBootstrap(10, returns.to_numpy(), seed=1).apply(difference, 2000)
    lower, upper = np.quantile(drawn, (0.025, 0.975))
    assert found.interval == pytest.approx((lower, upper), abs=0.02)
    assert found.interval[0] < 0 < found.interval[1]  # so which of the two is closer is not decided


def test_lead_lag_reference_figures(real_report):
    found = real_report.lead_lag
    assert found.correlation.pointwise_band == pytest.approx(0.067, abs=0.002)
    assert found.correlation.simultaneous_band == pytest.approx(0.117, abs=0.004)
    assert found.outside == (0,)
    assert found.lags.tolist() == list(range(-26, 27))


def test_weekly_returns_are_those_of_pandas(real_prices):
    leader, follower = weekly_returns(real_prices.leader, real_prices.follower)
    both = real_prices.leader.close.to_frame("x")
    both["y"] = real_prices.follower.close
    weeks = both.groupby(both.index.to_period("W")).tail(1).iloc[:-1].dropna()  # ends a Thursday
    returns = np.log(weeks).diff().dropna()
    assert leader == pytest.approx(returns["x"].to_numpy())
    assert follower == pytest.approx(returns["y"].to_numpy())


def test_a_week_counts_once_its_last_session_is_stored():
    """2026-10-02 is a Friday; Good Friday of 2026 is 3 April, so that week ends on Thursday."""
    counts = [
        len(weekly_returns(p.leader, p.follower)[0])
        for p in map(shipped_prices, (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5)))
    ]
    assert counts[1] - counts[0] == 1
    assert counts[2] == counts[1]
    before, after = (
        len(weekly_returns(p.leader, p.follower)[0])
        for p in map(shipped_prices, (date(2026, 4, 1), date(2026, 4, 2)))
    )
    assert after - before == 1


def paired(shift, seed=5, weeks=140):
    """Daily closes whose weekly returns are linked: the follower repeats the leader later."""
    rng = np.random.default_rng(seed)
    steps = np.repeat(rng.normal(0, 0.05, weeks), 7)
    later = np.roll(steps, 7 * shift) + rng.normal(0, 0.002, 7 * weeks)
    return prices(np.exp(np.cumsum(steps) / 7), np.exp(np.cumsum(later) / 7), evidence=WIDE)


@pytest.mark.parametrize("shift", [2, -2])
def test_a_planted_lead_is_found_on_its_side(shift):
    found = lead_lag(paired(shift))
    assert int(found.lags[np.argmax(found.correlation.values)]) == shift
    assert shift in found.outside
    forward, backward = found.granger.leader_to_follower, found.granger.follower_to_leader
    assert (forward < 0.001) == (shift > 0)
    assert (backward < 0.001) == (shift < 0)


def test_unrelated_series_stay_within_the_bands():
    outside = []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        leader, follower = np.exp(np.cumsum(rng.normal(0, 0.02, size=(2, 700)), axis=1))
        outside.append(bool(lead_lag(prices(leader, follower, evidence=WIDE)).outside))
    assert np.mean(outside) <= 0.2


def test_a_series_beside_itself_has_no_granger_test():
    closes = [10.0 + day % 7 + day % 11 for day in range(500)]
    found = lead_lag(prices(closes, closes))
    assert found.correlation.values[2] == pytest.approx(1)
    assert found.granger is None


def test_a_control_without_data_or_without_history_is_left_out(real_prices):
    asked = real_prices.question
    kept = tuple(h for h in real_prices.histories if h.instrument not in asked.controls)
    found = correlations(Prices(real_prices.as_of, asked, kept))
    assert {row.instrument for row in found.rows} == {asked.leader}
    assert found.partial == found.differences == ()
    empty = PriceHistory(asked.controls[0], real_prices.leader.rows.iloc[:0])
    found = correlations(Prices(real_prices.as_of, asked, (*kept, empty)))
    assert [row.latest for row in (*found.rows[3:], *found.partial)] == [None] * 6
    assert [difference.latest for difference in found.differences] == [None] * 3


@pytest.mark.parametrize(
    ("leader", "follower"),
    [
        ([1.0], [1.0]),
        ([1.0, 2.0], [2.0, 1.0]),
        ([5.0] * 60, [3.0] * 60),
        ([5.0] * 60, range(1, 61)),
    ],
)
def test_not_defined(leader, follower):
    made = prices(list(leader), list(follower))
    found = lead_lag(made)
    assert (found.correlation, found.granger) == (None, None)
    assert found.outside == ()
    for row in correlations(made).rows:
        assert row.latest is None
    assert all(not len(path.values) for path in correlations(made).paths)
