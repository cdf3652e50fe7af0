"""Figures of the claims that look at more than one series or window, by loops over the files."""

from __future__ import annotations

import itertools
import math
import statistics
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from generator.config import load_config
from generator.language import Language
from generator.models.claims import Ground, Verdict
from generator.signals.correlation import correlations
from generator.wording import claim_text
from tests.claims.alterations import real, scaled, stretched
from tests.claims.test_claims import one
from tests.helpers import quick, shipped_prices, stored_rows

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
ARTICLE = CONFIG.question.article
PRICES = quick(shipped_prices())
HALVINGS = [date(2012, 11, 28), date(2016, 7, 9), date(2020, 5, 11), date(2024, 4, 20)]


def closes(key):
    return {date.fromisoformat(row["date"]): float(row["close"]) for row in stored_rows(key)}


def facts(found):
    return {fact.name: fact.value for fact in found.facts}


def test_three_weeks_and_the_day_of_the_article():
    """+8.7 % by 21 January, +7.5 % by the 23rd: only the first is judged."""
    found = one("C01", PRICES)
    assert [(a.name, a.agrees) for a in found.answers] == [
        ("three_weeks", True),
        ("article_day", None),
    ]
    index = closes("rut")
    assert facts(found)["article_day"] == pytest.approx(
        index[date(2026, 1, 23)] / index[date(2025, 12, 31)] - 1
    )


def test_pairs_of_days_on_the_halving_clocks():
    bitcoin = closes("btc")
    clocks = {}
    for day in closes("rut"):
        later = day + timedelta(days=365)
        passed = [halving for halving in HALVINGS if halving <= day]
        if day in bitcoin and later in bitcoin and passed:
            clocks[day] = (day - passed[-1]).days, math.log(bitcoin[later] / bitcoin[day])
    events = [clocks[date(2016, 11, 14)], clocks[date(2020, 11, 13)]]
    one_pool, other_pool = (
        [value for days, value in clocks.values() if abs(days - own) <= 90] for own, _ in events
    )
    observed = sum(value for _, value in events) - 1e-12
    reached = sum(a + b >= observed for a in one_pool for b in other_pool)
    found = facts(one("C19", PRICES))
    pairs = len(one_pool) * len(other_pool)
    assert found["matched"] == pytest.approx(reached / pairs)
    assert found["smallest"] == pytest.approx(1 / pairs)
    assert (found["days_2016"], found["days_2020"]) == (128, 186)


def test_small_caps_net_of_the_market_on_days_of_large_yield_moves():
    small, large, yields = closes("rut"), closes("spx"), closes("dgs10")
    days = sorted(small.keys() & large.keys() & yields.keys())
    moves = [
        (
            yields[b] - yields[a],
            math.log(small[b] / small[a]) - math.log(large[b] / large[a]),
            math.log(large[b] / large[a]),
        )
        for a, b in itertools.pairwise(days)
    ]
    slope, _ = statistics.linear_regression([m for *_, m in moves], [d for _, d, _ in moves])
    found = facts(one("C28", PRICES))
    assert found["beta"] == pytest.approx(slope)
    for name, chosen in (
        ("rises", [d - slope * m for y, d, m in moves if y > 0.0899]),
        ("falls", [d - slope * m for y, d, m in moves if y < -0.0899]),
    ):
        assert found[f"days_{name}"] == len(chosen)
        assert found[name] == pytest.approx(statistics.mean(chosen))
        error = statistics.stdev(chosen) / math.sqrt(len(chosen))
        assert found[f"{name}_high"] - found[name] == pytest.approx(1.968 * error, rel=4e-3)


def test_small_caps_over_the_years_after_steps_of_the_policy_rate():
    small, large, policy = closes("rut"), closes("spx"), closes("fedfunds")
    days = sorted(small.keys() & large.keys())

    def relative(day):
        latest = days[bisect_right(days, day) - 1]
        return math.log(small[latest] / large[latest])

    steps = sorted(policy)
    after = {"hikes": [], "cuts": []}
    for before, step in itertools.pairwise(steps):
        end = step + timedelta(days=365)
        if end <= days[-1] and policy[step] != policy[before]:
            name = "hikes" if policy[step] > policy[before] else "cuts"
            after[name].append(relative(end) - relative(step))
    found = facts(one("C28", PRICES))
    for name, values in after.items():
        assert found[f"steps_{name}"] == len(values)
        assert found[name] == pytest.approx(statistics.mean(values))


@pytest.mark.parametrize(
    ("day", "depth", "verdict"),
    [
        (date(2026, 10, 8), -0.53, Verdict.DEPENDS),
        (date(2026, 1, 23), -0.32, Verdict.HOLDS),
    ],
)
def test_falls_since_the_funds_and_at_the_same_age_before(day, depth, verdict):
    bitcoin = closes("btc")

    def deepest(first, last):
        highest, inside, deepest = 0.0, False, 0.0
        for each, close in bitcoin.items():
            if each > last:
                break
            inside = inside or (close > highest and each >= first)
            highest = max(highest, close)
            deepest = min(deepest, close / highest - 1) if inside else 0.0
        return deepest

    since = date(2024, 1, 11)
    before, after = HALVINGS[-1] - since, day - HALVINGS[-1]
    found = one("C35", quick(shipped_prices(day)))
    assert found.verdict is verdict
    told = facts(found)
    assert told["depth"] == pytest.approx(deepest(since, day)) == pytest.approx(depth, abs=0.005)
    assert told["earlier"] == pytest.approx([deepest(h - before, h + after) for h in HALVINGS[:3]])


