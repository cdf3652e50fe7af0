"""Claims about halvings and supply: C13 to C15 and C19."""

import math
from datetime import date

from generator.claims.findings import (
    Finding,
    day,
    multiple,
    not_yet,
    number,
    often,
    parts,
    share,
)
from generator.claims.material import NAMED, Material, near, reaches
from generator.claims.statements import CYCLES, LUCK, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.models.luck import LEVEL
from generator.signals.halving_clock import same_clock
from generator.signals.supply import supply
from generator.statistics.records import record_positions

DAYS_AFTER_HALVING = 365


@Statement(
    id="C13",
    says=N_("The fourth halving cut annual issuance from 1.7% to 0.85%."),
    claimed=N_("%(claimed_before)s to %(claimed_after)s"),
    answers={
        "before": N_("%(before)s just before the halving"),
        "after": N_("%(after)s just after it"),
    },
    formula=N_(
        "New coins a year at 144 blocks a day over all coins mined. It agrees within %(tolerance)s "
        "points."
    ),
    holds=N_("The protocol gives these figures; the article rounds them."),
    mixed=N_("Only one of the two figures fits."),
    fails=N_("The protocol gives other figures."),
    shown_by=ShownBy(CYCLES, "issuance"),
)
def issuance(m: Material) -> Finding:
    """C13: the halving of 2024 cut annual issuance from 1.7 to 0.85 %, within 0.05 points."""
    claimed, tolerance = {"before": 0.017, "after": 0.0085}, 0.0005
    said = (
        share("claimed_before", claimed["before"], 1),
        share("claimed_after", claimed["after"], 2),
        number("tolerance", 100 * tolerance, 2),
    )
    steps = () if m.report.supply is None else m.report.supply.steps
    step = next((step for step in steps if step.halving == m.halving_in(2024)), None)
    if step is None:
        return not_yet(*said)
    found = {"before": step.before, "after": step.after}
    return parts(
        {name: near(found[name], value, tolerance) for name, value in claimed.items()},
        *said,
        *(share(name, value, 2) for name, value in found.items()),
        span=(step.halving, step.halving),
    )


@Statement(
    id="C14",
    says=N_("94% of all bitcoin are already mined."),
    claimed="%(claimed)s",
    answers={
        "at_least": N_("at least %(claimed)s: %(mined)s on %(date)s"),
        "rounded": N_("within %(rounding)s points of that figure"),
        "today": N_("%(mined_today)s on %(today)s"),
    },
    formula=N_(
        "Coins mined by the day over all that there will ever be. Two parts: at least as many, and "
        "the same figure within %(rounding)s points."
    ),
    holds=N_("That is the share, rounded."),
    mixed=N_("At least as many were mined, but the figure was out of date."),
    fails=N_("Fewer were mined by then."),
    shown_by=ShownBy(CYCLES, "issuance"),
)
def mined(m: Material) -> Finding:
    """C14: 94 % are mined: at least as many, and that figure once rounded."""
    claimed, rounding = 0.94, 0.005
    said = (share("claimed", claimed), number("rounding", 100 * rounding, 1))
    then = m.on_article_day
    found = None if then is None else supply(then)
    if found is None or m.report.supply is None:
        return not_yet(*said)
    return parts(
        {
            "at_least": found.mined_share >= claimed,
            "rounded": near(found.mined_share, claimed, rounding),
        },
        *said,
        share("mined", found.mined_share, 1),
        day("date", found.date),
        share("mined_today", m.report.supply.mined_share, 1),
        day("today", m.report.as_of),
        span=(found.date, m.report.as_of),
        beside=("today",) if m.prices.as_of > m.published else (),
    )


