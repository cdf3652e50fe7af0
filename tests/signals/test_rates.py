"""Policy rates against the announcements, and tails of yield moves by hand."""

from __future__ import annotations

import itertools
import math
import statistics
from dataclasses import replace
from datetime import date

import pytest

from generator.models.instruments import Instrument
from generator.models.prices import Prices
from generator.models.rates import RateRegime
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.rates import rates
from tests.helpers import FOLLOWER, LEADER, history, prices, question, shipped_prices, stored_rows

LARGE = Instrument("large", "L", "Large", "large caps", "XNYS", "points", 2)
BOND = Instrument("bond", "B", "Bond", "treasuries", "XNYS", "percent", 2)


def rates_of(made):
    return rates(made, find_breakouts(made.leader, primary_definition(made.question)))


def test_rates_at_each_breakout(real_report):
    """Federal Reserve, FOMC statements: 0–0.25 % from December 2008 to December 2015 and again
    from March 2020 to March 2022; 0.25–0.5 % in 2016, raised on 14 December; cut on 17 September,
    29 October and 10 December 2025, each in force a day later."""
    events = real_report.rates.events
    assert [(str(e.event), e.policy_rate, e.change_before, e.change_after) for e in events] == [
        ("2011-04-27", 0.25, 0, 0),
        ("2013-01-02", 0.25, 0, 0),
        ("2016-11-14", 0.5, 0, 0.5),
        ("2020-11-13", 0.25, 0, 0),
        ("2025-09-18", 4.25, -0.25, -0.5),
    ]
    assert [e.regime for e in events] == [RateRegime.ON_HOLD] * 4 + [RateRegime.EASING]
    assert [str(step.date) for step in events[-1].steps] == [
        "2025-09-18", "2025-10-30", "2025-12-11",
    ]  # fmt: skip


def test_change_after_is_not_known_before_the_window_is_over():
    running = rates_of(shipped_prices(date(2026, 3, 16))).events[-1]
    assert (running.change_before, running.change_after) == (-0.25, None)
    over = rates_of(shipped_prices(date(2026, 3, 17))).events[-1]
    assert over.change_after == -0.5


def test_every_step_is_stored_with_its_change(real_report):
    stored = [(r["date"], float(r["close"])) for r in stored_rows("fedfunds")]
    steps = real_report.rates.policy_rate.steps
    assert [(str(step.date), step.rate) for step in steps] == stored
    assert steps[0].change is None
    assert sum(step.change for step in steps[1:]) == pytest.approx(4.00 - 5.25)


def test_yield_moves_against_plain_python(real_report):
    found = real_report.rates.yield_moves
    close = {
        key: {r["date"]: float(r["close"]) for r in stored_rows(key)}
        for key in ("dgs10", "rut", "spx")
    }
    days = sorted(set(close["dgs10"]) & set(close["rut"]) & set(close["spx"]))
    moves = [
        (
            close["dgs10"][b] - close["dgs10"][a],
            math.log(close["rut"][b] / close["rut"][a])
            - math.log(close["spx"][b] / close["spx"][a]),
        )
        for a, b in itertools.pairwise(days)
    ]
    assert (found.low, found.high) == (-0.09, 0.09)
    for size, chosen in (
        (found.falls, [s for y, s in moves if y < -0.0899]),
        (found.rises, [s for y, s in moves if y > 0.0899]),
        (found.every_day, [s for _, s in moves]),
    ):
        assert size.days == len(chosen)
        assert size.mean == pytest.approx(statistics.mean(chosen))
        assert size.share_positive == pytest.approx(sum(s > 0 for s in chosen) / len(chosen))
        error = statistics.stdev(chosen) / math.sqrt(len(chosen))
        assert size.interval[1] - size.mean == pytest.approx(1.966 * error, rel=4e-3)


def test_tails_are_those_of_the_changes_so_far():
    early, late = (rates_of(shipped_prices(date(year, 1, 1))).yield_moves for year in (2011, 2022))
    assert early.high > late.high  # 2008 was wilder than the years after it
    assert late.last <= date(2022, 1, 1)


def test_missing_instruments_leave_their_part_undefined():
    made = prices([1, 10, 9, 9, 9, 9, 11], [5.0] * 7)
    found = rates_of(made)
    assert found.policy_rate is None
    assert found.yield_moves is None
    (event,) = found.events
    assert (event.policy_rate, event.regime) == (None, None)


def test_rate_before_the_first_step_is_not_known():
    made = shipped_prices()
    histories = tuple(
        h.between(date(2015, 12, 16), made.as_of) if h.instrument.role == "policy rate" else h
        for h in made.histories
    )
    events = rates_of(Prices(made.as_of, made.question, histories)).events
    assert [e.policy_rate for e in events] == [None, None, 0.5, 0.25, 4.25]


@pytest.mark.parametrize("count", [1, 2, 100, 101, 102])
def test_tails_need_a_hundred_changes(count):
    wave = [5.0 + (day % 3) / 10 for day in range(count)]
    histories = tuple(history(i, wave) for i in (LEADER, FOLLOWER, LARGE, BOND))
    found = rates_of(Prices(date(2021, 1, 1), replace(question()), histories)).yield_moves
    assert (found is None) == (count <= 100)
    if found is not None:
        assert found.falls.mean == 0  # both move alike
