"""Would days on the same halving clock have done as well as two breakouts? Counted exactly."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.models.precision import Drawn
from generator.models.prices import FloatArray, Prices
from generator.signals.nulls import halving_clock, on_same_clock
from generator.signals.sample import admissible_sessions
from generator.statistics.permutation import TIE


@dataclass(frozen=True)
class SameClock:
    """How often two sessions, each on the halving clock of one event, do at least as well."""

    share: Drawn
    smallest: Drawn
    """The smallest share that any two sessions on these clocks could reach."""


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
    near = prices.question.evidence.halving_window
    one, other = (
        np.sort(sample.log_returns[on_same_clock(clock, int(place), near)]) for place in own
    )
    observed = float(sample.log_returns[own].sum())
    pairs, best = len(one) * len(other), one[-1] + other[-1]
    return SameClock(_reaching(one, other, observed) / pairs, _reaching(one, other, best) / pairs)


def _reaching(one: FloatArray, other: FloatArray, total: float) -> int:
    """How many pairs add up to a total, or more; both ascending."""
    return int((len(other) - np.searchsorted(other, total - one - TIE, side="left")).sum())
