"""Cycle peaks and lows against a loop that is told one day at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics import cycles
from generator.statistics.cycles import cycle_turns


def turns_by_loop(prices, days):
    """The rule as a running observer would apply it; it never sees a later day."""
    confirmed, record, low, fallen = [], None, None, False
    highest = prices[0] if len(prices) else None
    for here in range(1, len(prices)):
        if prices[here] > highest:
            if confirmed and confirmed[-1][0] == record:
                confirmed[-1][3] = here
            highest, record, low, fallen = prices[here], here, None, False
            continue
        if record is None:
            continue
        if low is None or prices[here] < prices[low]:
            low = here
        fallen = fallen or prices[here] <= prices[record] / 2
        known = confirmed and confirmed[-1][0] == record
        if known:
            confirmed[-1][2] = low
        elif fallen and days[here] - days[record] >= 365:
            confirmed.append([record, here, low, None])
    if record is not None and not (confirmed and confirmed[-1][0] == record):
        confirmed.append([record, None, None, None])
    return [tuple(turn) for turn in confirmed]


def found(prices, days):
    turns = cycle_turns(np.array(prices, dtype=float), np.array(days, dtype=np.int64))
    return [(t.peak, t.peak_confirmed, t.low, t.low_confirmed) for t in turns]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 200)), max_size=60))
def test_rule_against_the_loop(rows):
    prices = [float(price) for price, _ in rows]
    days = np.cumsum([gap for _, gap in rows]).tolist()
    assert found(prices, days) == turns_by_loop(prices, days)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 200)), max_size=60))
def test_what_was_confirmed_never_changes(rows):
    prices = [float(price) for price, _ in rows]
    days = np.cumsum([gap for _, gap in rows]).tolist()
    final = found(prices, days)
    for end in range(len(rows)):
        for number, (peak, confirmed, low, low_confirmed) in enumerate(
            found(prices[:end], days[:end])
        ):
            if confirmed is not None:
                assert final[number][:2] == (peak, confirmed)
            if low_confirmed is not None:
                assert final[number] == (peak, confirmed, low, low_confirmed)


def test_fall_and_quiet_year_are_both_needed():
    assert (cycles.FALL, cycles.QUIET_DAYS) == (0.5, 365)
    assert found([1, 10, 5, 6], [0, 1, 2, 366]) == [(1, 3, 2, None)]  # exactly half, exactly a year
    assert found([1, 10, 5, 6], [0, 1, 2, 365]) == [(1, None, None, None)]  # a day too early
    assert found([1, 10, 5.1, 6], [0, 1, 2, 366]) == [(1, None, None, None)]  # not half
    assert found([1, 10, 5, 11], [0, 1, 2, 366]) == [(3, None, None, None)]  # broken that day
    assert found([1, 10, 5, 6, 11], [0, 1, 2, 366, 367])[0] == (1, 3, 2, 4)


def test_late_fall_confirms_on_its_day():
    assert found([1, 10, 8, 8, 4, 3], [0, 1, 2, 400, 500, 600]) == [(1, 4, 5, None)]


def test_without_a_record_there_is_no_turn():
    assert found([], []) == []
    assert found([5], [0]) == []
    assert found([5, 4, 5], [0, 1, 2]) == []
