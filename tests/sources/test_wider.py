"""Every series of the shipped configuration, refreshed at once from providers on this machine."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from generator.calendars import expected_days
from generator.config import load_config
from tests.helpers import project_copy, stored_rows
from tests.sources.program import run_here
from tests.sources.world import Series

NOW = datetime(2026, 10, 20, 23, tzinfo=UTC)  # Tokyo, London and New York have closed
LAST = {
    "XNYS": "2026-10-20",
    "XLON": "2026-10-20",
    "XTKS": "2026-10-20",
    "daily": "2026-10-19",
    "us-bonds": "2026-10-19",
}
CLOCKS = {
    "XNYS": {},
    "XLON": {"zone": "Europe/London", "opens": "08:00", "currency": "GBP"},
    "XTKS": {"zone": "Asia/Tokyo", "opens": "09:00", "currency": "JPY"},
    "daily": {"zone": "UTC", "opens": "00:00"},
    "us-bonds": {},
}
SINCE = "2026-01-02"


@pytest.fixture
def providers(world):
    """The shipped prices of this year, and days after them up to now."""
    for instrument in load_config().instruments:
        calendar, decimals = instrument.calendar, instrument.decimals
        if calendar not in CLOCKS:
            continue
        rows = {
            date.fromisoformat(row["date"]): (
                float(row["high"] or row["close"]),
                float(row["close"]),
            )
            for row in stored_rows(instrument.key, since=SINCE)
        }
        last, draw = max(rows), np.random.default_rng(7)
        close = rows[last][1]
        for day in expected_days(calendar, last + timedelta(days=1), NOW.date()):
            close = round(close * float(np.exp(draw.normal(0, 0.004))), decimals)
            rows[day.date()] = (round(close * 1.01, decimals), close)
        world.series[instrument.symbol] = Series(rows, **CLOCKS[calendar])
    return world


def test_all_series_reach_the_last_close_of_their_exchange(providers, tmp_path):
    project = project_copy(tmp_path, since=date.fromisoformat(SINCE), wider=True)
    command = ["refresh", "--config", str(project), "--json"]
    environment = providers.environment | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    done = run_here(command, environment)
    assert done.code == 0, done.errors
    facts = {one["symbol"]: one for one in json.loads(done.out)["instruments"]}
    for instrument in load_config().instruments:
        if instrument.calendar not in CLOCKS:
            continue
        with (tmp_path / "history" / instrument.key / "2026.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows[-1]["date"] == LAST[instrument.calendar], instrument.key
        assert rows[-1]["source"] == instrument.providers[0]
        truth = providers.series[instrument.symbol].rows
        for row in rows:
            assert float(row["close"]) == truth[date.fromisoformat(row["date"])][1]
    assert facts["^FTSE"]["added"] > 140  # it had fallen behind by half a year


@pytest.mark.parametrize("symbol", ["^IXIC", "^DJI", "^N225", "ETH-USD"])
def test_second_provider_steps_in(providers, tmp_path, symbol):
    """Yahoo does not know the symbol today."""
    project = project_copy(tmp_path, since=date.fromisoformat(SINCE), wider=True)
    providers.alter["yahoo", symbol] = lambda _: None
    command = ["refresh", "--config", str(project), "--json", "--only", symbol]
    environment = providers.environment | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    done = run_here(command, environment)
    (fact,) = json.loads(done.out)["instruments"]
    assert fact["provider"] == ("coinbase" if symbol == "ETH-USD" else "fred"), done.errors
    assert fact["added"] > 0
