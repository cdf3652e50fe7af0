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
from generator.wording.power import how_often

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
