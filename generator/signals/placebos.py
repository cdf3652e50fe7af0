"""Do other leaders do as well, or the pair the other way round?

Definitions: Method, "Luck tests", placebos.
"""

import numpy as np
import pandas as pd

from generator.models.elsewhere import Elsewhere, Pair
from generator.models.grid import Placebo, RankedTest
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Question
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.sample import forward_sample
from generator.statistics.permutation import TIE, p_value, random_samples


def placebos(prices: Prices, pairs: Elsewhere) -> tuple[Placebo, ...]:
    """The primary test with every other leader, as *Elsewhere* has it, then in reverse.

    In reverse the follower is sampled on the leader's sessions, so that a base counts sessions.
    """
    question = prices.question
    others = (pair for pair in pairs.before(question.follower) if pair.leader != question.leader)
    sampled = _on_sessions(prices.follower, prices.leader.sessions)
    return (*(_of_pair(pair) for pair in others), _reverse(question, sampled, prices.leader))


def _of_pair(pair: Pair) -> Placebo:
    base = None if pair.base is None else pair.base.mean
    mean, p, rank = pair.mean_log_return, pair.p_value.uniform, pair.rank
    test = None if mean is None or p is None or rank is None else RankedTest(mean, p, rank)
    return Placebo(pair.leader.symbol, pair.follower.symbol, pair.n, base, test)


def _on_sessions(follower: PriceHistory, sessions: pd.DatetimeIndex) -> PriceHistory:
    """The follower's rows on some sessions; a session without one is a gap."""
    rows = follower.rows[follower.dates.isin(sessions)]
    sampled = PriceHistory(
        follower.instrument, rows, gaps=sessions.difference(pd.DatetimeIndex(rows.index))
    )
    return sampled.with_rows(rows, None)


def _reverse(question: Question, leader: PriceHistory, follower: PriceHistory) -> Placebo:
    sample = forward_sample(leader.sessions, follower, question.primary_horizon, carried=True)
    positions = sample.positions(find_breakouts(leader, primary_definition(question)))
    pair = (leader.instrument.symbol, follower.instrument.symbol)
    n = len(positions)
    if n == 0:
        return Placebo(*pair, n, sample.mean, None)
    mean = float(sample.log_returns[positions].mean())
    rng = np.random.default_rng((question.evidence.seed, 5))
    drawn = random_samples(len(sample.dates), n, question.evidence.draws, rng)
    null = sample.log_returns[drawn].mean(axis=1)
    rank = float((null < mean - TIE).mean())
    return Placebo(*pair, n, sample.mean, RankedTest(mean, p_value(null, mean), rank))
