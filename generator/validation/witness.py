"""Which rows of one series may be stored, given what several providers say? A pure decision.

Day by day: a row that two providers state is stored; one that a single provider states is stored
and marked; where two disagree, or a single one moves too far, or nobody has a row, the day waits.
It waits for :data:`PATIENCE` further sessions, so that no series stands still for ever. Then a day
that nobody has, or on which they still disagree, becomes a gap that is filled later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from generator.calendars import STEPS, US_BONDS, expected_days
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory
from generator.models.refresh import Gap, Held, Unconfirmed
from generator.validation.fetched import SAME_PRICE, Answer, Bar, apart, sources

PATIENCE = 3  # further sessions for which a day waits
COLUMNS = ["high", "close", "source"]
DISPUTE = "disagreement"  # how the reason of such a row begins


@dataclass(frozen=True, eq=False)
class Case:
    """What is known about one series when a refresh decides about it.

    Attributes
    ----------
    answers
        Of the providers that were asked, in their order.
    settled
        The last day that can be stored.
    unconfirmed
        Rows that only one provider has seen so far.
    rejected
        Closes by day that a maintainer rejected.
    given_up
        Days that a maintainer gave up: they stay gaps.
    disputed
        Days about which providers disagreed in an earlier run: one of them alone settles nothing.
    """

    stored: PriceHistory
    answers: tuple[Answer, ...]
    settled: date
    today: date
    unconfirmed: tuple[Unconfirmed, ...] = ()
    rejected: frozenset[tuple[date, float | None]] = frozenset()
    given_up: frozenset[date] = frozenset()
    disputed: frozenset[date] = frozenset()

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

    def bars(self, day: date) -> list[Bar]:
        """What the providers say about a day, without what a maintainer rejected."""
        listed = (answer.bars.get(day) for answer in self.answers)
        return [bar for bar in listed if bar and (day, bar.close) not in self.rejected]

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


@dataclass
class Findings:
    """What a refresh does with one series.

    Attributes
    ----------
    new, filled
        Bars to append, and to insert into gaps, by day; with their source.
    highs
        Highs that were not stored, by day, and who states each.
    gaps
        Days that the series goes on without.
    held
        Rows that wait.
    unconfirmed
        Rows that only one provider has seen, after this run.
    """

    new: dict[date, Bar] = field(default_factory=dict)
    filled: dict[date, Bar] = field(default_factory=dict)
    highs: dict[date, Bar] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    unconfirmed: list[Unconfirmed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Verdict:
    """A bar to store (``why`` is empty), or why the day waits."""

    bar: Bar | None = None
    sure: bool = True
    why: str = ""
    note: str = ""


def decide(case: Case) -> Findings:
    """Decide about every day of one series that is not stored yet."""
    found = Findings()
    marked = [u for u in case.unconfirmed if case.stored.close_on(u.date) is not None]
    found.unconfirmed = [row for row in marked if not _is_confirmed(case, row)]
    _go_on(case, found)
    _fill(case, found)
    found.highs = dict(_missing_highs(case))
    return found


def table(instrument: Instrument, bars: dict[date, Bar]) -> PriceHistory:
    """Bars as rows of a history."""
    rows = pd.DataFrame(
        [(bar.high, bar.close, bar.provider) for bar in bars.values()],
        columns=COLUMNS,
        index=pd.DatetimeIndex(list(bars), name="date").as_unit("us"),
    ).astype({"high": float, "close": float})
    return PriceHistory(instrument, rows)


def _go_on(case: Case, found: Findings) -> None:
    """Walk over the new days; the first one that waits ends the walk."""
    level = float(case.stored.closes[-1]) if len(case.stored.rows) else None
    without: list[date] = []
    for position, day in enumerate(case.new_days):
        later = case.new_days[position + 1 :]
        verdict = _judge(case, day, level, later)
        if verdict.bar and not verdict.why:
            level = verdict.bar.close
            found.new[day] = verdict.bar
            _mark(case, day, verdict.bar, verdict, found)
            found.gaps += [Gap(case.instrument.key, gap, case.today) for gap in without]
            found.notes += [f"{gap} stays a gap until two agree on a row" for gap in without]
            without = []
            continue
        if verdict.bar:
            found.held.append(_held(case, day, verdict.bar, verdict.why))
        elif case.instrument.calendar == US_BONDS:
            continue  # its publisher decides which days it lists
        if _delivered(case, later) < PATIENCE:
            found.notes += _waits(case, day, verdict, _delivered(case, later))
            return
        without.append(day)


def _waits(case: Case, day: date, verdict: _Verdict, later: int) -> Iterator[str]:
    """Say why a day waits; a newest day that nobody has yet is not worth a word."""
    more = f"; {later} later rows wait with it" if later else ""
    if verdict.bar:
        yield f"1 rows in quarantine: {verdict.why}{more}"
    elif later or case.bars(day):
        yield f"{day} {verdict.why}{more}"


def _fill(case: Case, found: Findings) -> None:
    """Fill the gaps that a provider has a row for by now."""
    for day in case.open_days:
        before = case.stored.close.loc[: pd.Timestamp(day)]
        verdict = _judge(case, day, float(before.iloc[-1]), ())
        if verdict.bar and not verdict.why:
            found.filled[day] = verdict.bar
            _mark(case, day, verdict.bar, verdict, found)
        elif verdict.bar:
            found.held.append(_held(case, day, verdict.bar, verdict.why))


def _mark(case: Case, day: date, bar: Bar, verdict: _Verdict, found: Findings) -> None:
    """Mark a row that nobody seconds, and tell of a high that is not believed."""
    if not verdict.sure:
        of_close, _ = sources(bar.provider)
        found.unconfirmed.append(Unconfirmed(case.instrument.key, day, of_close, case.today))
    if verdict.note:
        found.notes.append(f"{day}: {verdict.note}")


def _held(case: Case, day: date, bar: Bar, why: str) -> Held:
    return Held(case.instrument.key, day, bar.high, bar.close, bar.provider, why, case.today)


def _delivered(case: Case, days: Sequence[date]) -> int:
    """On how many days some provider has a row."""
    return sum(any(not bar.flat for bar in case.bars(day)) for day in days)


def _judge(case: Case, day: date, level: float | None, later: Sequence[date]) -> _Verdict:
    """What to do about one day, given the close before it and the days after it."""
    bars = case.bars(day)
    real = [bar for bar in bars if not bar.flat]
    if not real:
        copy = "is a copy of the day before it" if bars else "has no row"
        return _Verdict(why=f"{copy} at any provider that answers")
    backers = [[b for b in bars if case.agree(b.close, bar.close)] for bar in real]
    most = max(range(len(real)), key=lambda i: len(backers[i]))  # the first of equals
    others = [i for i, bar in enumerate(real) if bar not in backers[most]]
    if len(backers[most]) > max([1, *(len(backers[i]) for i in others)]):
        return _with_high(case, real[most], backers[most], level, sure=True)
    return _without_majority(case, day, level, later, [real[most], *(real[i] for i in others)])


def _without_majority(
    case: Case, day: date, level: float | None, later: Sequence[date], rivals: Sequence[Bar]
) -> _Verdict:
    """What to do about a day that one provider states, or about which all disagree."""
    best, jump = rivals[0], case.instrument.jump
    calm = [bar for bar in rivals if level is None or apart(bar.close, level) <= jump]
    says = " and ".join(f"{bar.provider} says {bar.close:g}" for bar in rivals)
    if len(rivals) > 1 or day in case.disputed:
        if len(rivals) > len(calm) == 1 and _stays(case, calm[0], later):
            return _with_high(case, calm[0], [calm[0]], level, sure=False)
        return _Verdict(best, why=f"{DISPUTE} on {day}: {says}")
    if not calm and not _stays(case, best, later):
        return _Verdict(best, why=f"moves more than {jump:.0%} on {day}")
    return _with_high(case, best, rivals, level, sure=False)


def _stays(case: Case, bar: Bar, later: Sequence[date]) -> bool:
    """Whether the provider's next sessions agree with the level of its bar."""
    answer = next(answer for answer in case.answers if answer.provider == bar.provider)
    following = [b.close for day in later if (b := answer.real(day))][:PATIENCE]
    levels = [bar.close, *following]
    return len(following) == PATIENCE and all(
        apart(after, before) <= case.instrument.jump
        for before, after in zip(levels, following, strict=False)
    )


