"""Yahoo Finance through yfinance, one symbol at a time, with its errors unhidden.

yfinance 1.7 hides most failures in an empty frame unless told otherwise, raises errors of four
families, keeps the time zones of symbols in a cache of its own, and remembers failed requests for
the life of the process. Its session reads and unpacks whatever comes, and its consent pages go
through a slow parser. All of that is dealt with here; nothing else of the house imports it.
"""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import yfinance
from curl_cffi.curl import CURL_WRITEFUNC_ERROR
from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import HTTPError, RequestException
from yfinance.data import YfData
from yfinance.exceptions import YFException, YFRateLimitError

from generator.calendars import is_exchange, time_zone
from generator.errors import SourceError, SourceMalformed, SourceRefused, SourceUnavailable
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.bodies import MOST_BYTES, too_large
from generator.sources.network import Interrupted, Network

CLOCKS_APART = timedelta(hours=1)  # by which no session comes to another date
REQUEST_SECONDS = 10
MOST_PAGE_BYTES = 500_000  # of what is no chart: cookies, crumbs, consent pages

# TypeError: a cookie without an expiry, or a field that is null.
_FAILURES = (YFException, OSError, ValueError, LookupError, TypeError, RequestException)


class _LimitedSession(Session):  # type: ignore[type-arg]
    """curl's session, but for answers that do not end."""

    def request(self, method: Any, url: str, **options: Any) -> Response:  # type: ignore[override]
        """Send a request; the answer is read part by part, as it is unpacked."""
        body = bytearray()

        def take(part: bytes) -> int:
            body.extend(part)
            return CURL_WRITEFUNC_ERROR if len(body) > MOST_BYTES else len(part)

        try:
            answer: Response = super().request(method, url, content_callback=take, **options)
        except RequestException as error:
            if len(body) > MOST_BYTES:
                raise too_large(Yahoo.name) from error
            raise
        if len(body) > MOST_PAGE_BYTES and "/chart/" not in answer.url:
            raise too_large(Yahoo.name, MOST_PAGE_BYTES)
        answer.content = bytes(body)
        return answer


def _goes_as(zone: ZoneInfo, name: str, leeway: timedelta, day: date) -> bool:
    """Whether a clock of another name shows the same hour, all through the year of a day."""
    try:
        other = ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone
        return False
    moments = [datetime(day.year, month, 1, 12, tzinfo=UTC) for month in range(1, 13)]
    pairs = [[m.astimezone(each).replace(tzinfo=None) for each in (zone, other)] for m in moments]
    return all(abs(one - two) <= leeway for one, two in pairs)


class Yahoo:
    """``Ticker.history`` for one symbol."""

    name = "yahoo"
    host = "query1.finance.yahoo.com"

    def __init__(self, network: Network, folder: Path) -> None:
        self._network = network
        self._folder = folder
        self._session = _LimitedSession(impersonate="chrome")

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """Closes and highs, unadjusted, dated in the exchange's own time zone."""
        frame = self._network.guarded(self.name, lambda: self._history(instrument, since, until))
        quoted = frame[["High", "Close"]].itertuples(name=None)
        return tables.quotes(self.name, instrument, quoted, since, until)

    def _history(self, instrument: Instrument, since: date, until: date) -> pd.DataFrame:
        yfinance.config.debug.hide_exceptions = False
        yfinance.set_tz_cache_location(str(self._folder))
        YfData.cache_get.cache_clear()  # it remembers failures
        ticker = yfinance.Ticker(instrument.name_at(self.name), session=self._session)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pandas 3 deprecations inside yfinance
                frame: pd.DataFrame = ticker.history(
                    start=str(since),
                    end=str(until + timedelta(days=1)),
                    interval="1d",
                    auto_adjust=False,
                    actions=False,
                    timeout=REQUEST_SECONDS,
                )
            self._check(instrument, ticker.history_metadata, until)
        except _FAILURES as error:
            raise self._translated(error) from error
        frame.index = pd.DatetimeIndex(frame.index).tz_localize(None).as_unit("us")
        return frame

    def _check(self, instrument: Instrument, facts: dict[str, object], day: date) -> None:
        """The answer must be about this symbol, in its currency, dated by its exchange's clock."""
        zone = time_zone(instrument.calendar, day)
        leeway = CLOCKS_APART if is_exchange(instrument.calendar) else timedelta(0)
        for key, wanted in (
            ("symbol", instrument.name_at(self.name)),
            ("currency", instrument.currency),
            ("exchangeTimezoneName", zone.key),
        ):
            found = facts.get(key)
            is_zone = key == "exchangeTimezoneName"
            if found != wanted and not (is_zone and _goes_as(zone, str(found), leeway, day)):
                raise SourceMalformed(
                    f"asked for {wanted}, it answers with {key} {found!r}", place=self.name
                )

    def _translated(self, error: Exception) -> SourceError:
        """One of our four errors for each of the many that yfinance lets through."""
        said = f"{type(error).__name__}: {error}"[:160]
        if isinstance(error, YFRateLimitError):
            return SourceRefused("too many requests (429)", place=self.name)
        if isinstance(error, HTTPError):
            return Interrupted(f"it answers with an error ({said})", place=self.name)
        if isinstance(error, OSError | RequestException):
            return SourceUnavailable(f"it cannot be reached ({said})", place=self.name)
        return SourceMalformed(f"its answer cannot be read ({said})", place=self.name)
