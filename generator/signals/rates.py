"""What did interest rates do around the breakouts, and the small caps on days of large moves?

Definitions: Method, "Rates".
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from generator.models.breakouts import BreakoutList
from generator.models.instruments import Role
from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.rates import (
    RateEvent,
    RateRegime,
    Rates,
    RateStep,
    SizeReturn,
    YieldMoves,
)
from generator.statistics.means import mean_interval

WINDOW_DAYS = 180
TAIL = 0.05
FEWEST_DAYS = 100
"""Common days below which a twentieth of them says nothing."""


def rates(prices: Prices, breakouts: BreakoutList) -> Rates:
    """The policy rate at each breakout, and small minus large caps on days of large yield moves."""
    policy = _of_role(prices, "policy rate")
    known_until = None if policy is None else _known_until(policy)
    return Rates(
        policy_rate=None if policy is None else policy.instrument,
        known_until=known_until,
        window_days=WINDOW_DAYS,
        steps=() if policy is None else _steps(policy),
        events=tuple(_event(policy, known_until, event.date) for event in breakouts.events),
        yield_moves=_yield_moves(prices),
    )


def _of_role(prices: Prices, role: Role) -> PriceHistory | None:
    """The first instrument of a role that has data."""
    return next((h for h in prices.histories if h.instrument.role == role and len(h.rows)), None)


def _known_until(policy: PriceHistory) -> date | None:
    """A rate that changes in steps is known up to the last check, not only to its last step."""
    return max((day for day in (policy.last_date, policy.checked) if day is not None), default=None)


def _steps(policy: PriceHistory) -> tuple[RateStep, ...]:
    rate = policy.closes.tolist()
    changes = [None, *(later - earlier for earlier, later in pairwise(rate))]
    return tuple(
        RateStep(day.date(), level, None if change is None else round(change, 4))
        for day, level, change in zip(policy.dates, rate, changes, strict=True)
    )


def _event(policy: PriceHistory | None, known_until: date | None, day: date) -> RateEvent:
    if policy is None or known_until is None:
        return RateEvent(day, None, None, None, None, ())
    before, after = day - timedelta(days=WINDOW_DAYS), day + timedelta(days=WINDOW_DAYS)
    then, now = _rate_on(policy, known_until, before), _rate_on(policy, known_until, day)
    later = _rate_on(policy, known_until, after)
    change = None if then is None or now is None else round(now - then, 4)
    return RateEvent(
        event=day,
        policy_rate=now,
        change_before=change,
        change_after=None if later is None or now is None else round(later - now, 4),
        regime=None if change is None else _regime(change),
        steps=tuple(step for step in _steps(policy) if before < step.date <= after),
    )


def _rate_on(policy: PriceHistory, known_until: date, day: date) -> float | None:
    """The rate in force on a day; None before the first step and after the last check."""
    position = int(policy.dates.searchsorted(pd.Timestamp(day), side="right")) - 1
    return float(policy.closes[position]) if position >= 0 and day <= known_until else None


def _regime(change: float) -> RateRegime:
    if change == 0:
        return RateRegime.ON_HOLD
    return RateRegime.EASING if change < 0 else RateRegime.TIGHTENING


def _yield_moves(prices: Prices) -> YieldMoves | None:
    """Tails of the daily yield changes so far, on days on which all three series have a price."""
    parts = [_of_role(prices, role) for role in ("treasuries", "small caps", "large caps")]
    closes = [part.close for part in parts if part is not None]
    if len(closes) < len(parts):
        return None
    names = ["yield", "small", "large"]
    table = pd.concat(closes, axis=1, join="inner", keys=names, sort=True)
    if len(table) <= FEWEST_DAYS:
        return None
    changes = np.diff(np.asarray(table["yield"], dtype=np.float64)).round(6)
    growth = np.diff(np.log(np.asarray(table[["small", "large"]], dtype=np.float64)), axis=0)
    difference = growth[:, 0] - growth[:, 1]
    low, high = (float(q) for q in np.quantile(changes, [TAIL, 1 - TAIL]))
    return YieldMoves(
        first=table.index[1].date(),
        last=table.index[-1].date(),
        tail=TAIL,
        low=low,
        high=high,
        falls=_size_return(difference[changes <= low]),
        rises=_size_return(difference[changes >= high]),
        every_day=_size_return(difference),
    )


def _size_return(values: FloatArray) -> SizeReturn:
    """Mean and its interval; days of large moves lie apart, so they count as independent."""
    if not len(values):
        return SizeReturn(0, None, None, None)
    return SizeReturn(
        days=len(values),
        mean=float(values.mean()),
        interval=mean_interval(values),
        share_positive=float((values > 0).mean()),
    )
