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
from generator.models.rates import RateStep
from generator.signals.rates import TAIL

LEVEL = 0.05
FEWEST_EPISODES = 3
NEARLY_OVER = 0.75
"""A tightening cycle is nearly over once three quarters of its rise are done."""


@Statement(
    id="C17",
    says=N_("Money moves along the risk curve: Treasuries, large caps, small caps, crypto."),
    claimed=N_("in this order"),
    answers={
        "order": N_("mean agreement %(tau)s, reached by %(p)s of random orders"),
    },
    formula=N_(
        "The order in which the rungs lit in each episode, compared with the article’s (Kendall’s "
        "tau, from −1 to 1). It agrees if it is positive and fewer than %(level)s of random orders "
        "do as well."
    ),
    holds=N_("The order fits better than chance. Prices do not show the money."),
    fails=N_(
        "In %(episodes)s episodes, under the one definition that was tried, the order fits no "
        "better than chance would. Prices do not show the money itself."
    ),
    shown_by=ShownBy(RISK, "ladder-history"),
)
def risk_curve(m: Material) -> Finding:
    """C17: the rungs light in the article's order more often than random orders do (p < 5 %)."""
    curve, said = m.report.risk_curve, (share("level", LEVEL),)
    found = curve.agreement
    if found is None or len(curve.counted) < FEWEST_EPISODES:
        return not_yet(*said)
    return readings(
        {"order": found.mean_tau > 0 and found.p_value < LEVEL},
        *said,
        number("tau", found.mean_tau, 2),
        share("p", found.p_value),
        count("episodes", len(curve.counted)),
        span=(curve.counted[0].dark.first, m.report.data_date),
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
            "%(rises)s a day against large caps on large rises of the yield (%(rises_low)s to "
            "%(rises_high)s, n = %(days_rises)s)"
        ),
        "falls": N_(
            "%(falls)s on large falls of it (%(falls_low)s to %(falls_high)s, n = %(days_falls)s)"
        ),
    },
    formula=N_(
        "Mean log return of small minus large caps on the %(tail)s of days with the largest rises "
        "and the %(tail)s with the largest falls of the 10-year yield. It agrees if the whole 95%% "
        "interval, in brackets, lies on the claimed side."
    ),
    holds=N_("Both ways they moved as claimed on such days."),
    mixed=N_("They moved as claimed one way, not the other."),
    fails=N_(
        "Neither way did they clearly move as claimed; an interval wholly beyond zero on the other "
        "side says the opposite. Moves of one day cannot say who was first."
    ),
    shown_by=ShownBy(RISK, "yield-days"),
)
def first_to_feel_rates(m: Material) -> Finding:
    """C28: on days of large rises of the yield small caps do worse than large caps, on days of
    large falls better; each by the whole 95 % interval.
    """
    found, said = m.report.rates.yield_moves, (share("tail", TAIL),)
    if found is None:
        return not_yet(*said)
    rises, falls = found.rises.interval, found.falls.interval
    return parts(
        {
            "rises": rises[1] < 0,
            "falls": falls[0] > 0,
        },
        change("rises", found.rises.mean, 2),
        change("falls", found.falls.mean, 2),
        *(change(f"rises_{n}", v, 2) for n, v in zip(("low", "high"), rises, strict=True)),
        *(change(f"falls_{n}", v, 2) for n, v in zip(("low", "high"), falls, strict=True)),
        *said,
        number("days_rises", found.rises.days),
        number("days_falls", found.falls.days),
        span=(found.first, found.last),
    )
