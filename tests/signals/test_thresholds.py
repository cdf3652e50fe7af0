"""Thresholds: the levels of the shipped history, and when each one applies."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from generator.config import load_config
from generator.models.thresholds import Trigger
from generator.pipeline import evaluate
from generator.signals.sample import admissible_sessions
from generator.statistics.permutation import p_value, random_samples
from tests.helpers import prices, quick, shipped_prices

CONFIG = load_config()


def thresholds_of(made):
    return {t.trigger: t for t in evaluate(CONFIG, made).thresholds}


def test_levels_of_the_shipped_history(real_report, real_prices):
    found = {t.trigger: t for t in real_report.thresholds}
    back = found[Trigger.FALLS_BACK]
    assert (back.level, back.today) == (2442.74, 2794.13)
    assert back.distance == pytest.approx(2442.74 / 2794.13 - 1)
    bases = found[Trigger.BASES]
    assert (bases.level, bases.today, bases.distance) == (252, 38, 214)
    assert Trigger.YEAR_ENDS_LOWER not in found
    needed = found[Trigger.SMALL_P]
    logs = [event.log_return for event in real_report.luck.events]
    hit = np.mean([value for value in logs if value > 0])
    sample = admissible_sessions(real_prices, 365).log_returns
    rng = np.random.default_rng(3)

    def p(events):
        mean = (sum(logs) + hit * (events - 5)) / events
        drawn = random_samples(len(sample), events, 40_000, rng)
        return p_value(sample[drawn].mean(axis=1), mean)

    assert p(int(needed.level)) < 0.05 <= p(int(needed.level) - 1)


def test_year_mark_while_the_window_runs():
    found = thresholds_of(quick(shipped_prices(date(2026, 1, 23))))
    mark = found[Trigger.YEAR_ENDS_LOWER]
    assert mark.level == pytest.approx(117_137, abs=1)
    assert mark.distance == pytest.approx(mark.level / mark.today - 1)


def test_a_leader_that_fell_back_or_bases_has_no_such_threshold():
    assert Trigger.FALLS_BACK not in thresholds_of(quick(shipped_prices(date(2018, 12, 24))))
    basing = thresholds_of(quick(shipped_prices(date(2023, 6, 1))))
    assert Trigger.BASES not in basing
    assert Trigger.FALLS_BACK not in basing


def test_nothing_is_computed_from_nothing():
    assert thresholds_of(prices([2.0, 1.0], [1.0, 1.0])) == {}
