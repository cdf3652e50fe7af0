"""Which days a series can have and should have.

A calendar is named as in ``report.toml``: ``daily``, ``us-bonds``, ``steps``, or the code of an
exchange known to exchange-calendars (``XNYS``). Days are dates without a time zone. Exchanges also
close without notice; such days are data (``history/closures.csv``) and are passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

import exchange_calendars
import pandas as pd
from pandas.tseries.holiday import GoodFriday, USFederalHolidayCalendar

DAILY = "daily"
US_BONDS = "us-bonds"
STEPS = "steps"
SATURDAY = 5


def calendar_names() -> tuple[str, ...]:
    """Every name that a calendar may have in ``report.toml``."""
    return (DAILY, US_BONDS, STEPS, *exchange_calendars.get_calendar_names(include_aliases=False))


def age_unit(calendar: str) -> Literal["sessions", "days"]:
    """The unit in which a series of this calendar ages."""
    return "days" if calendar in (DAILY, STEPS) else "sessions"


def is_exchange(calendar: str) -> bool:
    """Whether the days are an exchange's sessions, so that it can close without notice."""
    return calendar not in (DAILY, US_BONDS, STEPS)


def expected_days(
    calendar: str, first: date, last: date, closures: Iterable[date] = ()
) -> pd.DatetimeIndex:
    """The days from ``first`` to ``last`` on which a series should have a row; none for steps.

    Parameters
    ----------
    closures
        Days on which the exchange was closed though the calendar knows a session.
    """
    closed = pd.DatetimeIndex(list(closures)).as_unit("us")
    return _regular_days(calendar, first, last).difference(closed)


def _regular_days(calendar: str, first: date, last: date) -> pd.DatetimeIndex:
    """The Treasury publishes no yields on federal holidays, nor on most Good Fridays."""
    if calendar == STEPS or first > last:
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    if calendar == DAILY:
        return pd.date_range(first, last, unit="us")
    if calendar == US_BONDS:
        holidays = USFederalHolidayCalendar().holidays(first, last)
        closed = holidays.union(pd.DatetimeIndex(GoodFriday.dates(first, last)))
        return pd.bdate_range(first, last).difference(closed).as_unit("us")
    sessions = pd.DatetimeIndex(_exchange(calendar, first.year, last.year).sessions)
    return sessions[(sessions >= pd.Timestamp(first)) & (sessions <= pd.Timestamp(last))]


def possible_days(calendar: str, first: date, last: date) -> pd.DatetimeIndex:
    """The days on which a stored row can be true at all.

    They exceed the expected ones: yields do appear on some holidays, and a session that was one
    when its row was stored can be called a closure by a later release of the calendars.
    """
    every = pd.date_range(first, last, unit="us")
    if calendar in (STEPS, DAILY):
        return every
    if calendar == US_BONDS:
        return every[every.day_of_week < SATURDAY]
    sessions = pd.DatetimeIndex(_exchange(calendar, first.year, last.year).sessions)
    return every[every.day_of_week.isin(sessions.day_of_week.unique())]


def closed_weekdays(
    calendar: str, since: date, *, ahead: int, closures: Iterable[date] = ()
) -> pd.DatetimeIndex:
    """Weekdays on which a calendar has no session, from a day to ``ahead`` days after it."""
    last = since + timedelta(days=ahead)
    weekdays = pd.bdate_range(since, last).as_unit("us")
    return weekdays.difference(expected_days(calendar, since, last, closures))


def days_after(calendar: str, last: date, as_of: date, closures: Iterable[date] = ()) -> int:
    """The age of a series: how many of its own days lie after ``last``, up to ``as_of``."""
    own_days = DAILY if calendar == STEPS else calendar
    following = (pd.Timestamp(last) + pd.Timedelta(days=1)).date()
    return len(expected_days(own_days, following, as_of, closures))


def last_settled(calendar: str, now: datetime) -> date:
    """The last day whose close is final at a moment (UTC).

    A session is final when the exchange has closed; a UTC day, and a day of yields, when it is
    over; a step holds from its day on.
    """
    if calendar == STEPS:
        return now.date()
    if calendar in (DAILY, US_BONDS):
        return now.date() - timedelta(days=1)
    closes = _exchange(calendar, now.year - 1, now.year).closes
    return pd.Timestamp(closes.index[closes <= pd.Timestamp(now)][-1]).date()


_calendars: dict[str, exchange_calendars.ExchangeCalendar] = {}


def _exchange(code: str, first_year: int, last_year: int) -> exchange_calendars.ExchangeCalendar:
    """The calendar of an exchange, with these whole years at least.

    Making one takes longer than all that is asked of it: it is made once, and anew only if other
    years are asked for.
    """
    known = _calendars.get(code)
    if known is not None:
        years = known.first_session.year, known.last_session.year
        if years[0] <= first_year and last_year <= years[1]:
            return known
        first_year, last_year = min(first_year, years[0]), max(last_year, years[1])
    _calendars[code] = exchange_calendars.get_calendar(
        code, start=f"{first_year}-01-01", end=f"{last_year}-12-31"
    )
    return _calendars[code]
