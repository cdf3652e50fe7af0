"""Does an order agree with another? Kendall's tau, and what random orders would give."""

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache


def order_agreement(times: Sequence[int]) -> float | None:
    """Kendall's tau-b of times against the order in which they are given.

    1: strictly ascending, −1: strictly descending. None below three, or if all are equal.
    """
    if len(times) < 3 or len(set(times)) == 1:
        return None
    return _tau(_ranks(times))


def _ranks(times: Sequence[int]) -> tuple[int, ...]:
    ascending = sorted(set(times))
    return tuple(map(ascending.index, times))


@cache  # only ranks count, and few patterns of ranks occur
def _tau(ranks: tuple[int, ...]) -> float:
    pairs = list(itertools.combinations(ranks, 2))
    ascending = sum(earlier < later for earlier, later in pairs)
    descending = sum(earlier > later for earlier, later in pairs)
    tau = (ascending - descending) / math.sqrt(len(pairs)) / math.sqrt(ascending + descending)
    return min(1.0, max(-1.0, tau))  # the roots may be off by a last digit


def random_order_p_value(orders: Sequence[Sequence[int]], observed_mean: float) -> float:
    """Share of random orders whose mean tau is at least ``observed_mean``, counted exactly.

    Each sequence of times is shuffled on its own, all permutations equally likely; ties stay. At
    least one sequence, each with an agreement.
    """
    sums = _sums(tuple(sorted(_pattern(times) for times in orders)))
    reached = observed_mean * len(orders) - 1e-6
    return sum(ways for total, ways in sums.items() if total >= reached) / sum(sums.values())


@lru_cache(maxsize=256)  # many definitions share their patterns of ranks
def _sums(patterns: tuple[tuple[int, ...], ...]) -> Counter[float]:
    """How often each sum of taus occurs among all permutations of each pattern."""
    if not patterns:
        return Counter({0.0: 1})
    *others, last = patterns
    sums: Counter[float] = Counter()
    steps = itertools.product(_sums(tuple(others)).items(), _taus(last).items())
    for (total, ways), (tau, seen) in steps:
        sums[round(total + tau, 9)] += ways * seen
    return sums


def smallest_p_value(orders: Sequence[Sequence[int]]) -> float:
    """The p-value if every order agreed as well as it could; at least one, as above."""
    best = (_taus(_pattern(times)) for times in orders)
    return math.prod(taus[max(taus)] / sum(taus.values()) for taus in best)


def _pattern(times: Sequence[int]) -> tuple[int, ...]:
    """Which ranks there are, ties included; nothing else counts for random orders."""
    return tuple(sorted(_ranks(times)))


@cache
def _taus(pattern: tuple[int, ...]) -> Counter[float]:
    """How often each tau occurs among all permutations of some ranks."""
    return Counter(round(_tau(shuffled), 9) for shuffled in itertools.permutations(pattern))
