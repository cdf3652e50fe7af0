"""What two breakouts beside their halving clocks would miss: counted on moved price paths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from generator.signals.halving_clock import same_clock
from tests.helpers import SHIPPED_UNTIL, shipped_prices

EVENTS = (date(2016, 11, 14), date(2020, 11, 13))
HALVINGS = [date(2012, 11, 28), date(2016, 7, 9), date(2020, 5, 11), date(2024, 4, 20)]


def test_what_would_be_missed_by_moving_the_prices_day_by_day(real_prices):
    """Random pairs take the place of the two; the lead is put into the price after each."""
    found = same_clock(real_prices, *EVENTS)
    close = np.log(real_prices.follower.close)
    days = [day for day in real_prices.leader.sessions if day in close.index]
    ends = [day + np.timedelta64(365, "D") for day in days]
    days = [day for day, end in zip(days, ends, strict=True) if end in close.index]
    first, price = close.index[0], close.to_numpy()
    at = np.array([(day - first).days for day in days])
    passed = [[h for h in HALVINGS if h <= day.date()] for day in days]
    clock = np.array(
        [(d.date() - p[-1]).days if p else -999 for d, p in zip(days, passed, strict=True)]
    )
    own = [next(i for i, day in enumerate(days) if day.date() == event) for event in EVENTS]
    pools = [np.flatnonzero(abs(clock - clock[event]) <= 90) for event in own]
    plain = price[at + 365] - price[at]
    lead = np.mean([plain[o] - plain[p].mean() for o, p in zip(own, pools, strict=True)])
    assert found.excess == pytest.approx(lead)
    rng, missed = np.random.default_rng(4), 0
    for _ in range(400):
        pair = [rng.choice(pool) for pool in pools]
        moved = price.copy()
        for event in pair:
            for day in range(at[event] + 1, at[event] + 366):
                moved[day:] += lead / 365
        values = moved[at + 365] - moved[at]
        one, other = (values[pool] for pool in pools)
        missed += np.mean(np.add.outer(one, other) >= values[pair].sum() - 1e-9) >= 0.05
    assert found.missed == pytest.approx(missed / 400, abs=0.06)
    assert 0.8 < found.missed < 0.97


def test_nothing_is_missed_where_nothing_was_seen(real_prices):
    """The price after the two breakouts is lowered: there is no lead that could be missed."""
    ends = [str(date(event.year + 1, event.month, event.day)) for event in EVENTS]
    histories = tuple(
        replace(history, rows=lowered(history.rows, ends))
        if history.instrument == real_prices.follower.instrument
        else history
        for history in real_prices.histories
    )
    found = same_clock(replace(real_prices, histories=histories), *EVENTS)
    assert found.excess < 0
    assert found.missed is None
    assert found.share > 0.5


def lowered(rows, days):
    rows = rows.copy()
    rows.loc[days, "close"] *= 0.1
    return rows


def test_it_is_the_same_on_every_later_day():
    """Only sessions of the clocks are read; a day that adds none to them moves nothing."""
    then, now = (
        same_clock(shipped_prices(day), *EVENTS) for day in (date(2026, 1, 23), SHIPPED_UNTIL)
    )
    assert then == now
