"""Each claim under history that makes it hold, and under history that makes it fail."""

from __future__ import annotations

from datetime import date

import pytest

from generator.claims import CLAIMS, audit
from generator.claims.findings import not_yet, parts, readings
from generator.config import load_config
from generator.language import Language
from generator.models.claims import Ground, Verdict
from generator.wording import claim_text
from tests.claims.alterations import (
    FindingsOnDemand,
    against_yields,
    as_another,
    asked,
    both,
    path,
    real,
    scaled,
    stretched,
    waves,
    without,
)
from tests.helpers import prices, quick, shipped_prices, stored_rows

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
ARTICLE = CONFIG.question.article
PRICES = quick(shipped_prices())
HOLDS, PARTLY, DEPENDS, FAILS, UNCHECKED = Verdict

HALVINGS = CONFIG.question.halvings
SINKING = path("btc", d20100718=1e6, d20261008=1.0)
CYCLES_OF_27_AND_5 = both(
    scaled("btc", "2021-11-09", "2026-10-08", 0.59),
    path(
        "btc", d20131204=1400, d20150114=650, d20161114=650, d20171216=17500, d20181215=8000,
        d20201113=8000, d20211108=40000,
    ),
)  # fmt: skip
CYCLES_THAT_GROW = path(
    "btc", d20121128=10, d20131204=20, d20150114=8, d20160709=12, d20171216=60, d20181215=20,
    d20200511=40, d20211108=400, d20221121=100, d20240420=200, d20251006=6000, d20261008=2000,
)  # fmt: skip
IN_ORDER = waves(900, {"dgs10": 0, "spx": 60, "rut": 120, "btc": 180})
IN_REVERSE = waves(900, {"dgs10": 180, "spx": 120, "rut": 60, "btc": 0})


