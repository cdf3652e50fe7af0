"""What did the follower do after any day? Definitions: Method, "Base rates"."""

from __future__ import annotations

from datetime import date

import numpy as np

from generator.models.base_rates import BaseRate
from generator.models.prices import Prices
from generator.signals.sample import Sample, admissible_sessions


def base_rates(prices: Prices) -> tuple[BaseRate, ...]:
    """Forward returns from every admissible session, by start and horizon."""
    question = prices.question
    starts = [day for day in question.evidence.base_rates_since if day <= prices.as_of]
    samples = [admissible_sessions(prices, horizon) for horizon in question.horizons]
    return tuple(
        _base_rate(sample.since(start), start)
        for start in (prices.follower.dates[0].date(), *starts)
        for sample in samples
    )


def _base_rate(sample: Sample, since: date) -> BaseRate:
    returns = np.expm1(sample.log_returns)
    if not len(returns):
        return BaseRate(since, sample.horizon, None, None, None, None, 0, 0)
    lower, median, upper = (float(q) for q in np.quantile(returns, (0.25, 0.5, 0.75)))
    share = float((returns > 0).mean())
    return BaseRate(
        since, sample.horizon, median, lower, upper, share, len(returns), sample.windows
    )
