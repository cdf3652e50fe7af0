"""The ladder: every rung and every episode again by a plain loop over the stored files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from generator.models.instruments import Instrument
from generator.models.prices import Prices
from generator.models.risk_curve import Rung
from generator.signals.risk_curve import risk_curve
from tests.helpers import FOLLOWER, LEADER, history, prices, question, shipped_prices, stored_rows

KEYS = {
    Rung.TREASURIES: "dgs10",
    Rung.LARGE_CAPS: "spx",
    Rung.SMALL_CAPS: "rut",
    Rung.CRYPTO: "btc",
}


def lit_days(key, sessions, sign):
    """Day -> lit or not, with two counters; the state is carried to sessions without a price.

    Prices are compared as whole numbers: a yield can equal its mean, and lies then on no side.
    """
    own = {row["date"]: sign * float(row["close"]) for row in stored_rows(key)}
    values, state, above, below, states = [], None, 0, 0, {}
    for day in sessions:
        if day in own:
            values.append(own[day])
            if len(values) >= 200:
                latest, *_ = exact = [round(v * 10_000) for v in values[:-201:-1]]
                above = above + 1 if 200 * latest > sum(exact) else 0
                below = below + 1 if 200 * latest < sum(exact) else 0
                state = True if above >= 10 else False if below >= 10 else state
        states[day] = state
    return states, values


@pytest.fixture(scope="module")
def ladder():
    sessions = [row["date"] for row in stored_rows("rut")]
    return sessions, {
        rung: lit_days(key, sessions, -1 if key == "dgs10" else 1) for rung, key in KEYS.items()
    }


def test_rungs_against_the_loop(real_report, ladder):
    sessions, rungs = ladder
    for found in real_report.risk_curve.rungs:
        states, values = rungs[found.rung]
        day = str(found.date)
        assert found.trend.lit == states[day]
        since = str(found.trend.since)
        before = sessions[sessions.index(since) - 1]
        assert states[before] != states[since]
        assert all(states[d] == states[day] for d in sessions if since <= d <= day)
        high, then = max(values[-252:]), values[-127]
        if found.rung is Rung.TREASURIES:
            assert found.distance_to_high == pytest.approx(values[-1] - high)
            assert found.momentum == pytest.approx(values[-1] - then)
        else:
            assert found.distance_to_high == pytest.approx(values[-1] / high - 1)
            assert found.momentum == pytest.approx(values[-1] / then - 1)
        assert found.sessions_since_record == values[::-1].index(max(values))


def test_history_against_the_loop(real_report, ladder):
    sessions, rungs = ladder
    for found in real_report.risk_curve.histories:
        states, _ = rungs[found.rung]
        lit = {d for d in sessions if states[d] and d <= str(found.last)}
        drawn = {d for s in found.lit for d in sessions if str(s.first) <= d <= str(s.last)}
        assert drawn == lit
        assert sum(spell.sessions for spell in found.lit) == len(lit)
        assert str(found.first) == next(d for d in sessions if states[d] is not None)


def test_six_episodes_against_the_loop(real_report, ladder):
    """Six episodes, mean tau 0.11, computed independently on the same history."""
    sessions, rungs = ladder
    curve = real_report.risk_curve
    assert len(curve.episodes) == 6
    assert curve.agreement.mean_tau == pytest.approx(0.11, abs=5e-3)
    for episode in curve.episodes:
        start = sessions.index(str(episode.dark.first))
        assert rungs[Rung.SMALL_CAPS][0][sessions[start - 1]] is True
        times = {}
        for rung, (states, _) in rungs.items():
            dark = False
            for after in range(505):
                if start + after == len(sessions):
                    break
                state = states[sessions[start + after]]
                if state and dark:
                    times[rung] = after
                    break
                dark = dark or state is False
        assert {lit.rung: lit.sessions for lit in episode.lightings} == times
        order = [times[rung] for rung in Rung if rung in times]
        pairs = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]
        agree = sum(1 if a < b else -1 for a, b in pairs)
        assert episode.tau == pytest.approx(agree / len(pairs))  # no two lit on one session


def test_p_value_against_simulated_orders(real_report):
    """No episode has a tie, so each tau is that of a random permutation of four."""
    rng = np.random.default_rng(3)
    orders = np.argsort(rng.random((20_000, 6, 4)), axis=2)
    pairs = [np.sign(orders[..., j] - orders[..., i]) for i in range(4) for j in range(i + 1, 4)]
    means = sum(pairs).mean(axis=1) / 6
    simulated = (means >= real_report.risk_curve.agreement.mean_tau - 1e-9).mean()
    assert real_report.risk_curve.agreement.p_value == pytest.approx(simulated, abs=0.012)


def test_missing_instruments_leave_their_rung_without_data():
    made = shipped_prices()
    kept = tuple(h for h in made.histories if h.instrument.key in ("rut", "btc"))
    curve = risk_curve(Prices(made.as_of, made.question, kept))
    treasuries, large, small, crypto = curve.rungs
    for rung in (treasuries, large):
        assert (rung.instrument, rung.date, rung.trend, rung.momentum) == (None, None, None, None)
    assert small.trend.lit is True
    assert crypto.trend.lit is True
    assert all(episode.tau is None for episode in curve.episodes)  # two rungs are no order
    assert curve.agreement is None


def test_no_episode_before_every_rung_with_data_has_a_state():
    """On its first day, a Sunday, Bitcoin has a price but none on a session."""
    for day in (date(2010, 7, 18), date(2010, 7, 19), date(2011, 5, 12)):
        assert risk_curve(shipped_prices(day)).episodes == ()


def test_no_small_caps_mean_no_episode():
    made = shipped_prices()
    kept = tuple(h for h in made.histories if h.instrument.key in ("spx", "btc", "dgs10"))
    asked = replace(made.question, leader=kept[1].instrument)
    curve = risk_curve(Prices(made.as_of, asked, kept))
    assert curve.episodes == ()
    assert curve.rungs[2].trend is None


@pytest.mark.parametrize("count", [1, 2, 126, 127, 199, 209, 252])
def test_short_history_defines_what_it_can(count):
    rising = [100.0 + day for day in range(count)]
    small = risk_curve(prices(rising, rising)).rungs[2]
    assert (small.momentum is None) == (count <= 126)
    assert (small.trend is None) == (count < 209)
    assert (small.distance_to_high is None) == (count < 252)
    assert small.sessions_since_record == (None if count == 1 else 0)


def test_yield_is_inverted_and_measured_in_points():
    bonds = Instrument("bond", "B", "Bond", "treasuries", "XNYS", "percent", 2)
    falling = [5.0 - day / 100 for day in range(300)]
    flat = [5.0] * 300
    histories = (history(LEADER, flat), history(FOLLOWER, flat), history(bonds, falling))
    made = Prices(date(2020, 12, 1), question(), histories)
    rung = risk_curve(made).rungs[0]
    assert rung.trend.lit is True
    assert rung.distance_to_high == 0
    assert rung.momentum == pytest.approx(1.26)
    assert rung.sessions_since_record == 0
    assert risk_curve(made).rungs[2].trend is None  # flat: on no side
