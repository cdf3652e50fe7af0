"""Evidence from here on: the arithmetic by hand, and its promise in worlds without a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from generator.config import load_config
from generator.language import Language
from generator.models.breakouts import Breakout, BreakoutList
from generator.models.prices import Prices
from generator.models.question import BreakoutDefinition
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.evidence import NEARBY, bets, event_evidence, evidence
from generator.signals.sample import Sample
from generator.statistics.simulation import simulated_breakouts
from generator.wording import evidence_status
from tests.helpers import EVIDENCE, prices, shipped_prices, stored_rows
from tests.simulation import followers

ENGLISH = Language("en", load_config().locales)
YEAR = timedelta(days=365)
EARLIER = date(2012, 1, 1)


def registered(made: Prices, day: date | None) -> Prices:
    settings = replace(made.question.evidence, registered=day)
    return replace(made, question=replace(made.question, evidence=settings))


def evidence_of(made: Prices):
    return evidence(made, find_breakouts(made.leader, primary_definition(made.question)))


def small(returns, position):
    """One event of a market of a few consecutive days, all within reach of each other."""
    dates = pd.date_range("2030-01-01", periods=len(returns), unit="us")
    sample = Sample(10, dates, np.array(returns, dtype=float))
    return event_evidence(sample, position, EARLIER, dates[-1].date() + 2 * NEARBY)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_exact_enumeration_of_a_small_market(n):
    """Each of n! orders is as likely: u is 1/n … n/n equally often, and the mean of e below 1."""
    found = [small(order, n // 2) for order in permutations(range(n))]
    times = len(found) // n
    assert sorted(round(each.u * n) for each in found) == sorted([*range(1, n + 1)] * times)
    assert np.mean([each.e for each in found]) == pytest.approx(
        np.mean([np.sqrt(n / rank) / 2 for rank in range(1, n + 1)])
    )
    assert np.mean([each.e for each in found]) < 1


def test_ties_count_against_the_signal():
    tied = small([1, 2, 2, 2 - 1e-13, 0], 1)
    assert (tied.sessions, tied.as_well) == (4, 2)
    assert small([0.3] * 4, 2).e == 0.5
    assert small([0.3], 0).e == 0.5  # nothing to compare with says nothing for a link


def test_evidence_of_the_shipped_history_by_hand():
    """Each event against a loop over the files."""
    coin = {date.fromisoformat(r["date"]): float(r["close"]) for r in stored_rows("btc")}
    sessions = [date.fromisoformat(r["date"]) for r in stored_rows("rut")]
    gain = {t: coin[t + YEAR] / coin[t] for t in sessions if t in coin and t + YEAR in coin}
    found = evidence_of(shipped_prices())
    assert [event.date.year for event in found.events] == [2011, 2013, 2016, 2020, 2025]
    for event in found.events:
        near = [t for t in gain if t != event.date and abs((t - event.date).days) <= 730]
        well = sum(gain[t] >= gain[event.date] for t in near)
        assert (event.sessions, event.as_well) == (len(near), well)
        assert event.u == pytest.approx((1 + well) / (1 + len(near)))
        assert event.e == pytest.approx(0.5 * event.u**-0.5)


def test_what_came_before_the_day_counts_for_nothing():
    """As registered no event has come; had it been registered earlier, the later ones count."""
    found = evidence_of(shipped_prices())
    assert found.registered == date(2026, 12, 1)
    assert (found.value, found.counted) == (1.0, 0)
    assert all(event.replayed for event in found.events)
    assert [event.final for event in found.events] == [True] * 4 + [False]
    for day, counted in ((date(2013, 1, 2), 3), (date(2013, 1, 3), 2), (date(2020, 11, 14), 0)):
        earlier = evidence_of(registered(shipped_prices(), day))
        factors = [e.e for e in earlier.events if e.date >= day and e.final]
        assert earlier.counted == len(factors) == counted
        assert earlier.value == pytest.approx(np.prod(factors))


def test_each_event_says_whether_it_counts():
    def said(day):
        events = evidence_of(registered(shipped_prices(), day)).events
        return [evidence_status(ENGLISH, event) for event in events]

    replayed = "no: replayed"
    assert said(date(2026, 12, 1)) == [*[replayed] * 4, "no: replayed, so far"]
    waits = "so far; from 17 Sep 2028 on"
    assert said(date(2016, 1, 1)) == [replayed, replayed, "yes", "yes", waits]


@pytest.mark.parametrize("late", [0, 1])
def test_an_e_counts_when_the_last_window_around_it_is_over(late):
    """The breakout of 2016: 730 + 365 days later, and not a day before."""
    end = date(2016, 11, 14) + NEARBY + YEAR
    as_of = registered(shipped_prices(end - timedelta(days=late)), date(2016, 1, 1))
    event = evidence_of(as_of).events[-1]
    assert event.final_on == end
    assert event.final == event.counts == (not late)


def test_no_look_ahead_and_a_final_e_stays():
    """On each day E is the product of what was final by then, in the figures of today."""
    now = evidence_of(registered(shipped_prices(), EARLIER))
    for day in pd.date_range("2013-06-30", "2026-09-30", freq="9ME").date:
        then = evidence_of(registered(shipped_prices(day), EARLIER))
        complete = [e for e in now.events if e.date + YEAR <= day]
        assert [e.date for e in then.events] == [e.date for e in complete]
        final = [e for e in complete if e.final_on <= day]
        assert [e for e in then.events if e.final] == final
        assert then.value == pytest.approx(np.prod([e.e for e in final if not e.replayed]))


def test_nothing_registered_and_nothing_happened():
    quiet = prices([1.0] * 30, [1.0] * 30)
    assert evidence_of(quiet) is None
    asked = replace(EVIDENCE, registered=EARLIER)
    for closes in ([1.0] * 30, [1.0]):
        found = evidence_of(prices(closes, closes, evidence=asked))
        assert (found.value, found.events) == (1.0, ())


def test_an_event_without_a_window_has_no_e():
    made = registered(shipped_prices(), EARLIER)
    event = replace(evidence_of_breakouts(made)[-1], date=date(2026, 3, 2))  # not over yet
    before = replace(event, date=date(2009, 3, 2))  # the follower had no price
    listed = BreakoutList(BreakoutDefinition(252), (before, event))
    assert evidence(made, listed).events == ()


def evidence_of_breakouts(made: Prices) -> tuple[Breakout, ...]:
    return find_breakouts(made.leader, primary_definition(made.question)).events


YEARS, AT_ONCE = 40, 250


@cache
def worlds_without_a_link(base=252, worlds=500):
    """For each world the e that count, in their order, and what each was when its window ended.

    Volatility clusters, tails are fat; the index is older than the coin, and the first two years
    of the coin lie before the registered day.
    """
    rng = np.random.default_rng(20261201)
    steps = 365 * YEARS
    sessions = np.flatnonzero(np.arange(steps) % 7 < 5)
    admissible = sessions[sessions + 365 < steps]
    dates = pd.DatetimeIndex(np.datetime64("2024-12-01") + admissible).as_unit("us")
    day, over = dates[0].date() + NEARBY, dates[-1].date()
    final, early = [], []
    for _ in range(worlds // AT_ONCE):
        leaders = simulated_breakouts(len(sessions), base, AT_ONCE, rng)
        coins = followers(AT_ONCE, rng, steps, (0.0, 0.0)).cumsum(axis=1)
        for events, coin in zip(leaders, coins, strict=True):
            sample = Sample(365, dates, coin[admissible + 365] - coin[admissible])
            told = list(bets(sample, events[events < len(admissible)], day))
            now = [event_evidence(sample, int(p), day, over) for p in told]
            final.append([e.e for e in now if e.counts])
            cut = [Sample(365, dates[: p + 1], sample.log_returns[: p + 1]) for p in told]
            then = [event_evidence(s, len(s.dates) - 1, day, over) for s in cut]
            early.append([e.e for e in then if not e.replayed])
    return final, early


def mean_and_error(values):
    return np.mean(values), np.std(values) / np.sqrt(len(values))


def test_a_worthless_signal_earns_nothing_on_average():
    """The mean of e, and of E after any number of events, is at most 1."""
    final, _ = worlds_without_a_link()
    mean, error = mean_and_error(np.concatenate(final))
    assert error < 0.03
    assert mean < 1 + 2 * error
    for events in (1, 2, 4, 8):
        mean, error = mean_and_error([np.prod(world[:events]) for world in final])
        assert mean < 1 + 2 * error


def test_whenever_one_looks_few_worlds_reach_twenty():
    """E moves only on a day on which an e becomes final, so these are all the looks there are."""
    final, _ = worlds_without_a_link()
    ever = np.mean([np.cumprod([1.0, *world]).max() >= 20 for world in final])
    assert 0 < ever <= 0.05


def test_breakouts_of_short_bases_are_not_the_same_bet_many_times():
    """A question with many breakouts a year keeps the promise, too."""
    final, _ = worlds_without_a_link(base=5, worlds=250)
    assert np.mean([len(world) for world in final]) > 10
    assert np.mean([np.cumprod([1.0, *world]).max() >= 20 for world in final]) <= 0.05
    mean, error = mean_and_error([np.prod(world) for world in final])
    assert mean < 1 + 2 * error


def test_windows_of_bets_do_not_overlap():
    """From the registered day on; each event before it is told."""
    made = shipped_prices()
    made = replace(made, question=replace(made.question, base_sessions=21))
    day = date(2017, 1, 1)
    told = [e.date for e in evidence_of(registered(made, day)).events]
    every = [e.date for e in evidence_of_breakouts(made) if e.date + YEAR <= date(2026, 10, 7)]
    listed = [e for e in every if date(2010, 7, 17) <= e < day]
    for event in every:
        if event >= day and (listed[-1] < day or event - listed[-1] >= YEAR):
            listed.append(event)
    assert told == listed
    assert len(told) < len(every)


def test_an_e_among_earlier_sessions_only_would_favour_a_link():
    """Why an e waits: the last of overlapping windows is the best of its stretch too often."""
    final, early = worlds_without_a_link()
    mean, error = mean_and_error(np.concatenate(early))
    assert mean == pytest.approx(1.3, abs=0.1)
    assert mean - 5 * error > 1
    assert mean > np.mean(np.concatenate(final)) + 0.2
