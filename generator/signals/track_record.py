"""Had the signal been called every month, how would it have scored?

Definitions: Method, "Scored calls". Each call knows what was stored on its day and nothing else.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from generator.models.breakouts import BreakoutList
from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.question import EvidenceSettings
from generator.models.track_record import (
    METHOD_VERSION,
    Call,
    LiveRecord,
    LoggedCall,
    ReliabilityRow,
    Scores,
    TrackRecord,
)
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.evidence import evidence
from generator.signals.sample import Sample, admissible_sessions
from generator.signals.state import leader_state
from generator.statistics.bootstrap import stationary_indices
from generator.statistics.intervals import percentile_interval
from generator.statistics.scores import brier, jeffreys, log_score

FIRST = date(2012, 1, 31)
DAYS_A_MONTH = 365.25 / 12
BINS = np.linspace(0, 1, 6)


def track_record(prices: Prices, breakouts: BreakoutList) -> TrackRecord:
    """Call every month end since 2012, and score what is known by now."""
    horizon = prices.question.primary_horizon
    sample = admissible_sessions(prices, horizon)
    ends = pd.date_range(FIRST, prices.as_of, freq="ME")
    calls = tuple(
        _call(sample, breakouts, prices.follower, end.date())
        for end in ends
        if prices.follower.close_on(end.date()) is not None
    )
    return TrackRecord(
        horizon=horizon,
        calls=calls,
        scores=_score_calls(calls),
        spoken=_score_calls(call for call in calls if call.after_breakout),
        skill_interval=_skill_interval(calls, horizon, prices.question.evidence),
        reliability=_reliability(calls),
        evidence=evidence(prices, breakouts),
    )


def call_to_log(prices: Prices) -> LoggedCall:
    """What is stated on ``as_of``, before anyone knows how it comes out.

    State and probability are those of the last day that both series reach, so that both rest on
    the same prices.
    """
    question = prices.question
    reached = min(prices.leader.dates[-1], prices.follower.dates[-1]).date()
    then = Prices.as_of_day(reached, question, prices.histories)
    breakouts = find_breakouts(then.leader, primary_definition(question))
    sample = admissible_sessions(then, question.primary_horizon)
    call = _call(sample, breakouts, then.follower, reached)
    return LoggedCall(
        date=prices.as_of,
        data_date=reached,
        leader=question.leader.symbol,
        follower=question.follower.symbol,
        horizon=question.primary_horizon,
        state=leader_state(then, breakouts).state,
        probability=call.probability,
        base_probability=call.base_probability,
        method=METHOD_VERSION,
    )


def live_record(prices: Prices, logged: Sequence[LoggedCall]) -> LiveRecord:
    """The calls on this question that were written down by ``as_of``, with what happened since."""
    question = prices.question
    asked = question.leader.symbol, question.follower.symbol, question.primary_horizon
    rows = tuple(
        (call, _rose(prices.follower, call.data_date, call.horizon))
        for call in logged
        if call.date <= prices.as_of and call.question == asked
    )
    first = {call.data_date: (call, rose) for call, rose in reversed(rows)}
    return LiveRecord(
        rows, score((c.probability, c.base_probability, rose) for c, rose in first.values())
    )


def score(calls: Iterable[tuple[float, float, bool | None]]) -> Scores | None:
    """Score the calls whose outcome is known: (probability, base rate, whether it rose)."""
    resolved = [call for call in calls if call[2] is not None]
    if not resolved:
        return None
    own, base, happened = np.array(resolved, dtype=float).T
    return Scores(
        resolved=len(resolved),
        brier=brier(own, happened),
        brier_base=brier(base, happened),
        log_score=log_score(own, happened),
        log_score_base=log_score(base, happened),
    )


def _score_calls(calls: Iterable[Call]) -> Scores | None:
    return score((call.probability, call.base_probability, call.rose) for call in calls)


def _skill_interval(
    calls: Sequence[Call], horizon: int, asked: EvidenceSettings
) -> tuple[float, float] | None:
    """The 95 % interval of the skill; None without a resolved call."""
    resolved = [(c.probability, c.base_probability, c.rose) for c in calls if c.rose is not None]
    if not resolved:
        return None
    *stated, happened = np.array(resolved, dtype=float).T
    own, base = ((probability - happened) ** 2 for probability in stated)
    rng = np.random.default_rng((asked.seed, 9))
    block = max(1.0, horizon / DAYS_A_MONTH)
    drawn = stationary_indices(len(resolved), block, asked.resamples, rng)
    with np.errstate(divide="ignore", invalid="ignore"):
        return percentile_interval(1 - own[drawn].mean(axis=1) / base[drawn].mean(axis=1))


def _call(sample: Sample, breakouts: BreakoutList, follower: PriceHistory, day: date) -> Call:
    horizon = sample.horizon
    known = sample.complete_by(day)
    events = pd.DatetimeIndex([e.date for e in breakouts.events if e.date <= day], dtype="M8[us]")
    returns = pd.Series(known.log_returns, index=known.dates)
    after = len(events) > 0 and (pd.Timestamp(day) - events[-1]).days <= horizon
    base = _base_probability(known, np.ones(len(known.dates), dtype=bool))
    past = returns.reindex(events if after else events[:0]).dropna()
    if after:
        own = jeffreys(float((past > 0).sum()), len(past))
    else:
        own = _base_probability(known, ~_within(known.dates, events, horizon))
    return Call(day, own, base, after, len(past), _rose(follower, day, horizon))


def _base_probability(known: Sample, kept: np.ndarray) -> float:
    """Jeffreys on the share of rises, as if only non-overlapping windows had been seen.

    The sessions that are kept count for their part of the windows; at least one window counts.
    """
    if not kept.any():
        return jeffreys(0, 0)
    span = (known.dates[-1] - known.dates[0]).days / known.horizon
    windows = max(1.0, span * float(kept.mean()))
    share = float((known.log_returns[kept] > 0).mean())
    return jeffreys(share * windows, windows)


def _within(dates: pd.DatetimeIndex, events: pd.DatetimeIndex, horizon: int) -> np.ndarray:
    """Which dates lie within the horizon after some event, the event's own day included."""
    latest = np.searchsorted(events.to_numpy(), dates.to_numpy(), side="right") - 1
    if not len(events):
        return np.zeros(len(dates), dtype=bool)
    days = (dates - events[np.maximum(latest, 0)]).days.to_numpy()
    within: np.ndarray = (latest >= 0) & (days <= horizon)
    return within


def _rose(follower: PriceHistory, day: date, horizon: int) -> bool | None:
    entry, later = follower.close_on(day), follower.close_on(day + timedelta(days=horizon))
    return None if entry is None or later is None else later > entry


def _reliability(calls: Sequence[Call]) -> tuple[ReliabilityRow, ...]:
    resolved = [call for call in calls if call.rose is not None]
    stated: FloatArray = np.array([call.probability for call in resolved])
    rose = np.array([bool(call.rose) for call in resolved])
    rows = []
    for lower, upper in pairwise(BINS):
        held = (stated >= lower) & (stated < upper)
        if held.any():
            rows.append(
                ReliabilityRow(
                    float(lower),
                    float(upper),
                    int(held.sum()),
                    float(stated[held].mean()),
                    float(rose[held].mean()),
                )
            )
    return tuple(rows)
