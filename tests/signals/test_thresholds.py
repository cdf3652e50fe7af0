"""Thresholds: the levels of the shipped history, and when each one applies."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gmean

from generator.config import load_config
from generator.models.prices import PriceHistory, Prices
from generator.models.thresholds import Trigger
from generator.pipeline import evaluate
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.sample import admissible_sessions
from generator.signals.state import leader_state
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


LEVELS = (Trigger.FALLS_BACK, Trigger.RECOVERS, Trigger.NEW_RECORD, Trigger.BREAKS_OUT)
WAITS = (Trigger.LAPSES, Trigger.BASES)


@pytest.mark.parametrize(
    ("day", "state", "triggers"),
    [
        (date(2026, 10, 8), "holding the breakout", ["falls back", "new record", "bases"]),
        (date(2026, 1, 23), "price discovery", ["falls back", "price discovery ends"]),
        (date(2018, 12, 24), "fell back", ["recovers", "bases"]),
        (date(2025, 9, 17), "basing", ["breaks out"]),
        (date(2010, 12, 31), "no breakout yet", []),
    ],
)
def test_beyond_each_threshold_the_state_is_another(day, state, triggers):
    """One more session just beyond a level, or as many as are missing, and just before it."""
    made = quick(shipped_prices(day))
    found = [t for t in evaluate(CONFIG, made).thresholds if t.trigger in (*LEVELS, *WAITS)]
    assert state_after(made, []) == state
    assert [t.trigger for t in found] == triggers
    for t in found:
        if t.trigger in WAITS:
            closes = [made.leader.closes[-1]] * int(t.distance)
            assert state_after(made, closes) != state == state_after(made, closes[1:])
        else:
            down = t.trigger is Trigger.FALLS_BACK
            beyond, short = t.level + (-0.01 if down else 0.01), t.level + (0.01 if down else -0.01)
            assert state_after(made, [beyond]) != state == state_after(made, [short])


def state_after(made, closes):
    """The leader's state after some more sessions."""
    rows = made.leader.rows
    days = pd.bdate_range(rows.index[-1], periods=len(closes) + 1, unit="us", name="date")[1:]
    more = pd.DataFrame({"high": np.nan, "close": closes, "source": "made-up"}, index=days)
    leader = PriceHistory(made.leader.instrument, pd.concat([rows, more]) if closes else rows)
    others = [h for h in made.histories if h.instrument != leader.instrument]
    later = Prices(max(made.as_of, leader.last_date), made.question, (leader, *others))
    return leader_state(
        later, find_breakouts(later.leader, primary_definition(made.question))
    ).state


def test_the_assumed_rise_is_that_of_the_rises_so_far(real_report):
    (needed,) = (t for t in real_report.thresholds if t.trigger is Trigger.SMALL_P)
    rises = [float(row.forward_return(365)) + 1 for row in real_report.outcomes.complete]
    assert needed.assumed == pytest.approx(gmean([rise for rise in rises if rise > 1]))


def test_nothing_is_computed_from_nothing():
    assert thresholds_of(prices([2.0, 1.0], [1.0, 1.0])) == {}
