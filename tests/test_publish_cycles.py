"""The API's keys of cycles, supply, volatility, risk curve and rates."""

from __future__ import annotations

from datetime import date

import pytest

from generator.config import load_config
from generator.pipeline import evaluate
from tests.helpers import prices, quick, shipped_prices
from tests.test_publish import published

CONFIG = load_config()
KEYS = {
    "halvings": {
        "date", "height", "price", "peak_multiple", "peak_date", "days_to_peak",
        "record_in_year_before", "complete",
    },
    "cycle_multiples": {"definition", "cycle", "multiple", "from", "to"},
    "risk_curve": {
        "rung", "symbol", "lit", "since", "distance_to_high", "momentum", "sessions_since_record",
    },
    "rates": {"event", "policy_rate", "change_before", "change_after", "regime"},
}  # fmt: skip


def test_keys_are_the_promised_ones(real_report):
    latest = published(real_report)
    for name, keys in KEYS.items():
        assert latest[name]
        assert all(set(row) >= keys for row in latest[name])
    assert set(latest["next_halving"]) >= {"estimate", "assumption"}
    assert set(latest["supply"]) >= {
        "date", "height", "supply", "mined_share", "annual_issuance", "before_after",
    }  # fmt: skip
    assert set(latest["supply"]["before_after"][0]) >= {"halving", "before", "after"}
    assert set(latest["volatility"]) >= {
        "windows", "by_cycle", "before_etf", "after_etf", "ratio", "interval",
    }  # fmt: skip


def test_values_of_the_shipped_history(real_report):
    latest = published(real_report)
    assert [h["date"] for h in latest["halvings"]][-1] == "2024-04-20"
    assert [round(h["peak_multiple"], 2) for h in latest["halvings"]] == [92.89, 29.73, 8.5, 1.92]
    assert latest["next_halving"]["estimate"] == "2028-04-17"
    assert "144 blocks a day" in latest["next_halving"]["assumption"]
    assert latest["supply"]["before_after"][-1]["halving"] == "2024-04-20"
    assert latest["supply"]["height"] == 969_744
    assert latest["volatility"]["ratio"] == pytest.approx(0.736, abs=5e-4)
    assert latest["volatility"]["ratio"] == pytest.approx(
        latest["volatility"]["after_etf"] / latest["volatility"]["before_etf"]
    )
    low, high = latest["volatility"]["interval"]
    assert low < latest["volatility"]["ratio"] < high < 1
    assert [rung["symbol"] for rung in latest["risk_curve"]] == [
        "DGS10", "^GSPC", "^RUT", "BTC-USD",
    ]  # fmt: skip
    assert [e["regime"] for e in latest["rates"]] == ["on hold"] * 4 + ["easing"]
    assert latest["rates"][-1]["policy_rate"] == 4.25
    assert len(latest["lighting_order"]["episodes"]) == 6
    assert latest["lighting_order"]["robustness"] == {"variants": 96, "below_5_percent": 37}
    first = latest["cycle_multiples"][0]
    assert (first["from"], first["to"]) == ("2012-11-28", "2013-12-04")


def test_not_defined_is_null_or_empty():
    early = published(evaluate(CONFIG, quick(shipped_prices(date(2010, 12, 31)))))
    assert early["halvings"] == early["rates"] == []
    assert early["supply"]["before_after"] == []
    assert (early["volatility"]["ratio"], early["volatility"]["interval"]) == (None, None)
    made = published(evaluate(CONFIG, prices([1.0, 2.0], [1.0, 2.0], halvings=())))
    assert (made["supply"], made["next_halving"]) == (None, None)
    treasuries = made["risk_curve"][0]
    assert treasuries["rung"] == "treasuries"
    assert {treasuries[key] for key in KEYS["risk_curve"] - {"rung"}} == {None}


def test_follower_in_hand_made_prices_without_halvings_keeps_the_schema():
    made = prices([1, 10, 9, 9, 9, 9, 11, 12], [5.0, 6.0, 3.0] * 5, halvings=())
    assert published(evaluate(CONFIG, made))["rates"][0]["policy_rate"] is None
