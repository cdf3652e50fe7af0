"""Outcomes against an independent calculation in plain Python on the stored files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.outcomes import event_paths, outcomes
from tests.helpers import prices, shipped_prices, stored_rows

LEADER = [1, 10, 9, 9, 9, 9, 11, 11, 11]  # breaks out on its seventh day, 7 January 2020


def outcome_of(follower, **changes):
    made = prices(LEADER, follower, **changes)
    found = find_breakouts(made.leader, primary_definition(made.question))
    return outcomes(made, found).rows[0], event_paths(made, found)


def test_real_outcomes_against_plain_python(real_report):
    bitcoin = {date.fromisoformat(r["date"]): float(r["close"]) for r in stored_rows("btc")}
    for row in real_report.outcomes.rows:
        day = row.event.date
        entry = bitcoin[day]
        assert row.window.entry == entry
        for horizon in (30, 90, 180, 365):
            later = bitcoin.get(day + timedelta(days=horizon))
            assert row.forward_return(horizon) == pytest.approx(later / entry - 1, rel=1e-12)
        window = [(d, p) for d, p in sorted(bitcoin.items()) if 0 <= (d - day).days <= 365]
        highest = max(window, key=lambda item: item[1])
        lowest = min(window, key=lambda item: item[1])
        assert (row.window.peak_date, row.window.peak_multiple) == (
            highest[0],
            pytest.approx(highest[1] / entry),
        )
        assert (row.window.worst_date, row.window.worst) == (
            lowest[0],
            pytest.approx(lowest[1] / entry - 1),
        )
        peak, fall = 0.0, 0.0
        for _, price in window:
            peak = max(peak, price)
            fall = min(fall, price / peak - 1)
        assert row.window.deepest_fall == pytest.approx(fall)
        assert row.complete


def test_counts_of_the_real_report(real_report):
    assert (len(real_report.outcomes.complete), real_report.outcomes.rises) == (5, 4)


def test_mean_of_log_returns_is_the_published_one(real_report):
    """1.667, computed independently on the same history."""
    import math

    logs = [math.log1p(row.forward_return(365)) for row in real_report.outcomes.complete]
    assert sum(logs) / len(logs) == pytest.approx(1.667, abs=5e-4)


def test_window_that_still_runs_is_so_far_and_counts_nowhere():
    made = shipped_prices(date(2026, 1, 23))
    found = outcomes(made, find_breakouts(made.leader, primary_definition(made.question)))
    latest = found.rows[-1]
    assert not latest.complete
    assert latest.forward_return(90) is not None
    assert latest.forward_return(180) is None
    assert latest.window.latest_date == date(2026, 1, 23)
    assert len(found.complete) == 4


def test_window_includes_its_first_and_last_day():
    row, _ = outcome_of([5, 5, 5, 5, 5, 5, 10, 9, 8, 9, 9, 9, 9, 9, 9, 9, 20, 99])
    assert row.window.entry == 10
    assert row.forward_return(3) == pytest.approx(-0.1)
    assert row.forward_return(10) == pytest.approx(1.0)  # day 10 closes at 20; 99 is outside
    assert (row.window.peak_multiple, str(row.window.peak_date)) == (2.0, "2020-01-17")
    assert row.window.worst == pytest.approx(-0.2)
    assert row.complete


def test_day_of_entry_can_be_best_and_worst():
    row, _ = outcome_of([5.0] * 6 + [10.0])
    assert (row.window.peak_multiple, row.window.worst, row.window.deepest_fall) == (1, 0, 0)
    assert row.window.latest_return == 0
    assert not row.complete


def test_no_price_on_the_day_of_the_event_defines_nothing():
    row, paths = outcome_of([5.0, 5.0])
    assert row.window is None
    assert row.forward_return(3) is None
    assert not row.complete
    assert paths == ()


def test_event_path_is_one_on_day_zero_and_spans_the_window():
    _, (path,) = outcome_of([5, 5, 4, 5, 5, 5, 10, 9, 8, 9, 9, 9, 9, 9, 9, 9, 20, 99])
    assert path.days.tolist() == list(range(-4, 11))
    assert path.multiples[path.days == 0].tolist() == [1.0]
    assert path.multiples[0] == pytest.approx(0.4)
    assert path.multiples[-1] == pytest.approx(2.0)


def test_base_paths_run_from_record_to_record(real_report):
    for path in real_report.base_paths:
        assert path.sessions[-1] == path.event.base_sessions
        assert path.distance[0] == 0
        assert path.distance[-1] > 0
        assert path.distance.min() == pytest.approx(path.low.depth)
