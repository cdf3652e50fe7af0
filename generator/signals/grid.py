"""How much hangs on the definition? Every reasonable one, tested alike.

Definitions: Method, "Luck tests", definition grid. A specification curve: Simonsohn, Simmons &
Nelson (2020), Nature Human Behaviour 4.
"""

from itertools import product
from typing import NamedTuple, get_args

import numpy as np

from generator.models.grid import Grid, GridRow, Rotation, TestedRow
from generator.models.luck import LEVEL, Luck
from generator.models.power import FEWEST
from generator.models.prices import FloatArray, IntArray, Prices
from generator.models.question import Basis, BreakoutDefinition
from generator.signals.breakouts import find_breakouts
from generator.signals.sample import Sample, admissible_sessions
from generator.statistics.permutation import p_values, random_samples, rotated_means


def definition_grid(prices: Prices, luck: Luck) -> Grid:
    """Test every definition over every horizon of the grid against uniform draws.

    Where the events are those of the primary test, its p stands: one test has one number.
    """
    evidence = prices.question.evidence
    definitions = [
        BreakoutDefinition(sessions, basis, confirmation)
        for sessions, basis, confirmation in product(
            evidence.grid_base_sessions, get_args(Basis), evidence.grid_confirmations
        )
    ]
    found = [find_breakouts(prices.leader, definition) for definition in definitions]
    rows: list[GridRow] = []
    tested: list[_Tested] = []
    for horizon in evidence.grid_horizons:
        sample = admissible_sessions(prices, horizon)
        events = [sample.positions(breakouts) for breakouts in found]
        nulls = _Nulls(sample, events, evidence.grid_draws, (evidence.seed, 4, horizon))
        seen: set[bytes] = set()
        for definition, positions in zip(definitions, events, strict=True):
            same = horizon == luck.horizon and list(sample.dates[positions].date) == [
                event.date for event in luck.events
            ]
            row = _row(
                definition,
                sample,
                positions,
                nulls,
                known=luck.p_value.uniform if same else None,
                repeats=positions.tobytes() in seen,
            )
            seen.add(positions.tobytes())
            rows.append(row)
            if isinstance(row, TestedRow) and not row.repeats:
                tested.append(_Tested(sample, positions, nulls.of(len(positions)), row.p_value))
    return Grid(evidence.grid_draws, tuple(rows), _rotation(tested))


class _Nulls:
    """Mean log returns of random sessions, for every number of events from one set of draws.

    The first n columns of the draws are a random sample of n sessions for every n.
    """

    def __init__(
        self, sample: Sample, events: list[IntArray], draws: int, seed: tuple[int, ...]
    ) -> None:
        most = max(len(positions) for positions in events)
        pool = len(sample.dates)
        drawn = random_samples(pool, min(most, pool), draws, np.random.default_rng(seed))
        self._sums = np.cumsum(sample.log_returns[drawn.T], axis=0)
        self._ascending: dict[int, FloatArray] = {}

    def of(self, n: int) -> FloatArray:
        """The mean of n sessions in every draw, ascending, shape (draws,)."""
        if n not in self._ascending:
            self._ascending[n] = np.sort(self._sums[n - 1] / n)
        return self._ascending[n]


class _Tested(NamedTuple):
    """One distinct testable definition, for the rotation."""

    sample: Sample
    positions: IntArray
    null: FloatArray
    p_value: float


def _row(
    definition: BreakoutDefinition,
    sample: Sample,
    positions: IntArray,
    nulls: _Nulls,
    *,
    known: float | None,
    repeats: bool,
) -> GridRow:
    n = len(positions)
    if n == 0 or sample.mean is None:
        return GridRow(definition, sample.horizon, n, None, None, repeats)
    mean = float(sample.log_returns[positions].mean())
    excess = mean - sample.mean
    if n < FEWEST:
        return GridRow(definition, sample.horizon, n, excess, None, repeats)
    p = float(p_values(nulls.of(n), np.array([mean]))[0]) if known is None else known
    return TestedRow(definition, sample.horizon, n, excess, p, repeats)


def _rotation(tested: list[_Tested]) -> Rotation | None:
    """Shift all event sets by the same number of sessions, once for each session."""
    if not tested:
        return None
    shifts = np.arange(1, min(len(one.sample.dates) for one in tested))
    if not len(shifts):
        return None
    below = sum(
        p_values(one.null, rotated_means(one.sample.log_returns, one.positions, shifts)) < LEVEL
        for one in tested
    )
    observed = sum(one.p_value < LEVEL for one in tested)
    return Rotation(
        shifts=len(shifts),
        mean_share=float(np.mean(below)) / len(tested),
        reached=float(np.mean(below >= observed)),
    )
