"""Claims about Bitcoin's cycles: C06, C07, C11 and C30."""

import math
from dataclasses import replace
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
    readings,
    share,
)
from generator.claims.material import Material, reaches
from generator.claims.statements import BREAKOUTS, CYCLES, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.models.cycles import CycleMeasure, CycleTurn

START = 1 / 3
"""A bull market's start is the first third of its way from the cycle low to the cycle peak."""


@Statement(
    id="C06",
    says=N_("The breakout of 2016 came at the start of a Bitcoin bull market."),
    claimed=N_("at the start"),
    answers={
        "time": N_("%(time)s of the days from low to peak were over"),
        "price": N_("%(price)s of the rise, in logarithms, was over"),
        "record": N_("the breakout came on %(breakout)s, Bitcoin’s own record on %(record)s"),
        "none": N_("no breakout in that year"),
    },
    formula=N_(
        "Where the breakout lies between the cycle low and the next cycle peak. The start is the "
        "first %(start)s, by days or by the log of the price; or any day before Bitcoin’s own "
        "record."
    ),
    holds=N_("By time, by price and by Bitcoin’s own record it came early."),
    mixed=N_(
        "By then Bitcoin stood at %(since_low)s its low of %(low)s; up to its peak %(to_peak)s "
        "more followed. Whether that is a start hangs on the definition."
    ),
    fails=N_("By none of the three measures did a bull market start then."),
    shown_by=ShownBy(BREAKOUTS, "event-study"),
)
def bull_market_of_2016(m: Material) -> Finding:
    """C06: the breakout of 2016 came at the start of a bull market."""
    return _start_of_bull_market(m, 2016)


@replace(
    bull_market_of_2016,
    id="C07",
    says=N_("The breakout of 2020, too, came at the start of a Bitcoin bull market."),
)
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


@Statement(
    id="C11",
    says=N_("The earlier two rises were 27-fold and 5-fold."),
    claimed=N_("%(claimed)s times"),
    answers={
        "breakout": N_("from breakout to cycle peak: %(breakout)s"),
        "halving": N_("from halving to cycle peak: %(halving)s"),
        "low": N_("from cycle low to cycle peak: %(low)s"),
    },
    formula=N_(
        "Close over close, from three kinds of day to the cycle peaks of 2017 and 2021. It agrees "
        "if both lie within %(tolerance)s of the figure."
    ),
    holds=N_("All three ways to measure give about these figures."),
    mixed=N_(
        "The article does not say from which day to which. The figures fit one way to measure and "
        "not another."
    ),
    fails=N_("None of the three ways to measure gives these figures."),
    shown_by=ShownBy(CYCLES, "halving-returns"),
)
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


SINCE_HALVINGS = {
    "highest": CycleMeasure.HALVING_TO_HIGHEST,
    "peak": CycleMeasure.HALVING_TO_PEAK,
    "year": CycleMeasure.HALVING_TO_YEAR,
    "next": CycleMeasure.HALVING_TO_HALVING,
}


@Statement(
    id="C30",
    says=N_("The halving’s effect weakens with every cycle."),
    claimed=N_("smaller each time"),
    answers={
        "highest": N_("halving to highest close before the next: %(highest)s"),
        "peak": N_("halving to cycle peak: %(peak)s"),
        "year": N_("halving to 365 days later: %(year)s"),
        "next": N_("halving to next halving: %(next)s"),
        "issuance": N_(
            "new coins a year after each halving, relative to all there were: %(issuance)s"
        ),
    },
    formula=N_(
        "Multiples whose last day has come, in order. A measure agrees if each is smaller than the "
        "one before; below %(fewest)s multiples it says nothing. Beside them: new coins a year "
        "just after each halving over all coins mined, which shrink by the protocol."
    ),
    holds=N_(
        "Smaller each time under each measure. A handful of cycles makes no law, and prices do not "
        "say what the halving did."
    ),
    mixed=N_(
        "Smaller each time under some measures, not under all. Prices do not say what the halving "
        "did."
    ),
    fails=N_("Under no measure were the multiples smaller each time."),
    shown_by=ShownBy(CYCLES, "halving-returns"),
)
def weakening(m: Material) -> Finding:
    """C30: each complete multiple is smaller than the one before, under each measure.

    Below three multiples a measure says nothing yet. The new coins are the article's own mechanism;
    they shrink by the protocol, whatever prices do, and so decide nothing.
    """
    fewest = 3
    found = {
        name: tuple(
            x.end.multiple
            for x in m.report.cycles.multiples
            if x.measure is measure and x.complete and x.end is not None
        )
        for name, measure in SINCE_HALVINGS.items()
    }
    issued = () if m.report.supply is None else m.report.supply.steps
    known = {name: values for name, values in found.items() if len(values) >= fewest}
    return readings(
        {
            name: bool(np.all(np.diff(known[name]) < 0)) if name in known else None
            for name in SINCE_HALVINGS
        },
        count("fewest", fewest),
        *(multiple(name, values) for name, values in known.items()),
        share("issuance", tuple(step.after for step in issued), 2),
        span=(m.follower.first_date, m.follower.last_date),
        beside=("issuance",) if issued else (),
    )