@pytest.mark.parametrize(
    ("claim", "alteration", "verdict"),
    [
        ("C01", real, HOLDS),
        ("C01", scaled("rut", "2026-01-22", "2026-01-23", 1.2), HOLDS),
        ("C01", scaled("rut", "2026-01-21", "2026-01-21", 1.01), FAILS),
        ("C02", real, HOLDS),
        ("C02", scaled("rut", "2026-01-02", "2026-01-23", 0.99), DEPENDS),
        ("C02", scaled("rut", "2026-01-02", "2026-01-23", 0.95), FAILS),
        ("C03", scaled("rut", "2024-11-25", "2024-11-25", 1.01), HOLDS),
        ("C03", real, DEPENDS),
        ("C03", scaled("rut", "2022-06-01", "2022-08-31", 2), FAILS),
        ("C04", scaled("rut", "2024-11-25", "2024-11-25", 1.01), HOLDS),
        ("C04", real, DEPENDS),
        ("C04", scaled("rut", "2024-11-25", "2024-11-25", 0.99), FAILS),
        ("C05", real, HOLDS),
        ("C05", scaled("rut", "2025-12-20", "2026-01-23", 0.85), FAILS),
        (
            "C06",
            scaled("btc", "2016-11-01", "2016-11-13", 1 / 4.5),
            HOLDS,
        ),
        ("C06", real, DEPENDS),
        ("C06", scaled("btc", "2016-06-01", "2016-11-20", 3), FAILS),
        ("C06", scaled("rut", "2016-06-01", "2016-12-31", 0.8), FAILS),
        (
            "C07",
            both(
                scaled("btc", "2020-11-01", "2020-11-12", 0.2),
                scaled("btc", "2020-11-13", "2020-11-13", 0.35),
            ),
            HOLDS,
        ),
        ("C07", real, DEPENDS),
        ("C07", scaled("btc", "2020-06-01", "2020-11-20", 2), FAILS),
        (
            "C08",
            both(without("btc", "2013-12-31"), scaled("btc", "2026-09-18", "2026-09-18", 2)),
            HOLDS,
        ),
        ("C08", real, PARTLY),
        ("C08", scaled("btc", "2017-11-14", "2017-11-14", 0.01), FAILS),
        ("C09", real, HOLDS),
        ("C09", scaled("btc", "2024-11-25", "2024-11-25", 0.9), DEPENDS),
        ("C09", scaled("btc", "2024-11-01", "2024-11-30", 0.1), FAILS),
        (
            "C10",
            both(
                scaled("btc", "2024-04-20", "2024-04-20", 0.95),
                scaled("btc", "2026-01-23", "2026-01-23", 1.02),
            ),
            HOLDS,
        ),
        ("C10", real, PARTLY),
        (
            "C10",
            both(
                scaled("btc", "2024-04-20", "2024-04-20", 0.5),
                scaled("btc", "2026-01-23", "2026-01-23", 2),
            ),
            FAILS,
        ),
        ("C11", CYCLES_OF_27_AND_5, HOLDS),
        ("C11", real, DEPENDS),
        ("C11", scaled("btc", "2017-11-20", "2018-01-31", 3), FAILS),
        ("C12", real, HOLDS),
        ("C12", scaled("btc", "2021-01-01", "2021-12-31", 2), PARTLY),
        (
            "C12",
            both(
                scaled("btc", "2021-01-01", "2021-12-31", 2),
                scaled("btc", "2020-07-20", "2020-08-05", 1.5),
            ),
            FAILS,
        ),
        ("C13", real, HOLDS),
        ("C13", asked(halvings=HALVINGS[1:]), FAILS),
        ("C14", asked(halvings=(*HALVINGS[:3], date(2025, 8, 1))), HOLDS),
        ("C14", real, PARTLY),
        ("C14", asked(halvings=HALVINGS[:2]), FAILS),
        ("C15", real, HOLDS),
        ("C15", scaled("btc", "2024-02-25", "2024-03-31", 0.5), PARTLY),
        (
            "C15",
            both(
                scaled("btc", "2020-01-01", "2020-02-20", 3),
                scaled("btc", "2024-02-25", "2024-03-31", 0.5),
            ),
            FAILS,
        ),
        ("C16", stretched("btc", "2023-01-11", "2024-01-10", "2024-01-10", 2), HOLDS),
        ("C16", real, DEPENDS),
        ("C16", stretched("btc", "2024-01-11", "2026-10-08", "2024-01-11", 2), FAILS),
        ("C17", IN_ORDER, HOLDS),
        ("C17", real, DEPENDS),
        ("C17", IN_REVERSE, FAILS),
        ("C18", as_another("psct", "btc"), HOLDS),
        ("C18", real, FAILS),
        ("C19", real, HOLDS),
        ("C19", scaled("btc", "2013-01-02", "2014-01-02", 0.01), HOLDS),
        ("C19", asked(halvings=(*HALVINGS[:2], HALVINGS[3])), PARTLY),
        ("C19", scaled("btc", "2021-11-13", "2021-11-13", 50), PARTLY),
        (
            "C19",
            both(
                asked(halvings=(*HALVINGS[:2], HALVINGS[3])),
                scaled("btc", "2017-11-14", "2017-11-14", 50),
            ),
            FAILS,
        ),
        ("C20", scaled("rut", "2025-12-31", "2025-12-31", 1.3), HOLDS),
        ("C20", real, DEPENDS),
        ("C20", scaled("rut", "2025-12-31", "2025-12-31", 0.9), FAILS),
        ("C24", real, HOLDS),
        ("C24", SINKING, FAILS),
        ("C26", scaled("fedfunds", "2017-03-01", "2019-07-30", 0.3), HOLDS),
        ("C26", real, FAILS),
        ("C27", real, HOLDS),
        ("C27", scaled("fedfunds", "2020-01-01", "2020-12-31", 2), PARTLY),
        ("C27", scaled("fedfunds", "2020-01-01", "2020-12-31", 10), FAILS),
        ("C28", against_yields(0.05), HOLDS),
        ("C28", against_yields(-0.05), FAILS),
        ("C28", real, DEPENDS),
        ("C30", scaled("btc", "2021-05-11", "2021-05-11", 0.5), HOLDS),
        ("C30", real, DEPENDS),
        ("C30", CYCLES_THAT_GROW, FAILS),
        ("C35", real, DEPENDS),
        ("C35", stretched("btc", "2025-10-07", "2026-10-08", "2025-10-06", 0.9), HOLDS),
        ("C35", stretched("btc", "2025-10-07", "2026-10-08", "2025-10-06", 3), FAILS),
    ],
)
def test_verdict_follows_from_the_history(claim, alteration, verdict):
    altered = alteration(PRICES)
    found = one(claim, altered)
    assert found.verdict is verdict
    assert found.ground is Ground.PRICES
    said = claim_text(ENGLISH, found, ARTICLE)
    assert said.why
    assert said.computed
    assert said.data


@pytest.mark.parametrize(
    ("alteration", "told"),
    [
        (real, True),
        (asked(halvings=(*HALVINGS[:2], HALVINGS[3])), True),
        (scaled("btc", "2021-11-13", "2021-11-13", 50), False),  # few pairs do as well
        (scaled("btc", "2021-11-13", "2021-11-13", 0.1), False),  # there is no lead
        (SINKING, False),
    ],
)
def test_what_the_halving_clock_would_miss_stands_beside_a_large_share_alone(alteration, told):
    """No verdict may lean on a large p without a word on what the comparison could see."""
    found = one("C19", alteration(PRICES))
    agreed = {answer.name: answer.agrees for answer in found.answers}
    assert ("missed" in agreed) is told
    assert not told or agreed["matched"]
    said = claim_text(ENGLISH, found, ARTICLE)
    assert ("would be missed" in said.computed) is told


