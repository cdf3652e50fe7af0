"""The oddities of markets and providers by name, inflicted on a market whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.sources.market import Market, nothing_before, times

NEVER = date(2099, 1, 1)
ALL = ("one", "two", "three")
NAN = float("nan")


def hole(
    market: Market,
    day: date,
    *,
    until: date = NEVER,
    providers: Iterable[str] = ALL,
    series: Iterable[str] = ("SMALL",),
) -> None:
    """Nobody, or not these providers, has a day until later."""
    for provider in providers:
        for symbol in series:
            market.oddities[provider, symbol, day] = nothing_before(until)


@dataclass
class Blow:
    """What is to go wrong where.

    Attributes
    ----------
    order
        The providers; the first one errs, or the first two.
    right
        The day on which the providers set it right, where they do.
    """

    market: Market
    day: date
    order: Sequence[str]
    symbol: str
    right: date

    def hole(self, providers: int, until: date) -> None:
        """So many providers lack the day."""
        hole(
            self.market,
            self.day,
            until=until,
            providers=self.order[:providers],
            series=(self.symbol,),
        )

    def says(self, wrong: Callable[[date, tuple[float, float]], tuple[float, float]]) -> None:
        """The first provider says something else of the day."""
        self.market.oddities[self.order[0], self.symbol, self.day] = wrong

    def extra(self, symbol: str, day: date, like: date) -> None:
        """The first provider has a row on a day that has none: that of another day."""
        more = self.market.extra.setdefault((self.order[0], symbol), {})
        more[day] = self.market.truth[symbol][like]

    def closure(self) -> None:
        """The exchange is closed, and every provider says so."""
        self.market.close_on(self.day)

    def copies(self) -> None:
        """The exchange is closed, and a provider copies the day before.

        Not a day that nobody states: such a copy cannot be told from a session.
        """
        self.closure()
        for symbol in ("SMALL", "LARGE"):
            before = max(day for day in self.market.truth[symbol] if day < self.day)
            if any((name, symbol, before) not in self.market.oddities for name in ALL):
                self.extra(symbol, self.day, before)

    def holiday(self) -> None:
        """A provider has a row on a Saturday."""
        symbol = "SMALL" if self.symbol == "COIN" else self.symbol
        saturday = self.day + timedelta(days=5 - self.day.weekday())
        self.extra(symbol, saturday, min(self.market.truth[symbol]))

    def taken_back(self) -> None:
        """A provider restates an earlier day for one evening."""
        truth, wrong = self.market.truth[self.symbol], times(1.02, NEVER)
        earlier = max(d for d in truth if d < self.day - timedelta(days=4))
        self.market.oddities[self.order[0], self.symbol, earlier] = lambda today, price: (
            wrong(today, price) if today == self.day else price
        )

    def crash(self) -> None:
        """The price really falls beyond the limit."""
        truth = self.market.truth[self.symbol]
        for day in (day for day in truth if day >= self.day):
            truth[day] = (round(truth[day][0] * 0.6, 2), round(truth[day][1] * 0.6, 2))

    def down(self, providers: int) -> None:
        """So many providers answer nothing this evening."""
        self.market.down |= {(provider, self.day) for provider in self.order[:providers]}


ONE_DAY = timedelta(days=1)
KINDS: dict[str, Callable[[Blow], None]] = {
    "hole of one": lambda blow: blow.hole(1, NEVER),
    "hole of two": lambda blow: blow.hole(2, blow.right),
    "hole of all": lambda blow: blow.hole(3, blow.right),
    "closure": Blow.closure,
    "copies": Blow.copies,
    "wrong": lambda blow: blow.says(times(1.03, blow.day + ONE_DAY)),
    "null": lambda blow: blow.says(lambda *_: (NAN, NAN)),
    "holiday": Blow.holiday,
    "down": lambda blow: blow.down(1),
    "two down": lambda blow: blow.down(2),
    "late": lambda blow: blow.hole(3, blow.day + ONE_DAY),
    "high": lambda blow: blow.says(times(1, blow.day + ONE_DAY, high=3)),
    "taken back": Blow.taken_back,
    "crash": Blow.crash,
}


def inflict(
    market: Market, day: date, kind: str, order: Sequence[str], symbol: str, lasts: int
) -> None:
    """One oddity of a day; ``lasts`` are the days after which the providers set it right."""
    KINDS[kind](Blow(market, day, order, symbol, day + timedelta(days=lasts)))