@Statement(
    id="C15",
    says=N_("March 2024 brought the first record before a halving."),
    claimed=N_("the first time"),
    answers={
        "record": N_("%(records)s record closes in March 2024, the first on %(record)s"),
        "first": N_("%(preceded)s of %(earlier)s earlier halvings had one in the year before"),
    },
    formula=N_(
        "Record closes of March 2024; and record closes within the 365 days before each earlier "
        "halving."
    ),
    holds=N_("A record came that month, and none in the year before the others."),
    mixed=N_("Only one of the two parts fits."),
    fails=N_("No record came that month, and others had come before a halving."),
    shown_by=ShownBy(CYCLES, "falls"),
)
def record_before_halving(m: Material) -> Finding:
    """C15: a record in March 2024, and none in the year before any earlier halving."""
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    halving = m.halving_in(2024)
    if halving is None or not reaches(m.follower, halving):
        return not_yet()
    records = m.follower.dates[record_positions(m.follower.closes)]
    inside = [r.date() for r in records if first <= r.date() <= last]
    earlier = [h for h in m.report.cycles.halvings if h.date < halving]
    preceded = sum(bool(h.record_in_year_before) for h in earlier)
    return parts(
        {"record": len(inside) > 0, "first": preceded == 0},
        number("records", len(inside)),
        day("record", inside[0] if inside else None),
        number("earlier", len(earlier)),
        number("preceded", preceded),
        span=(m.follower.first_date, halving),
    )


@Statement(
    id="C19",
    says=N_("Both earlier breakouts also followed a halving, so the two cannot be told apart."),
    claimed=N_("cannot be told apart"),
    answers={
        "followed": N_(
            "the breakouts of 2016 and 2020 came %(days_2016)s and %(days_2020)s days after a "
            "halving"
        ),
        "matched": N_(
            "%(matched)s of all pairs of days on the same halving clocks do as well (n = 2, at "
            "least %(smallest)s)"
        ),
        "missed": N_(
            "a real lead as large as after the two (a further %(lead)s beyond the days on their "
            "clocks) would be missed %(missed)s"
        ),
    },
    formula=N_(
        "Days since the halving, at most %(within)s; then every pair of days, one on the halving "
        "clock of each of the two breakouts. It agrees if at least %(level)s of the pairs do as "
        "well as the two. In brackets: how many breakouts, and the smallest share that two could "
        "reach. Missed: how often other pairs on these clocks, with the lead put into the prices "
        "after them, would not stand out either."
    ),
    holds=N_("Both came soon after a halving, and days on the same clocks often do as well."),
    mixed=N_("Only one part fits: they followed a halving, or days on its clock do as well."),
    fails=N_("Not both followed a halving within a year, and days on its clock seldom do as well."),
    beside=N_(
        "Only the two breakouts that the claim names are judged, and two show little. "
        "%(definitions)s definitions were tried."
    ),
    shown_by=ShownBy(LUCK, "halving-clock"),
)
def after_a_halving(m: Material) -> Finding:
    """C19: both breakouts came within a year after a halving, and chance on its clock explains it.

    The halving explains as much as it must if 5 % or more of the pairs of days on the same halving
    clocks do as well as the breakouts of 2016 and 2020, which alone are named. Beside it: what
    such a comparison would miss.
    """
    said = (number("within", DAYS_AFTER_HALVING), share("level", LEVEL))
    events = [event for event in m.report.luck.events if event.date.year in NAMED]
    if [event.date.year for event in events] != list(NAMED):
        return not_yet(*said)
    days = [event.days_since_halving for event in events]
    found = same_clock(m.prices, *(event.date for event in events))
    matched = None if found is None else found.share >= LEVEL
    missed = found.missed if found is not None and matched else None
    return parts(
        {
            "followed": all(d is not None and d <= DAYS_AFTER_HALVING for d in days),
            "matched": matched,
        },
        *said,
        number("days_2016", days[0]),
        number("days_2020", days[1]),
        share("matched", None if found is None else found.share, 1),
        share("smallest", None if found is None else found.smallest, 4),
        multiple("lead", None if found is None else math.exp(found.excess)),
        often("missed", missed),
        number("definitions", m.prices.question.evidence.definitions),
        span=(m.follower.first_date, m.follower.last_date),
        beside=() if missed is None else ("missed",),
    )
