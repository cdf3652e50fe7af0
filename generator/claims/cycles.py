"""Claims about Bitcoin's cycles, halvings and supply: C06, C07, C11, C13 to C15 and C30."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

import numpy as np

from generator.claims.findings import (
    Finding,
    count,
    day,
    multiple,
    not_yet,
    number,
    parts,
    readings,
    share,
)
from generator.claims.material import Material, near, reaches
from generator.models.cycles import CycleMeasure, CycleTurn
from generator.signals.supply import supply
from generator.statistics.records import record_positions

START = 1 / 3
"""A bull market's start is the first third of its way from the cycle low to the cycle peak."""


def bull_market_of_2016(m: Material) -> Finding:
    """C06: the breakout of 2016 came at the start of a bull market."""
    return _start_of_bull_market(m, 2016)


def bull_market_of_2020(m: Material) -> Finding:
    """C07: so did the breakout of 2020."""
    return _start_of_bull_market(m, 2020)


def _start_of_bull_market(m: Material, year: int) -> Finding:
    """At the start by time, by price, or only by standing before Bitcoin's own record."""
    said = (share("start", START),)
    event = m.breakout_in(year)
    if event is None and reaches(m.leader, date(year, 12, 31)):
        span = (m.leader.first_date, date(year, 12, 31))
        return readings({"none": False}, *said, span=span)
    if event is None:
        return not_yet(*said)
    around = _cycle_around(m.report.cycles.turns, event.date)
    close = m.follower.close_on(event.date)
    if around is None or close is None:
        return not_yet(*said)
    low_date, low, record, peak_date, peak = around
    by_time = (event.date - low_date).days / (peak_date - low_date).days
    by_price = math.log(close / low) / math.log(peak / low)
    return readings(
        {
            "time": 0 <= by_time <= START,
            "price": low_date <= event.date and by_price <= START,
            "record": low_date <= event.date <= record,
        },
        *said,
        share("time", by_time),
        share("price", by_price),
        multiple("since_low", close / low),
        day("breakout", event.date),
        day("low", low_date),
        day("record", record),
        multiple("to_peak", peak / close),
        span=(low_date, peak_date),
    )


def _cycle_around(
    turns: tuple[CycleTurn, ...], event: date
) -> tuple[date, float, date, date, float] | None:
    """Low, the record after it, and the confirmed peak of the rise nearest to a day.

    None while the peak that ends the rise is not confirmed.
    """
    for before, after in pairwise(turns):
        if not before.peak_date <= event <= after.peak_date or after.peak_confirmed is None:
            continue
        low = before.low
        if low is None or low.confirmed is None:
            continue
        return low.date, low.close, low.confirmed, after.peak_date, after.peak
    return None


MEASURES = {
    "breakout": CycleMeasure.BREAKOUT_TO_PEAK,
    "halving": CycleMeasure.HALVING_TO_PEAK,
    "low": CycleMeasure.LOW_TO_PEAK,
}


def two_rises(m: Material) -> Finding:
    """C11: a 27-fold and a 5-fold rise, both within a fifth, under each measure."""
    claimed, tolerance = {2: 27.0, 3: 5.0}, 0.2
    found: dict[str, tuple[float, ...]] = {}
    for name, measure in MEASURES.items():
        known = {
            x.cycle: x.end.multiple
            for x in reversed(m.report.cycles.multiples)
            if x.measure is measure and x.complete and x.end is not None
        }
        if claimed.keys() <= known.keys():
            found[name] = tuple(known[cycle] for cycle in claimed)
    return readings(
        {
            name: all(
                abs(value / target - 1) <= tolerance
                for value, target in zip(found[name], claimed.values(), strict=True)
            )
            if name in found
            else None
            for name in MEASURES
        },
        number("claimed", tuple(claimed.values())),
        share("tolerance", tolerance),
        *(multiple(name, values) for name, values in found.items()),
        span=(m.follower.first_date, m.follower.last_date),
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


WEAKENING = {
    "highest": CycleMeasure.HALVING_TO_HIGHEST,
    "peak": CycleMeasure.HALVING_TO_PEAK,
    "year": CycleMeasure.HALVING_TO_YEAR,
    "next": CycleMeasure.HALVING_TO_HALVING,
}


def weakening(m: Material) -> Finding:
    """C30: each complete multiple is smaller than the one before, under each measure.

    Below three multiples a measure says nothing yet.
    """
    fewest = 3
    found = {
        name: tuple(
            x.end.multiple
            for x in m.report.cycles.multiples
            if x.measure is measure and x.complete and x.end is not None
        )
        for name, measure in WEAKENING.items()
    }
    known = {name: values for name, values in found.items() if len(values) >= fewest}
    return readings(
        {
            name: bool(np.all(np.diff(known[name]) < 0)) if name in known else None
            for name in WEAKENING
        },
        count("fewest", fewest),
        *(multiple(name, values) for name, values in known.items()),
        span=(m.follower.first_date, m.follower.last_date),
    )
