"""Which days a series can have and should have.

A calendar is named as in ``report.toml``: ``daily``, ``us-bonds``, ``steps``, or the code of an
exchange known to exchange-calendars (``XNYS``). Days are dates without a time zone. Exchanges also
close without notice; such days are data (``history/closures.csv``) and are passed in.

Some exchanges are known for some years only. Before the first of them, the stored rows are all the
sessions there are: no day is missing. After the last one, the regular weekdays stand in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import exchange_calendars
import pandas as pd
from exchange_calendars import ExchangeCalendar
from pandas.tseries.holiday import GoodFriday, USFederalHolidayCalendar

DAILY = "daily"
US_BONDS = "us-bonds"
STEPS = "steps"
SATURDAY = 5
NOT_MADE = ("ASEX", "XBEL", "XBSE", "XCYS", "XTAE")
"""Exchanges that exchange-calendars 4.13 lists and fails to make, beside pandas 3: the Orthodox
Easter of the first four cannot be added to an index, the last one closes early on no sessions."""
LONGEST_CLOSURE = timedelta(days=60)


def calendar_names() -> tuple[str, ...]:
    """Every name that a calendar may have in ``report.toml``."""
    listed = exchange_calendars.get_calendar_names(include_aliases=False)
    return (DAILY, US_BONDS, STEPS, *(code for code in listed if code not in NOT_MADE))


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
    exchange = _exchange(calendar, first.year, last.year)
    sessions = pd.DatetimeIndex(exchange.sessions)
    sessions = sessions[(sessions >= pd.Timestamp(first)) & (sessions <= pd.Timestamp(last))]
    return sessions.union(_stand_ins(exchange, first, last))


def _stand_ins(exchange: ExchangeCalendar, first: date, last: date) -> pd.DatetimeIndex:
    """The regular weekdays of an exchange after the last year for which its holidays are known."""
    end = exchange.bound_max()
    if end is None or pd.Timestamp(last) <= end:
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    days = pd.date_range(max(pd.Timestamp(first), end + pd.Timedelta(days=1)), last, unit="us")
    return days[[exchange.weekmask[weekday] == "1" for weekday in days.day_of_week]]


def possible_days(calendar: str, first: date, last: date) -> pd.DatetimeIndex:
    """The days on which a stored row can be true at all.

    They exceed the expected ones: yields do appear on some holidays, and a session that was one
    when its row was stored can be called a closure by a later release of the calendars. Of the
    years before an exchange is known, no day can be ruled out.
    """
    every = pd.date_range(first, last, unit="us")
    if calendar in (STEPS, DAILY):
        return every
    if calendar == US_BONDS:
        return every[every.day_of_week < SATURDAY]
    exchange = _exchange(calendar, first.year, last.year)
    weekdays = pd.DatetimeIndex(exchange.sessions).day_of_week.unique()
    possible = every[every.day_of_week.isin(weekdays)]
    begin = exchange.bound_min()
    return possible if begin is None else possible.union(every[every < begin])


def irregular_days(
    calendar: str, since: date, *, ahead: int, closures: Iterable[date] = ()
) -> pd.DatetimeIndex:
    """Days on which a calendar is not as an ordinary week, from a day to ``ahead`` days after it.

    They are Mondays to Fridays without a session, and Saturdays and Sundays with one.
    """
    last = since + timedelta(days=ahead)
    weekdays = pd.bdate_range(since, last).as_unit("us")
    return weekdays.symmetric_difference(expected_days(calendar, since, last, closures))


def days_after(calendar: str, last: date, as_of: date, closures: Iterable[date] = ()) -> int:
    """The age of a series: how many of its own days lie after ``last``, up to ``as_of``."""
    own_days = DAILY if calendar == STEPS else calendar
    following = (pd.Timestamp(last) + pd.Timedelta(days=1)).date()
    return len(expected_days(own_days, following, as_of, closures))


def last_settled(calendar: str, now: datetime) -> date:
    """The last day whose close is final at a moment (UTC).

    A session is final when the exchange has closed, by its own clock; a UTC day, and a day of
    yields, when it is over; a step holds from its day on.
    """
    if calendar == STEPS:
        return now.date()
    yesterday = now.date() - timedelta(days=1)
    if calendar in (DAILY, US_BONDS):
        return yesterday
    first = now.date() - LONGEST_CLOSURE
    exchange = _exchange(calendar, first.year, now.year)
    for session in reversed(_regular_days(calendar, first, now.date())):
        if _close(exchange, session) <= now:
            return session.date()
    return yesterday  # before the exchange is known


def _close(exchange: ExchangeCalendar, session: pd.Timestamp) -> datetime:
    """When a session ends; one that is not known ends as the latest ones do."""
    if session in exchange.closes.index:
        return pd.Timestamp(exchange.closes[session]).to_pydatetime()
    day = session.date() + timedelta(days=exchange.close_offset)
    return datetime.combine(day, exchange.close_times[-1][1], exchange.tz)


def time_zone(calendar: str, day: date) -> ZoneInfo:
    """Whose clock the days of a series follow, as far as is known on a day."""
    if calendar == DAILY:
        return ZoneInfo("UTC")
    if calendar in (US_BONDS, STEPS):
        return ZoneInfo("America/New_York")
    zone: ZoneInfo = _exchange(calendar, day.year, day.year).tz
    return zone


_calendars: dict[str, tuple[int, int, ExchangeCalendar]] = {}


def _exchange(code: str, first_year: int, last_year: int) -> ExchangeCalendar:
    """The calendar of an exchange, with these whole years at least, as far as it is known.

    Making one takes longer than all that is asked of it: it is made once, and anew only if other
    years are asked for.
    """
    if code in _calendars:
        first_known, last_known, calendar = _calendars[code]
        if first_known <= first_year and last_year <= last_known:
            return calendar
        first_year, last_year = min(first_year, first_known), max(last_year, last_known)
    _calendars[code] = first_year, last_year, _made(code, first_year, last_year)
    return _calendars[code][2]


def _made(code: str, first_year: int, last_year: int) -> ExchangeCalendar:
    """A calendar of these years, or of those among them that are known."""
    first, last = pd.Timestamp(first_year, 1, 1), pd.Timestamp(last_year, 12, 31)
    try:
        return exchange_calendars.get_calendar(code, start=first, end=last)
    except ValueError:  # some are not known; it says which once it has been made
        known = exchange_calendars.get_calendar(code)
        first = max(first, known.bound_min() or first)
        last = min(last, known.bound_max() or last)
        if first > last:
            return known
        return exchange_calendars.get_calendar(code, start=first, end=last)
