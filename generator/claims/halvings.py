"""Claims about halvings and supply: C13 to C15."""

from datetime import date

from generator.claims.findings import Finding, day, not_yet, number, parts, share
from generator.claims.material import Material, near, reaches
from generator.claims.statements import CYCLES, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.signals.supply import supply
from generator.statistics.records import record_positions


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
