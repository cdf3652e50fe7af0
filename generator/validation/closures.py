"""Was an exchange closed though its calendar knows a session? Decided over all of its series."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.models.prices import PriceHistory
from generator.models.refresh import Closure
from generator.validation.case import Case

LATER_SESSIONS = 2  # that a witness must have delivered since
WITNESSES = 2  # independent providers, or series
BY_HAND = "by hand"  # how a maintainer begins what showed it; a refresh leaves such lines alone


@dataclass
class ClosureFindings:
    """Closures of one calendar that the answers show, and recorded ones that they refute."""

    found: list[Closure] = field(default_factory=list)
    refuted: list[Closure] = field(default_factory=list)


def find_closures(
    calendar: str,
    cases: Sequence[Case],
    histories: Sequence[PriceHistory],
    recorded: Sequence[Closure],
    rejected: frozenset[date],
    today: date,
) -> ClosureFindings:
    """Days that nobody delivers, though later sessions were delivered by two.

    Parameters
    ----------
    cases
        The series of this calendar that were asked for.
    histories
        All stored series of this calendar: a row of any of them is a session.
    recorded
        The closures of this calendar that are known.
    rejected
        Days that a maintainer calls sessions.
    """
    stored = {day.date() for history in histories for day in history.dates}
    known = {closure.date for closure in recorded}
    days = {day for case in cases for day in (*case.new_days, *case.open_days)}
    findings = ClosureFindings()
    for day in sorted(days - stored - known - rejected):
        if _delivered(cases, day):
            continue
        seen = [
            (answer.provider, case.instrument.symbol)
            for case in cases
            for answer in case.answers
            if case.later(answer.provider, day) >= LATER_SESSIONS
        ]
        providers = sorted({provider for provider, _ in seen})
        series = sorted({symbol for _, symbol in seen})
        if max(len(providers), len(series)) >= WITNESSES:
            shown = f"{', '.join(providers)}: no row of {', '.join(series)}, but later ones"
            findings.found.append(Closure(calendar, day, shown, today))
    findings.refuted = [
        closure
        for closure in recorded
        if not closure.shown.startswith(BY_HAND)
        and (
            sum(_delivered([case], closure.date) for case in cases) >= WITNESSES
            or any(case.seconded(closure.date) for case in cases)
        )
    ]
    return findings


def _delivered(cases: Sequence[Case], day: date) -> bool:
    """Whether anyone has a row of that day that is no mere copy."""
    return any(not bar.flat for case in cases for bar in case.bars(day))
