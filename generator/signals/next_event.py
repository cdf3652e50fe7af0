"""What the next complete event would do to the primary p, in both directions.

Definitions: Method, "Luck tests", the next event.
"""

import math

import numpy as np

from generator.models.luck import LEVEL, NextEvent
from generator.models.prices import FloatArray, IntArray
from generator.models.question import Question
from generator.signals.nulls import generator, primary_draws
from generator.signals.sample import Sample
from generator.statistics.permutation import p_value, random_samples, sample_means

AGAINST = 0.25
"""A p above it speaks for chance."""
MOST_IN_A_ROW = 10


def next_event(sample: Sample, positions: IntArray, question: Question) -> NextEvent | None:
    """The p with one more event, from draws of one day more; None without an event."""
    n, pool = len(positions), len(sample.dates)
    if not 0 < n < pool:
        return None
    total = float(sample.log_returns[positions].sum())
    rng = generator(question, 10)
    drawn = random_samples(pool, n + 1, primary_draws(n + 1, question), rng)
    null = sample_means(sample.log_returns, drawn)
    median = float(np.median(sample.log_returns))

    def p(log_return: float) -> float:
        return p_value(null, (total + log_return) / (n + 1))

    return NextEvent(
        multiple_for_5_percent=math.exp(_quantile(null) * (n + 1) - total),
        base_median=math.exp(median),
        p_at_base_median=p(median),
        p_at_half=p(-math.log(2)),
        halves_for_25_percent=_halves(sample, n, total, question),
    )


def _quantile(null: FloatArray) -> float:
    """The smallest mean that no more than 5 % of the draws reach, the observed one counted."""
    reached = math.floor(LEVEL * (len(null) + 1)) - 1
    return float(np.partition(null, len(null) - reached)[len(null) - reached])


def _halves(sample: Sample, n: int, total: float, question: Question) -> int | None:
    """How many further events, each followed by a fall by half, bring p above a quarter."""
    most = min(n + MOST_IN_A_ROW, len(sample.dates))
    draws, rng = question.evidence.grid_draws, generator(question, 11)
    drawn = random_samples(len(sample.dates), most, draws, rng)
    for more in range(1, most - n + 1):
        null = sample_means(sample.log_returns, drawn[:, : n + more])
        if p_value(null, (total - more * math.log(2)) / (n + more)) > AGAINST:
            return more
    return None
