"""Ask the providers of one instrument, until two agree about every day that is not stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from generator import validation
from generator.calendars import STEPS, US_BONDS, expected_days, last_settled
from generator.errors import SourceError
from generator.models.prices import PriceHistory
from generator.refresh.notes import Notes
from generator.sources import Provider
from generator.validation import Case

OVERLAP_DAYS = 60
GAP_DAYS = 120  # for which a gap is asked for
UNANSWERED = "no provider answered well"
FIRST_DAY = date(2007, 1, 1)  # where an instrument without rows begins


@dataclass(frozen=True)
class Request:
    """What the command line asks of a refresh."""

    only: tuple[str, ...] = ()
    """Symbols; none means all."""
    until: date | None = None
    """No row after this day is stored."""
    dry_run: bool = False
    accept_revisions: bool = False
    """Apply the restated prices that earlier refreshes noted and nobody took back."""


@dataclass
class Run:
    """What one refresh works with."""

    request: Request
    history: Path
    sources: dict[str, Provider]
    now: datetime
    notes: Notes

    @property
    def today(self) -> date:
        """The day that stands in what is noted."""
        return self.now.date()


@dataclass
class Asked:
    """What the providers of one instrument said; ``case`` is None if nobody had to be asked."""

    stored: PriceHistory
    result: str
    case: Case | None = None
    said: list[str] = field(default_factory=list)


def ask(run: Run, stored: PriceHistory) -> Asked:
    """Ask the providers of one instrument in their order, until two agree about every day."""
    instrument, notes = stored.instrument, run.notes
    settled = min(last_settled(instrument.calendar, run.now), run.request.until or date.max)
    marked = [u for u in notes.unconfirmed if u.instrument == instrument.key]
    marked = [u for u in marked if stored.close_on(u.date) is not None]
    names, since = list(instrument.providers), _since(run, stored)
    if not _lacks_rows(run, stored, settled):
        names = [n for n in names if any(u.provider != n or u.seen < run.today for u in marked)]
    case = Case(
        stored,
        (),
        settled,
        run.today,
        tuple(marked),
        notes.decided(("move",), instrument.key, accepted=False),
        notes.days("gap", instrument.key, accepted=True),
        {
            h.date: h
            for h in notes.held
            if h.instrument == instrument.key and h.reason.startswith(validation.DISPUTE)
        },
        frozenset(
            r.date
            for r in notes.revisions
            if r.instrument == instrument.key and r.what == "close" and not r.applied
        ),
    )
    asked = Asked(stored, UNANSWERED if names else "up to date")
    for name in names:
        try:
            quotes = run.sources[name].fetch(instrument, since, settled)
            answer = validation.vet(quotes, stored, settled=settled, today=run.today)
        except SourceError as error:
            asked.said.append(f"{name} {error.kind}: {error.problem}")
            continue
        asked.said += answer.notes
        asked.case = case = replace(case, answers=(*case.answers, answer))
        asked.result = "ok"
        if not case.asks_for_more:
            break
    return asked


def _since(run: Run, stored: PriceHistory) -> date:
    """From when on rows are asked for: an overlap, and the gaps that may still be filled."""
    start = (stored.last_date or FIRST_DAY) - timedelta(days=OVERLAP_DAYS)
    return min([start, *(gap - timedelta(days=7) for gap in _fillable(run, stored))])


def _fillable(run: Run, stored: PriceHistory) -> list[date]:
    """The gaps that are asked for: neither old nor given up."""
    if stored.instrument.calendar in (STEPS, US_BONDS):
        return []
    given_up = run.notes.days("gap", stored.instrument.key, accepted=True)
    oldest = run.today - timedelta(days=GAP_DAYS)
    days = [day.date() for day in stored.gaps]
    return [day for day in days if day >= oldest and day not in given_up]


def _lacks_rows(run: Run, stored: PriceHistory, settled: date) -> bool:
    """Whether a settled day of a certain calendar, or a gap, has no row."""
    calendar = stored.instrument.calendar
    if stored.last_date is None or calendar in (STEPS, US_BONDS) or _fillable(run, stored):
        return True
    tomorrow = stored.last_date + timedelta(days=1)
    return len(expected_days(calendar, tomorrow, settled, stored.closures)) > 0
