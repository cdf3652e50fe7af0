"""Do breakouts of other series lead as well, and does this one lead others?

Definitions: Method, "Elsewhere".
"""

import zlib
from dataclasses import dataclass

import numpy as np

from generator.models.elsewhere import AllDays, Elsewhere, Pair, PairEvent, PairP, Rotation
from generator.models.instruments import Instrument
from generator.models.luck import LEVEL, Luck
from generator.models.power import FEWEST
from generator.models.prices import BoolArray, FloatArray, IntArray, Prices
from generator.models.question import Question
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.nulls import generator
from generator.signals.pairs import pair_sample
from generator.signals.sample import Sample
from generator.statistics.permutation import (
    TIE,
    average_ranks,
    p_value,
    p_values,
    random_samples,
    sample_means,
    spaced_samples,
)

YEAR = 365
"""Days that a shift of all dates keeps from both ends of a pair's calendar."""


@dataclass(frozen=True, eq=False)
class _Tested:
    """A testable pair, for the rotation."""

    sample: Sample
    positions: IntArray
    null: FloatArray
    """Means of as many random sessions, ascending."""
    p_value: float


def elsewhere(prices: Prices, found: Luck) -> Elsewhere:
    """The primary test for every leader with every follower, as far back as they are stored.

    Parameters
    ----------
    found
        The test of the pair in question: where it rests on the same sessions, its p stands here,
        too, so that one test has one number.
    """
    question, known = prices.question, {one.instrument: one for one in prices.histories}
    leaders, followers = (
        tuple(one for one in asked if one in known)
        for asked in (question.leaders, question.followers)
    )
    pairs, tested = [], []
    for leader in leaders:
        events = find_breakouts(known[leader], primary_definition(question))
        for follower in followers:
            if follower == leader:
                continue
            sample = pair_sample(known[leader], known[follower], question.primary_horizon)
            positions = sample.positions(events)
            pair, one = _pair(question, (leader, follower), sample, positions, found)
            pairs.append(pair)
            tested += [one] if one is not None else []
    return Elsewhere(leaders, followers, tuple(pairs), _rotation(tested))


def _pair(
    question: Question,
    asked: tuple[Instrument, Instrument],
    sample: Sample,
    positions: IntArray,
    found: Luck,
) -> tuple[Pair, _Tested | None]:
    """One pair, and what a rotation needs of it if it is testable."""
    leader, follower = asked
    values, n = sample.log_returns[positions], len(positions)
    days = sample.dates[positions]
    ranks = (average_ranks(sample.log_returns)[positions] - 0.5) / max(len(sample.dates), 1)
    events = tuple(
        PairEvent(day.date(), float(value), float(rank))
        for day, value, rank in zip(days, values, ranks, strict=True)
    )
    base = _all_days(sample)
    if not n:
        return Pair(leader, follower, events, base, PairP(None, None), None), None
    stream = (20, zlib.crc32(leader.symbol.encode()), zlib.crc32(follower.symbol.encode()))
    draws, mean = question.evidence.grid_draws, float(values.mean())
    drawn = random_samples(len(sample.dates), n, draws, generator(question, *stream))
    null = np.sort(sample_means(sample.log_returns, drawn))
    same = asked == question.pair and (found.n, found.sessions) == (n, len(sample.dates))
    p = (
        PairP(found.p_value.uniform, found.p_value.spaced)
        if same
        else PairP(p_value(null, mean), _spaced_p(question, sample, n, mean, stream))
    )
    rank = float(np.searchsorted(null, mean - TIE)) / len(null)
    pair = Pair(leader, follower, events, base, p, rank)
    if n < FEWEST or p.uniform is None:
        return pair, None
    return pair, _Tested(sample, positions, null, p.uniform)


def _spaced_p(
    question: Question, sample: Sample, n: int, mean: float, stream: tuple[int, ...]
) -> float | None:
    """The p against sessions a base apart, as breakouts are."""
    draws, gap = question.evidence.grid_draws, question.base_sessions
    rng = generator(question, *stream, 1)
    drawn = spaced_samples(len(sample.dates), n, gap, draws, rng)
    return None if drawn is None else p_value(sample_means(sample.log_returns, drawn), mean)


def _all_days(sample: Sample) -> AllDays | None:
    returns = sample.log_returns
    if not len(returns):
        return None
    low, lower, median, upper, high = np.quantile(returns, (0.05, 0.25, 0.5, 0.75, 0.95)).tolist()
    return AllDays(
        first=sample.dates[0].date(),
        last=sample.dates[-1].date(),
        sessions=len(returns),
        mean=float(returns.mean()),
        share_positive=float((returns > 0).mean()),
        quantiles=(low, lower, median, upper, high),
    )


def _rotation(tested: list[_Tested]) -> Rotation | None:
    """Shift the dates of all events by the same number of days, for every such number.

    The calendar of a pair, the days from its first admissible session to its last, is a circle: so
    each pair keeps its events in every shift, and those that share a calendar move as one.
    """
    turning = [one for one in tested if _days(one.sample)[-1] >= 2 * YEAR]
    if not turning:
        return None
    longest = max(int(_days(one.sample)[-1]) + 1 for one in turning)
    shifts = np.arange(YEAR, longest - YEAR)
    below = np.zeros(len(shifts), dtype=np.int64)
    smallest = np.ones(len(shifts))
    for one in turning:
        p = p_values(one.null, _rotated_means(one, shifts))
        below += p < LEVEL
        smallest = np.minimum(smallest, p)
    observed, least = (
        sum(one.p_value < LEVEL for one in turning),
        min(one.p_value for one in turning),
    )
    return Rotation(
        shifts=len(shifts),
        below_5_percent_reached=_share(below >= observed),
        smallest_p=least,
        smallest_p_reached=_share(smallest <= least + TIE),
    )


def _rotated_means(one: _Tested, shifts: IntArray) -> FloatArray:
    """The mean log return after the events of a pair in each shift, shape of ``shifts``."""
    days = _days(one.sample)
    circle = int(days[-1]) + 1
    turns = YEAR + (shifts - YEAR) % (circle - 2 * YEAR)  # away from both ends of this calendar
    following = days.searchsorted(np.arange(circle))  # each day moves to the next session
    total = np.zeros(len(shifts))
    for day in days[one.positions]:
        total += one.sample.log_returns[following[(day + turns) % circle]]
    means: FloatArray = total / len(one.positions)
    return means


def _days(sample: Sample) -> IntArray:
    """Days of the sessions since the first one."""
    days = sample.dates.to_numpy("datetime64[D]").astype(np.int64)
    since: IntArray = days - days[0]
    return since


def _share(reached: BoolArray) -> float:
    """(b + 1)/(m + 1), as for a p-value."""
    return (int(reached.sum()) + 1) / (len(reached) + 1)
