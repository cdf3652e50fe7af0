"""Size and power of the luck tests, in markets whose truth is known.

The markets have what makes tests fail: volatility that clusters, fat tails, jumps, a drift of the
follower that shrinks over the years. Leader and follower are independent, but for a drift that may
be planted in the days after each breakout. All prices are log prices, one row a market.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.models.power import PowerTable, Rejections
from generator.models.prices import FloatArray, IntArray
from generator.statistics.permutation import p_value, random_samples, spaced_samples
from generator.statistics.records import record_positions

DAYS = 365 * 16
EARLIER_SESSIONS = 260 * 20  # the index is older than the coin, as in fact
LEVEL = 0.05
FEWEST = 3
_AT_ONCE = 500  # markets simulated together


@dataclass(frozen=True)
class _Process:
    """A log price that drifts and jumps, with GARCH(1,1) volatility and Student-t shocks.

    Bollerslev (1987), Review of Economics and Statistics 69(3). Volatility is per year of
    ``per_year`` steps; a jump comes ``jumps`` times a year and has this standard deviation.
    """

    per_year: int
    volatility: float
    reaction: float
    persistence: float
    freedom: float
    jumps: float
    jump_size: float

    def shocks(self, steps: int, markets: int, rng: np.random.Generator) -> FloatArray:
        """Log returns without drift, shape (markets, steps)."""
        variance = self.volatility**2 / self.per_year
        noise = rng.standard_t(self.freedom, size=(steps, markets))
        noise *= np.sqrt((self.freedom - 2) / self.freedom)
        shocks = np.empty((steps, markets))
        now = np.full(markets, variance)
        for step in range(steps):
            shocks[step] = np.sqrt(now) * noise[step]
            now = (
                variance * (1 - self.reaction - self.persistence)
                + self.reaction * shocks[step] ** 2
                + self.persistence * now
            )
        jumped = rng.random((steps, markets)) < self.jumps / self.per_year
        shocks += jumped * rng.normal(0, self.jump_size, size=(steps, markets))
        return shocks.T


INDEX = _Process(260, 0.20, 0.08, 0.90, 5.0, 1.0, 0.03)
COIN = _Process(365, 0.70, 0.10, 0.87, 4.0, 6.0, 0.10)
INDEX_DRIFT = 0.08  # log per year
COIN_DRIFT = (1.6, 0.2)  # log per year in the first year and in the last, shrinking steadily


def size_and_power(
    markets: int, draws: int, log_drifts: tuple[float, ...], base: int, horizon: int, seed: int
) -> PowerTable:
    """Reject or not, at 5 %, in each of many markets and for each planted drift.

    Parameters
    ----------
    base
        Sessions without a record that make a breakout.
    horizon
        Calendar days after it.
    """
    rng = np.random.default_rng(seed)
    sessions = np.flatnonzero(np.arange(DAYS) % 7 < 5)
    admissible = sessions[sessions + horizon < DAYS]
    nulls = _Nulls(len(admissible), base, draws, rng)
    counts: list[int] = []
    rejected = np.zeros((len(log_drifts), 2))
    for leader, follower in _markets(len(sessions), rng):
        events = _events(leader, base) - EARLIER_SESSIONS
        events = events[(events >= 0) & (events < len(admissible))]
        if len(events) < FEWEST:
            continue
        counts.append(len(events))
        for row, drift in enumerate(log_drifts):
            price = follower + _planted(sessions[events], drift, horizon)
            values = price[admissible + horizon] - price[admissible]
            rejected[row] += nulls.reject(values, events)
        if len(counts) == markets:
            break
    return PowerTable(
        markets=markets,
        draws=draws,
        fewest=FEWEST,
        base_sessions=base,
        horizon=horizon,
        median_events=int(np.median(counts)),
        rows=tuple(
            Rejections(drift, *(float(share) for share in shares / markets))
            for drift, shares in zip(log_drifts, rejected, strict=True)
        ),
    )


def _markets(sessions: int, rng: np.random.Generator) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Leader by session and follower by day, without end."""
    first, last = COIN_DRIFT
    drift = np.linspace(first, last, DAYS) / 365
    while True:
        leaders = INDEX.shocks(EARLIER_SESSIONS + sessions, _AT_ONCE, rng) + INDEX_DRIFT / 260
        followers = COIN.shocks(DAYS, _AT_ONCE, rng) + drift
        yield from zip(leaders.cumsum(axis=1), followers.cumsum(axis=1), strict=True)


def _events(leader: FloatArray, base: int) -> IntArray:
    """Sessions of the breakouts of one market."""
    records = record_positions(leader)
    return records[1:][np.diff(records) >= base]


def _planted(event_days: IntArray, drift: float, horizon: int) -> FloatArray:
    """The extra log price on each day: ``drift`` spread over the days after each event."""
    days_since = np.arange(DAYS) - event_days[:, None]
    extra: FloatArray = (np.clip(days_since, 0, horizon) * (drift / horizon)).sum(axis=0)
    return extra


class _Nulls:
    """Draws of the uniform and the spaced null, made once for each number of events."""

    def __init__(self, pool: int, gap: int, draws: int, rng: np.random.Generator) -> None:
        self._pool, self._gap, self._draws, self._rng = pool, gap, draws, rng
        self._made: dict[int, tuple[IntArray, IntArray | None]] = {}

    def reject(self, values: FloatArray, events: IntArray) -> tuple[bool, bool]:
        """Whether the uniform and the spaced test reject at 5 %."""
        n = len(events)
        if n not in self._made:
            self._made[n] = (
                random_samples(self._pool, n, self._draws, self._rng),
                spaced_samples(self._pool, n, self._gap, self._draws, self._rng),
            )
        observed = float(values[events].mean())
        uniform, spaced = (
            drawn is not None and p_value(values[drawn].mean(axis=1), observed) <= LEVEL
            for drawn in self._made[n]
        )
        return uniform, spaced
