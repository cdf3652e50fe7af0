"""Markets whose truth is known: simulated leaders and simulated followers, without a link.

The follower has what makes tests fail: volatility that clusters, fat tails, jumps, and a drift that
shrinks over the years.
"""

from __future__ import annotations

import numpy as np

from generator.statistics.power import Market, rejections
from generator.statistics.simulation import simulated_breakouts

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


def size_and_power(
    markets: int, draws: int, log_drifts: tuple[float, ...], seed: int
) -> np.ndarray:
    """Shares of markets in which the uniform and the spaced test reject, shape (drifts, 2)."""
    rng = np.random.default_rng(seed)
    sessions = np.flatnonzero(np.arange(DAYS) % 7 < 5)
    days = sessions[sessions + HORIZON < DAYS]
    leaders = simulated_breakouts(len(days), BASE, 3 * markets, rng)
    leaders = [events for events in leaders if len(events) >= FEWEST][:markets]
    assert len(leaders) == markets
    rejected = np.zeros((len(log_drifts), 2))
    for begin in range(0, markets, 500):
        some = leaders[begin : begin + 500]
        for events, returns in zip(some, followers(len(some), rng), strict=True):
            price = returns.cumsum()
            market = Market(price[days + HORIZON] - price[days], days, HORIZON)
            rejected += rejections(market, [events], np.array(log_drifts), BASE, draws, rng)[0]
    return rejected / markets
