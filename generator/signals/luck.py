"""Would random days have done as well? The primary test and what stands beside it.

Definitions: Method, "Luck tests". Every test has a random generator of its own, so that none
moves when another is added.
"""

import math
from datetime import timedelta

import numpy as np

from generator.models.breakouts import BreakoutList
from generator.models.luck import (
    Afterwards,
    Base,
    CorrectedTest,
    Histogram,
    HorizonTest,
    LeftOut,
    Look,
    Luck,
    MeanTest,
    Observed,
    Robustness,
    TestedEvent,
)
from generator.models.prices import FloatArray, IntArray, Prices
from generator.models.question import Question
from generator.signals.next_event import next_event
from generator.signals.nulls import (
    halving_clock,
    on_same_clock,
    p_values,
    primary_draws,
    uniform_draws,
)
from generator.signals.sample import Sample, admissible_sessions
from generator.statistics.intervals import clopper_pearson, holm
from generator.statistics.permutation import (
    TIE,
    average_ranks,
    greatest_mean,
    most_odds,
    p_value,
    sample_means,
)

BINS = 80


def afterwards(prices: Prices, breakouts: BreakoutList) -> Afterwards:
    """What followed the complete events, and what followed every admissible session."""
    sample = admissible_sessions(prices, prices.question.primary_horizon)
    positions = sample.positions(breakouts)
    clock, window = halving_clock(sample, prices.halvings), prices.question.evidence.halving_window
    values = sample.log_returns[positions]
    return Afterwards(
        horizon=sample.horizon,
        events=tuple(
            _tested(sample, at, int(clock[at]), on_same_clock(clock, at, window))
            for at in positions
        ),
        observed=_observed(values) if len(values) else None,
        base=_base(sample.log_returns) if len(sample.dates) else None,
        sessions=len(sample.dates),
        rises=int((values > 0).sum()),
    )


def luck(prices: Prices, breakouts: BreakoutList) -> Luck:
    """Test the mean log return after the complete events against chance."""
    question = prices.question
    sample = admissible_sessions(prices, question.primary_horizon)
    positions = sample.positions(breakouts)
    n, clock = len(positions), halving_clock(sample, prices.halvings)
    draws = uniform_draws(sample, n, primary_draws(n, question), question)
    null = None if draws is None else sample_means(sample.log_returns, draws)
    p = p_values(sample, positions, null, clock, question)
    mean = float(sample.log_returns[positions].mean()) if n else 0.0
    return Luck(
        **vars(afterwards(prices, breakouts)),
        draws=primary_draws(n, question),
        null=None if null is None else _histogram(null, mean),
        p_value=p,
        attainable_p=_attainable(sample, n, null, question),
        odds=None if p.uniform is None else most_odds(p.uniform),
        next_event=next_event(sample, positions, question),
        robustness=Robustness(
            ranks=_ranks_p(sample, positions, draws),
            two_sided=_two_sided_p(sample, positions, null),
            leave_one_out=_leave_one_out(sample, positions, draws),
            horizons=_horizons(prices, breakouts),
            by_date=_by_date(sample, positions, question),
        ),
    )


def _observed(values: FloatArray) -> Observed:
    n, rises = len(values), int((values > 0).sum())
    return Observed(
        mean=float(values.mean()), share_positive=rises / n, interval=clopper_pearson(rises, n)
    )


def _base(log_returns: FloatArray) -> Base:
    return Base(
        mean=float(log_returns.mean()),
        share_positive=float((log_returns > 0).mean()),
        log_returns=_histogram(log_returns, 0.0),
    )


def _attainable(
    sample: Sample, n: int, null: FloatArray | None, question: Question
) -> float | None:
    """The p of the best dates that n events could have had."""
    best = greatest_mean(sample.log_returns, n, question.base_sessions)
    return None if best is None or null is None else p_value(null, best)