def _with_high(
    case: Case, best: Bar, backing: Sequence[Bar], level: float | None, *, sure: bool
) -> _Verdict:
    """The bar with the first high that can be true; without one if the highs contradict."""
    stated = [best, *(bar for bar in backing if bar is not best)]
    highs = [(b.provider, b.high) for b in stated if b.high is not None and b.high >= best.close]
    if not highs:
        return _Verdict(Bar(best.provider, None, best.close), sure)
    provider, high = highs[0]
    seconds = [case.agree(other, high) for _, other in highs[1:]]
    most = max(best.close, level or best.close) * (1 + case.instrument.jump)
    if any(seconds) or (not seconds and high <= most):
        source = best.provider if provider == best.provider else f"{best.provider}+{provider}"
        return _Verdict(Bar(source, high, best.close), sure)
    says = ", ".join(f"{name} says {value:g}" for name, value in highs)
    return _Verdict(
        Bar(best.provider, None, best.close), sure, note=f"a high is not believed: {says}"
    )


def _missing_highs(case: Case) -> Iterator[tuple[date, Bar]]:
    """Highs of fetched rows that had none, where a provider has one by now."""
    reached = min((day for answer in case.answers for day in answer.bars), default=date.max)
    rows = case.stored.rows.loc[str(reached) :] if reached < date.max else case.stored.rows[:0]
    rows = rows[rows["high"].isna() & ~rows["source"].str.startswith("shipped/")]
    for moment, close, source in rows[["close", "source"]].itertuples(name=None):
        day = moment.date()
        alike = [bar for bar in case.bars(day) if case.agree(bar.close, close)]
        before = case.stored.close.loc[: moment - pd.Timedelta(days=1)]
        level = float(before.iloc[-1]) if len(before) else None
        row = Bar(sources(source)[0], None, close)
        bar = _with_high(case, row, alike, level, sure=True).bar
        if bar and bar.high is not None:
            yield day, bar


def _is_confirmed(case: Case, row: Unconfirmed) -> bool:
    """Whether another provider agrees by now, or the same one on a later day."""
    close = case.stored.close.loc[pd.Timestamp(row.date)]
    return any(
        case.agree(bar.close, close)
        if bar.provider != row.provider
        else row.seen < case.today and apart(bar.close, close) <= SAME_PRICE
        for bar in case.bars(row.date)
    )
