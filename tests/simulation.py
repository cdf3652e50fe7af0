"""Markets whose truth is known: simulated leaders and simulated followers, without a link.

The follower has what makes tests fail: volatility that clusters, fat tails, jumps, and a drift that
shrinks over the years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.config import load_config
from generator.models.luck import LEVEL
from generator.signals.nulls import halving_clock, p_values
from generator.signals.sample import Sample
from generator.statistics.permutation import random_samples, sample_means
from generator.statistics.power import Market, rejections
from generator.statistics.simulation import simulated_breakouts

FIRST_DAY = "2010-07-18"  # Bitcoin's, so that the halvings lie where they do
DAYS, HORIZON, BASE = 365 * 16, 365, 252
FEWEST = 3
VOLATILITY, REACTION, PERSISTENCE, FREEDOM = 0.70, 0.10, 0.87, 4.0
JUMPS, JUMP_SIZE = 6.0, 0.10  # a year, and their standard deviation
DRIFT = (1.6, 0.2)  # log per year in the first year and in the last, shrinking steadily


def followers(
    markets: int,
    rng: np.random.Generator,
    days: int = DAYS,
    drift: tuple[float, float] = DRIFT,
) -> np.ndarray:
    """Log returns by day, shape (markets, days)."""
    constant = VOLATILITY**2 / 365
    noise = rng.standard_t(FREEDOM, size=(days, markets)) * np.sqrt((FREEDOM - 2) / FREEDOM)
    shocks, variance = np.empty((days, markets)), np.full(markets, constant)
    for day in range(days):
        shocks[day] = np.sqrt(variance) * noise[day]
        variance = (
            constant * (1 - REACTION - PERSISTENCE)
            + REACTION * shocks[day] ** 2
            + PERSISTENCE * variance
        )
    jumped = rng.random((days, markets)) < JUMPS / 365
    shocks += jumped * rng.normal(0, JUMP_SIZE, size=(days, markets))
    return shocks.T + np.linspace(*drift, days) / 365


class NullMarket(NamedTuple):
    """One market in which nothing leads: where the leader breaks out, and the follower."""

    days: np.ndarray
    """The day of each admissible session, shape (N,)."""
    log_returns: np.ndarray
    """The follower's over the horizon after each of them, shape (N,)."""
    events: np.ndarray
    """Positions among the sessions."""


def null_markets(markets: int, rng: np.random.Generator) -> Iterator[NullMarket]:
    """Many of them; ``rng`` may be drawn from in between."""
    sessions = np.flatnonzero(np.arange(DAYS) % 7 < 5)
    days = sessions[sessions + HORIZON < DAYS]
    leaders = simulated_breakouts(len(days), BASE, 3 * markets, rng)
    leaders = [events for events in leaders if len(events) >= FEWEST][:markets]
    assert len(leaders) == markets
    for begin in range(0, markets, 500):
        some = leaders[begin : begin + 500]
        for events, returns in zip(some, followers(len(some), rng), strict=True):
            price = returns.cumsum()
            yield NullMarket(days, price[days + HORIZON] - price[days], events)


def size_and_power(
    markets: int, draws: int, log_drifts: tuple[float, ...], seed: int
) -> np.ndarray:
    """Shares of markets in which the uniform and the spaced test reject, shape (drifts, 2)."""
    rng, rejected = np.random.default_rng(seed), np.zeros((len(log_drifts), 2))
    for days, values, events in null_markets(markets, rng):
        market = Market(values, days, HORIZON)
        rejected += rejections(market, [events], np.array(log_drifts), BASE, draws, rng)[0]
    return rejected / markets


def sizes(markets: int, draws: int, seed: int) -> dict[str, float]:
    """The share of markets in which each null of the primary test gives a p of at most 5 %.

    Asked as the report asks, with the halvings of the real question, which mean nothing here.
    """
    rng, asked = np.random.default_rng(seed), load_config().question
    calendar = pd.date_range(FIRST_DAY, periods=DAYS, unit="us")
    rejected: Counter[str] = Counter()
    for number, (days, values, events) in enumerate(null_markets(markets, rng)):
        sample = Sample(HORIZON, calendar[days], values)
        evidence = replace(asked.evidence, draws=draws, grid_draws=draws, seed=seed + number)
        uniform = sample_means(values, random_samples(len(values), len(events), draws, rng))
        clock = halving_clock(sample, asked.halvings)
        p = p_values(sample, events, uniform, clock, replace(asked, evidence=evidence))
        for name, value in (
            ("uniform", p.uniform),
            ("spaced", p.spaced),
            ("halving_matched", p.halving_matched),
            ("same_era_365", p.same_era.days_365),
            ("same_era_730", p.same_era.days_730),
        ):
            rejected[name] += value is not None and value <= LEVEL
    return {name: count / markets for name, count in rejected.items()}