def _tested(sample: Sample, position: int, clock: int, pool: IntArray) -> TestedEvent:
    low, lower, median, upper, high = (
        float(q) for q in np.quantile(sample.log_returns[pool], (0, 0.25, 0.5, 0.75, 1))
    )
    return TestedEvent(
        date=sample.dates[position].date(),
        log_return=float(sample.log_returns[position]),
        days_since_halving=clock if clock >= 0 else None,
        matched=(low, lower, median, upper, high),
        sessions=len(pool),
    )


def _ranks_p(sample: Sample, positions: IntArray, draws: IntArray | None) -> float | None:
    """The primary test on ranks, which no single huge year can carry."""
    if draws is None:
        return None
    ranks = average_ranks(sample.log_returns)
    return p_value(sample_means(ranks, draws), float(ranks[positions].mean()))


def _two_sided_p(sample: Sample, positions: IntArray, null: FloatArray | None) -> float | None:
    """How often chance lies as far from the base mean, on either side."""
    if null is None or sample.mean is None:
        return None
    observed = float(sample.log_returns[positions].mean())
    return p_value(np.abs(null - sample.mean), abs(observed - sample.mean))


def _leave_one_out(
    sample: Sample, positions: IntArray, draws: IntArray | None
) -> tuple[LeftOut, ...]:
    """The primary test without each event in turn; one column fewer is a draw of one day fewer."""
    if draws is None:
        return ()
    n = len(positions) - 1
    null = sample_means(sample.log_returns, draws[:, :n]) if n else None
    return tuple(
        LeftOut(
            event=sample.dates[position].date(),
            n=n,
            test=None
            if null is None
            else _mean_test(sample.log_returns[positions[positions != position]], null),
        )
        for position in positions
    )


def _mean_test(values: FloatArray, null: FloatArray) -> MeanTest:
    mean = float(values.mean())
    return MeanTest(mean, p_value(null, mean))


def _horizons(prices: Prices, breakouts: BreakoutList) -> tuple[HorizonTest, ...]:
    """The primary test over every horizon, with Holm's correction over those that are defined."""
    tests = []
    for horizon in prices.question.horizons:
        sample = admissible_sessions(prices, horizon)
        positions = sample.positions(breakouts)
        tests.append((horizon, len(positions), _uniform(sample, positions, prices.question)))
    corrected = iter(holm([test.p_value for *_, test in tests if test is not None]))
    return tuple(
        HorizonTest(
            horizon,
            n,
            None if test is None else CorrectedTest(test.mean, test.p_value, next(corrected)),
        )
        for horizon, n, test in tests
    )


def _by_date(sample: Sample, positions: IntArray, question: Question) -> tuple[Look, ...]:
    """The primary test on each day on which an event's window became complete."""
    looks = []
    for count, position in enumerate(positions, start=1):
        day = sample.dates[position].date() + timedelta(days=sample.horizon)
        test = _uniform(sample.complete_by(day), positions[:count], question)
        if test is not None:
            looks.append(Look(day, count, test.mean, test.p_value))
    return tuple(looks)


def _uniform(sample: Sample, positions: IntArray, question: Question) -> MeanTest | None:
    """The primary test on any sample."""
    n = len(positions)
    draws = uniform_draws(sample, n, primary_draws(n, question), question)
    if draws is None:
        return None
    return _mean_test(sample.log_returns[positions], sample_means(sample.log_returns, draws))


def _histogram(values: FloatArray, edge: float) -> Histogram:
    """Bins of equal width over all values and ``edge``, which no bin straddles."""
    low, high = min(float(values.min()), edge), max(float(values.max()), edge)
    width = (high - low) / BINS or 1.0  # all values are equal: any width will do
    first = edge - math.ceil((edge - low) / width) * width
    edges = np.asarray(first + width * np.arange(BINS + 2), dtype=np.float64)
    counts, _ = np.histogram(np.clip(values + TIE, edges[0], edges[-1]), bins=edges)
    return Histogram(edges, counts.astype(np.int64))
