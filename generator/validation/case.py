"""One series, what is stored of it, and what several providers say about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from generator.calendars import STEPS, US_BONDS, expected_days, is_exchange
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory
from generator.models.refresh import Held, Unconfirmed
from generator.validation.fetched import Answer, Bar, apart

COLUMNS = ["high", "close", "source"]


@dataclass(frozen=True, eq=False)
class Case:
    """What is known about one series when a refresh decides about it."""

    stored: PriceHistory

    answers: tuple[Answer, ...]
    """Of the providers that were asked, in their order."""
    settled: date
    """The last day that can be stored."""
    today: date

    unconfirmed: tuple[Unconfirmed, ...] = ()
    """Rows that only one provider has seen so far."""
    rejected: frozenset[tuple[date, float | None]] = frozenset()
    """Closes by day that a maintainer rejected."""
    given_up: frozenset[date] = frozenset()
    """Days that a maintainer gave up: they stay gaps."""
    disputed: Mapping[date, Held] = field(default_factory=dict)
    """What waits since an earlier run because providers disagreed, by day: one of them alone
    settles nothing."""
    contested: frozenset[date] = frozenset()
    """Stored days of which a provider says another close."""

    @property
    def instrument(self) -> Instrument:
        """Whose rows they are."""
        return self.stored.instrument

    @cached_property
    def new_days(self) -> list[date]:
        """The days after the last stored one that should have a row."""
        calendar, last = self.instrument.calendar, self.stored.last_date
        listed = {day for answer in self.answers for day in answer.bars}
        first = min(listed, default=self.settled) if last is None else last + timedelta(days=1)
        if calendar == STEPS:
            return [day for day in self._steps if day >= first]
        days = expected_days(calendar, first, self.settled, self.stored.closures)
        # The publisher of yields decides which days it lists.
        more = {day for day in listed if day >= first} if calendar == US_BONDS else set()
        return sorted({day.date() for day in days} | more)

    @cached_property
    def open_days(self) -> list[date]:
        """Days without a row between stored ones that the answers reach."""
        reached = min((day for answer in self.answers for day in answer.bars), default=date.max)
        days = (day.date() for day in self.stored.gaps)
        return [day for day in days if day >= reached and day not in self.given_up]

    @property
    def _steps(self) -> Iterator[date]:
        """The days on which the first answer's value changes, seen from the stored one."""
        if not self.answers:
            return
        last = self.stored.last_date
        value = None if last is None else float(self.stored.closes[-1])
        for day, bar in self.answers[0].bars.items():
            if (last is None or day > last) and bar.close != value:
                value = bar.close
                yield day

    @cached_property
    def _said(self) -> dict[date, list[Bar]]:
        """What the providers say by day, ascending; copies of the day before are marked.

        The day before is the last one that any of them has, or the last stored one before all that
        they say: a copy is one even where its provider lacks what it copies.
        """
        exchange = is_exchange(self.instrument.calendar)
        days = sorted({day for answer in self.answers for day in answer.bars})
        before = self._stored_before(days[0]) if days else []
        said: dict[date, list[Bar]] = {}
        for day in days:
            stated = [answer.bars[day] for answer in self.answers if day in answer.bars]
            said[day] = [
                replace(bar, flat=exchange and any(_copies(bar, other) for other in before))
                for bar in stated
            ]
            before = stated
        return said

    def _stored_before(self, day: date) -> list[Bar]:
        """The last stored row before a day."""
        rows = self.stored.rows.loc[self.stored.dates < pd.Timestamp(day), ["high", "close"]]
        return [Bar("history", *row) for row in rows.tail(1).to_numpy()]

    def bars(self, day: date) -> list[Bar]:
        """What the providers say about a day, without what a maintainer rejected."""
        said = self._said.get(day, ())
        return [bar for bar in said if (day, bar.close) not in self.rejected]

    def after(self, day: date) -> list[date]:
        """The new days after one of them; of a series of steps every day that is listed."""
        days = self._said if self.instrument.calendar == STEPS else self.new_days
        return [other for other in days if other > day]

    def later(self, provider: str, day: date) -> int:
        """How many later sessions a provider has delivered."""
        return sum(
            bar.provider == provider and not bar.flat
            for after, bars in self._said.items()
            if after > day
            for bar in bars
        )

    def agree(self, one: float, other: float) -> bool:
        """Whether two providers' prices of one day may pass for the same."""
        return apart(one, other) <= self.instrument.tolerance

    def seconded(self, day: date) -> bool:
        """Whether two providers agree about a day."""
        bars = self.bars(day)
        return any(
            not bar.flat and sum(self.agree(bar.close, other.close) for other in bars) > 1
            for bar in bars
        )

    @property
    def asks_for_more(self) -> bool:
        """Whether another provider could settle something."""
        marked = [row.date for row in self.unconfirmed]
        return any(not self.seconded(day) for day in (*self.new_days, *self.open_days, *marked))


def _copies(bar: Bar, before: Bar) -> bool:
    """The same close, and no range, or the same high again."""
    return bar.close == before.close and bar.high in (None, bar.close, before.high)


def table(instrument: Instrument, bars: dict[date, Bar]) -> PriceHistory:
    """Bars as rows of a history."""
    rows = pd.DataFrame(
        [(bar.high, bar.close, bar.provider) for bar in bars.values()],
        columns=COLUMNS,
        index=pd.DatetimeIndex(list(bars), name="date").as_unit("us"),
    ).astype({"high": float, "close": float})
    return PriceHistory(instrument, rows)
