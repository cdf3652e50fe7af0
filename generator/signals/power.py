"""How much could the luck tests see? They are asked on the real follower with simulated leaders.

Definitions: Method, "Luck tests", size and power.
"""

import numpy as np

from generator.models.luck import Luck
from generator.models.power import FEWEST, MOST, Power, Rejections
from generator.models.prices import IntArray, Prices
from generator.signals.sample import Sample, admissible_sessions
from generator.statistics.power import Market, rejections
from generator.statistics.simulation import simulated_breakouts

DRIFTS = (0.0, 0.25, 0.5, 1.0, 1.5)
DRAWS = 499
BATCHES = 3  # leaders are simulated so often at most, twice as many as are wanted


def power(prices: Prices, luck: Luck) -> Power | None:
    """Size and power of the primary test and of the spaced one; None if no leader can be tested."""
    question, wanted = prices.question, prices.question.evidence.leaders
    sample = admissible_sessions(prices, luck.horizon)
    excess = None
    if luck.observed is not None and luck.base is not None:
        excess = max(luck.observed.mean - luck.base.mean, 0.0) or None
    leaders = [] if luck.n > MOST else _leaders(prices, sample, wanted)
    if not leaders:
        return None
    drifts = np.array(sorted({*DRIFTS, excess or 0.0}))
    days = sample.dates.to_numpy("datetime64[D]").astype(np.int64)
    market = Market(sample.log_returns, days, sample.horizon)
    rng = np.random.default_rng((question.evidence.seed, 9))
    rejected = rejections(market, leaders, drifts, question.base_sessions, DRAWS, rng)
    counts = np.array([len(events) for events in leaders])
    rows: list[Rejections] = []
    for n, group in ((None, rejected), (luck.n, rejected[counts == luck.n])):
        if len(group):
            shares = group.mean(axis=0)
            rows += [
                Rejections(float(drift), float(uniform), float(spaced), n, len(group))
                for drift, (uniform, spaced) in zip(drifts, shares, strict=True)
            ]
    return Power(DRAWS, excess, tuple(rows))


def _leaders(prices: Prices, sample: Sample, wanted: int) -> list[IntArray]:
    """Positions in the sample of the complete events of each simulated leader that has enough.

    One more session adds to their histories and changes nothing before it.
    """
    base = prices.question.base_sessions
    if len(sample.dates) <= (FEWEST - 1) * base:
        return []  # there is no room for so many events
    calendar = prices.leader.sessions
    positions = sample.dates.get_indexer(
        calendar[(calendar >= sample.dates[0]) & (calendar <= sample.dates[-1])]
    )
    found: list[IntArray] = []
    for batch in range(BATCHES):
        rng = np.random.default_rng((prices.question.evidence.seed, 9, batch))
        for broke_out in simulated_breakouts(len(positions), base, 2 * wanted, rng):
            events = positions[broke_out]
            events = events[events >= 0]
            if FEWEST <= len(events) <= MOST:
                found.append(events)
        if len(found) >= wanted:
            break
    return found[:wanted]
