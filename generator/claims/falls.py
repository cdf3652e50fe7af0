"""The claim about Bitcoin's falls since the funds: C35."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.claims.findings import Finding, change, day, not_yet, number, readings, share
from generator.claims.material import SETTLED_DAYS, Material, spans
from generator.claims.statements import CYCLES, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.statistics.cycles import FALL
from generator.statistics.records import record_positions


@Statement(
    id="C35",
    says=N_("Since the funds came, Bitcoin’s falls have not been sharp."),
    claimed=N_("no sharp falls"),
    answers={
        "depth": N_("deepest fall from a record %(depth)s, %(record)s to %(low)s"),
        "earlier": N_(
            "around earlier halvings, at the same age (%(before)s days before to %(after)s days "
            "after): %(earlier)s"
        ),
    },
    formula=N_(
        "Deepest fall from a record close to a later close since the funds began, and in the same "
        "days around each earlier halving. It agrees if the fall is less than %(sharp)s, which "
        "makes a record a cycle peak on this site, and if it is less than each of the earlier ones."
    ),
    holds=N_("The deepest fall was no cycle’s end, and each earlier cycle had seen a deeper one."),
    mixed=N_(
        "Beside earlier cycles and by itself the deepest fall is not the same: what is sharp hangs "
        "on the measure. A young cycle has seen less."
    ),
    fails=N_("It has been as deep as the fall after a cycle peak, and as one of earlier cycles."),
    shown_by=ShownBy(CYCLES, "falls"),
)
def no_sharp_falls(m: Material) -> Finding:
    """C35: the deepest fall from a record since the funds came, by itself and beside earlier ones.

    The earlier ones are those of the same days around the halvings before.
    """
    since, halving = m.report.volatility.etf_since, m.halving_in(2024)
    last = m.follower.last_date
    said = (share("sharp", FALL),)
    if since is None or halving is None or last is None:
        return not_yet(*said)
    before, after = halving - since, last - halving
    own = _deepest_fall(m, since, last)
    around = [_deepest_fall(m, h - before, h + after) for h in m.prices.halvings if h < halving]
    earlier = tuple(fall.depth for fall in around if fall is not None)
    if own is None or not earlier or last < since + timedelta(days=SETTLED_DAYS):
        return not_yet(*said)
    return readings(
        {"depth": own.depth > -FALL, "earlier": own.depth > max(earlier)},
        *said,
        change("depth", own.depth),
        day("record", own.record),
        day("low", own.low),
        change("earlier", earlier),
        number("before", before.days),
        number("after", after.days),
        span=(m.follower.first_date, last),
    )


class _Fall(NamedTuple):
    """A fall from a record close to a later close."""

    depth: float
    record: date
    low: date


def _deepest_fall(m: Material, first: date, last: date) -> _Fall | None:
    """The deepest fall from a record that was set between two days, both included.

    None without such a record, or where the prices begin later.
    """
    if not spans(m.follower, first, last):
        return None
    history = m.follower.until(last)
    dates, closes = history.dates, history.closes
    records = record_positions(closes)
    records = records[dates[records] >= pd.Timestamp(first)]
    if not len(records):
        return None
    begin = int(records[0])
    falls = closes[begin:] / np.maximum.accumulate(closes[begin:]) - 1
    low = int(falls.argmin())
    record = int(closes[begin : begin + low + 1].argmax())
    return _Fall(float(falls[low]), dates[begin + record].date(), dates[begin + low].date())
