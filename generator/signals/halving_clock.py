"""Would days on the same halving clock have done as well as two breakouts? Counted exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
import pandas as pd

from generator.models.luck import LEVEL
from generator.models.precision import Drawn, Share
from generator.models.prices import FloatArray, IntArray, Prices
from generator.signals.nulls import halving_clock, on_same_clock
from generator.signals.sample import Sample, admissible_sessions
from generator.statistics.permutation import TIE
from generator.statistics.power import planted_share

MOST_TRIED = 40
"""Sessions of each clock that take the place of an event, to see what the comparison would miss."""


@dataclass(frozen=True)
class SameClock:
    """How often two sessions, each on the halving clock of one event, do at least as well."""

    share: Drawn
    smallest: Drawn
    """The smallest share that any two sessions on these clocks could reach."""
    excess: Share
    """The mean log return after the two beyond that of their clocks."""
    missed: Drawn | None
    """How often the share would be above 5 % after a real lead as large; None without an excess."""


def same_clock(prices: Prices, first: date, second: date) -> SameClock | None:
    """All pairs of one session from each event's clock, events included; None without a clock.

    A session is on an event's clock if its days since the last halving differ by at most
    ``halving_window``. Both events must be complete.
    """
    sample = admissible_sessions(prices, prices.question.primary_horizon)
    clock = halving_clock(sample, prices.halvings)
    events = pd.DatetimeIndex([first, second]).as_unit("us")
    own = sample.dates.get_indexer(events)
    if any(place < 0 or clock[place] < 0 for place in own):
        return None
    values, near = sample.log_returns, prices.question.evidence.halving_window
    pools = [on_same_clock(clock, int(place), near) for place in own]
    excess = float(
        np.mean([values[at] - values[pool].mean() for at, pool in zip(own, pools, strict=True)])
    )
    return SameClock(
        share=_reaching(values, pools, float(values[own].sum())),
        smallest=_reaching(values, pools, sum(float(values[pool].max()) for pool in pools)),
        excess=excess,
        missed=_missed(sample, pools, excess) if excess > TIE else None,
    )


def _reaching(values: FloatArray, pools: Sequence[IntArray], total: float) -> float:
    """The share of pairs, one session from each pool, that add up to a total, or more."""
    one, other = (np.sort(values[pool]) for pool in pools)
    reached = len(other) - np.searchsorted(other, total - one - TIE, side="left")
    return float(reached.sum()) / (len(one) * len(other))


def _missed(sample: Sample, pools: Sequence[IntArray], excess: float) -> float:
    """The share of pairs that would not stand out, if a lead were real and as large as that.

    Sessions from all over each clock stand in for the two events. The lead is added to the price
    over the days after them, so that it moves every window that holds some of these days.
    """
    days = sample.dates.to_numpy("datetime64[D]").astype(np.int64)
    tried = [pool[:: -(-len(pool) // MOST_TRIED)] for pool in pools]
    lead = {
        at: excess * planted_share(days, days[[at]], sample.horizon) for at in np.union1d(*tried)
    }
    seen = []
    for one, other in product(*tried):
        moved = sample.log_returns + lead[one] + lead[other]
        seen.append(_reaching(moved, pools, float(moved[one] + moved[other])) < LEVEL)
    return 1 - float(np.mean(seen))
