"""Note what the answers show beside the rows: closures, gaps, marks, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from generator import validation
from generator.calendars import STEPS, US_BONDS, expected_days
from generator.models.prices import PriceHistory
from generator.models.refresh import Gap, closed_days
from generator.refresh.asking import Asked, Run
from generator.validation import Case, Findings


def close(run: Run, calendar: str, asked: list[Asked], histories: tuple[PriceHistory, ...]) -> None:
    """Record the days on which an exchange was closed, and strike those on which it was not.

    ``asked`` are the series of the exchange that somebody answered about, at least one.
    """
    notes = run.notes
    findings = validation.find_closures(
        calendar,
        [one.case for one in asked if one.case],
        [h for h in histories if h.instrument.calendar == calendar],
        [c for c in notes.closures if c.calendar == calendar],
        notes.days("closure", calendar, accepted=False),
        run.today,
    )
    accepted = notes.days("closure", calendar, accepted=True)
    refuted = [c for c in findings.refuted if c.date not in accepted]
    closures = [c for c in notes.closures if c not in refuted] + findings.found
    recounted = [_with_closures(one.stored, closed_days(closures, calendar)) for one in asked]
    notes.closures = closures  # from here on nothing can fail half way
    for one, stored in zip(asked, recounted, strict=True):
        one.stored, one.case = stored, one.case and replace(one.case, stored=stored)
    said = [f"{calendar} was closed on {c.date} ({c.shown})" for c in findings.found]
    asked[0].said += said + [f"{calendar} was open on {c.date} after all" for c in refuted]


def _with_closures(stored: PriceHistory, closures: tuple[date, ...]) -> PriceHistory:
    """The same history, its gaps counted anew."""
    if stored.first_date is None or stored.last_date is None:
        return replace(stored, closures=closures)
    days = expected_days(stored.instrument.calendar, stored.first_date, stored.last_date, closures)
    return replace(stored, closures=closures, gaps=pd.DatetimeIndex(days.difference(stored.dates)))


def note(run: Run, asked: Asked, found: Findings) -> None:
    """Note what waits, what is marked, and which days have no row, in place of what was noted."""
    notes, key = run.notes, asked.stored.instrument.key
    if asked.case is None:
        return
    seen = {(h.date, h.close, h.provider): h.seen for h in notes.held if h.instrument == key}
    held = [replace(h, seen=seen.get((h.date, h.close, h.provider), h.seen)) for h in found.held]
    notes.held = [h for h in notes.held if h.instrument != key] + held
    marked = [u for u in notes.unconfirmed if u.instrument != key]
    notes.unconfirmed = [*marked, *found.unconfirmed]
    notes.gaps = [g for g in notes.gaps if g.instrument != key] + list(_gaps(run, asked, found))
    asked.said += found.notes + [f"the gap of {day} is filled" for day in found.filled]
    asked.said += _restate(run, asked.case)


def _gaps(run: Run, asked: Asked, found: Findings) -> Iterator[Gap]:
    """Every day without a row, since when; new ones last."""
    key, calendar = asked.stored.instrument.key, asked.stored.instrument.calendar
    if calendar in (STEPS, US_BONDS):
        return
    known = {gap.date: gap for gap in run.notes.gaps if gap.instrument == key}
    for day in (moment.date() for moment in asked.stored.gaps):
        if day not in found.filled:
            yield known.get(day, Gap(key, day, run.today))
    yield from found.gaps


def _restate(run: Run, case: Case) -> Iterator[str]:
    """Note what is restated, drop what was taken back, and tell of both."""
    notes, key = run.notes, case.instrument.key
    rejected = notes.decided(("close", "high"), key, accepted=False)
    found = [r for a in case.answers for r in validation.restated(a, case.stored, run.today)]
    found = [r for r in found if (r.date, r.new) not in rejected]
    said = {(r.date, r.what, r.new) for r in found}
    heard = {(answer.provider, day) for answer in case.answers for day in answer.bars}
    kept = []
    for r in notes.revisions:
        waits = r.instrument == key and not r.applied
        if waits and (r.provider, r.date) in heard and (r.date, r.what, r.new) not in said:
            yield f"{r.provider} takes back what it said of {r.date}"
        else:
            kept.append(r)
    known = {(r.date, r.what, r.new) for r in kept if r.instrument == key and not r.applied}
    for r in found:
        if (r.date, r.what, r.new) not in known:
            known.add((r.date, r.what, r.new))
            kept.append(r)
            high = "the high of " if r.what == "high" else ""
            yield f"{r.provider} restates {high}{r.date}: {r.old} -> {r.new}"
    notes.revisions = kept
