"""Closes by day of the week, counted again in plain Python."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from generator.signals.weekdays import weekdays
from tests.helpers import prices, shipped_prices, stored_rows


def test_shares_of_the_shipped_history():
    closes = [(date.fromisoformat(r["date"]), float(r["close"])) for r in stored_rows("rut")]
    fridays = [now > before for (_, before), (day, now) in pairwise(closes) if day.weekday() == 4]
    found = weekdays(shipped_prices())
    assert [each.day for each in found] == [1, 2, 3, 4, 5]
    assert found[4].sessions == len(fridays)
    assert found[4].share_higher == pytest.approx(sum(fridays) / len(fridays))
    assert sum(each.sessions for each in found) == len(closes) - 1


def test_first_session_has_nothing_to_exceed():
    assert weekdays(prices([1.0], [1.0])) == ()
