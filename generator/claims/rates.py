"""Claims about money and interest rates: C17 and C26 to C28."""

from datetime import date

from generator.claims.findings import (
    Finding,
    change,
    count,
    not_yet,
    number,
    parts,
    rate,
    readings,
    share,
)
from generator.claims.material import Material
from generator.claims.statements import RISK, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.models.luck import LEVEL
from generator.models.rates import RateStep
from generator.signals.lighting import DARK, MEANS, RUNS
from generator.signals.rates import TAIL, YEAR_DAYS

FEWEST_EPISODES = 3
NEARLY_OVER = 0.75
"""A tightening cycle is nearly over once three quarters of its rise are done."""


@Statement(
    id="C17",
    says=N_("Money moves along the risk curve: Treasuries, large caps, small caps, crypto."),
    claimed=N_("in this order"),
    answers={
        "seldom": N_(
            "under %(seldom)s of %(variants)s definitions fewer than %(level)s of random orders do "
            "as well"
        ),
        "often": N_("under %(often)s of them as many or more do"),
        "primary": N_(
            "the definition of the page: mean agreement %(tau)s in %(episodes)s episodes, "
            "reached by %(p)s of random orders"
        ),
        "runs": N_("turned by %(runs)s sessions in a row: %(runs_seldom)s"),
        "means": N_("means of %(means)s sessions: %(means_seldom)s"),
        "dark": N_("dark for %(dark)s sessions or more: %(dark_seldom)s"),
        "first": N_(
            "Treasuries that were lit already: %(first_later)s where they count once they have "
            "been dark, %(first_at_once)s where they count as the first to light"
        ),
    },
    formula=N_(
        "The order in which the rungs lit in each episode, compared with the article’s (Kendall’s "
        "tau, from −1 to 1), under every combination of definitions. One agrees if fewer than "
        "%(level)s of random orders do as well. The lists count those that agree, choice by choice."
    ),
    holds=N_(
        "Under every definition the order fits better than chance. Prices do not show the money."
    ),
    mixed=N_(
        "Some definitions of lit and of an episode make the order fit better than chance, others "
        "do not. Prices do not show the money itself."
    ),
    fails=N_(
        "Under no definition that was tried does the order fit better than chance would. Prices do "
        "not show the money itself."
    ),
    shown_by=ShownBy(RISK, "order-variants"),
)
def risk_curve(m: Material) -> Finding:
    """C17: the rungs light in the article's order more often than random orders do (p < 5 %).

    Each combination of definitions is a reading. They are told by their counts.
    """
    curve, said = m.report.risk_curve, (share("level", LEVEL),)
    found, rows = curve.agreement, curve.robustness.rows
    if found is None or found.episodes < FEWEST_EPISODES:
        return not_yet(*said)
    seldom = [row.definition for row in rows if row.below]
    often = len(rows) - len(seldom)
    choices = {
        "runs": [each.run_sessions for each in seldom],
        "means": [each.mean_sessions for each in seldom],
        "dark": [each.dark_sessions for each in seldom],
    }
    tried = {"runs": RUNS, "means": MEANS, "dark": DARK}
    told = {"seldom": True} if seldom else {}
    told |= {"often": False} if often else {}
    at_once = sum(each.treasuries_first for each in seldom)
    return readings(
        told,
        *said,
        number("variants", len(rows)),
        number("seldom", len(seldom)),
        number("often", often),
        number("tau", found.mean_tau, 2),
        share("p", found.p_value),
        count("episodes", found.episodes),
        *(number(name, values) for name, values in tried.items()),
        *(
            number(f"{name}_seldom", tuple(found.count(value) for value in tried[name]))
            for name, found in choices.items()
        ),
        number("first_later", len(seldom) - at_once),
        number("first_at_once", at_once),
        span=(curve.counted[0].dark.first, m.report.data_date),
        beside=("primary", *tried, "first"),
    )


@Statement(
    id="C26",
    says=N_("In 2016 the Federal Reserve’s tightening was nearly over."),
    claimed=N_("nearly over"),
    answers={
        "done": N_("%(steps_done)s of %(steps)s rises, %(done)s of the way, by the end of 2016"),
    },
    formula=N_(
        "The policy rate’s rise up to the end of 2016 over its whole rise until the next cut. "
        "Nearly over means at least %(needed)s."
    ),
    holds=N_("Most of the rise lay behind."),
    fails=N_("Much of the rise lay ahead: the rate stood at %(rate)s and went on to %(peak)s."),
    shown_by=ShownBy(RISK, "policy-rate"),
)
def tightening(m: Material) -> Finding:
    """C26: at the end of 2016 at least three quarters of the tightening cycle lay behind.

    Known once the rate has been cut again, for only then is the cycle's end known.
    """
    end, said = date(2016, 12, 31), (share("needed", NEARLY_OVER),)
    steps = [step for step in _steps(m) if step.change is not None]
    past, later = [s for s in steps if s.date <= end], [s for s in steps if s.date > end]
    cut = next((i for i, step in enumerate(later) if step.is_cut), None)
    if not past or cut is None:
        return not_yet(*said)
    done = _rises_at_the_end(past)
    behind, ahead = _change(done), _change(later[:cut])
    reached = behind / (behind + ahead) if done else None
    return readings(
        {"done": reached is not None and reached >= NEARLY_OVER},
        *said,
        share("done", reached),
        count("steps_done", len(done)),
        count("steps", len(done) + cut),
        rate("rate", past[-1].rate),
        rate("peak", ([past[-1], *later[:cut]])[-1].rate),
        span=((done or past)[0].date, later[cut].date),
    )


