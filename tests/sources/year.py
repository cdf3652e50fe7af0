"""A year of a market in which something goes wrong every week, and nobody lifts a hand.

``python -m tests.sources.year`` prints what each week did to the store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from itertools import cycle, permutations
from pathlib import Path

from generator import store
from generator.models.instruments import Instrument
from tests.sources.inflicting import ALL, KINDS, inflict
from tests.sources.market import COIN, LARGE, SMALL, Market, sessions

DAYS = sessions(date(2026, 7, 6), 250)
QUIET = 20
"""Sessions after the last oddity: longer than it may last."""


@dataclass
class Oddity:
    """What went wrong in a week, and what it did to the store.

    Attributes
    ----------
    behind
        How many days of the truth the store was behind at most, of any series, on any evening
        until the next oddity.
    wrong
        Stored days that were not the truth, counted on every evening.
    waited
        Evenings on which a row waited for a decision or another provider.
    gaps, closures
        On record when the week was over.
    """

    day: date
    kind: str
    symbol: str
    behind: int = 0
    wrong: int = 0
    waited: int = 0
    gaps: int = 0
    closures: int = 0


def live(market: Market) -> Iterator[Oddity]:
    """Live through the year; each week's oddity once the week is over."""
    orders, symbols, lasting = cycle(permutations(ALL)), cycle("SLC"), cycle((1, 5, 15, 25))
    names = {"S": "SMALL", "L": "LARGE", "C": "COIN"}
    kinds = cycle(KINDS)
    week: Oddity | None = None
    for number, day in enumerate(DAYS):
        if number % 5 == number // 5 % 5 and number < len(DAYS) - QUIET:
            if week is not None:
                yield week
            week = Oddity(day, next(kinds), names[next(symbols)])
            inflict(market, day, week.kind, next(orders), week.symbol, next(lasting))
        market.evening(day)
        assert week is not None  # the first day has one
        week.behind = max(week.behind, *(_behind(market, one, day) for one in market.instruments))
        week.wrong += sum(len(market.wrong(one)) for one in market.instruments)
        week.waited += bool(store.held_rows(market.folder))
        week.gaps, week.closures = len(market.gaps), len(market.closures)
    if week is not None:
        yield week


def made(folder: Path) -> Market:
    """A market with a truth for the whole year."""
    return Market(folder / "history", (SMALL, LARGE, COIN), last=date(2027, 12, 31))


def _behind(market: Market, instrument: Instrument, day: date) -> int:
    """How many settled days of the truth come after the newest stored one."""
    newest = max(market.stored(instrument))
    settled = day if instrument.calendar != "daily" else day - timedelta(days=1)
    return sum(newest < true <= settled for true in market.truth[instrument.symbol])


def main() -> None:
    """Print the table."""
    print(*(part.name for part in fields(Oddity)), sep=" | ")
    with tempfile.TemporaryDirectory() as folder:
        for week in live(made(Path(folder))):
            print(*astuple(week), sep=" | ")


if __name__ == "__main__":
    main()
