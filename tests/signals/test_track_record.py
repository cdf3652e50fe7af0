"""Scored calls: each against a loop on the files, and nothing known too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from arch.bootstrap import StationaryBootstrap

from generator.config import load_config
from generator.language import Language
from generator.models.prices import PriceHistory, Prices
from generator.models.state import State
from generator.models.track_record import Coin, LoggedCall
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.track_record import call_to_log, live_record, score, track_record
from generator.wording import record_verdict
from tests.helpers import prices, shipped_prices, stored_rows

ENGLISH = Language("en", load_config().locales)


def record_of(made):
    return track_record(made, find_breakouts(made.leader, primary_definition(made.question)))


def by_hand(day, coin, sessions, events):
    """Base rate and signal from what was stored on the day, in plain Python."""
    year = timedelta(days=365)
    known = [t for t in sessions if t in coin and t + year <= day and t + year in coin]
    rises = [coin[t + year] > coin[t] for t in known]
    windows = max(1.0, (known[-1] - known[0]).days / 365)
    base = (np.mean(rises) * windows + 0.5) / (windows + 1)
    past = [e for e in events if e <= day]
    if past and (day - past[-1]).days <= 365:
        done = [coin[e + year] > coin[e] for e in past if e + year <= day]
        return base, (sum(done) + 0.5) / (len(done) + 1)
    outside = [
        rose
        for t, rose in zip(known, rises, strict=True)
        if not any(0 <= (t - e).days <= 365 for e in past)
    ]
    part = max(1.0, windows * len(outside) / len(known))
    return base, (np.mean(outside) * part + 0.5) / (part + 1)


def test_calls_of_the_shipped_history_by_hand(real_report):
    coin = {date.fromisoformat(r["date"]): float(r["close"]) for r in stored_rows("btc")}
    sessions = [date.fromisoformat(r["date"]) for r in stored_rows("rut")]
    events = [event.date for event in real_report.breakouts.events]
    calls = real_report.track_record.calls
    assert len(calls) == 177
    assert calls[0].date == date(2012, 1, 31)
    assert all((call.date + timedelta(days=1)).day == 1 for call in calls)
    for call in calls[::16]:
        base, own = by_hand(call.date, coin, sessions, events)
        assert call.base_probability == pytest.approx(base)
        assert call.probability == pytest.approx(own)
        later = coin.get(call.date + timedelta(days=365))
        assert call.rose == (None if later is None else later > coin[call.date])


def test_scores_of_the_shipped_history(real_report):
    scores = real_report.track_record.scores
    resolved = [c for c in real_report.track_record.calls if c.rose is not None]
    assert scores.resolved == len(resolved) == 165
    assert scores.brier == pytest.approx(np.mean([(c.probability - c.rose) ** 2 for c in resolved]))
    assert scores.skill == pytest.approx(1 - scores.brier / scores.brier_base)
    rows = real_report.track_record.reliability
    assert sum(row.calls for row in rows) == 165
    assert sum(row.calls * row.share_rose for row in rows) == pytest.approx(
        sum(c.rose for c in resolved)
    )


def test_scores_of_the_calls_in_which_the_signal_spoke(real_report):
    """40 calls; by a loop over the dates of the events, without the mark on each call."""
    record, year = real_report.track_record, timedelta(days=365)
    events = [event.date for event in real_report.breakouts.events]
    spoke = [
        (c.probability, c.base_probability, c.rose)
        for c in record.calls
        if c.rose is not None and any(e <= c.date <= e + year for e in events)
    ]
    own, base, rose = np.array(spoke, dtype=float).T
    assert record.spoken.resolved == len(spoke) == 40
    assert record.spoken.brier == pytest.approx(np.mean((own - rose) ** 2))
    assert record.spoken.brier == pytest.approx(0.281, abs=0.0005)
    assert record.spoken.brier_base == pytest.approx(np.mean((base - rose) ** 2))
    assert record.spoken.brier_base == pytest.approx(0.238, abs=0.0005)


def test_a_coin_scores_what_one_half_scores(real_report):
    coin = score([(0.5, 0.5, rose) for rose in (True, False, True)])
    assert real_report.track_record.coin == Coin(coin.brier, coin.log_score)


def test_calls_rest_on_the_events_that_one_of_them_used(real_report):
    """Of five complete events the last one ended after every call that has come due."""
    record, year = real_report.track_record, timedelta(days=365)
    events = [event.date for event in real_report.breakouts.events]
    used = {
        e
        for c in record.calls
        if c.rose is not None and any(other <= c.date <= other + year for other in events)
        for e in events
        if e + year <= c.date
    }
    assert record.events == len(used) == 4 < real_report.luck.n == 5
    silent = [c for c in record.calls if not c.after_breakout]
    assert {c.events for c in silent} == {0}
    assert replace(record, calls=tuple(silent)).events == replace(record, calls=()).events == 0


@pytest.mark.parametrize("day", [date(2013, 3, 31), date(2017, 6, 30), date(2025, 9, 30)])
def test_a_call_is_the_same_in_the_report_of_its_day(real_report, day):
    then = record_of(shipped_prices(day)).calls[-1]
    now = next(call for call in real_report.track_record.calls if call.date == day)
    assert then.rose is None
    assert (then.date, then.probability, then.base_probability) == (
        day, now.probability, now.base_probability,
    )  # fmt: skip


def test_nothing_to_call_and_nothing_to_score():
    record = record_of(prices([1.0, 2.0], [1.0, 2.0]))
    assert record.scores is record.spoken is score(()) is None
    assert record.reliability == ()


def test_skill_is_not_defined_against_a_perfect_base_rate():
    assert score([(0.5, 1.0, True)]).skill is None


def test_interval_of_the_skill_against_archs_bootstrap(real_report):
    record = real_report.track_record
    calls = [call for call in record.calls if call.rose is not None]
    errors = np.array(
        [[(p - c.rose) ** 2 for p in (c.probability, c.base_probability)] for c in calls]
    )
    bootstrap = StationaryBootstrap(12, errors, seed=1)
    drawn = bootstrap.apply(lambda rows: 1 - rows[:, 0].mean() / rows[:, 1].mean(), 2000)
    expected = np.quantile(drawn, (0.025, 0.975))
    assert record.skill_interval == pytest.approx(expected, abs=0.015)
    assert record.skill_interval[0] < record.scores.skill < record.skill_interval[1]


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        (None, "come due"),
        ((0.01, 0.2), "better"),
        ((-0.2, -0.01), "worse"),
        ((-0.1, 0.1), "No clear difference"),
    ],
)
def test_headline_waits_for_an_interval_beyond_zero(real_report, interval, verdict):
    record = replace(real_report.track_record, skill_interval=interval)
    assert verdict in record_verdict(ENGLISH, record)


def logged(made, written, data, probability=0.8, **changes):
    asked = made.question
    values = {
        "date": made.follower.first_date + timedelta(days=written),
        "data_date": made.follower.first_date + timedelta(days=data),
        "leader": asked.leader.symbol,
        "follower": asked.follower.symbol,
        "horizon": asked.primary_horizon,
        "state": State.HOLDING,
        "probability": probability,
        "base_probability": 0.7,
        "method": "1.0",
    }
    return LoggedCall(**(values | changes))


def test_live_calls_are_scored_when_their_year_is_over():
    made = prices([1.0] * 30, np.linspace(1, 2, 30))
    live = live_record(made, [logged(made, n + 1, n) for n in (0, 25, 40)])
    assert [rose for _, rose in live.rows] == [True, None]  # the third lies in the future
    assert live.scores.resolved == 1
    assert live.scores.brier == pytest.approx(0.04)


def test_calls_from_the_same_data_are_scored_once():
    made = prices([1.0] * 30, np.linspace(1, 2, 30))
    calls = [logged(made, 1, 0, 0.8), logged(made, 2, 0, 0.5), logged(made, 3, 2, 0.6)]
    live = live_record(made, calls)
    assert len(live.rows) == 3
    assert live.scores.resolved == 2
    assert live.scores.brier == pytest.approx((0.2**2 + 0.4**2) / 2)


@pytest.mark.parametrize("other", [{"leader": "^OTHER"}, {"follower": "OTHER"}, {"horizon": 99}])
def test_calls_on_another_question_are_left_out(other):
    made = prices([1.0] * 30, np.linspace(1, 2, 30))
    calls = [logged(made, 1, 0), logged(made, 2, 1, **other)]
    assert [call for call, _ in live_record(made, calls).rows] == calls[:1]


@pytest.mark.parametrize(("until", "state"), [(17, "basing"), (18, "price discovery")])
def test_state_and_probability_rest_on_the_same_day(until, state):
    """On 18 September 2025 the breakout is stored some hours before Bitcoin's close."""
    made = shipped_prices(date(2025, 9, 18))
    rut, btc, *others = made.histories
    cut = PriceHistory(btc.instrument, btc.rows.loc[: f"2025-09-{until}"])
    call = call_to_log(Prices(made.as_of, made.question, (rut, cut, *others)))
    assert (call.date, call.data_date) == (date(2025, 9, 18), date(2025, 9, until))
    replayed = record_of(shipped_prices(date(2025, 9, 30))).calls[-1]
    assert call.state == state
    assert (call.probability == pytest.approx(replayed.probability, abs=0.02)) == (until == 18)
