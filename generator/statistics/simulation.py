"""Simulated indices, of which nothing can follow: their breakouts have no link to any price."""

from collections.abc import Iterator

import numpy as np
from scipy.special import stdtrit

from generator.models.prices import IntArray

VOLATILITY, DRIFT = 0.25, 0.065  # of log returns, per year of 252 sessions
REACTION, PERSISTENCE = 0.08, 0.90  # GARCH(1,1)
FREEDOM = 5.0  # of Student's t
EARLIER_BASES = 4  # an index is older than the first session, by so many bases

_Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]  # half the time of float64


def simulated_breakouts(
    sessions: int, base: int, leaders: int, rng: np.random.Generator
) -> list[IntArray]:
    """Where each of many simulated indices breaks out, as positions among ``sessions``.

    A breakout is a record close ``base`` sessions or more after the record before it. With one more
    session all others stay as they are.
    """
    earlier = EARLIER_BASES * base
    highest: _Floats | None = None
    record_at = np.full(leaders, sessions)  # never yet: the first close is no record
    who, when = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for step, level in enumerate(walks(earlier + sessions, leaders, rng), start=-earlier):
        if highest is None:
            highest = level.copy()
        records = np.flatnonzero(level > highest)
        if step >= 0:
            broke_out = records[step - record_at[records] >= base]
            who.append(broke_out)
            when.append(np.full(len(broke_out), step))
        highest[records] = level[records]
        record_at[records] = step
    owners = np.concatenate(who)
    by_leader = np.argsort(owners, kind="stable")
    ends = np.cumsum(np.bincount(owners, minlength=leaders))[:-1]
    return np.split(np.concatenate(when)[by_leader], ends)


def walks(steps: int, leaders: int, rng: np.random.Generator) -> Iterator[_Floats]:
    """Log prices of many indices, session by session, shape (leaders,): one array, moved on.

    Returns drift, cluster in volatility and have fat tails: GARCH(1,1) with Student-t shocks,
    Bollerslev (1987), Review of Economics and Statistics 69(3). The unit is the standard deviation
    of a session, in which records are where they are in any other.
    """
    shocks = _shocks()
    drift = np.float32(DRIFT / VOLATILITY / np.sqrt(252))
    reaction, persistence = np.float32(REACTION), np.float32(PERSISTENCE)
    constant = np.float32(1 - REACTION - PERSISTENCE)
    variance = np.ones(leaders, dtype=np.float32)
    level = np.zeros(leaders, dtype=np.float32)
    for picks in rng.integers(len(shocks), size=(steps, leaders), dtype=np.uint16):
        move = shocks[picks]
        move *= np.sqrt(variance)
        level += move
        level += drift
        yield level
        move *= move
        move *= reaction
        variance *= persistence
        variance += move
        variance += constant


def _shocks() -> _Floats:
    """Equally likely values of Student's t with standard deviation 1, shape (65536,)."""
    found = stdtrit(FREEDOM, (np.arange(2**16) + 0.5) / 2**16)
    return np.asarray(found / found.std(), dtype=np.float32)
