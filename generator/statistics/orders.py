"""Does an order agree with another? Kendall's tau, and what random orders would give."""

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.stats import kendalltau


def order_agreement(times: Sequence[int]) -> float | None:
    """Kendall's tau-b of times against the order in which they are given.

    1: strictly ascending, −1: strictly descending. None below three, or if all are equal.
    """
    if len(times) < 3 or len(set(times)) == 1:
        return None
    return _tau(times)


def _tau(times: Sequence[int]) -> float:
    return float(kendalltau(np.arange(len(times)), times).statistic)


def random_order_p_value(orders: Sequence[Sequence[int]], observed_mean: float) -> float:
    """Share of random orders whose mean tau is at least ``observed_mean``, counted exactly.

    Each sequence of times is shuffled on its own, all permutations equally likely; ties stay. At
    least one sequence, each with an agreement.
    """
    sums: Counter[float] = Counter({0.0: 1})
    for times in orders:
        taus = _taus(times)
        following: Counter[float] = Counter()
        for (total, ways), (tau, times_seen) in itertools.product(sums.items(), taus.items()):
            following[round(total + tau, 9)] += ways * times_seen
        sums = following
    reached = observed_mean * len(orders) - 1e-6
    return sum(ways for total, ways in sums.items() if total >= reached) / sum(sums.values())


def smallest_p_value(orders: Sequence[Sequence[int]]) -> float:
    """The p-value if every order agreed as well as it could; at least one, as above."""
    best = (_taus(times) for times in orders)
    return math.prod(taus[max(taus)] / sum(taus.values()) for taus in best)


def _taus(times: Sequence[int]) -> Counter[float]:
    """How often each tau occurs among all permutations of some times."""
    return _taus_of_ranks(tuple(sorted(np.unique(times, return_inverse=True)[1].tolist())))


@cache  # only ranks count, and few patterns of ranks occur
def _taus_of_ranks(ranks: tuple[int, ...]) -> Counter[float]:
    return Counter(round(_tau(shuffled), 9) for shuffled in itertools.permutations(ranks))
