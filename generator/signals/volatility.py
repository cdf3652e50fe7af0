"""Has the follower become calmer? Definitions: Method, "Volatility"."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from generator.models.prices import FloatArray, PriceHistory, Prices
from generator.models.volatility import (
    CalmRatio,
    CycleVolatility,
    EtfComparison,
    RealisedVolatility,
    Volatility,
    VolatilityPath,
    WindowVolatility,
)
from generator.statistics.bootstrap import stationary_weights
from generator.statistics.intervals import percentile_interval
from generator.statistics.records import deepest_fall
from generator.statistics.volatility import (
    annualised,
    log_returns,
    resampled_deviations,
    rolling_volatility,
)

WINDOWS = (30, 90, 365)
"""Calendar days of realised volatility."""

YEARS_BEFORE = (1, 3, 6)
"""Years before the exchange-traded funds that are compared; three decide."""

BLOCK_DAYS = 30
"""Mean block of the bootstrap: calm and storm last for weeks, so shorter blocks would tear them."""


def volatility(prices: Prices) -> Volatility:
    """Realised volatility of both series, by cycle, and around the exchange-traded funds."""
    etf = prices.question.etf_since
    etf = etf if etf is not None and etf <= prices.as_of else None
    return Volatility(
        follower=_realised(prices.follower),
        leader=_realised(prices.leader),
        by_cycle=_by_cycle(prices),
        etf_since=etf,
        block_days=BLOCK_DAYS,
        comparisons=() if etf is None else _comparisons(prices, etf),
    )


def periods_per_year(history: PriceHistory) -> int:
    """365 for a series observed on calendar days, 252 on sessions."""
    return 365 if history.instrument.calendar == "daily" else 252


def _realised(history: PriceHistory) -> RealisedVolatility:
    per_year, returns = periods_per_year(history), log_returns(history.close)
    rolled = [(days, rolling_volatility(returns, days, per_year)) for days in WINDOWS]
    return RealisedVolatility(
        instrument=history.instrument,
        periods_per_year=per_year,
        windows=tuple(_window(days, path) for days, path in rolled),
        paths=tuple(_path(days, path.dropna()) for days, path in rolled),
    )


def _path(days: int, known: pd.Series[float]) -> VolatilityPath:
    return VolatilityPath(days, tuple(pd.DatetimeIndex(known.index).date), _array(known))


def _window(days: int, path: pd.Series[float]) -> WindowVolatility:
    latest = float(path.iloc[-1]) if len(path) else float("nan")
    if not np.isfinite(latest):
        return WindowVolatility(days, None, None)
    return WindowVolatility(days, latest, float((path.dropna() <= latest).mean()))


def _by_cycle(prices: Prices) -> tuple[CycleVolatility, ...]:
    """From halving to halving, with the time before the first one; whole stretches of returns."""
    starts: list[date | None] = [None, *prices.halvings]
    ends: list[date | None] = [*prices.halvings, None]
    stretches = (_cycle(prices, start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(stretch for stretch in stretches if stretch is not None)


def _cycle(prices: Prices, start: date | None, end: date | None) -> CycleVolatility | None:
    """The returns after the day of one halving, up to the day of the next."""
    follower, leader = prices.follower, prices.leader
    inside = _after(log_returns(follower.close), start, end)
    if inside.empty:
        return None
    first, last = inside.index[0].date(), inside.index[-1].date()
    theirs = log_returns(leader.close).loc[pd.Timestamp(first) : pd.Timestamp(last)]
    closes = follower.between(start or follower.first_date or first, last).closes
    return CycleVolatility(
        halving=start,
        first=first,
        last=last,
        returns=len(inside),
        volatility=annualised(_array(inside), periods_per_year(follower)),
        leader_volatility=annualised(_array(theirs), periods_per_year(leader)),
        deepest_fall=deepest_fall(closes),
        complete=end is not None,
    )


def _after(returns: pd.Series[float], start: date | None, end: date | None) -> pd.Series[float]:
    """The returns later than one day, up to another."""
    kept = returns if end is None else returns.loc[: pd.Timestamp(end)]
    return kept if start is None else kept.loc[kept.index > pd.Timestamp(start)]


def _comparisons(prices: Prices, etf: date) -> tuple[EtfComparison, ...]:
    """Each number of years before against all days from ``etf`` on.

    Follower and leader are resampled together, day by day, so that their ratios can be compared.
    """
    settings = prices.question.evidence
    rng = np.random.default_rng(settings.seed)
    own, theirs = (log_returns(h.close) for h in (prices.follower, prices.leader))
    together = pd.concat([own, theirs], axis=1, keys=["follower", "leader"], sort=True)
    since = pd.Timestamp(etf)
    after = together.loc[since:]
    resampled_after = _deviations(after, settings.resamples, rng)
    comparisons = []
    for years in YEARS_BEFORE:
        start = since - pd.DateOffset(years=years)
        before = together.loc[(together.index >= start) & (together.index < since)]
        resampled_before = _deviations(before, settings.resamples, rng)
        ratios = [
            later / np.where(earlier > 0, earlier, np.nan)
            for later, earlier in zip(resampled_after, resampled_before, strict=True)
        ]
        calm = [
            _ratio(history, before[name], after[name], resampled, start)
            for history, name, resampled in zip(
                (prices.follower, prices.leader), ("follower", "leader"), ratios, strict=True
            )
        ]
        relative = ratios[0] / np.where(ratios[1] > 0, ratios[1], np.nan)
        comparisons.append(
            EtfComparison(
                years=years,
                follower=calm[0],
                leader=calm[1],
                relative=percentile_interval(relative) if all(calm) else None,
            )
        )
    return tuple(comparisons)


def _deviations(
    days: pd.DataFrame, resamples: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Resampled standard deviations of follower and leader, both from the same days."""
    if days.empty:
        nothing = np.full(resamples, np.nan)
        return nothing, nothing
    weights = stationary_weights(len(days), BLOCK_DAYS, resamples, rng)
    return (
        resampled_deviations(_array(days["follower"]), weights),
        resampled_deviations(_array(days["leader"]), weights),
    )


def _ratio(
    history: PriceHistory,
    before: pd.Series[float],
    after: pd.Series[float],
    resampled: FloatArray,
    start: pd.Timestamp,
) -> CalmRatio | None:
    """The ratio of one series.

    None unless the years before are stored from their start on, and a whole block after them.
    """
    if history.first_date is None or pd.Timestamp(history.first_date) >= start:
        return None
    if after.empty or (after.index[-1] - after.index[0]).days + 1 < BLOCK_DAYS:
        return None
    per_year = periods_per_year(history)
    earlier = annualised(_array(before.dropna()), per_year)
    later = annualised(_array(after.dropna()), per_year)
    interval = percentile_interval(resampled)
    if earlier is None or later is None or interval is None or earlier == 0:
        return None
    return CalmRatio(earlier, later, later / earlier, interval)


def _array(values: pd.Series[float]) -> FloatArray:
    return np.asarray(values, dtype=np.float64)