def test_falls_are_judged_once_an_earlier_cycle_had_a_record_at_that_age():
    waiting, decided = (
        one("C35", quick(shipped_prices(day))) for day in (date(2024, 7, 8), date(2025, 6, 1))
    )
    assert (waiting.ground, decided.ground) == (Ground.NOT_YET, Ground.PRICES)


def test_new_coins_after_each_halving():
    found = one("C30", PRICES)
    assert facts(found)["issuance"] == pytest.approx([0.1252, 0.0417, 0.0179, 0.0083], abs=1e-4)
    assert next(a.agrees for a in found.answers if a.name == "issuance") is None


@pytest.mark.parametrize(
    ("alteration", "told"),
    [
        (real, "spared"),
        (scaled("btc", "2026-01-24", "2026-10-08", 3), "missed"),
        (scaled("btc", "2025-09-19", "2026-10-08", 0.01), "spared"),
    ],
)
def test_no_outcome_decides_on_advice(alteration, told):
    found = one("C25", alteration(PRICES))
    assert (found.verdict, found.ground) == (Verdict.UNCHECKED, Ground.ADVICE)
    said = claim_text(ENGLISH, found, ARTICLE)
    assert "no single outcome" in said.why
    assert f"so far {told}, from the breakout on" in said.computed
    assert {agrees for _, agrees in said.answers} == {None}


def test_ratios_relative_to_the_small_caps_stand_in_the_verdict(real_report):
    """On the shipped history each of the three intervals holds 1."""
    relative = [c.relative for c in real_report.volatility.comparisons]
    assert all(low <= 1 <= high for low, high in relative)
    calm = one("C16", shipped_prices())
    said = claim_text(ENGLISH, calm, ARTICLE)
    assert "3 of 3 ratios relative to theirs hold 1 in their intervals" in said.why
    assert said.answers[0][0].startswith("1.06 times that of the year before")  # as Cycles has it
    wilder = one("C16", stretched("btc", "2024-01-11", "2026-10-08", "2024-01-11", 3)(PRICES))
    assert facts(wilder)["open"] == 0


def test_the_order_of_lighting_is_told_by_its_counts(real_report):
    found, rows = facts(one("C17", PRICES)), real_report.risk_curve.robustness.rows
    below = [row.definition for row in rows if row.p_value < 0.05]
    assert (found["variants"], found["seldom"], found["often"]) == (96, 37, 59)
    assert found["runs_seldom"] == tuple(
        sum(each.run_sessions == run for each in below) for run in (5, 10, 15, 20)
    )
    assert found["first_later"] + found["first_at_once"] == len(below)
    assert np.sum(found["means_seldom"]) == np.sum(found["dark_seldom"]) == len(below)


def test_each_correlation_names_its_last_session(real_report):
    """Where large caps end a day before small caps, their difference does."""
    cut = tuple(
        each.until(date(2026, 10, 7)) if each.instrument.key == "spx" else each
        for each in PRICES.histories
    )
    prices = replace(PRICES, histories=cut)
    found = correlations(prices)
    assert found.differences[0].latest.last == date(2026, 10, 7)
    own = next(row for row in found.rows if row.window == 252)
    assert own.latest.last == date(2026, 10, 8)
    *_, (year, _) = claim_text(ENGLISH, one("C18", prices), ARTICLE).answers
    assert "over 252 sessions to 5 Oct 2026" in year  # where small-cap technology ends


def test_small_cap_technology_against_each_index_by_hand():
    """Pearson's correlation of daily log returns on the sessions that all of them have."""
    keys = ("btc", "psct", "rut", "spx", "dji", "ixic")
    closes = pd.DataFrame(
        {key: {r["date"]: float(r["close"]) for r in stored_rows(key)} for key in keys}
    )
    returns = np.log(closes.dropna()).diff().iloc[1:]
    for window in (63, 126, 252):
        by_hand = returns.iloc[-window:].corr()["btc"]
        found = [d for d in correlations(PRICES).technology if d.window == window]
        assert [d.control.key for d in found] == ["rut", "spx", "dji", "ixic"]
        for each in found:
            assert each.latest.own == pytest.approx(by_hand["psct"])
            assert each.latest.other == pytest.approx(by_hand[each.control.key])


def test_without_small_cap_technology_prices_cannot_say():
    kept = tuple(each for each in PRICES.histories if each.instrument.key != "psct")
    claim = one("C18", replace(PRICES, histories=kept))
    assert claim.verdict is Verdict.UNCHECKED
    text = claim_text(ENGLISH, claim, ARTICLE)
    assert "an index of small technology companies" in f"{text.computed} {text.why}"


def test_the_first_purchase_is_dated_and_cited():
    tesla = claim_text(ENGLISH, one("C36", PRICES), ARTICLE)
    assert "on 8 Feb 2021, in its annual report for 2020" in tesla.why
