"""The series that the report knows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Unit = Literal["points", "dollars", "percent", "money"]
"""``money`` is an amount of the instrument's currency, ``dollars`` one of US dollars."""
Role = Literal[
    "small caps",
    "large caps",
    "small-cap technology",
    "crypto",
    "treasuries",
    "policy rate",
    "other",
]


@dataclass(frozen=True)
class Peak:
    """A record price, and its day."""

    date: dt.date
    price: float


@dataclass(frozen=True)
class Instrument:
    """One series the report knows, as configured in ``report.toml``."""

    key: str
    """Its folder in ``history/``."""
    symbol: str
    """Its name at Yahoo Finance, or the publisher's series where Yahoo has none."""
    name: str
    role: Role

    calendar: str
    """``daily`` (every UTC day), ``us-bonds`` (days on which US Treasury yields appear), ``steps``
    (a row only when the value changes), or an exchange of exchange-calendars."""
    unit: Unit

    decimals: int
    """The precision in which its prices are stored."""
    providers: tuple[str, ...] = ()
    """Who is asked for new rows, in this order."""
    tolerance: float = 0.001
    """How far two providers' closes of one day may lie apart, as a fraction."""
    jump: float = 0.15
    """How far a close may move from the one before before it needs a second provider, likewise."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What providers call it, by provider, where that is not its symbol."""
    currency: str = "USD"
    """The ISO 4217 code of what it is quoted in; an index in points has one, too."""
    earlier_record: Peak | None = None
    """The record close of all time before its first stored row, where that is known."""
    records_known_from: dt.date | None = None
    """From this day on a record of the stored closes is one of all time."""

    @property
    def is_money(self) -> bool:
        """Whether its prices are amounts of its currency."""
        return self.unit in ("money", "dollars")

    def name_at(self, provider: str) -> str:
        """What a provider calls it."""
        return self.names.get(provider, self.symbol)
