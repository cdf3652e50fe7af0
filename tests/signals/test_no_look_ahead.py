"""Nothing dated after the report's date may move a number of the report.

The future of real and of random series is cut off, or altered and appended to; the report as of a
day must be the same, field by field (``tests/test_pipeline.py`` does it with the future that came).
``evaluate`` answers every question of the report, so a new signal is covered the day it joins that
list.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.config import load_config
from generator.models.freshness import FreshnessLimits
from generator.models.prices import PriceHistory, Prices
from generator.models.question import BreakoutDefinition
from generator.signals.report import evaluate
from tests.helpers import EVALUATIONS, FOLLOWER, LEADER, history, question, quick, shipped_prices

REAL = quick(shipped_prices())
LIMITS = FreshnessLimits(1, 3)
VARIANTS = (BreakoutDefinition(4, "intraday", 1), BreakoutDefinition(3, "close", 2))


def plain(value):
    """A result as nested plain values, so that any difference shows."""
    if isinstance(value, np.ndarray | pd.Index):
        return value.tolist()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def cut(history: PriceHistory, day: date) -> PriceHistory:
    """The store as it stood on a day: later rows do not exist."""
    return history.with_rows(history.rows.loc[: str(day)], history.checked)


def altered(history: PriceHistory, day: date, factor: float) -> PriceHistory:
    """Another future: every later price is multiplied, and a crash and a rally are appended."""
    rows = history.rows.copy()
    later = rows.index > pd.Timestamp(day)
    rows.loc[later, ["high", "close"]] *= factor
    last = max(rows.index[-1], pd.Timestamp(day))
    appended = pd.date_range(last, periods=4, unit="us", name="date")[1:]
    close = rows["close"].iloc[-1] * np.array([0.01, 50.0, 100.0])
    future = pd.DataFrame({"high": close, "close": close, "source": "future"}, index=appended)
    return replace(history, rows=pd.concat([rows, future]))


def report_as_of(prices: Prices, day: date, histories, variants=VARIANTS):
    made = Prices.as_of_day(day, prices.question, tuple(histories))
    return plain(evaluate(made, variants, LIMITS))


bars = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 4)), min_size=3, max_size=60)


@settings(max_examples=EVALUATIONS)
@given(bars, bars, st.integers(1, 58), st.sampled_from([0.1, 0.9, 3.0, 100.0]))
def test_future_of_random_series_moves_nothing(leader_bars, follower_bars, days, factor):
    closes = [float(close) for close, _ in leader_bars]
    highs = [float(close + wick) for close, wick in leader_bars]
    made = Prices(
        date(2021, 1, 1),
        question(),
        (
            history(LEADER, closes, highs=highs),
            history(FOLLOWER, [float(close) for close, _ in follower_bars]),
        ),
    )
    day = date(2020, 1, 1) + timedelta(days=days)
    without = report_as_of(made, day, [cut(h, day) for h in made.histories])
    assert report_as_of(made, day, [altered(h, day, factor) for h in made.histories]) == without


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dates(date(2010, 7, 18), date(2026, 10, 8)), st.sampled_from([0.1, 0.9, 1.1, 10.0]))
def test_future_of_the_real_series_moves_nothing(day, factor):
    real, variants = REAL, load_config().variants
    without = report_as_of(real, day, [cut(h, day) for h in real.histories], variants)
    other = [altered(h, day, factor) for h in real.histories]
    assert report_as_of(real, day, other, variants) == without


def test_the_test_can_fail():
    """A report that read one day too far would be caught."""
    real = REAL
    day = date(2025, 9, 17)  # the day before a breakout
    seen = report_as_of(real, day, real.histories)
    assert report_as_of(real, day + timedelta(days=1), real.histories) != seen
