"""When exchanges are open, as exchange-calendars knows it.

Making a calendar takes longer than all that is asked of it, and importing the library as well. What
was made is therefore kept for the next run, once :func:`keep_in` has named a folder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from generator.kept import Shelf

MOST_KEPT = 100
NOT_MADE = ("ASEX", "XBEL", "XBSE", "XCYS", "XTAE")
"""Exchanges that exchange-calendars 4.13 lists and fails to make, beside pandas 3: the Orthodox
Easter of the first four cannot be added to an index, the last one closes early on no sessions."""

_shelf: list[Shelf] = []
_known: dict[str, tuple[int, int, Exchange]] = {}


@dataclass(frozen=True, eq=False)
class Exchange:
    """The sessions of an exchange in some years."""

    sessions: pd.DatetimeIndex
    closes: pd.DatetimeIndex
    """When each of them ends (UTC, without a time zone)."""
    zone: ZoneInfo
    closing: time
    """When sessions end now, by its own clock."""
    days_to_close: int
    """From a session's day to the day on which it ends."""
    weekmask: str
    """Which weekdays have sessions: ``1111100``."""
    begin: date | None
    end: date | None
    """The first and the last day that the library can know; None: no such bound."""

    @cached_property
    def weekdays(self) -> list[int]:
        """The weekdays on which it was ever open."""
        return sorted(set(self.sessions.day_of_week))

    def closing_of(self, days: pd.DatetimeIndex) -> pd.DatetimeIndex:
        """When sessions end (UTC, without a time zone); one that is not known, as they do now."""
        at = self.sessions.get_indexer(days)
        after = timedelta(
            days=self.days_to_close, hours=self.closing.hour, minutes=self.closing.minute
        )
        regular = (days + after).tz_localize(self.zone).tz_convert(None)
        known = self.closes.to_numpy()[at] if len(self.closes) else regular
        return pd.DatetimeIndex(np.where(at >= 0, known, regular)).as_unit("us")


def keep_in(folder: Path) -> None:
    """Keep what is made in a folder, from now on."""
    _shelf[:] = [Shelf(folder, MOST_KEPT, ".json")]


@cache
def codes() -> tuple[str, ...]:
    """Every exchange whose sessions can be known."""
    import exchange_calendars  # noqa: PLC0415

    listed = exchange_calendars.get_calendar_names(include_aliases=False)
    return tuple(code for code in listed if code not in NOT_MADE)


def exchange(code: str, first_year: int, last_year: int) -> Exchange:
    """An exchange with these whole years at least, as far as it is known."""
    if code in _known:
        first_known, last_known, found = _known[code]
        if first_known <= first_year and last_year <= last_known:
            return found
        first_year, last_year = min(first_year, first_known), max(last_year, last_known)
    found = _kept(code, first_year, last_year)
    _known[code] = first_year, last_year, found
    return found


def _kept(code: str, first_year: int, last_year: int) -> Exchange:
    key = f"{version('exchange-calendars')} {version('pandas')} {code} {first_year} {last_year}"
    for shelf in _shelf:
        content = shelf.find(key)
        if content is not None:
            return _read(json.loads(content))
    stated = _stated(_made(code, first_year, last_year))
    for shelf in _shelf:
        shelf.keep(key, json.dumps(stated).encode())
    return _read(stated)


def _stated(calendar: Any) -> dict[str, Any]:
    """An exchange-calendars calendar as plain values; moments are whole seconds since 1970."""
    begin, end = calendar.bound_min(), calendar.bound_max()
    closing = calendar.close_times[-1][1]
    return {
        "sessions": _seconds(calendar.closes.index),
        "closes": _seconds(pd.DatetimeIndex(calendar.closes).tz_convert(None)),
        "zone": calendar.tz.key,
        "closing": closing.isoformat(),
        "days_to_close": calendar.close_offset,
        "weekmask": calendar.weekmask,
        "begin": None if begin is None else begin.date().isoformat(),
        "end": None if end is None else end.date().isoformat(),
    }


def _seconds(moments: pd.DatetimeIndex) -> list[int]:
    found: list[int] = moments.to_numpy("datetime64[s]").astype(np.int64).tolist()
    return found


def _read(stated: dict[str, Any]) -> Exchange:
    return Exchange(
        sessions=_moments(stated["sessions"]),
        closes=_moments(stated["closes"]),
        zone=ZoneInfo(stated["zone"]),
        closing=time.fromisoformat(stated["closing"]),
        days_to_close=stated["days_to_close"],
        weekmask=stated["weekmask"],
        begin=_day(stated["begin"]),
        end=_day(stated["end"]),
    )


def _moments(seconds: list[int]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(np.array(seconds, dtype="datetime64[s]")).as_unit("us")


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _made(code: str, first_year: int, last_year: int) -> Any:
    """The library's calendar of these years, or of those among them that it knows."""
    from exchange_calendars import get_calendar  # noqa: PLC0415

    first, last = pd.Timestamp(first_year, 1, 1), pd.Timestamp(last_year, 12, 31)
    try:
        return get_calendar(code, start=first, end=last)
    except ValueError:  # some are not known; it says which once it has been made
        known = get_calendar(code)
        first = max(first, known.bound_min() or first)
        last = min(last, known.bound_max() or last)
        if first > last:
            return known
        return get_calendar(code, start=first, end=last)
