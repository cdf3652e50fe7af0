"""Placebos: the reference figures, and the pair in reverse by hand."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from generator.models.elsewhere import Elsewhere
from generator.signals.placebos import placebos
from tests.helpers import FOLLOWER, LEADER, prices, stored_rows


def test_figures_of_the_shipped_history(real_report):
    other, *_, reverse = real_report.placebos
    assert (other.leader, other.follower, other.n) == ("^GSPC", "BTC-USD", 3)
    assert other.test.p_value == pytest.approx(0.21, abs=0.005)
    assert (reverse.leader, reverse.follower) == ("BTC-USD", "^RUT")
    assert 0.215 <= reverse.test.p_value <= 0.265


def test_reverse_by_hand(real_report):
    """A breakout of Bitcoin on sessions of the index, then the index's last close in 365 days."""
    index = {row["date"]: float(row["close"]) for row in stored_rows("rut")}
    coin = [(r["date"], float(r["close"])) for r in stored_rows("btc") if r["date"] in index]
    highest, at, events = coin[0][1], None, []
    for number, (day, close) in enumerate(coin):
        if close > highest:
            if at is not None and number - at >= 252:
                events.append(day)
            highest, at = close, number
    last = max(index)

    def after(day):
        end = str(date.fromisoformat(day) + timedelta(days=365))
        if end > last:
            return None
        return math.log(index[max(d for d in index if d <= end)] / index[day])

    returns = [after(day) for day in events]
    returns = [r for r in returns if r is not None]
    reverse = real_report.placebos[-1]
    assert reverse.n == len(returns)
    assert reverse.test.mean == pytest.approx(np.mean(returns))


def test_rank_and_p_are_two_sides_of_one_count(real_report):
    for placebo in real_report.placebos:
        if placebo.test is None:
            continue
        assert placebo.test.rank + placebo.test.p_value == pytest.approx(1, abs=1e-4)


def test_nothing_to_test():
    nothing = Elsewhere((LEADER,), (FOLLOWER,), (), None)
    (only,) = placebos(prices([1.0, 2.0], [1.0, 2.0]), nothing)
    assert (only.n, only.test) == (0, None)
