"""Calendars: the days of an exchange, whatever was asked before."""

from __future__ import annotations

from datetime import date

import exchange_calendars
import pytest

from generator import calendars
from generator.calendars import expected_days

SPANS = (
    (date(2020, 3, 2), date(2020, 3, 20)),
    (date(2019, 12, 24), date(2021, 1, 4)),
    (date(2020, 6, 1), date(2020, 6, 1)),
    (date(2024, 12, 31), date(2025, 1, 9)),
    (date(2007, 1, 1), date(2008, 1, 1)),
)


@pytest.mark.parametrize("spans", [SPANS, SPANS[::-1]], ids=["one way", "the other"])
def test_sessions_do_not_depend_on_what_was_asked_before(spans, monkeypatch):
    monkeypatch.setattr(calendars, "_calendars", {})
    for first, last in spans:
        whole = exchange_calendars.get_calendar("XNYS", start="2000-01-01", end="2026-12-31")
        expected = whole.sessions_in_range(str(first), str(last))
        assert list(expected_days("XNYS", first, last)) == list(expected)


def test_a_calendar_is_made_anew_only_for_other_years(monkeypatch):
    monkeypatch.setattr(calendars, "_calendars", {})
    made = [calendars._exchange("XNYS", *years) for years in ((2010, 2020), (2015, 2015))]
    assert made[0] is made[1]
    wider = calendars._exchange("XNYS", 2021, 2021)
    assert wider is not made[0]
    assert calendars._exchange("XNYS", 2010, 2021) is wider
    assert calendars._exchange("XLON", 2010, 2021) is not wider
