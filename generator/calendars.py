"""Which days a series can have and should have.

A calendar is named as in ``report.toml``: ``daily``, ``us-bonds``, ``steps``, or the code of an
exchange known to exchange-calendars (``XNYS``). Days are dates without a time zone. Exchanges also
close without notice; such days are data (``history/closures.csv``) and are passed in.

Some exchanges are known for some years only. Before the first of them, the stored rows are all the
sessions there are: no day is missing. After the last one, the regular weekdays stand in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd
from pandas.tseries.holiday import GoodFriday, USFederalHolidayCalendar

from generator.exchanges import Exchange, codes, exchange

DAILY = "daily"
US_BONDS = "us-bonds"
STEPS = "steps"
SATURDAY = 5
LONGEST_CLOSURE = timedelta(days=60)


def calendar_names() -> tuple[str, ...]:
    """Every name that a calendar may have in ``report.toml``."""
    return (DAILY, US_BONDS, STEPS, *codes())


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
        days = _bond_days(first.year, last.year)
        return days[(days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))]
    known = exchange(calendar, first.year, last.year)
    sessions = known.sessions
    sessions = sessions[(sessions >= pd.Timestamp(first)) & (sessions <= pd.Timestamp(last))]
    return sessions.union(_stand_ins(known, first, last))


@cache
def _bond_days(first_year: int, last_year: int) -> pd.DatetimeIndex:
    """The days of whole years on which US Treasury yields should appear."""
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    holidays = USFederalHolidayCalendar().holidays(first, last)
    closed = holidays.union(pd.DatetimeIndex(GoodFriday.dates(first, last)))
    return pd.bdate_range(first, last).difference(closed).as_unit("us")


def _stand_ins(known: Exchange, first: date, last: date) -> pd.DatetimeIndex:
    """The regular weekdays of an exchange after the last year for which its holidays are known."""
    if known.end is None or last <= known.end:
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    days = pd.date_range(max(first, known.end + timedelta(days=1)), last, unit="us")
    return days[[known.weekmask[weekday] == "1" for weekday in days.day_of_week]]


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
    known = exchange(calendar, first.year, last.year)
    possible = every[every.day_of_week.isin(known.weekdays)]
    return possible.union(every[: known_from(calendar, every)])


def known_from(calendar: str, days: pd.DatetimeIndex) -> int:
    """The position of the first of some ascending days whose sessions are known."""
    if not len(days) or not is_exchange(calendar):
        return 0
    begin = exchange(calendar, days[0].year, days[-1].year).begin
    return 0 if begin is None else int(days.searchsorted(pd.Timestamp(begin)))


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
    sessions = _regular_days(calendar, first, now.date())
    over = closing_times(calendar, sessions) <= pd.Timestamp(now.astimezone(UTC)).tz_convert(None)
    return sessions[over][-1].date() if over.any() else yesterday  # before the exchange is known


def closing_times(calendar: str, days: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """When the closes of some of its days are made (UTC, without a time zone).

    A session ends by the clock of its exchange; one that is not known ends as the latest ones do.
    All other days end at midnight UTC.
    """
    if not is_exchange(calendar) or not len(days):
        return days + pd.Timedelta(days=1)
    return exchange(calendar, days[0].year, days[-1].year).closing_of(days)


def time_zone(calendar: str, day: date) -> ZoneInfo:
    """Whose clock the days of a series follow, as far as is known on a day."""
    if calendar == DAILY:
        return ZoneInfo("UTC")
    if calendar in (US_BONDS, STEPS):
        return ZoneInfo("America/New_York")
    return exchange(calendar, day.year, day.year).zone
