"""The report of sixty month ends: every result is built, and nothing is NaN."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass

import numpy as np
import pandas as pd

from generator.config import load_config
from generator.models.freshness import FreshnessLimits
from generator.models.prices import Prices
from generator.signals.report import evaluate
from tests.helpers import few_draws, shipped_prices


def numbers(value, place=""):
    """Every number of a result with the way to it."""
    if isinstance(value, np.ndarray):
        yield from ((place, float(v)) for v in value.ravel())
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, tuple | list):
        for item in value:
            yield from numbers(item, place)
    elif isinstance(value, float):
        yield place, value


def test_every_result_of_sixty_month_ends():
    real, config = shipped_prices(), load_config()
    question = few_draws(real.question)
    ends = pd.date_range("2010-07-31", "2026-09-30", freq="ME")
    chosen = ends[np.linspace(0, len(ends) - 1, 60).astype(int)]
    assert len(set(chosen)) == 60
    for end in chosen:
        made = Prices.as_of_day(end.date(), question, real.histories)
        report = evaluate(made, config.variants, FreshnessLimits(1, 3))
        found = [place for place, number in numbers(report) if not math.isfinite(number)]
        assert found == [], end
        assert all(halving.date <= end.date() for halving in report.cycles.halvings)
