"""Base rates against pandas on the files, and where nothing is admissible."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.config import ROOT
from generator.signals.base_rates import base_rates
from generator.signals.sample import admissible_sessions
from tests.helpers import prices, shipped_prices


def by_hand(since, horizon):
    """Forward returns of Bitcoin from Russell 2000 sessions, joined by pandas on text dates."""
    leader, follower = (
        pd.concat(
            pd.read_csv(path, parse_dates=["date"])
            for path in sorted((ROOT / "history" / key).glob("*.csv"))
        ).query("date <= '2026-10-08'")
        for key in ("rut", "btc")
    )
    later = follower.assign(date=follower["date"] - pd.Timedelta(days=horizon))
    both = leader.merge(follower, on="date", suffixes=("_leader", "")).merge(
        later, on="date", suffixes=("", "_later")
    )
    both = both[both["date"] >= since]
    return both["date"], both["close_later"] / both["close"] - 1


@pytest.mark.parametrize("since", ["2010-07-18", "2014-01-01", "2018-01-01"])
@pytest.mark.parametrize("horizon", [30, 365])
def test_base_rates_are_those_of_pandas(real_report, since, horizon):
    dates, returns = by_hand(since, horizon)
    found = next(
        r for r in real_report.base_rates if str(r.since) == since and r.horizon == horizon
    )
    assert found.sessions == len(returns)
    assert found.returns.share_positive == pytest.approx((returns > 0).mean())
    lower, upper = found.returns.lower_quartile, found.returns.upper_quartile
    assert [lower, found.returns.median, upper] == pytest.approx(
        list(returns.quantile([0.25, 0.5, 0.75]))
    )
    assert found.effective_n == (dates.max() - dates.min()).days // horizon


def test_reference_figures(real_report):
    found = real_report.base_rates[3]
    assert (found.since, found.horizon, found.sessions) == (date(2010, 7, 18), 365, 3831)
    assert found.returns.median == pytest.approx(0.95, abs=0.005)
    assert found.returns.share_positive == pytest.approx(0.724, abs=0.0005)


def test_a_start_after_the_report_is_not_shown():
    found = base_rates(shipped_prices(date(2015, 6, 1)))
    assert {str(rate.since) for rate in found} == {"2010-07-18", "2014-01-01"}


def test_nothing_admissible():
    for rate in base_rates(prices([1.0, 2.0], [1.0, 2.0])):
        assert (rate.sessions, rate.effective_n) == (0, 0)
        assert rate.returns is None


def test_a_window_must_be_stored_to_its_last_day():
    made = prices([1.0] * 12, [1.0] * 12)
    assert len(admissible_sessions(made, 10).dates) == 2
    assert admissible_sessions(made, 11).windows == 0
