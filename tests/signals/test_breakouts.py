"""Breakouts: the reference dates, an independent plain-Python count, and every variant by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import exchange_calendars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models.breakouts import BreakoutList
from generator.models.instruments import Peak
from generator.models.question import BreakoutDefinition
from generator.signals.bases import base_paths
from generator.signals.breakouts import find_breakouts
from tests.helpers import FOLLOWER, LEADER, history, question, stored_rows

LENGTHS = (42, 63, 90, 126, 189, 252, 378, 504)


def breakouts_by_loop(closes, highs, length, basis, confirmation):
    """The definition word for word, session by session: (event, old record, record) positions."""
    levels = closes if basis == "close" else highs
    records, highest = [], levels[0]
    for session, level in enumerate(levels[1:], start=1):
        if level > highest:
            highest = level
            records.append(session)
    events = {}
    for old, new in itertools.pairwise(records):
        if new - old < length:
            continue
        event, run = (new, 0) if confirmation == 1 else (None, 0)
        if event is None:
            for session in range(new, min(new + length, len(closes) - 1) + 1):
                run = run + 1 if closes[session] > levels[old] else 0
                if run == confirmation:
                    event = session
                    break
        if event is not None:
            events.setdefault(event, (event, old, new))
    return [events[session] for session in sorted(events)]


def found(leader, length, basis, confirmation):
    definition = BreakoutDefinition(length, basis, confirmation)
    return find_breakouts(leader, definition).events


def test_primary_breakouts_of_the_russell_2000(real_report):
    events = real_report.breakouts.events
    assert [str(event.date) for event in events] == [
        "2011-04-27",
        "2013-01-02",
        "2016-11-14",
        "2020-11-13",
        "2025-09-18",
    ]
    assert [event.base_sessions for event in events] == [955, 421, 353, 555, 968]
    assert [str(event.old_record_date) for event in events] == [
        "2007-07-13",
        "2011-04-29",
        "2015-06-23",
        "2018-08-31",
        "2021-11-08",
    ]


def test_intraday_basis_has_its_own_list(real_prices):
    assert [str(event.date) for event in found(real_prices.leader, 252, "intraday", 1)] == [
        "2011-04-05",
        "2013-01-02",
        "2016-11-14",
        "2020-11-09",
        "2024-11-25",
    ]


PRIMARY = BreakoutDefinition(252)


@pytest.mark.parametrize(
    ("symbol", "dates"),
    [  # the record before the first row is known, or comes from the rows
        ("^DJI", ["2013-03-05", "2016-07-12", "2023-12-13"]),
        ("^FTSE", ["2015-02-24", "2016-12-28", "2023-02-03", "2024-04-22"]),
        ("^N225", ["1978-03-28", "1982-12-06", "2024-02-22", "2025-08-12"]),
        ("HYG", []),
    ],
)
def test_first_row_is_no_record_of_all_time(real_prices, symbol, dates):
    leader = next(h for h in real_prices.histories if h.instrument.symbol == symbol)
    assert [str(event.date) for event in find_breakouts(leader, PRIMARY).events] == dates


def test_base_that_began_before_the_first_row(real_prices):
    dow = next(h for h in real_prices.histories if h.instrument.key == "dji")
    first = find_breakouts(dow, PRIMARY).events[0]
    assert (first.old_record_date, first.old_record) == (date(2007, 10, 9), 14164.53)
    # New York was open on 1,358 days from 2007-10-10 to 2013-03-05: 252 or so a year, without the
    # two days of the storm in 2012.
    nyse = exchange_calendars.get_calendar("XNYS", start="2007-01-01", end="2013-12-31")
    assert first.base_sessions == len(nyse.sessions_in_range("2007-10-10", "2013-03-05"))
    assert first.low is None
    assert (
        base_paths(
            replace(real_prices, question=question(leader=dow.instrument)),
            BreakoutList(PRIMARY, (first,)),
        )
        == ()
    )


def test_records_of_all_time_need_a_year_where_nothing_is_known():
    unknown = replace(LEADER, records_known_from=None)
    closes = [10.0, *[9.0] * 99, 11.0, *[9.0] * 160, 12.0, *[9.0] * 9, 13.0]
    events = found(history(unknown, closes), 5, "close", 1)
    assert [event.position for event in events] == [271]  # the bases before began too early
    known = replace(LEADER, earlier_record=Peak(date(2019, 6, 28), 11.5), records_known_from=None)
    events = found(history(known, closes), 5, "close", 1)
    assert [event.position for event in events] == [261, 271]
    assert events[0].old_record == 11.5


@given(
    st.lists(st.integers(1, 30), min_size=3, max_size=80),
    st.integers(1, 79),
    st.integers(1, 8),
    st.sampled_from(["close", "intraday"]),
)
def test_rows_that_are_left_out_change_no_breakout_after_them(closes, cut, length, basis):
    leader = history(LEADER, [float(close) for close in closes])
    days = [day.date() for day in leader.dates]
    day = days[min(cut, len(days) - 1)]
    whole = [(e.date, e.old_record_date, e.old_record) for e in found(leader, length, basis, 1)]
    later = [
        (e.date, e.old_record_date, e.old_record)
        for e in found(leader.since(day), length, basis, 1)
    ]
    assert later == [event for event in whole if event[0] >= day]


@pytest.mark.parametrize("basis", ["close", "intraday"])
@pytest.mark.parametrize("confirmation", [1, 5, 10])
def test_every_definition_against_the_loop_on_real_prices(real_prices, basis, confirmation):
    rows = stored_rows("rut")
    closes = [float(row["close"]) for row in rows]
    highs = [float(row["high"] or row["close"]) for row in rows]
    for length in LENGTHS:
        events = found(real_prices.leader, length, basis, confirmation)
        expected = breakouts_by_loop(closes, highs, length, basis, confirmation)
        assert [event.position for event in events] == [event for event, _, _ in expected]
        for event, (_, old, new) in zip(events, expected, strict=True):
            old_record = (closes if basis == "close" else highs)[old]
            assert event.base_sessions == new - old
            assert event.old_record == old_record
            assert event.low.depth == pytest.approx(min(closes[old : new + 1]) / old_record - 1)
            assert str(event.old_record_date) == rows[old]["date"]
            assert str(event.record_date) == rows[new]["date"]
            assert closes[event.position] == event.close


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5)), min_size=1, max_size=80),
    st.integers(1, 8),
    st.sampled_from(["close", "intraday"]),
    st.integers(1, 4),
)
def test_every_definition_against_the_loop_on_random_prices(bars, length, basis, confirmation):
    closes = [float(close) for close, _ in bars]
    highs = [float(close + wick) for close, wick in bars]
    events = found(history(LEADER, closes, highs=highs), length, basis, confirmation)
    expected = breakouts_by_loop(closes, highs, length, basis, confirmation)
    assert [event.position for event in events] == [event for event, _, _ in expected]


def test_base_of_exactly_the_length_counts_and_one_less_does_not():
    closes = [1, 10, 9, 9, 9, 11]  # records at 1 and 5: four sessions
    assert len(found(history(LEADER, closes), 4, "close", 1)) == 1
    assert found(history(LEADER, closes), 5, "close", 1) == ()


def test_stretch_before_the_first_record_is_no_base():
    assert found(history(LEADER, [10, 9, 9, 9, 9, 11]), 2, "close", 1) == ()


def test_confirmation_starts_again_after_a_fall_below_the_old_record():
    closes = [1, 10, 8, 8, 8, 11, 9, 12, 13, 14]  # broken on 5, lost on 6, three closes on 9
    (event,) = found(history(LEADER, closes), 4, "close", 3)
    assert (event.position, event.record_date.day, event.base_sessions) == (9, 6, 4)


def test_confirmation_must_come_within_the_base_length():
    closes = [1, 10, 8, 8, 11, 9, 12, 9, 13, 14]  # two closes in a row on 9, five after the record
    assert found(history(LEADER, closes), 3, "close", 2) == ()
    in_time = [1, 10, 8, 8, 11, 9, 12, 13]  # on 7, three after it
    assert [e.position for e in found(history(LEADER, in_time), 3, "close", 2)] == [7]


def test_day_without_a_high_uses_its_close():
    nan = float("nan")
    leader = history(LEADER, [1, 10, 8, 9, 11], highs=[1, nan, 12, nan, nan])
    assert [e.position for e in found(leader, 1, "intraday", 1)] == [2]


@pytest.mark.parametrize("closes", [[], [5], [5, 5, 5, 5], [9, 8, 7, 6, 5]])
def test_no_breakout_without_records(closes):
    assert found(history(FOLLOWER, closes), 2, "close", 1) == ()


def test_length_of_a_base_counts_the_rows_that_were_left_out(real_prices):
    """Tokyo's calendar is not known before 1997, but its rows are."""
    nikkei = next(h for h in real_prices.histories if h.instrument.key == "n225")
    whole = find_breakouts(nikkei, PRIMARY).events[-2:]
    cut = find_breakouts(nikkei.since(date(2007, 1, 1)), PRIMARY).events
    assert [e.base_sessions for e in cut] == [e.base_sessions for e in whole]
    assert str(cut[0].old_record_date) == "1989-12-29"
    assert cut[0].low is None
    nothing = nikkei.since(date(2100, 1, 1))
    assert (len(nothing.rows), find_breakouts(nothing, PRIMARY).events) == (0, ())
