"""Which days chance may draw instead of the events: four answers, and the p under each.

Definitions: Method, "Luck tests", nulls (a) to (d).
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from generator.models.luck import PValues, SameEra
from generator.models.prices import FloatArray, IntArray
from generator.models.question import Question
from generator.signals.sample import Sample
from generator.statistics.permutation import (
    matched_means,
    p_value,
    random_samples,
    sample_means,
    spaced_samples,
)

MOST_DRAWN = 10_000_000
"""Numbers drawn at once: 80 MB."""


def generator(question: Question, *stream: int) -> np.random.Generator:
    """Random numbers that no other test uses."""
    return np.random.default_rng((question.evidence.seed, *stream))


def primary_draws(n: int, question: Question) -> int:
    """How many draws of n days the primary tests make: fewer where the days are very many."""
    evidence = question.evidence
    fewest = min(evidence.draws, evidence.grid_draws)
    return max(fewest, min(evidence.draws, MOST_DRAWN // max(n, 1)))


def uniform_draws(sample: Sample, n: int, draws: int, question: Question) -> IntArray | None:
    """(a) Positions of random sessions, shape (draws, n); None if there is nothing to draw."""
    if not 0 < n <= len(sample.dates):
        return None
    return random_samples(len(sample.dates), n, draws, generator(question, 1, n))


def p_values(
    sample: Sample,
    positions: IntArray,
    null: FloatArray | None,
    clock: IntArray,
    question: Question,
) -> PValues:
    """The p of the mean log return after the events under each null.

    Parameters
    ----------
    null
        Means of as many random sessions; None if there are none.
    clock
        Of each session; see :func:`halving_clock`.
    """
    window = question.evidence.halving_window
    after = positions[clock[positions] >= 0]
    halvings = bool(question.halvings)
    same_clock, later = (
        [on_same_clock(clock, position, window) for position in some] if halvings else None
        for some in (positions, after)
    )
    return PValues(
        uniform=None if null is None else p_value(null, _mean(sample, positions)),
        spaced=_spaced_p(sample, positions, question),
        halving_matched=_matched_p(sample, positions, same_clock, question, 3),
        halving_matched_without_prehistory=_matched_p(sample, after, later, question, 3),
        same_era=SameEra(
            *(
                _matched_p(sample, positions, _near(sample, positions, days), question, 12)
                for days in (365, 730)
            )
        ),
    )


def _mean(sample: Sample, positions: IntArray) -> float:
    return float(sample.log_returns[positions].mean())


def _spaced_p(sample: Sample, positions: IntArray, question: Question) -> float | None:
    """(b) Sessions at least a base apart, as breakouts are."""
    if not len(positions):
        return None
    draws = spaced_samples(
        len(sample.dates),
        len(positions),
        question.base_sessions,
        primary_draws(len(positions), question),
        generator(question, 2),
    )
    if draws is None:
        return None
    return p_value(sample_means(sample.log_returns, draws), _mean(sample, positions))


def halving_clock(sample: Sample, halvings: Sequence[date]) -> IntArray:
    """Days since the last halving, shape (N,); −1 before the first."""
    days = sample.dates.to_numpy("datetime64[D]").astype(np.int64)
    marks = np.array(halvings, dtype="datetime64[D]").astype(np.int64)
    latest = np.searchsorted(marks, days, side="right") - 1
    if not len(marks):
        return np.full(len(days), -1, dtype=np.int64)
    return np.where(latest < 0, -1, days - marks[np.maximum(latest, 0)])


def on_same_clock(clock: IntArray, position: int, window: int) -> IntArray:
    """The sessions on the halving clock of one; before the first halving, all before it."""
    if clock[position] < 0:
        return np.flatnonzero(clock < 0)
    return np.flatnonzero((clock >= 0) & (np.abs(clock - clock[position]) <= window))


def _near(sample: Sample, positions: IntArray, days: int) -> list[IntArray]:
    """(d) The sessions within so many days of each event."""
    dates = sample.dates.to_numpy("datetime64[D]")
    reach = np.timedelta64(days, "D")
    return [np.flatnonzero(np.abs(dates - dates[position]) <= reach) for position in positions]


def _matched_p(
    sample: Sample,
    positions: IntArray,
    pools: Sequence[IntArray] | None,
    question: Question,
    stream: int,
) -> float | None:
    """(c, d) Each event redrawn from a pool of its own; None without events or pools."""
    if not len(positions) or pools is None:
        return None
    draws = primary_draws(len(positions), question)
    null = matched_means(sample.log_returns, pools, draws, generator(question, stream))
    return p_value(null, _mean(sample, positions))
