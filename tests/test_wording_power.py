"""What the power of the tests means, in words, whatever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import wording
from generator.config import load_config
from generator.language import Language
from generator.models.power import Power, Rejections
from generator.models.publication import Figure, Imprint, Table
from generator.pages import Edition, _environment
from generator.wording.power import how_often
from tests.helpers import empty_annex

ENGLISH = Language("en", load_config().locales)


def rows(found, n, leaders, uniform):
    return tuple(Rejections(drift, uniform, 0.5, n, leaders) for drift in found)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "hardly ever"),
        (0.05, "hardly ever"),
        (0.06, "about one time in ten"),
        (0.12, "about one time in ten"),
        (0.2, "about one time in five"),
        (0.26, "about one time in four"),
        (0.35, "about one time in three"),
        (0.5, "about one time in two"),
        (0.58, "about three times in five"),
        (0.66, "about two times in three"),
        (0.76, "about three times in four"),
        (0.81, "about four times in five"),
        (0.9, "about nine times in ten"),
        (0.949, "about nine times in ten"),
        (0.95, "almost always"),
        (1.0, "almost always"),
    ],
)
def test_rates_as_people_say_them(share, expected):
    assert how_often(ENGLISH, share) == expected


@given(st.floats(0, 1))
def test_what_is_said_is_near_the_rate(share):
    said = how_often(ENGLISH, share)
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9, "ten": 10}
    if said in ("hardly ever", "almost always"):
        assert abs(share - (said == "almost always")) <= 0.05 + 1e-12
    else:
        times, of = said.split()[1], said.split()[-1]
        assert abs(words[times] / words[of] - share) <= 0.08


def test_sentence_speaks_of_what_was_seen(real_report):
    """With as many events as there are, unless too few simulated leaders have them."""
    drifts = (0.0, 0.5, 0.89, 1.0)
    known = Power(
        499, 0.89, rows(drifts, None, 2_000, uniform=0.24) + rows(drifts, 5, 100, uniform=0.1)
    )
    luck = replace(real_report.luck, power=known)
    assert wording.power_sentence(ENGLISH, luck) == (
        "A real lead as large as what was seen (a further ×2.4 within 365 days) would be missed "
        "about nine times in ten."
    )
    few = replace(
        known, rows=rows(drifts, None, 2_000, uniform=0.24) + rows(drifts, 5, 99, uniform=0.1)
    )
    assert "about three times in four" in wording.power_sentence(ENGLISH, replace(luck, power=few))


def test_sentence_without_an_excess_speaks_of_a_stated_effect(real_report):
    known = Power(499, None, rows((0.0, 0.5, 1.0), None, 2_000, uniform=0.97))
    assert wording.power_sentence(ENGLISH, replace(real_report.luck, power=known)) == (
        "A real lead that multiplied the price by a further ×2.7 within 365 days would be missed "
        "hardly ever."
    )


def test_sentence_where_it_is_not_worked_out(real_report):
    assert wording.power_sentence(ENGLISH, replace(real_report.luck, power=None)) == (
        "How much such a test could see is worked out only where three to 24 events fit into the "
        "data."
    )


def test_sentence_of_the_real_report(real_report):
    """The figures that the changelog and the glossary tell."""
    assert "(a further ×2.4 within 365 days) would be missed about four times in five" in (
        wording.power_sentence(ENGLISH, real_report.luck)
    )


def with_power(report, p=0.06, n=5, uniform=0.2, excess=0.89):
    """The luck of the real report with another p, number of events and power."""
    drifts = (0.0, 0.5, 0.89, 1.0)
    return replace(
        report.luck,
        events=(report.luck.events * 5)[:n],
        p_value=replace(report.luck.p_value, uniform=p),
        power=Power(499, excess, rows(drifts, None, 2_000, uniform)),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "would be missed about four times in five."),
        ({"p": 0.05}, "would be missed about four times in five."),
        ({"p": 0.9, "excess": None}, "a further ×2.7 within 365 days would be missed"),
        ({"uniform": 0.96}, "would be missed hardly ever."),
        ({"n": 3}, "would be missed about four times in five."),
        ({"n": 24}, "would be missed about four times in five."),
        ({"p": 0.0499}, ""),  # luck is as good as ruled out: there is nothing to be missed
        ({"n": 2}, ""),  # the simulated leaders have three events or more
        ({"n": 1}, ""),
        ({"p": None, "n": 0}, ""),
    ],
)
def test_power_stands_beside_luck_that_is_not_ruled_out(real_report, changes, told):
    luck = with_power(real_report, **changes)
    said = wording.power_beside(ENGLISH, luck)
    assert told in said
    assert bool(said) == bool(told)
    verdict = wording.luck_verdict(ENGLISH, replace(real_report, luck=luck))
    assert not said or verdict == "Luck is not ruled out."


def test_power_that_is_not_known_is_left_out(real_report):
    luck = replace(with_power(real_report), power=None)
    assert wording.power_beside(ENGLISH, luck) == ""


@pytest.mark.parametrize(
    ("changes", "headline", "in_deck", "on_luck"),
    [
        ({}, "Luck is not ruled out.", True, 1),
        ({"n": 2}, "Luck is not ruled out.", False, 1),
        ({"p": 0.02}, "Random dates seldom do as well.", False, 1),
        ({"power": None}, "Luck is not ruled out.", False, 0),
        ({"p": None, "n": 0}, "There is nothing to test.", False, 1),
    ],
)
def test_each_page_says_it_once_and_near_the_verdict(
    real_report, changes, headline, in_deck, on_luck
):
    """In the deck; on the page of the tests at the table of power where the deck has it not."""
    unknown = {"power": None} if "power" in changes else {}
    known = {name: value for name, value in changes.items() if name != "power"}
    luck = replace(with_power(real_report, **known), **unknown)
    for name, count in (("index", int(in_deck)), ("luck", on_luck)):
        page = written(name, replace(real_report, luck=luck))
        heading, _, rest = page.partition("</h1>")
        assert headline in heading
        assert page.count("would be missed") == count
        deck = rest.partition('<p class="deck">')[2].partition("</p>")[0]
        assert ("would be missed" in deck) == in_deck


def written(page, report):
    """One page of a report; its one picture that is always there is left empty."""
    blank = Figure("two-series", *5 * ("",), report.as_of, Table((), ()), "", "", {})
    edition = Edition(
        report, {blank.id: blank}, ENGLISH, Imprint("x", {}), empty_annex(report.as_of)
    )
    environment = _environment(edition, load_config().templates)
    return environment.get_template(f"pages/{page}.md.jinja").render(root="")
