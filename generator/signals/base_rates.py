"""What did the follower do after any day? Definitions: Method, "Base rates"."""

from datetime import date

import numpy as np

from generator.models.base_rates import BaseRate, Returns
from generator.models.prices import FloatArray, Prices
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
    return BaseRate(
        since=since,
        horizon=sample.horizon,
        returns=_returns(np.expm1(sample.log_returns)) if len(sample.dates) else None,
        sessions=len(sample.dates),
        effective_n=sample.windows,
    )


def _returns(values: FloatArray) -> Returns:
    lower, median, upper = (float(q) for q in np.quantile(values, (0.25, 0.5, 0.75)))
    return Returns(median, lower, upper, float((values > 0).mean()))
