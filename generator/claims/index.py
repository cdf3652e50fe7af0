"""Claims about the small caps alone: C01 to C05 and C20."""

from __future__ import annotations

from datetime import date

import pandas as pd

from generator.claims.findings import (
    Finding,
    change,
    day,
    not_yet,
    number,
    points,
    readings,
    share,
    state,
)
from generator.claims.material import Material, above, change_between, near, reaches
from generator.models.breakouts import Breakout
from generator.models.question import Basis, BreakoutDefinition
from generator.models.state import State
from generator.signals.breakouts import find_breakouts, primary_definition, record_levels
from generator.signals.state import leader_state

BASES: tuple[Basis, ...] = ("close", "intraday")
DAYS_A_YEAR = 365.25


def three_weeks(m: Material) -> Finding:
    """C01: a gain of 9 % in the first three weeks of 2026, within half a percentage point."""
    claimed, tolerance, start = 0.09, 0.005, date(2025, 12, 31)
    ends = {"three_weeks": date(2026, 1, 21), "article_day": m.published}
    gains = {name: change_between(m.leader, start, end) for name, end in ends.items()}
    return readings(
        {name: near(gain, claimed, tolerance) for name, gain in gains.items()},
        share("claimed", claimed),
        number("tolerance", 100 * tolerance, 1),
        *(day(f"{name}_end", end) for name, end in ends.items()),
        *(change(name, gain, 1) for name, gain in gains.items()),
        span=(start, m.published),
    )


def above_level(m: Material) -> Finding:
    """C02: a rise above 2,700, by the closes and by the highs of January up to the article."""
    claimed, start = 2700.0, date(2026, 1, 1)
    said = (points("claimed", claimed), day("date", m.published))
    if not reaches(m.leader, m.published):
        return not_yet(*said)
    highest = {basis: _levels(m, basis).loc[str(start) : str(m.published)] for basis in BASES}
    if any(levels.empty for levels in highest.values()):
        return not_yet(*said)
    return readings(
        {basis: above(float(levels.max()), claimed) for basis, levels in highest.items()},
        *said,
        *(points(basis, float(levels.max())) for basis, levels in highest.items()),
        *(day(f"{basis}_day", _day(levels.idxmax())) for basis, levels in highest.items()),
        span=(start, m.published),
    )


def sideways(m: Material) -> Finding:
    """C03: three years, give or take half a year, without passing the peak of late 2021."""
    claimed, tolerance = 3.0, 0.5
    peak_from, peak_to = date(2021, 10, 1), date(2021, 12, 31)
    said = (number("claimed", claimed), number("tolerance", tolerance, 1))
    if not reaches(m.leader, peak_to):
        return not_yet(*said)
    answers: dict[str, bool | None] = {}
    facts = [*said]
    for basis in BASES:
        levels = _levels(m, basis)
        peak = levels.loc[: str(peak_to)]
        peak_day, end = _day(peak.idxmax()), _first_above(m, levels, float(peak.max()), peak_to)
        years = None if end is None else (end - peak_day).days / DAYS_A_YEAR
        agrees = near(years, claimed, tolerance)
        answers[basis] = None if agrees is None else agrees and peak_day >= peak_from
        facts += [
            number(basis, years, 1),
            day(f"{basis}_peak", peak_day),
            day(f"{basis}_end", end),
        ]
    closes = _levels(m, "close")
    top = closes.loc[: str(peak_to)]
    within = closes.loc[top.idxmax() : str(m.published)]
    facts.append(share("deepest", 1 - float(within.min() / top.max())))
    return readings(answers, *facts, span=(_day(top.idxmax()), min(m.published, m.prices.as_of)))


def november(m: Material) -> Finding:
    """C04: a breakout in November 2024 (one passage) or November 2025 (another)."""
    months = {(2024, 11), (2025, 11)}
    sessions = m.prices.question.base_sessions
    found = {basis: _new_breakout(m, BreakoutDefinition(sessions, basis)) for basis in BASES}
    waited = reaches(m.leader, m.published)
    return readings(
        {
            basis: (event.date.year, event.date.month) in months
            if event is not None
            else (False if waited else None)
            for basis, event in found.items()
        },
        *(day(basis, None if event is None else event.date) for basis, event in found.items()),
        number("sessions", sessions),
        span=(m.leader.first_date, m.leader.last_date),
    )


def price_discovery(m: Material) -> Finding:
    """C05: the state of the index on the day of the article; today's stands beside it."""
    then, limit = m.on_article_day, m.prices.question.discovery_sessions
    said = (number("limit", limit), day("published", m.published))
    if then is None:
        return not_yet(*said)
    found = leader_state(then, find_breakouts(then.leader, primary_definition(then.question)))
    return readings(
        {"article_day": found.state is State.PRICE_DISCOVERY},
        *said,
        state("state", found.state),
        day("date", found.date),
        number("sessions", found.record.sessions_since if found.record else None),
        state("state_today", m.report.leader.state),
        day("today", m.report.leader.date),
        span=(m.leader.first_date, m.report.leader.date),
        beside=("today",) if m.prices.as_of > m.published else (),
    )


def year_2025(m: Material) -> Finding:
    """C20: more than 40 % in 2025, over the calendar year or from the low of April."""
    claimed, start, end = 0.40, date(2024, 12, 31), date(2025, 12, 31)
    said = (share("claimed", claimed), day("end", end))
    if not reaches(m.leader, end):
        return not_yet(*said)
    april = m.leader.between(date(2025, 4, 1), date(2025, 4, 30)).close
    low = None if april.empty else _day(april.idxmin())
    gains = {
        "calendar": change_between(m.leader, start, end),
        "from_low": None if low is None else change_between(m.leader, low, end),
    }
    return readings(
        {name: above(gain, claimed) for name, gain in gains.items()},
        *said,
        *(change(name, gain, 1) for name, gain in gains.items()),
        day("low", low),
        span=(start, end),
    )


def _levels(m: Material, basis: Basis) -> pd.Series[float]:
    return pd.Series(record_levels(m.leader, basis), index=m.leader.dates)


def _day(stamp: object) -> date:
    return pd.Timestamp(str(stamp)).date()


def _first_above(m: Material, levels: pd.Series[float], peak: float, after: date) -> date | None:
    """The first later session above a peak, at most the article's day; None: neither has come."""
    later = levels.loc[levels.index > pd.Timestamp(after)]
    exceeding = later.index[later > peak]
    if len(exceeding):
        first: date = exceeding[0].date()
        return min(first, m.published)
    return m.published if reaches(m.leader, m.published) else None


def _new_breakout(m: Material, definition: BreakoutDefinition) -> Breakout | None:
    """The breakout that the article is about: the first after 2021."""
    events = find_breakouts(m.leader, definition).events
    return next((event for event in events if event.date.year > 2021), None)
