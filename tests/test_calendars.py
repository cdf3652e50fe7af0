"""Calendars: the days of an exchange, whatever was asked before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import exchange_calendars
import pytest

from generator import calendars, exchanges
from generator.calendars import (
    calendar_names,
    days_after,
    expected_days,
    irregular_days,
    last_settled,
    possible_days,
    time_zone,
)

SPANS = (
    (date(2020, 3, 2), date(2020, 3, 20)),
    (date(2019, 12, 24), date(2021, 1, 4)),
    (date(2020, 6, 1), date(2020, 6, 1)),
    (date(2024, 12, 31), date(2025, 1, 9)),
    (date(2007, 1, 1), date(2008, 1, 1)),
)


@pytest.mark.parametrize("spans", [SPANS, SPANS[::-1]], ids=["one way", "the other"])
def test_sessions_do_not_depend_on_what_was_asked_before(spans, monkeypatch):
    monkeypatch.setattr(exchanges, "_known", {})
    for first, last in spans:
        whole = exchange_calendars.get_calendar("XNYS", start="2000-01-01", end="2026-12-31")
        expected = whole.sessions_in_range(str(first), str(last))
        assert list(expected_days("XNYS", first, last)) == list(expected)


def test_a_calendar_is_made_anew_only_for_other_years(monkeypatch):
    monkeypatch.setattr(exchanges, "_known", {})
    made = [exchanges.exchange("XNYS", *years) for years in ((2010, 2020), (2015, 2015))]
    assert made[0] is made[1]
    wider = exchanges.exchange("XNYS", 2021, 2021)
    assert wider is not made[0]
    assert exchanges.exchange("XNYS", 2010, 2021) is wider
    assert exchanges.exchange("XLON", 2010, 2021) is not wider


@pytest.mark.parametrize("code", calendar_names())
def test_every_calendar_works_now_and_later(code):
    """The latest day first: for the others the same calendar will do."""
    for today in (date(2027, 6, 1), date(2026, 12, 31), date(2026, 11, 25)):
        assert_works(code, today)


def assert_works(code, today):
    month_ago = today - timedelta(days=30)
    listed = set(irregular_days(code, today, ahead=400).date)
    for day in expected_days(code, today, today + timedelta(days=400)).date:
        assert (day.weekday() < 5) == (day not in listed)
    settled = last_settled(code, datetime(today.year, today.month, today.day, 23, 59, tzinfo=UTC))
    assert timedelta(0) <= today - settled < timedelta(days=5)
    assert not calendars.is_exchange(code) or settled in expected_days(code, month_ago, today).date
    assert 15 < days_after(code, month_ago, today) <= 30
    assert settled in possible_days(code, month_ago, today).date
    assert time_zone(code, today).key


@pytest.mark.parametrize("code", exchanges.NOT_MADE)
def test_what_is_refused_cannot_be_made(code):
    with pytest.raises((NotImplementedError, ValueError)):
        exchange_calendars.get_calendar(code, start="2010-01-01", end="2026-12-31")
    assert code not in calendar_names()


def test_regular_weekdays_stand_in_after_the_last_year_that_is_known():
    days = expected_days("XSHG", date(2026, 12, 28), date(2027, 2, 28))
    new_year = date(2027, 2, 8)  # Shanghai will be closed, and nobody has said so yet
    assert [*days.date[:4]] == [date(2026, 12, day) for day in (28, 29, 30, 31)]
    assert new_year in days.date
    assert {day.weekday() for day in days.date} == set(range(5))
    assert days_after("XSHG", date(2026, 12, 31), date(2027, 1, 8), [date(2027, 1, 1)]) == 5
    before, after = (datetime(2027, 2, 3, *clock, tzinfo=UTC) for clock in ((6, 59), (7, 0)))
    assert [last_settled("XSHG", now).day for now in (before, after)] == [2, 3]


def test_no_day_is_missing_before_the_first_year_that_is_known():
    first = date(1985, 1, 5)  # a Saturday: Tokyo traded on it
    days = expected_days("XTKS", first, date(1997, 1, 31))
    assert days[0].date() == date(1997, 1, 6)
    possible = possible_days("XTKS", first, date(1997, 1, 31)).date
    assert first in possible
    assert date(1997, 1, 4) not in possible
    assert last_settled("XSAU", datetime(2019, 5, 2, 12, tzinfo=UTC)) == date(2019, 5, 1)


@pytest.mark.parametrize(
    ("code", "closes"),
    [
        ("XTKS", "06:30"),
        ("XSHG", "07:00"),
        ("XBOM", "10:00"),
        ("XLON", "16:30"),
        ("XETR", "16:30"),
        ("XNYS", "21:00"),
    ],
)
def test_a_session_is_settled_when_its_own_exchange_closes(code, closes):
    close = datetime.fromisoformat(f"2026-11-19T{closes}Z")
    assert last_settled(code, close) == date(2026, 11, 19)
    assert last_settled(code, close - timedelta(minutes=1)) == date(2026, 11, 18)
