"""What did interest rates do around the breakouts, and the small caps on days of large moves?

Definitions: Method, "Rates".
"""

import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from generator.models.breakouts import BreakoutList
from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.rates import (
    PolicyRate,
    RateEvent,
    Rates,
    RateStep,
    SizeReturn,
    YearsAfter,
    YieldMoves,
)
from generator.statistics.means import beta, mean_interval

WINDOW_DAYS = 180
YEAR_DAYS = 365
TAIL = 0.05
FEWEST_DAYS = 100
"""Common days below which a twentieth of them says nothing."""


def rates(prices: Prices, breakouts: BreakoutList) -> Rates:
    """The policy rate at each breakout, and small minus large caps on days of large yield moves."""
    stored = prices.of_role("policy rate")
    policy = None if stored is None else _policy_rate(stored)
    steps = () if policy is None else policy.steps
    return Rates(
        policy_rate=policy,
        window_days=WINDOW_DAYS,
        events=tuple(_event(policy, event.date) for event in breakouts.events),
        yield_moves=_yield_moves(prices),
        after_hikes=_years_after(prices, [step.date for step in steps if step.is_hike]),
        after_cuts=_years_after(prices, [step.date for step in steps if step.is_cut]),
    )


def _policy_rate(history: PriceHistory) -> PolicyRate:
    """A rate that changes in steps is known up to the last check, not only to its last step."""
    last = history.dates[-1].date()
    known_until = last if history.checked is None else max(last, history.checked)
    return PolicyRate(history.instrument, known_until, _steps(history))


def _steps(policy: PriceHistory) -> tuple[RateStep, ...]:
    rate = policy.closes.tolist()
    changes = [None, *(later - earlier for earlier, later in pairwise(rate))]
    return tuple(
        RateStep(day.date(), level, None if change is None else round(change, 4))
        for day, level, change in zip(policy.dates, rate, changes, strict=True)
    )


def _event(policy: PolicyRate | None, day: date) -> RateEvent:
    if policy is None:
        return RateEvent(day, None, None, None, ())
    before, after = day - timedelta(days=WINDOW_DAYS), day + timedelta(days=WINDOW_DAYS)
    then, now, later = (_rate_on(policy, each) for each in (before, day, after))
    return RateEvent(
        event=day,
        policy_rate=now,
        change_before=None if then is None or now is None else round(now - then, 4),
        change_after=None if later is None or now is None else round(later - now, 4),
        steps=tuple(step for step in policy.steps if before < step.date <= after),
    )


def _rate_on(policy: PolicyRate, day: date) -> float | None:
    """The rate in force on a day; None before the first step and after the last check."""
    in_force = [step.rate for step in policy.steps if step.date <= day <= policy.known_until]
    return in_force[-1] if in_force else None


def _yield_moves(prices: Prices) -> YieldMoves | None:
    """Tails of the daily yield changes so far, on days on which all three series have a price."""
    parts = [prices.of_role(role) for role in ("treasuries", "small caps", "large caps")]
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
    # Days of large moves of the yield are days of large moves of the market, in which small caps
    # have the larger share.
    excess_beta = beta(difference, growth[:, 1])
    net = difference - excess_beta * growth[:, 1]
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
        excess_beta=excess_beta,
        net_falls=_size_return(net[changes <= low]),
        net_rises=_size_return(net[changes >= high]),
    )


def _years_after(prices: Prices, days: list[date]) -> YearsAfter:
    """Small minus large caps from the last closes by each day to those by a year later."""
    parts = [prices.of_role(role) for role in ("small caps", "large caps")]
    closes = [part.close for part in parts if part is not None]
    if len(closes) < len(parts):
        return YearsAfter(0, None, None)
    table = pd.concat(closes, axis=1, join="inner", sort=True)
    small, large = (table.iloc[:, column].astype(float) for column in (0, 1))
    relative = (small / large).map(math.log)
    starts = pd.DatetimeIndex(days)
    ends = starts + pd.Timedelta(days=YEAR_DAYS)
    # A year that is not over is not carried forward to its end.
    over = ends <= relative.index[-1] if len(relative) else np.zeros(len(ends), dtype=bool)
    start, end = (relative.reindex(each[over], method="ffill") for each in (starts, ends))
    found = end.to_numpy() - start.to_numpy()
    found = found[np.isfinite(found)]
    if not len(found):
        return YearsAfter(0, None, None)
    return YearsAfter(len(found), float(found.mean()), float((found > 0).mean()))


def _size_return(values: FloatArray) -> SizeReturn:
    """Mean and its interval; days of large moves lie apart, so they count as independent."""
    return SizeReturn(
        days=len(values),
        mean=float(values.mean()),
        interval=mean_interval(values),
        share_positive=float((values > 0).mean()),
    )
