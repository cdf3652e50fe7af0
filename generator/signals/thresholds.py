"""What would change our mind? Levels that would alter the state or the verdict on luck.

Definitions: Method, "What would change our mind".
"""

import math
from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from generator.models.luck import LEVEL, Luck
from generator.models.outcomes import Outcomes
from generator.models.prices import Prices
from generator.models.state import LeaderState, State
from generator.models.thresholds import Threshold, Trigger
from generator.signals.sample import admissible_sessions
from generator.statistics.permutation import p_value, random_samples

MOST_EVENTS = 20  # further events that are tried


def thresholds(
    prices: Prices, leader: LeaderState, outcomes: Outcomes, luck: Luck
) -> tuple[Threshold, ...]:
    """The levels that matter now, nearest questions first."""
    return (
        *_levels(leader),
        *_waits(prices, leader),
        *_year_mark(prices, outcomes),
        *_small_p(prices, luck),
    )


def _levels(leader: LeaderState) -> Iterator[Threshold]:
    """The closes at which the leader's state would change."""
    broken = leader.broken_record
    record = None if leader.record is None else leader.record.close
    above = leader.state in (State.HOLDING, State.PRICE_DISCOVERY)
    for trigger, level, applies in (
        (Trigger.FALLS_BACK, broken, above),
        (Trigger.RECOVERS, broken, leader.state is State.FELL_BACK),
        (Trigger.NEW_RECORD, record, leader.state is State.HOLDING),
        (Trigger.BREAKS_OUT, record, leader.state is State.BASING),
    ):
        if applies and level is not None:
            yield Threshold(trigger, level, leader.close, level / leader.close - 1)


def _waits(prices: Prices, leader: LeaderState) -> Iterator[Threshold]:
    """So many sessions without a record that the leader's state would change."""
    if leader.record is None:
        return
    waited, question = leader.record.sessions_since, prices.question
    discovered = leader.state is State.PRICE_DISCOVERY
    for trigger, needed, applies in (
        (Trigger.LAPSES, question.discovery_sessions + 1, discovered),
        (Trigger.BASES, question.base_sessions, leader.state in (State.HOLDING, State.FELL_BACK)),
    ):
        if applies:
            yield Threshold(trigger, needed, waited, needed - waited)


def _year_mark(prices: Prices, outcomes: Outcomes) -> Iterator[Threshold]:
    """The follower's price at the latest event, while its window runs."""
    latest = outcomes.rows[-1] if outcomes.rows else None
    if latest is None or latest.complete or latest.window is None:
        return
    if prices.as_of > latest.event.date + timedelta(days=outcomes.horizon):
        return  # the window is over, only its last price is missing
    today = float(prices.follower.closes[-1])
    entry = latest.window.entry
    yield Threshold(Trigger.YEAR_ENDS_LOWER, entry, today, entry / today - 1)


def _small_p(prices: Prices, luck: Luck) -> Iterator[Threshold]:
    """How many events in all bring p below 5 %, if each further one is a typical hit.

    A hit is the mean log return of the events that were followed by a rise; the days to draw from
    stay as they are.
    """
    values = np.array([event.log_return for event in luck.events])
    p = luck.p_value.uniform
    if p is None or p < LEVEL or not (values > 0).any():
        return
    hit = float(values[values > 0].mean())
    sample = admissible_sessions(prices, luck.horizon)
    evidence = prices.question.evidence
    most = min(len(values) + MOST_EVENTS, len(sample.dates))
    rng = np.random.default_rng((evidence.seed, 8))
    drawn = sample.log_returns[
        random_samples(len(sample.dates), most, evidence.grid_draws // 5, rng)
    ]
    means = np.cumsum(drawn, axis=1) / np.arange(1, most + 1)
    for events in range(len(values) + 1, most + 1):
        mean = (values.sum() + hit * (events - len(values))) / events
        if p_value(means[:, events - 1], float(mean)) < LEVEL:
            yield Threshold(
                Trigger.SMALL_P,
                events,
                len(values),
                events - len(values),
                assumed=math.exp(hit),
            )
            return