def one(name, altered):
    """One claim, without computing what only the others need."""
    found = FindingsOnDemand(altered)
    listed = [statement for statement in CLAIMS if statement.id == name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.claims.CLAIMS", tuple(listed))
        return audit(found, altered)[0]


def test_all_claims_are_there_in_order():
    assert [statement.id for statement in CLAIMS] == [f"C{number:02}" for number in range(1, 37)]


UNCHECKED_FIGURES = {
    "C21": ("$20 billion", "flows"),
    "C22": ("40%", "earnings"),
    "C23": ("doubled", "earnings"),
    "C29": ("$1 billion", "market value"),
    "C31": ("$100 billion", "inflows"),
    "C32": ("contradicts", "flows"),
    "C33": ("banks", "balance sheets"),
    "C34": ("at home", "sales by country"),
    "C36": ("in 2020", "the company’s own reports"),
}


@pytest.mark.parametrize("name", UNCHECKED_FIGURES)
def test_claims_beyond_prices_name_the_data_and_quote_the_figure_with_its_source(name):
    found = one(name, PRICES)
    assert (found.verdict, found.ground) == (UNCHECKED, Ground.OTHER_DATA)
    said, (figure, data) = claim_text(ENGLISH, found, ARTICLE), UNCHECKED_FIGURES[name]
    assert figure in said.claimed
    assert said.claimed.endswith("(TechFlow, January 2026)")
    assert said.why.startswith("No price shows this. It would take ")
    assert data in said.why
    assert said.computed is None


@pytest.mark.parametrize(
    ("name", "printed", "meant"),
    [
        ("C09", "$10,000", "one hundred thousand"),
        ("C21", "$200 billion", "$20 billion"),
        ("C31", "tens of billions", "$10 billion"),
    ],
)
def test_slips_of_translation_are_shown_as_what_they_are(name, printed, meant):
    slip = claim_text(ENGLISH, one(name, PRICES), ARTICLE).slip
    assert "slip" in slip
    assert printed in slip
    assert meant in slip


def test_figures_against_the_stored_rows():
    """The tests' own arithmetic on the CSV files."""
    index = {row["date"]: float(row["close"]) for row in stored_rows("rut")}
    bitcoin = {row["date"]: float(row["close"]) for row in stored_rows("btc")}
    assert facts("C01")["three_weeks"] == pytest.approx(index["2026-01-21"] / 2481.91 - 1)
    assert facts("C20")["calendar"] == pytest.approx(index["2025-12-31"] / index["2024-12-31"] - 1)
    april = min(close for day, close in index.items() if day.startswith("2025-04"))
    assert facts("C20")["from_low"] == pytest.approx(index["2025-12-31"] / april - 1)
    assert facts("C10")["rise"] == pytest.approx(bitcoin["2026-01-23"] / bitcoin["2024-04-20"] - 1)
    november = [close for day, close in bitcoin.items() if day.startswith("2024-11")]
    assert facts("C09")["highest"] == max(november)
    assert facts("C09")["mean"] == pytest.approx(sum(november) / 30)
    assert facts("C12")["end"] == max(
        close for day, close in bitcoin.items() if day[:4] in ("2020", "2021")
    )
    # 3.125 of 6.25 coins a block, 52,596 blocks a year, 19,687,500 coins: by hand.
    assert facts("C13")["before"] == pytest.approx(52_596 * 6.25 / 19_687_500)
    assert facts("C13")["after"] == pytest.approx(52_596 * 3.125 / 19_687_500)
    assert facts("C26")["done"] == pytest.approx((0.75 - 0.25) / (2.50 - 0.25))


def facts(name):
    return {fact.name: fact.value for fact in one(name, PRICES).facts}


def test_parts_and_readings():
    nothing = (None, None)
    assert parts({"a": True, "b": True}, span=nothing).verdict is HOLDS
    assert parts({"a": True, "b": False}, span=nothing).verdict is PARTLY
    assert readings({"a": True, "b": False}, span=nothing).verdict is DEPENDS
    assert readings({"a": False, "b": False}, span=nothing).verdict is FAILS
    assert readings({"a": True}, span=nothing, beside=("b",)).verdict is HOLDS
    assert readings({"a": True, "b": None}, span=nothing) == not_yet()
    assert parts({"a": False, "b": None}, span=nothing) == not_yet()
    assert readings({}, span=nothing) == not_yet()
    assert not_yet().ground is Ground.NOT_YET


@pytest.mark.parametrize(
    ("claim", "before", "after"),
    [
        ("C01", date(2026, 1, 20), date(2026, 1, 21)),
        ("C03", date(2025, 9, 17), date(2025, 9, 18)),
        ("C04", date(2025, 9, 17), date(2025, 9, 18)),
        ("C11", date(2021, 6, 1), date(2023, 1, 31)),
        ("C30", date(2021, 6, 1), date(2024, 6, 1)),
    ],
)
def test_a_claim_waits_until_its_last_part_is_known(claim, before, after):
    waiting, decided = (one(claim, quick(shipped_prices(day))) for day in (before, after))
    assert (waiting.verdict, waiting.ground) == (UNCHECKED, Ground.NOT_YET)
    assert decided.ground is Ground.PRICES


def test_another_question_has_no_claims():
    report = FindingsOnDemand(PRICES)
    assert audit(report, PRICES)
    report.question = asked(article=None)(PRICES).question
    assert audit(report, PRICES) == ()
    other = prices([1.0, 2.0], [1.0, 2.0], article=ARTICLE)
    assert audit(FindingsOnDemand(other), other) == ()
