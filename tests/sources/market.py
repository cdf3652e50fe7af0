"""Markets whose truth is known, and providers that err in stated ways: days in milliseconds.

Each simulated evening the real refresh runs on a store of its own. Only the providers are made
up: they say what the truth is, but for the oddities that they were given.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd

from generator import refresh as refreshing
from generator import store
from generator.calendars import expected_days
from generator.config import Config, load_config
from generator.errors import SourceUnavailable
from generator.histories import read_histories
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.models.refresh import Refreshed
from generator.sources import tables
from generator.validation import Bar, table

BEGIN, SHIPPED = date(2026, 3, 2), date(2026, 6, 30)
SMALL = Instrument(
    "small", "SMALL", "Small caps", "small caps", "XNYS", "points", 2, ("one", "two", "three")
)
LARGE = replace(SMALL, key="large", symbol="LARGE", name="Large caps", role="large caps")
COIN = replace(
    SMALL, key="coin", symbol="COIN", name="Coin", role="crypto", calendar="daily", tolerance=0.002
)
Price = tuple[float, float]
Oddity = Callable[[date, Price], Price | None]
"""From the day on which it is said and the truth (high, close) to what is said; None: nothing."""


def nothing_before(day: date) -> Oddity:
    """The row appears on a later day only."""
    return lambda today, price: None if today < day else price


def times(factor: float, until: date, *, high: float | None = None) -> Oddity:
    """Another close (and high), set right on a later day."""

    def wrong(today: date, price: Price) -> Price:
        told_high, close = price[0] * (high or factor), price[1] * factor
        return (round(max(told_high, close), 2), round(close, 2)) if today < until else price

    return wrong


@dataclass
class Market:
    """The truth, and what each provider says instead.

    Attributes
    ----------
    oddities
        (provider, symbol, day) -> what is said of that day.
    extra
        (provider, symbol) -> rows on days that have none.
    down
        (provider, evening) on which it answers nothing.
    closed
        Sessions of the calendar on which the exchange is closed.
    last
        Until when there is a truth.
    """

    folder: Path
    instruments: tuple[Instrument, ...]
    truth: dict[str, dict[date, Price]] = field(default_factory=dict)
    oddities: dict[tuple[str, str, date], Oddity] = field(default_factory=dict)
    extra: dict[tuple[str, str], dict[date, Price]] = field(default_factory=dict)
    down: set[tuple[str, date]] = field(default_factory=set)
    closed: set[date] = field(default_factory=set)
    today: date = SHIPPED
    last: date = date(2026, 12, 31)

    def __post_init__(self) -> None:
        """Draw the truth, and store its first months."""
        for number, instrument in enumerate(self.instruments):
            draw, close = np.random.default_rng(number), 1000.0 * (number + 1)
            ranges = np.random.default_rng((number, 1))  # a high of its own: no bar copies another
            days = expected_days(instrument.calendar, BEGIN, self.last)
            prices = self.truth[instrument.symbol] = {}
            for day in days:
                close = round(close * float(np.exp(draw.normal(0, 0.01))), 2)
                prices[day.date()] = (round(close * ranges.uniform(1.004, 1.006), 2), close)
            first = {d: Bar("shipped/one", *p) for d, p in prices.items() if d <= SHIPPED}
            store.append(self.folder, table(instrument, first))
        self.config: Config = load_config().model_copy(
            update={"history": self.folder, "instruments": self.instruments}
        )

    def close_on(self, day: date) -> None:
        """The exchange is closed without notice."""
        self.closed.add(day)
        for instrument in self.instruments:
            if instrument.calendar != "daily":
                self.truth[instrument.symbol].pop(day, None)

    def says(self, provider: str, symbol: str, since: date, until: date) -> dict[date, Price]:
        """What a provider says this evening."""
        said = {}
        for day, price in self.truth[symbol].items():
            oddity = self.oddities.get((provider, symbol, day))
            told = oddity(self.today, price) if oddity else price
            if since <= day <= until and told is not None:
                said[day] = told
        more = self.extra.get((provider, symbol), {})
        return said | {day: price for day, price in more.items() if since <= day <= until}

    def evening(self, day: date, **request: object) -> list[Refreshed]:
        """Refresh at 23:00 UTC of a day."""
        self.today = day
        now = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
        asked = refreshing.Request(until=day, **request)  # type: ignore[arg-type]
        with (
            patch.object(refreshing, "providers", lambda *_: self._providers()),
            patch.object(refreshing, "Network", _NoNetwork),
        ):
            done = refreshing.refresh(self.config, asked, now, lambda _: None)
        assert done is not None
        return done

    def evenings(self, first: date, last: date) -> Iterator[date]:
        """Refresh on every day of a stretch."""
        for moment in pd.date_range(first, last):
            self.evening(moment.date())
            yield moment.date()

    def run(self, first: str, last: str) -> None:
        """Refresh on every day of a stretch."""
        for _ in self.evenings(date.fromisoformat(first), date.fromisoformat(last)):
            pass

    def stored(self, instrument: Instrument) -> dict[date, Price]:
        """What the store holds: high (NaN if none) and close by day."""
        frame = store.read_rows(self.folder, instrument).frame
        return {
            date.fromisoformat(row.date): (float(row.high or "nan"), float(row.close))
            for row in frame.itertuples()
        }

    def wrong(self, instrument: Instrument) -> list[date]:
        """Stored days whose close is not the truth."""
        truth = self.truth[instrument.symbol]
        stored = self.stored(instrument)
        return [d for d, (_, close) in stored.items() if d not in truth or close != truth[d][1]]

    def missing(self, instrument: Instrument, until: date) -> list[date]:
        """Days of the truth up to a day that are not stored."""
        stored = self.stored(instrument)
        return [d for d in self.truth[instrument.symbol] if d <= until and d not in stored]

    def reads(self) -> None:
        """The strict reading of a build accepts the store."""
        read_histories(self.config, self.today)

    @property
    def gaps(self) -> set[tuple[str, date]]:
        """The recorded gaps."""
        return {(gap.instrument, gap.date) for gap in store.read_gaps(self.folder)}

    @property
    def closures(self) -> set[date]:
        """The recorded closures."""
        return {closure.date for closure in store.read_closures(self.folder)}

    @property
    def marked(self) -> set[tuple[str, date]]:
        """The rows that one provider has seen so far."""
        return {(row.instrument, row.date) for row in store.unconfirmed_rows(self.folder)}

    def _providers(self) -> dict[str, _Provider]:
        return {name: _Provider(name, self) for name in ("one", "two", "three")}


@dataclass
class _Provider:
    """One provider of a market."""

    name: str
    market: Market
    host: str = "nowhere"

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """What it says this evening."""
        if (self.name, self.market.today) in self.market.down:
            raise SourceUnavailable("it is down", place=self.name)
        said = self.market.says(self.name, instrument.symbol, since, until)
        rows = [(pd.Timestamp(day), high, close) for day, (high, close) in said.items()]
        return tables.quotes(self.name, instrument, rows, since, until)


class _NoNetwork(contextlib.nullcontext[None]):
    """The providers are in this process."""

    server_time = None

    def __enter__(self) -> _NoNetwork:  # type: ignore[override]
        return self

    def reachable(self, _hosts: list[str]) -> bool:
        """They always are."""
        return True


def sessions(first: date, count: int) -> list[date]:
    """The next sessions of New York from a day on."""
    days = expected_days("XNYS", first, first + timedelta(days=3 * count + 10))
    return [day.date() for day in days[:count]]
