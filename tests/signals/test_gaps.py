"""A gap moves no count: lengths and ages count sessions of the calendar, not rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from generator.calendars import days_after, expected_days, irregular_days
from generator.models.freshness import FreshnessLimits
from generator.models.prices import Prices, StoredRows
from generator.models.question import BreakoutDefinition
from generator.signals.base_rates import base_rates
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.freshness import freshness
from generator.signals.lead_lag import weekly_returns
from generator.signals.risk_curve import risk_curve
from generator.signals.state import leader_state
from generator.statistics.records import record_positions
from generator.validation import price_history

LIMITS = FreshnessLimits(1, 3)
CONFIRMED = BreakoutDefinition(126, "intraday", 5)


def without(prices, *days):
    """The same prices, their leader with gaps."""
    leader, marks = prices.leader, pd.DatetimeIndex(sorted(days)).as_unit("us")
    gappy = replace(leader, rows=leader.rows.drop(marks), gaps=leader.gaps.union(marks))
    others = tuple(h for h in prices.histories if h.instrument != leader.instrument)
    return replace(prices, histories=(gappy, *others))


def counts(prices):
    """Everything that counts sessions of the leader."""
    leader = prices.leader
    events = find_breakouts(leader, primary_definition(prices.question))
    state = leader_state(prices, events)
    return (
        [(e.date, e.base_sessions) for e in events.events],
        [e.base_sessions for e in find_breakouts(leader, CONFIRMED).events],
        (state.state, state.record.sessions_since),
        [(r.since, r.horizon, r.sessions, r.effective_n) for r in base_rates(prices)],
        [(s.instrument.key, s.extent.age) for s in freshness(prices, LIMITS)],
        [rung.sessions_since_record for rung in risk_curve(prices).rungs],
    )


@pytest.mark.parametrize("seed", range(4))
def test_interior_day_without_a_row_moves_no_count(real_prices, seed):
    leader = real_prices.leader
    highs = np.asarray(leader.rows["high"])
    interior = set(range(1, len(leader.rows) - 1))
    interior -= {*record_positions(leader.closes), *record_positions(highs)}
    picked = np.random.default_rng(seed).choice(sorted(interior), 3, replace=False)
    assert counts(without(real_prices, *leader.dates[picked])) == counts(real_prices)


def test_gap_at_the_end_of_a_week_takes_the_week_out(real_prices):
    leader, follower = real_prices.leader, real_prices.follower
    friday = pd.Timestamp("2026-06-12")
    gappy = without(real_prices, friday).leader
    assert len(weekly_returns(gappy, follower)[0]) == len(weekly_returns(leader, follower)[0]) - 1
    thursday = without(real_prices, friday - pd.Timedelta(days=1)).leader
    assert weekly_returns(thursday, follower)[0].tolist() == pytest.approx(
        weekly_returns(leader, follower)[0].tolist()
    )


def test_cut_histories_keep_the_gaps_between_their_rows(real_prices):
    day = pd.Timestamp("2026-06-12")
    leader = without(real_prices, day).leader
    assert list(leader.until(date(2026, 6, 30)).gaps) == [day]
    assert len(leader.until(date(2026, 6, 12)).gaps) == 0  # it is no longer between two rows
    assert len(leader.between(date(2026, 6, 15), date(2026, 6, 30)).gaps) == 0
    assert len(leader.until(date(2000, 1, 1)).gaps) == 0


def test_closure_is_no_session():
    closed = (date(2026, 10, 15),)
    first, last = date(2026, 10, 14), date(2026, 10, 16)
    assert len(expected_days("XNYS", first, last)) == 3
    assert len(expected_days("XNYS", first, last, closed)) == 2
    assert len(expected_days("XNYS", first, last, (date(2026, 10, 17),))) == 3  # known already
    assert days_after("XNYS", first, last, closed) == 1
    weekdays = irregular_days("XNYS", first, ahead=2, closures=closed)
    assert [day.date() for day in weekdays] == list(closed)


def test_closure_counts_into_no_age(real_prices):
    closed = (date(2026, 10, 9),)
    histories = tuple(
        replace(h, closures=closed) if h.instrument.calendar == "XNYS" else h
        for h in real_prices.histories
    )
    later = Prices(date(2026, 10, 12), real_prices.question, histories)
    by_key = {s.instrument.key: s for s in freshness(later, LIMITS)}
    assert by_key["rut"].extent.age == 1
    assert by_key["rut"].closures == closed


def test_row_on_a_day_that_is_none_by_now_is_named(real_prices):
    texts = [["2026-09-04", "", "2.00", "made-up"], ["2026-09-07", "", "2.00", "made-up"]]
    frame = pd.DataFrame(texts, columns=["date", "high", "close", "source"])  # until Labor Day
    stored = StoredRows(real_prices.leader.instrument, frame.assign(file="x/2026.csv", line=2))
    odd = price_history(stored, checked=None, today=date(2026, 10, 8))
    made = Prices(date(2026, 10, 8), real_prices.question, (odd, *real_prices.histories[1:]))
    assert freshness(made, LIMITS)[0].off_calendar == (date(2026, 9, 7),)
