"""Claims about money and interest rates: C17 and C26 to C28."""

from __future__ import annotations

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
from generator.models.rates import RateStep

LEVEL = 0.05
FEWEST_EPISODES = 3
NEARLY_OVER = 0.75
"""A tightening cycle is nearly over once three quarters of its rise are done."""


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


def first_to_feel_rates(m: Material) -> Finding:
    """C28: on days of large rises of the yield small caps do worse than large caps, on days of
    large falls better; each by the whole 95 % interval.
    """
    found = m.report.rates.yield_moves
    if found is None:
        return not_yet()
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
        share("tail", found.tail),
        number("days_rises", found.rises.days),
        number("days_falls", found.falls.days),
        span=(found.first, found.last),
    )
