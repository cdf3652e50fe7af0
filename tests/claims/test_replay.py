"""Then beside now; nothing later is read; early days crash nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.annex import audit
from generator.claims import CLAIMS
from generator.claims import audit as audit_claims
from generator.config import Config, load_config
from generator.language import Language
from generator.models.claims import Audit, Ground, Verdict
from generator.models.freshness import FreshnessLimits
from generator.models.prices import Prices
from generator.pipeline import evaluate
from generator.replays import replayed_claims
from generator.signals.report import find
from generator.wording import claim_text, claims_deck, claims_headline
from tests.helpers import SHIPPED_UNTIL, quick, shipped_prices
from tests.signals.test_no_look_ahead import altered, cut, plain
from tests.test_publish import published

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
ARTICLE = CONFIG.question.article
REAL = quick(shipped_prices())
HOLDS, PARTLY, DEPENDS, FAILS, UNCHECKED = Verdict


@pytest.fixture(scope="module")
def config(tmp_path_factory) -> Config:
    """Claims are worked out here: those that a build has kept can be of other arithmetic."""
    return CONFIG.model_copy(update={"replays": tmp_path_factory.mktemp("replays")})


@pytest.fixture(scope="module")
def audited(config, real_prices, real_report) -> Audit:
    return audit(config, real_prices, real_report)


def verdicts(claims):
    return {claim.id: claim.verdict for claim in claims}


def test_verdicts_of_the_shipped_history(audited):
    assert [int(name[1:]) for name, v in verdicts(audited.claims).items() if v is HOLDS] == [
        1, 2, 5, 9, 12, 13, 15, 19, 24, 27,
    ]  # fmt: skip
    assert list(audited.counts.values()) == [10, 3, 11, 2, 10]
    changed = {now.id: (then.verdict, now.verdict) for now, then in audited.rows}
    assert {name: pair for name, pair in changed.items() if pair[0] is not pair[1]} == {
        "C35": (HOLDS, DEPENDS),
    }


def test_then_is_what_a_report_of_that_day_says(config, audited):
    prices = shipped_prices(ARTICLE.published)
    report = evaluate(CONFIG, prices)
    same_day = audit(config, prices, report)
    assert plain(same_day.claims) == plain(audited.then)
    assert same_day.then == same_day.claims


def test_there_is_no_then_before_the_article(real_prices):
    assert replayed_claims(CONFIG, real_prices, date(2026, 11, 1)) is None
    assert replayed_claims(CONFIG, real_prices, date(2009, 1, 5)) is None


@pytest.mark.parametrize(
    "day", ["2012-06-08", "2019-08-02", "2024-11-25", "2026-01-22", "2026-05-04"]
)
def test_the_future_moves_no_claim(day):
    day = date.fromisoformat(day)
    whole = claims_as_of(REAL.histories, day)
    assert claims_as_of([cut(h, day) for h in REAL.histories], day) == whole
    assert claims_as_of([altered(h, day, 3.0) for h in REAL.histories], day) == whole


def claims_as_of(histories, day):
    made = Prices.as_of_day(day, REAL.question, tuple(histories))
    return plain(audit_claims(find(made, FreshnessLimits(1, 3)), made))


def test_a_corrected_close_changes_a_verdict():
    history = REAL.histories[0]
    rows = history.rows.copy()
    rows.loc["2026-01-21", "close"] *= 1.01
    corrected = [replace(history, rows=rows) if h is history else h for h in REAL.histories]
    before, after = (
        {c["id"]: c["verdict"] for c in claims_as_of(histories, SHIPPED_UNTIL)}
        for histories in (REAL.histories, corrected)
    )
    assert {name for name in before if before[name] is not after[name]} == {"C01"}


@pytest.mark.parametrize(
    "day", ["2010-07-18", "2010-12-31", "2016-01-01", "2020-03-16", "2024-04-20", "2026-01-23"]
)
def test_any_day_has_words_for_every_claim(day):
    prices = quick(shipped_prices(date.fromisoformat(day)))
    claims = audit_claims(find(prices, FreshnessLimits(1, 3)), prices)
    assert len(claims) == len(CLAIMS)
    for claim in claims:
        text = claim_text(ENGLISH, claim, ARTICLE)
        spoken = " ".join(
            [text.says, text.claimed, text.computed or "", text.formula, text.why, text.slip]
        )
        for wrong in ("%(", "None", "nan", "NaN", "–"):
            assert wrong not in spoken, (claim.id, spoken)
        if claim.ground is Ground.NOT_YET:
            assert claim.verdict is UNCHECKED
            assert text.why == "Not yet decidable: the data do not reach so far."
        if claim.ground is not Ground.ADVICE:
            assert (text.computed is None) == (claim.ground is not Ground.PRICES)


CAUSAL = (" caused ", " drives ", " drove ", " because of ", " thanks to ", " due to ")
HYPE = ("!", "moon", "skyrocket", "soar", "explod", "guarante")


def test_words_claim_no_cause_and_raise_no_voice(audited):
    for claim in audited.claims:
        words = claim.words
        whys = (words.holds, words.mixed, words.fails, words.beside)
        told = (words.says, words.formula, words.needed, words.slip, *whys)
        spoken = " ".join((*told, *words.answers.values())).lower()
        assert not [word for word in CAUSAL + HYPE if word in spoken], claim.id
        assert len(words.says) < 95


def test_every_fact_is_told(audited):
    """Under one verdict at least: without a figure the words are others."""
    for claim in audited.claims:
        for fact in claim.facts:
            other = replace(fact, value=None)
            facts = tuple(other if each is fact else each for each in claim.facts)
            assert any(
                claim_text(ENGLISH, replace(claim, verdict=v, facts=facts), ARTICLE)
                != claim_text(ENGLISH, replace(claim, verdict=v), ARTICLE)
                for v in Verdict
            ), (claim.id, fact.name)


def test_a_verdict_that_hangs_on_a_definition_lists_the_readings_it_tried(audited):
    for claim in (*audited.claims, *audited.then):
        if claim.verdict is DEPENDS:
            agree = {answer.agrees for answer in claim.answers}
            assert agree >= {True, False}, claim.id
            told = [text for text, agrees in claim_text(ENGLISH, claim, ARTICLE).answers]
            assert len(set(told)) == len(claim.answers), claim.id


def test_counts_in_words(audited):
    assert claims_headline(ENGLISH, audited) == ("Ten of 36 claims hold.", "Two do not.")
    assert claims_deck(ENGLISH, audited) == (
        "11 depend on what their words mean. Three hold in part. Ten cannot be checked from prices."
    )
    holding = tuple(claim for claim in audited.claims if claim.verdict is HOLDS)[:1]
    failing = tuple(claim for claim in audited.claims if claim.verdict is FAILS)[:2]
    one = Audit(ARTICLE, SHIPPED_UNTIL, holding, None)
    two = Audit(ARTICLE, SHIPPED_UNTIL, failing, None)
    assert claims_headline(ENGLISH, one) == ("One of 1 claims holds.", "No claim fails.")
    assert claims_headline(ENGLISH, two) == ("No claim of 2 holds so far.", "Two do not hold.")
    assert claims_deck(ENGLISH, two) == ""
    nothing = Audit(None, SHIPPED_UNTIL, (), None)
    assert claims_headline(ENGLISH, nothing) == ("There is no article to audit.",)


def test_p_values_stand_beside_n_and_the_definitions_tried_and_what_they_miss(audited, real_report):
    halving = next(claim for claim in audited.claims if claim.id == "C19")
    said = claim_text(ENGLISH, halving, ARTICLE)
    assert said.why.endswith("144 definitions were tried.")
    _followed, (matched, agrees), (missed, judged) = said.answers
    assert (agrees, judged) == (True, None)
    assert matched.endswith("(n = 2, at least 0.0004%)")
    assert missed == (
        "a real lead as large as after the two (a further ×1.4 beyond the days on their clocks) "
        "would be missed about nine times in ten"
    )
    assert real_report.grid.definitions == 144


def test_claims_of_the_api(audited, real_report):
    latest = published(real_report, audited)
    assert [claim["id"] for claim in latest["claims"]] == [statement.id for statement in CLAIMS]
    for claim in latest["claims"]:
        assert set(claim) >= {"id", "verdict", "claimed", "computed", "why", "then"}
    by_id = {claim["id"]: claim for claim in latest["claims"]}
    assert by_id["C01"] == {
        "id": "C01",
        "verdict": "holds",
        "claimed": "9%",
        "computed": "+8.7% by 21 Jan 2026; +7.5% by 23 Jan 2026, the day of the article",
        "why": "It had gained as much after three weeks, the period that the claim names.",
        "then": None,
    }
    assert by_id["C35"]["then"]["verdict"] == "holds"
    assert by_id["C22"]["computed"] is None
    assert published(real_report, Audit(None, SHIPPED_UNTIL, (), None))["claims"] == []
