"""What to do about one day of a series, given what several providers say about it?

A row that two providers state is sure. One alone is believed for the time being, unless it moves
too far or disagrees with another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import pandas as pd

from generator.models.refresh import Unconfirmed
from generator.validation.case import Case
from generator.validation.fetched import SAME_PRICE, Bar, apart, sources

PATIENCE = 3  # further sessions for which a day waits
DISPUTE = "disagreement"  # how the reason of such a row begins


@dataclass(frozen=True)
class Verdict:
    """A bar to store (``why`` is empty), or why the day waits.

    ``otherwise`` is what to store of a day that waits, if the series cannot go on without it.
    """

    bar: Bar | None = None
    sure: bool = True
    why: str = ""
    note: str = ""
    otherwise: Self | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether two state it."""
        return self.bar is not None and self.sure and not self.why


def judge(case: Case, day: date, level: float | None, later: Sequence[date]) -> Verdict:
    """What to do about one day, given the close before it and the days after it."""
    bars = case.bars(day)
    real = [bar for bar in bars if not bar.flat]
    if not real:
        copy = "is a copy of the day before it" if bars else "has no row"
        return Verdict(why=f"{copy} at any provider that answers")
    backers = [[b for b in bars if case.agree(b.close, bar.close)] for bar in real]
    most = max(range(len(real)), key=lambda i: len(backers[i]))  # the first of equals
    others = [i for i, bar in enumerate(real) if bar not in backers[most]]
    if len(backers[most]) > max([1, *(len(backers[i]) for i in others)]):
        return _with_high(case, real[most], backers[most], level, sure=True)
    return _without_majority(case, day, level, later, [real[most], *(real[i] for i in others)])


def _without_majority(
    case: Case, day: date, level: float | None, later: Sequence[date], rivals: Sequence[Bar]
) -> Verdict:
    """What to do about a day that one provider states, or about which all disagree."""
    best, jump = rivals[0], case.instrument.jump
    calm = [bar for bar in rivals if level is None or apart(bar.close, level) <= jump]
    says = " and ".join(f"{bar.provider} says {bar.close:g}" for bar in rivals)
    if len(rivals) > 1 or day in case.disputed:
        if len(rivals) > len(calm) == 1 and _stays(case, calm[0], later):
            return _with_high(case, calm[0], [calm[0]], level, sure=False)
        otherwise = None
        if _repeats(case, day, best) and (best in calm or _stays(case, best, later)):
            otherwise = _with_high(case, best, [best], level, sure=False)
        return Verdict(best, why=f"{DISPUTE} on {day}: {says}", otherwise=otherwise)
    if not calm and not _stays(case, best, later):
        return Verdict(best, why=f"moves more than {jump:.0%} on {day}")
    return _with_high(case, best, rivals, level, sure=False)


def _repeats(case: Case, day: date, bar: Bar) -> bool:
    """Whether the provider of a disputed day says what it said in an earlier run."""
    held = case.disputed.get(day)
    return (
        held is not None
        and held.seen < case.today
        and held.provider == bar.provider
        and apart(held.close, bar.close) <= SAME_PRICE
    )


def _stays(case: Case, bar: Bar, later: Sequence[date]) -> bool:
    """Whether the provider's next sessions agree with the level of its bar."""
    said = [b for day in later for b in case.bars(day) if b.provider == bar.provider]
    following = [b.close for b in said if not b.flat][:PATIENCE]
    levels = [bar.close, *following]
    return len(following) == PATIENCE and all(
        apart(after, before) <= case.instrument.jump
        for before, after in zip(levels, following, strict=False)
    )


def _with_high(
    case: Case, best: Bar, backing: Sequence[Bar], level: float | None, *, sure: bool
) -> Verdict:
    """The bar with the first high that can be true; without one if the highs contradict."""
    stated = [best, *(bar for bar in backing if bar is not best)]
    highs = [(b.provider, b.high) for b in stated if b.high is not None and b.high >= best.close]
    if not highs:
        return Verdict(Bar(best.provider, None, best.close), sure)
    provider, high = highs[0]
    seconds = [case.agree(other, high) for _, other in highs[1:]]
    most = max(best.close, level or best.close) * (1 + case.instrument.jump)
    if any(seconds) or (not seconds and high <= most):
        source = best.provider if provider == best.provider else f"{best.provider}+{provider}"
        return Verdict(Bar(source, high, best.close), sure)
    says = ", ".join(f"{name} says {value:g}" for name, value in highs)
    return Verdict(
        Bar(best.provider, None, best.close), sure, note=f"a high is not believed: {says}"
    )


def missing_highs(case: Case) -> Iterator[tuple[date, Bar]]:
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


def is_confirmed(case: Case, row: Unconfirmed) -> bool:
    """Whether another provider agrees by now, or, if none contradicts, the same on a later day."""
    close = case.stored.close.loc[pd.Timestamp(row.date)]
    bars = case.bars(row.date)
    others = [case.agree(bar.close, close) for bar in bars if bar.provider != row.provider]
    if others or row.date in case.contested:
        return any(others)
    return row.seen < case.today and any(apart(bar.close, close) <= SAME_PRICE for bar in bars)
