"""The questions of ``examples/``: each page speaks of the question that is asked."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from generator.config import ROOT, load_config
from generator.pipeline import read_prices
from tests.helpers import MOMENT, SHIPPED_UNTIL, quick, quick_config
from tests.questions import written

EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.toml"))

ELSEWHERE = r"New York|NYSE"
ARTICLE = r"[Tt]he article|TechFlow|Tesla|\bC\d\d\b"
HALVING = r"halving|Halving|coins? mined|new coins|miner"
FALSE = {
    "nikkei-bitcoin": rf"Russell|US small|Ethereum|{ELSEWHERE}|{ARTICLE}",
    "sp500-ethereum": rf"Bitcoin|BTC|Nikkei|US small|{ELSEWHERE}|{ARTICLE}|{HALVING}",
    "sp500-bitcoin": rf"Nikkei|Ethereum|US small|{ARTICLE}",
}
"""Words that no page of a question has: they are true of another one."""

CLUMSY = (
    r"\b1 (?:years|times|days|sessions|dates|events)\b|\b[Aa]ll two\b|\bNo of\b"
    r"|\bone random sessions\b|\b0 complete"
)
"""What goes wrong where events are fewer than usual; in the Method, “n + 1 days” is right."""
TRUE_ALL_THE_SAME = r"doubling and halving weigh"


@cache
def pages(name):
    config = quick_config(load_config(ROOT / "examples" / f"{name}.toml"))
    files = written(config, quick(read_prices(config, SHIPPED_UNTIL, MOMENT)))
    return {path: text for path, text in files.items() if path.endswith((".md", ".xml"))}


def test_every_example_has_words_that_would_be_false():
    assert set(FALSE) == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_knows_its_series_as_the_report_does(name):
    ours, theirs = (
        tomllib.loads((ROOT / file).read_text())
        for file in ("report.toml", f"examples/{name}.toml")
    )
    assert theirs["sources"].items() <= ours["sources"].items()
    for key, table in theirs["instruments"].items():
        # Its place on the risk curve is a matter of the question.
        assert table == ours["instruments"][key] | {"role": table["role"]}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_page_says_what_is_true_of_another_question(name):
    for path, text in pages(name).items():
        shown = re.sub(TRUE_ALL_THE_SAME, "", text)
        assert re.findall(rf".{{0,60}}(?:{FALSE[name]}).{{0,40}}", shown) == [], path
        if path != "method.md":
            assert re.findall(rf".{{0,60}}(?:{CLUMSY}).{{0,40}}", shown) == [], path


@pytest.mark.parametrize("name", EXAMPLES)
def test_prose_names_the_pair(name):
    asked = load_config(ROOT / "examples" / f"{name}.toml").question
    terms = pages(name)["glossary.md"].replace("&#38;", "&")
    assert f"Here it is the {asked.leader.name}." in terms
    assert f"Here it is {asked.follower.name}." in terms
    method = pages(name)["method.md"].replace("&#38;", "&")
    assert f"here the {asked.leader.name}" in method
    assert ("## Supply" in method) == bool(asked.halvings)
    assert "## Claims" not in method


def test_a_follower_without_halvings_has_no_step_about_them():
    assert 'id="halving"' in pages("nikkei-bitcoin")["luck.md"]
    assert "halving" not in pages("sp500-ethereum")["luck.md"]


def test_events_before_the_followers_first_price_have_no_outcome_to_wait_for():
    row = re.search(
        r'<tr>\n<th scope="row">.{0,60}2007-05-30.*?</tr>', pages("sp500-bitcoin")["luck.md"], re.S
    )
    assert row
    assert "not yet" not in row[0]
