"""The state of leader and follower: each rule by hand, and the real one."""

from __future__ import annotations

import pytest

from generator.models.prices import Prices
from generator.models.state import State
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.state import follower_state, leader_state
from tests.helpers import LEADER, history, prices, question

BROKEN = [1, 10, 9, 9, 9, 9, 11]  # a base of five sessions ends on the last one


def state_of(closes, **changes):
    made = prices(closes, [1.0] * len(closes), **changes)
    return leader_state(made, find_breakouts(made.leader, primary_definition(made.question)))


@pytest.mark.parametrize(
    ("closes", "state"),
    [
        ([1, 10, 9, 9], State.NO_BREAKOUT),
        ([10, 9, 8], State.NO_BREAKOUT),
        (BROKEN, State.PRICE_DISCOVERY),
        ([*BROKEN, 10.5, 10.5], State.PRICE_DISCOVERY),  # two sessions after the record
        ([*BROKEN, 10.5, 10.5, 10.5], State.HOLDING),
        ([*BROKEN, 10, 10, 10], State.HOLDING),  # at the broken record is not below it
        ([*BROKEN, 9.9], State.FELL_BACK),
        ([*BROKEN, 9, 9, 9, 9], State.FELL_BACK),
        ([*BROKEN, 9, 9, 9, 9, 9], State.BASING),  # five sessions without a record win
        ([*BROKEN, 9, 12], State.PRICE_DISCOVERY),
    ],
)
def test_state_is_the_first_rule_that_applies(closes, state):
    assert state_of(closes).state is state


def test_distances_and_ages_by_hand():
    leader = state_of([*BROKEN, 12, 9])
    assert leader.record.sessions_since == 1
    assert leader.record.distance == pytest.approx(9 / 12 - 1)
    assert leader.broken_record == 10
    assert leader.distance_to_broken_record == pytest.approx(-0.1)
    assert leader.days_since_breakout == 2


def test_no_record_leaves_everything_undefined():
    leader = state_of([10, 9, 8])
    assert leader.record is None
    assert leader.broken_record is None
    assert leader.days_since_breakout is None


def test_year_to_date_needs_a_close_of_the_year_before():
    leader = history(LEADER, [100, 110, 120], start="2019-12-31")
    made = Prices(leader.dates[-1].date(), question(), (leader, prices([1], [1]).follower))
    state = leader_state(made, find_breakouts(leader, primary_definition(made.question)))
    assert state.year_to_date == pytest.approx(0.2)
    assert state_of([100, 110]).year_to_date is None


def test_real_state(real_report):
    leader, follower = real_report.leader, real_report.follower
    assert leader.state is State.HOLDING
    assert (leader.close, leader.record.close) == (2794.13, 3068.42)
    assert (str(leader.record.date), leader.record.sessions_since) == ("2026-08-14", 38)
    assert leader.year_to_date == pytest.approx(2794.13 / 2481.91 - 1)  # last close of 2025
    assert follower.record.distance == pytest.approx(81676.30 / 124752.53 - 1)


def test_follower_at_its_record():
    made = prices([1, 2], [1, 2, 3])
    assert follower_state(made).record.distance == 0
    assert follower_state(prices([1, 2], [3, 2, 1])).record is None
