"""Which rows of one series are stored, which wait, and without which days does it go on?

A pure decision, day by day. A day that waits does so for :data:`~.witness.PATIENCE` further
sessions, so that no series stands still for ever. Then a day that nobody has, or on which they
still disagree, becomes a gap that is filled later. Where they disagree about all days that follow,
too, what the first of them says, and said before, is stored and marked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import pandas as pd

from generator.calendars import US_BONDS
from generator.models.refresh import Gap, Held, Unconfirmed
from generator.validation.case import Case
from generator.validation.fetched import Bar, sources
from generator.validation.witness import PATIENCE, Verdict, is_confirmed, judge, missing_highs


@dataclass
class Findings:
    """What a refresh does with one series."""

    new: dict[date, Bar] = field(default_factory=dict)
    filled: dict[date, Bar] = field(default_factory=dict)
    """Bars to append, and to insert into gaps, by day; with their source."""
    highs: dict[date, Bar] = field(default_factory=dict)
    """Highs that were not stored, by day, and who states each."""
    gaps: list[Gap] = field(default_factory=list)
    """Days that the series goes on without."""
    held: list[Held] = field(default_factory=list)
    """Rows that wait."""
    unconfirmed: list[Unconfirmed] = field(default_factory=list)
    """Rows that only one provider has seen, after this run."""
    notes: list[str] = field(default_factory=list)


def decide(case: Case) -> Findings:
    """Decide about every day of one series that is not stored yet."""
    found = Findings()
    marked = [u for u in case.unconfirmed if case.stored.close_on(u.date) is not None]
    found.unconfirmed = [row for row in marked if not is_confirmed(case, row)]
    _go_on(case, found)
    _fill(case, found)
    found.highs = dict(missing_highs(case))
    return found


def _go_on(case: Case, found: Findings) -> None:
    """Walk over the new days, as far as that is possible."""
    level = float(case.stored.closes[-1]) if len(case.stored.rows) else None
    start: int | None = 0
    while start is not None:
        level, start = _walk(case, start, level, found)


def _walk(
    case: Case, start: int, level: float | None, found: Findings
) -> tuple[float | None, int | None]:
    """Store the days from a position on, until one waits; where to go on, if a day gives way.

    A day is passed over after its time. If two agree about none after it, a disputed one gives way.
    """
    passed: dict[date, Verdict] = {}
    notes: list[str] = []
    ahead: list[date] = []
    for day in case.new_days[start:]:
        later = case.after(day)
        verdict = judge(case, day, level, later)
        if verdict.bar and not verdict.why:
            level = _take(case, day, verdict, passed, found)
            passed = {}
            continue
        if verdict.bar:
            found.held.append(_held(case, day, verdict.bar, verdict.why))
        elif case.instrument.calendar == US_BONDS:
            continue  # its publisher decides which days it lists
        if _delivered(case, later) < PATIENCE:
            notes += _waits(case, day, verdict, _delivered(case, later))
            ahead = later
            break
        passed[day] = verdict
    agreed = any(judge(case, day, None, ()).is_agreed for day in ahead)
    for day, verdict in passed.items():
        if verdict.otherwise and not agreed:
            before = {other: verdict for other, verdict in passed.items() if other < day}
            found.held = [held for held in found.held if held.date < day]
            found.notes.append(f"{verdict.why}; the first is stored, marked")
            level = _take(case, day, verdict.otherwise, before, found)
            return level, case.new_days.index(day) + 1
    found.notes += notes
    return level, None


def _take(
    case: Case, day: date, verdict: Verdict, passed: Iterable[date], found: Findings
) -> float | None:
    """Store a day, without those that were passed over since the last one; return its close."""
    if verdict.bar is None:
        return None
    found.new[day] = verdict.bar
    _mark(case, day, verdict.bar, verdict, found)
    found.gaps += [Gap(case.instrument.key, gap, case.today) for gap in passed]
    found.notes += [f"{gap} stays a gap until two agree on a row" for gap in passed]
    return verdict.bar.close


def _waits(case: Case, day: date, verdict: Verdict, later: int) -> Iterator[str]:
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
        verdict = judge(case, day, float(before.iloc[-1]), ())
        if verdict.bar and not verdict.why:
            found.filled[day] = verdict.bar
            _mark(case, day, verdict.bar, verdict, found)
        elif verdict.bar:
            found.held.append(_held(case, day, verdict.bar, verdict.why))


def _mark(case: Case, day: date, bar: Bar, verdict: Verdict, found: Findings) -> None:
    """Mark a row that nobody seconds, and tell of a high that is not believed."""
    if not verdict.sure:
        of_close, _ = sources(bar.provider)
        found.unconfirmed.append(Unconfirmed(case.instrument.key, day, of_close, case.today))
    if verdict.note:
        found.notes.append(f"{day}: {verdict.note}")


def _held(case: Case, day: date, bar: Bar, why: str) -> Held:
    return Held(case.instrument.key, day, bar.high, bar.close, bar.provider, why, case.today)


def _delivered(case: Case, days: Sequence[date]) -> int:
    """On how many days some provider has a row; counted as far as it matters."""
    real = (day for day in days if any(not bar.flat for bar in case.bars(day)))
    return len(list(islice(real, PATIENCE)))
