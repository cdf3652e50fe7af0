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
    parts,
    points,
    readings,
    share,
    state,
)
from generator.claims.material import Material, above, change_between, near, reaches, spans
from generator.claims.statements import BREAKOUTS, TODAY, Statement
from generator.language import N_
from generator.models.breakouts import Breakout
from generator.models.claims import ShownBy
from generator.models.question import Basis, BreakoutDefinition
from generator.models.state import State
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.state import leader_state

BASES: tuple[Basis, ...] = ("close", "intraday")
DAYS_A_YEAR = 365.25


@Statement(
    id="C01",
    says=N_("The small-cap index gained 9% in the first three weeks of 2026."),
    claimed="%(claimed)s",
    answers={
        "three_weeks": N_("%(three_weeks)s by %(three_weeks_end)s"),
        "article_day": N_("%(article_day)s by %(article_day_end)s, the day of the article"),
    },
    formula=N_(
        "Last close by %(three_weeks_end)s, when three weeks of the year are over, over the last "
        "close of 2025, minus 1. It agrees within %(tolerance)s percentage points."
    ),
    holds=N_("It had gained as much after three weeks, the period that the claim names."),
    fails=N_("After three weeks, the period that the claim names, the gain was another."),
    shown_by=ShownBy(TODAY, "two-series"),
)
def three_weeks(m: Material) -> Finding:
    """C01: a gain of 9 % in the first three weeks of 2026, within half a percentage point."""
    claimed, tolerance, start = 0.09, 0.005, date(2025, 12, 31)
    ends = {"three_weeks": date(2026, 1, 21), "article_day": m.published}
    gains = {name: change_between(m.leader, start, end) for name, end in ends.items()}
    return parts(
        {"three_weeks": near(gains["three_weeks"], claimed, tolerance)},
        share("claimed", claimed),
        number("tolerance", 100 * tolerance, 1),
        *(day(f"{name}_end", end) for name, end in ends.items()),
        *(change(name, gain, 1) for name, gain in gains.items()),
        span=(start, ends["three_weeks"]),
        beside=("article_day",),
    )


@Statement(
    id="C02",
    says=N_("The index rose above 2,700."),
    claimed=N_("above %(claimed)s"),
    answers={
        "close": N_("highest close %(close)s, %(close_day)s"),
        "intraday": N_("highest within a session %(intraday)s, %(intraday_day)s"),
    },
    formula=N_("Highest close, and highest high, from 1 January 2026 to %(date)s."),
    holds=N_("Both the closes and the highs had passed that level."),
    mixed=N_("It passed that level within a session, but closed below it."),
    fails=N_("It had not reached that level by the day of the article."),
    shown_by=ShownBy(TODAY, "two-series"),
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


@Statement(
    id="C03",
    says=N_("The index had gone sideways for three years since its peak of late 2021."),
    claimed=N_("%(claimed)s years"),
    answers={
        "close": N_("by closes %(close)s years, %(close_peak)s to %(close_end)s"),
        "intraday": N_("by highs %(intraday)s years, %(intraday_peak)s to %(intraday_end)s"),
    },
    formula=N_(
        "Years from the record of late 2021 to the next one (at most to the article’s day). It "
        "agrees within %(tolerance)s years."
    ),
    holds=N_("By closes and by highs it waited for about as long as that."),
    mixed=N_(
        "By closes and by highs the answers differ. It was no calm wait: the lowest close lay "
        "%(deepest)s below the peak."
    ),
    fails=N_("Neither by closes nor by highs did it wait for about three years."),
    shown_by=ShownBy(BREAKOUTS, "bases"),
)
def sideways(m: Material) -> Finding:
    """C03: three years, give or take half a year, without passing the peak of late 2021."""
    claimed, tolerance = 3.0, 0.5
    peak_from, peak_to = date(2021, 10, 1), date(2021, 12, 31)
    said = (number("claimed", claimed), number("tolerance", tolerance, 1))
    if not spans(m.leader, peak_from, peak_to):
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


@Statement(
    id="C04",
    says=N_("The index first broke out in November: 2024 in one passage, 2025 in another."),
    claimed=N_("November 2024, or November 2025"),
    answers={
        "close": N_("by closes on %(close)s"),
        "intraday": N_("by highs on %(intraday)s"),
    },
    formula=N_(
        "First record after %(sessions)s or more sessions without one, since the peak of 2021; by "
        "closes, and by highs within the session. It agrees if it lies in either month."
    ),
    holds=N_("By closes and by highs the breakout came in one of the two months."),
    mixed=N_(
        "The two records give different dates, and only one of them lies in a November that the "
        "article names."
    ),
    fails=N_("Under neither definition did it break out in those months."),
    shown_by=ShownBy(BREAKOUTS, "bases"),
)
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


@Statement(
    id="C05",
    says=N_("In January 2026 the index is in price discovery."),
    claimed=N_("price discovery"),
    answers={
        "article_day": N_("%(date)s: %(state)s"),
        "today": N_("%(today)s: %(state_today)s"),
    },
    formula=N_(
        "The state on %(published)s: above the record that it broke, with a record in the latest "
        "%(limit)s sessions."
    ),
    holds=N_("Sessions since its latest record on that day: %(sessions)s."),
    fails=N_("On that day it was not in that state."),
    shown_by=ShownBy(TODAY, "two-series"),
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


@Statement(
    id="C20",
    says=N_("In 2025 the index rose by more than 40%."),
    claimed=N_("more than %(claimed)s"),
    answers={
        "calendar": N_("%(calendar)s over the calendar year"),
        "from_low": N_("%(from_low)s from the low of %(low)s"),
    },
    formula=N_(
        "Close of %(end)s over the last close of the year before, and over the lowest close of "
        "April 2025, minus 1."
    ),
    holds=N_("It rose by more than that over the year and from its low."),
    mixed=N_(
        "Over the year and from the low of April the answers differ. A rise that is measured from "
        "a low always looks large."
    ),
    fails=N_("It rose by less, over the year and from its low."),
    shown_by=ShownBy(TODAY, "two-series"),
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
    return pd.Series(m.leader.levels(basis), index=m.leader.dates)


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