def _steps(m: Material) -> tuple[RateStep, ...]:
    policy = m.report.rates.policy_rate
    return () if policy is None else policy.steps


def _change(steps: list[RateStep]) -> float:
    """What some steps come to, in percentage points."""
    return sum(step.change for step in steps if step.change is not None)


def _rises_at_the_end(steps: list[RateStep]) -> list[RateStep]:
    """The rises since the last cut."""
    cuts = [position for position, step in enumerate(steps) if step.is_cut]
    return steps[cuts[-1] + 1 :] if cuts else steps


@Statement(
    id="C27",
    says=N_("In 2020 policy rates were cut to the floor."),
    claimed=N_("to the floor"),
    answers={
        "cut": N_("%(cuts)s cuts, %(change)s points in all"),
        "floor": N_("down to %(rate)s; the lowest so far was %(floor)s"),
    },
    formula=N_(
        "Changes of the federal funds target (upper bound) in 2020, and its lowest level among all "
        "stored until then."
    ),
    holds=N_("It was cut to the lowest level on record here."),
    mixed=N_("Only one of the two parts fits."),
    fails=N_("It was not cut, and not at its lowest."),
    shown_by=ShownBy(RISK, "policy-rate"),
)
def cut_to_the_floor(m: Material) -> Finding:
    """C27: the policy rate was cut in 2020, to the lowest level stored until then."""
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    policy = m.report.rates.policy_rate
    steps = [step for step in _steps(m) if step.date <= last]
    inside = [step for step in steps if step.date >= first]
    if policy is None or policy.known_until < last or not steps:
        return not_yet()
    lowest = min((step.rate for step in inside), default=None)
    floor = min(step.rate for step in steps)
    return parts(
        {
            "cut": _change(inside) < 0,
            "floor": lowest is not None and lowest <= floor,
        },
        count("cuts", sum(step.is_cut for step in inside)),
        number("change", _change(inside), 2),
        rate("rate", lowest),
        rate("floor", floor),
        span=(steps[0].date, last),
    )


@Statement(
    id="C28",
    says=N_("Small caps suffer first when rates rise and gain first when they fall."),
    claimed=N_("worse on rises, better on falls"),
    answers={
        "rises": N_(
            "on days of large rises of the yield %(rises)s a day against large caps, net of the "
            "market (%(rises_low)s to %(rises_high)s, n = %(days_rises)s)"
        ),
        "hikes": N_(
            "over the year after hikes of the policy rate %(hikes)s on average (n = "
            "%(steps_hikes)s)"
        ),
        "falls": N_(
            "on days of large falls of the yield %(falls)s a day, net of the market (%(falls_low)s "
            "to %(falls_high)s, n = %(days_falls)s)"
        ),
        "cuts": N_("over the year after cuts of it %(cuts)s on average (n = %(steps_cuts)s)"),
        "plain": N_(
            "with the market, that is without taking off %(beta)s times the large caps’ own "
            "return: %(plain_rises)s on rises of the yield, %(plain_falls)s on falls"
        ),
    },
    formula=N_(
        "Mean log return of small minus large caps, read twice. First on the %(tail)s of days with "
        "the largest rises and the %(tail)s with the largest falls of the 10-year yield, net of "
        "what the large caps’ own move explains; it agrees if the whole 95%% interval, in "
        "brackets, lies on the claimed side. Second over the %(year)s days after each hike and "
        "each cut; these years overlap, so the sign of the mean decides."
    ),
    holds=N_("Both ways they moved as claimed, on such days and over the years after."),
    mixed=N_(
        "Days and years do not say the same, or not both ways. Moves of one day cannot say who was "
        "first, and the years after hikes overlap."
    ),
    fails=N_(
        "Neither way did they clearly move as claimed. Moves of one day cannot say who was first."
    ),
    shown_by=ShownBy(RISK, "yield-days"),
)
def first_to_feel_rates(m: Material) -> Finding:
    """C28: small caps do worse than large caps when rates rise, and better when they fall.

    Read on days of large moves of the yield, net of the market and by the whole 95 % interval; and
    over the years after steps of the policy rate, by the mean. Where the two say the same, the
    claim is one of two parts.
    """
    rates, said = m.report.rates, (share("tail", TAIL), number("year", YEAR_DAYS))
    moves, hikes, cuts = rates.yield_moves, rates.after_hikes, rates.after_cuts
    if moves is None or hikes.mean is None or cuts.mean is None:
        return not_yet(*said)
    rises, falls = moves.net_rises, moves.net_falls
    on_days = (rises.interval[1] < 0, falls.interval[0] > 0)
    over_years = (hikes.mean < 0, cuts.mean > 0)
    judged = parts if on_days == over_years else readings
    names = ("rises", "falls", "hikes", "cuts")
    agree = dict(zip(names, (*on_days, *over_years), strict=True))
    return judged(
        {name: agree[name] for name in ("rises", "hikes", "falls", "cuts")},
        *said,
        number("beta", moves.excess_beta, 2),
        change("rises", rises.mean, 2),
        change("falls", falls.mean, 2),
        *(change(f"rises_{n}", v, 2) for n, v in zip(("low", "high"), rises.interval, strict=True)),
        *(change(f"falls_{n}", v, 2) for n, v in zip(("low", "high"), falls.interval, strict=True)),
        number("days_rises", rises.days),
        number("days_falls", falls.days),
        change("hikes", hikes.mean, 1),
        change("cuts", cuts.mean, 1),
        number("steps_hikes", hikes.steps),
        number("steps_cuts", cuts.steps),
        change("plain_rises", moves.rises.mean, 2),
        change("plain_falls", moves.falls.mean, 2),
        span=(moves.first, moves.last),
        beside=("plain",),
    )
