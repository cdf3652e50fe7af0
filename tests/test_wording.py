"""Sentences read well for any state, any counts and any pair."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import wording
from generator.config import load_config
from generator.language import Language
from generator.models.cycles import Anchor
from generator.models.outcomes import Outcomes
from generator.models.question import BreakoutDefinition
from generator.models.risk_curve import Rung
from generator.models.state import State
from generator.pipeline import evaluate, stand
from generator.wording.labels import INSIDE, LABELS
from tests.helpers import EVALUATIONS, FOLLOWER, LEADER, MOMENT, prices, shipped_prices

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)


def with_results(report, returns, *, running=None, p=0.06):
    """The real report with other outcomes: one complete window for each return."""
    template = report.outcomes.rows[-1]
    rows = [_outcome(template, value, complete=True) for value in returns]
    if running is not None:
        rows.append(_outcome(template, running, complete=False))
    luck = replace(
        report.luck,
        events=report.luck.events[:1] * len(returns),
        p_value=replace(report.luck.p_value, uniform=p if returns else None),
    )
    return replace(report, outcomes=Outcomes(365, tuple(rows)), luck=luck)


def _outcome(template, value, *, complete):
    returns = tuple(
        replace(r, value=value if complete or r.horizon < 365 else None)
        for r in template.forward_returns
    )
    window = replace(template.window, latest_return=value)
    return replace(template, forward_returns=returns, window=window, complete=complete)


@pytest.mark.parametrize(
    ("returns", "running", "expected"),
    [
        ([], None, "No Russell 2000 breakout has a full outcome yet. There is nothing to test."),
        (
            [],
            0.1,
            "No Russell 2000 breakout has a full outcome yet. The first year is still running.",
        ),
        ([0.5], None, "Bitcoin rose after the only breakout so far. One case proves nothing."),
        ([-0.5], None, "Bitcoin fell after the only breakout so far. One case proves nothing."),
        ([0.5, 0.2], None, "Bitcoin rose after both breakouts. Luck is not ruled out."),
        ([0.5] * 3, None, "Bitcoin rose after all three breakouts. Luck is not ruled out."),
        ([-0.5] * 2, None, "Bitcoin rose after none of two breakouts. Luck is not ruled out."),
        (
            [1, 1, 1, 1, -0.3],
            None,
            "Bitcoin rose after four of five breakouts. Luck is not ruled out.",
        ),
        ([1, 1], -0.2, "Bitcoin rose after both breakouts. Luck is not ruled out."),
        (
            [1] * 12 + [-1],
            None,
            "Bitcoin rose after 12 of 13 breakouts. Luck is not ruled out.",
        ),
    ],
)
def test_headline(real_report, returns, running, expected):
    report = with_results(real_report, returns, running=running)
    assert " ".join(wording.headline(ENGLISH, report)) == expected


def test_headline_follows_the_primary_test(real_report):
    rare = with_results(real_report, [1.0] * 5, p=0.004)
    assert wording.headline(ENGLISH, rare)[1] == "Random dates seldom do as well."


def test_draws_are_told_without_jargon(real_report):
    report = with_results(real_report, [1.0] * 5, p=0.0626)
    assert wording.draws_sentence(ENGLISH, report.luck) == (
        "Of 1,000,000 random draws of five dates, 6.3% did as well. That share is p."
    )
    none = with_results(real_report, [])
    assert "nothing to draw against" in wording.draws_sentence(ENGLISH, none.luck)


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (None, "–"),
        (1.0, "100%"),
        (0.304, "30%"),
        (0.0626, "6.3%"),
        (0.000333, "0.03%"),
        (0.000023, "0.002%"),
        (1e-9, "below 0.001%"),
    ],
)
def test_p_has_the_digits_that_it_deserves(p, text):
    assert wording.p_text(ENGLISH, p) == text


def test_words_on_the_evidence(real_report):
    text = wording.suggestive(ENGLISH, real_report)
    assert "Of 12 tests, <b>3</b> give less than 5%." in text
    assert "without 2 Jan 2013 it would be 30% instead of 6.2%" in text
    named = wording.which_tests(ENGLISH, real_report)
    tests, _, fragility = named.partition(" How fragile the primary test is: ")
    assert tests.startswith(
        "Tests: Primary: any random days (6.2%); At least 252 sessions apart (4.8%)"
    )
    assert "Without 18 Sep 2025 (2.0%)" in fragility
    assert "uggestive" not in named
    assert wording.attainable_sentence(ENGLISH, real_report.luck) == (
        "The best 5 dates that the rule allows would have had a p of 0.002%."
    )
    assert "at most" in wording.odds_sentence(ENGLISH, real_report.luck)
    assert wording.era_sentence(ENGLISH, real_report.luck).endswith(
        "p is 14.4%, within two years 7.4%."
    )
    assert wording.next_event_sentence(ENGLISH, real_report) == (
        "The next breakout brings p to 5% if ×4.7 or more follows within 365 days. "
        "At the median of all days, ×2.0, p would be 8.2%; after a fall by half, 15.9%. "
        "It takes two such falls in a row to bring it above 25%."
    )
    assert "24 of the 116 (21%)" in wording.definitions_sentence(ENGLISH, real_report)
    assert "<b>28% to 99%</b>" in wording.interval_sentence(ENGLISH, real_report)
    assert "lies inside it" in wording.interval_sentence(ENGLISH, real_report)
    assert "the earliest events decide" in wording.halving_sentence(ENGLISH, real_report)


def test_lead_is_told_by_the_simultaneous_band(real_report):
    def told(**lags):
        found = real_report.lead_lag
        r = np.zeros(53)
        for name, value in lags.items():
            r[26 + int(name.replace("m", "-").strip("k"))] = value
        found = replace(found, correlation=replace(found.correlation, values=r))
        return wording.lead_sentence(ENGLISH, replace(real_report, lead_lag=found))

    assert told(k0=0.2) == "They move in the same week. Neither clearly moves first."
    assert told(k0=0.01).startswith("Neither clearly moves first, nor")
    assert told(k4=0.2).startswith("Some weeks of the Russell 2000")
    assert told(km4=-0.2).startswith("Some weeks of Bitcoin")
    assert told(km4=0.2, k4=0.2).startswith("Both ways")


def test_deck_counts_and_tells_the_latest(real_report):
    text = wording.deck(ENGLISH, real_report)
    assert "<b>4 times out of 5</b>" in text
    assert "On a random day since 2010 it was higher <b>72%</b> of the time." in text
    assert "in September 2025, was followed by a fall of <b>31%</b>." in text
    running = with_results(real_report, [1.0], running=0.25)
    assert "it is up <b>25%</b> so far (18 Sep 2026)." in wording.deck(ENGLISH, running)
    assert "times out of" not in wording.deck(ENGLISH, with_results(real_report, []))


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_label_and_a_sentence(real_report, state):
    report = replace(real_report, leader=replace(real_report.leader, state=state))
    assert wording.label(ENGLISH, state, inside=True) == wording.label(ENGLISH, state).lower()
    sentence = wording.state_sentence(ENGLISH, report)
    assert sentence.startswith("The Russell 2000 ")
    assert sentence.endswith(".")
    assert "%" not in re.sub(r"\d%", "", sentence)


@pytest.mark.parametrize("kind", [kind for kind in LABELS if kind is not str])
def test_every_member_has_a_label(kind):
    assert set(LABELS[kind]) == set(kind)
    assert set(INSIDE.get(kind, kind)) == set(kind)
    assert all(wording.label(ENGLISH, member) == LABELS[kind][member] for member in kind)


def test_labels_of_what_is_no_member():
    assert wording.label(ENGLISH, None) == "not known"
    assert wording.label(ENGLISH, "up to date") == "nothing was missing"
    assert wording.label(ENGLISH, "a result of an older version").endswith("older version")
    assert wording.label(ENGLISH, Anchor.LOW, inside=True) == "cycle low"
    assert wording.label(ENGLISH, Rung.CRYPTO, inside=True) == "Crypto"


@pytest.mark.parametrize("basis", ["close", "intraday"])
def test_definitions_start_a_line(basis):
    definition = BreakoutDefinition(252, basis)
    started = wording.definition_text(ENGLISH, definition, start=True)
    assert started == wording.definition_text(ENGLISH, definition).capitalize()


@pytest.mark.parametrize(
    ("sessions", "words"),
    [(0, "in its latest session"), (1, "1 session ago"), (2, "2 sessions ago")],
)
def test_price_discovery_says_how_old_the_record_is(real_report, sessions, words):
    record = replace(real_report.leader.record, sessions_since=sessions)
    leader = replace(real_report.leader, state=State.PRICE_DISCOVERY, record=record)
    assert words in wording.state_sentence(ENGLISH, replace(real_report, leader=leader))


def test_names_are_escaped_in_markup(real_report):
    asked = replace(
        real_report.question, leader=replace(LEADER, name="S&P <500>"), follower=FOLLOWER
    )
    text = wording.deck(ENGLISH, replace(real_report, question=asked))
    assert "S&amp;P &lt;500&gt;" in text


def test_stale_notice_names_the_pair_and_counts_the_others():
    late = stand(CONFIG, shipped_prices(date(2026, 11, 22)))
    notice = wording.stale_notice(ENGLISH, late)
    assert notice.striptags() == (
        "Russell 2000 is 31 sessions behind, Bitcoin is 45 days behind, and three other series "
        "are stale."
    )
    fresh = stand(CONFIG, shipped_prices(date(2026, 9, 30)))
    assert "other series" not in wording.stale_notice(ENGLISH, fresh)
    facts = [wording.build_facts(ENGLISH, each, MOMENT.now, (1, 3)) for each in (late, fresh)]
    assert [bool(each["is_stale"]) for each in facts] == [True, False]


def test_age_carries_what_a_script_needs_to_count_again():
    standing = stand(CONFIG, shipped_prices(date(2026, 11, 22)))
    text = wording.age_markup(ENGLISH, standing.freshness[0])
    assert 'data-since="2026-10-08" data-calendar="XNYS"' in text
    forms = json.loads(html.unescape(re.search('data-forms="([^"]*)"', text)[1]))
    assert forms == {"one": "# session", "other": "# sessions"}


def test_irregular_days_reach_the_page():
    standing = stand(CONFIG, shipped_prices(date(2026, 11, 22)))
    closed = json.loads(wording.build_facts(ENGLISH, standing, MOMENT.now, (1, 3))["closed_days"])
    assert closed["XNYS"][:2] == ["2026-11-26", "2026-12-25"]
    assert closed["us-bonds"][:3] == ["2026-10-12", "2026-11-11", "2026-11-26"]


closes = st.lists(st.integers(1, 40).map(float), min_size=1, max_size=60)


@settings(max_examples=EVALUATIONS)
@given(closes, closes)
def test_no_sentence_breaks_on_any_prices(leader, follower):
    report = evaluate(CONFIG, prices(leader, follower))
    for text in (
        *wording.headline(ENGLISH, report),
        str(wording.deck(ENGLISH, report)),
        wording.state_sentence(ENGLISH, report),
        wording.draws_sentence(ENGLISH, report.luck),
        str(wording.suggestive(ENGLISH, report)),
        wording.power_beside(ENGLISH, report.luck),
        wording.which_tests(ENGLISH, report),
        wording.halving_sentence(ENGLISH, report),
        str(wording.definitions_sentence(ENGLISH, report)),
        str(wording.interval_sentence(ENGLISH, report)),
        wording.lead_sentence(ENGLISH, report),
        wording.granger_sentence(ENGLISH, report),
    ):
        assert "%(" not in text
        assert "None" not in text
        assert "nan" not in text
