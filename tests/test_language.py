"""Numbers and dates as readers expect them, and a catalogue that holds every text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator.config import ROOT, load_config
from generator.errors import BuildError
from generator.language import Language
from tests import messages
from tests.helpers import LEADER

ENGLISH = Language("en", load_config().locales)


def test_numbers():
    assert ENGLISH.number(2442.74, 2) == "2,442.74"
    assert ENGLISH.number(-180) == "−180"
    assert ENGLISH.percent(0.1438, 1) == "14.4%"
    assert ENGLISH.percent(-0.309, signed=True) == "−31%"
    assert ENGLISH.percent(0.309, signed=True) == "+31%"
    assert ENGLISH.percent(0, signed=True) == "0%"
    assert ENGLISH.percent(-0.001) == "0%"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (81676.3, "dollars", "$81,676"),
        (0.0858, "dollars", "$0.09"),
        (13.28, "dollars", "$13.28"),
        (2794.13, "points", "2,794"),
        (858.31, "points", "858.31"),
        (5.31, "percent", "5.31%"),
    ],
)
def test_prices(value, unit, text):
    assert ENGLISH.price(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "currency", "text"),
    [
        (81676.3, "money", "USD", "$81,676"),
        (12345678, "money", "JPY", "¥12,345,678"),
        (7.5, "money", "GBP", "£7.50"),
        (-7.5, "money", "GBP", "−£7.50"),
        (8123.4, "money", "CHF", "CHF\u00a08,123"),
        (48537.7, "points", "JPY", "48,538"),
        (1.07, "percent", "JPY", "1.07%"),
    ],
)
def test_prices_of_an_instrument_are_in_its_currency(value, unit, currency, text):
    quoted = replace(LEADER, unit=unit, currency=currency)
    assert ENGLISH.price(value, quoted) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.691, "×0.69"), (2.68, "×2.7"), (9.96, "×10.0"), (60.85, "×61"), (1, "×1.0")],
)
def test_multiples(value, text):
    assert ENGLISH.multiple(value) == text


def test_counts():
    assert [ENGLISH.count(n) for n in (0, 1, 5, 10, 11)] == ["no", "one", "five", "ten", "11"]


def test_what_is_not_defined_is_a_dash():
    printed = [
        ENGLISH.number(None),
        ENGLISH.price(None, "percent"),
        ENGLISH.percent(None, 1, signed=True),
        ENGLISH.multiple(None),
        ENGLISH.count(None),
        ENGLISH.date(None),
        ENGLISH.long_date(None),
    ]
    assert printed == ["–"] * 7


def test_counts_at_the_start_of_a_sentence():
    for number in range(12):
        assert ENGLISH.count(number, start=True) == ENGLISH.count(number).capitalize()


def test_sentences():
    assert ENGLISH.sentence("Neither moves first") == "Neither moves first."


def test_dates():
    assert ENGLISH.short_year(date(2005, 9, 18)) == "’05"
    assert ENGLISH.date(date(2025, 9, 18)) == "18 Sep 2025"
    assert ENGLISH.long_date(date(2025, 9, 18)) == "18 September 2025"
    assert ENGLISH.month(date(2025, 9, 18)) == "September 2025"
    assert ENGLISH.moment(datetime(2026, 11, 22, 17, 40, tzinfo=UTC)) == "22 Nov 2026, 17:40 UTC"


def test_language_without_catalogue_says_how_to_add_it():
    with pytest.raises(BuildError, match="'fr' has no catalogue"):
        Language("fr", load_config().locales)


SPEAKING = [
    *sorted((ROOT / "templates").rglob("*.jinja")),
    ROOT / "generator/pages.py",
    *(
        p
        for room in ("wording", "claims", "charts", "publish")
        for p in (ROOT / "generator" / room).glob("*.py")
        if p.name != "svg.py"  # shortens paths, not words
    ),
]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.name)
def test_no_text_is_changed_once_it_is_translated(path):
    """Letters and full stops are a translator's business: the form needed is a message."""
    assert not re.search(r"capitalize|\.lower\(\)|\.upper\(\)|rstrip|%y", path.read_text())


@pytest.mark.parametrize("file", messages.catalogue_files(), ids=lambda file: file.parts[-3])
def test_catalogue_holds_every_text_and_no_other(file):
    """Otherwise: make messages."""
    known = {(m.id, m.context) for m in messages.read(file) if m.id}
    wanted = {(m.id, m.context) for m in messages.collected() if m.id}
    assert known == wanted


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (-0.4, 0, "0"),
        (1.005, 2, "1.01"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, digits, text):
    """As a reader with the price in hand rounds it: 3,740.50 is 3,741."""
    assert ENGLISH.number(value, digits) == text


def test_price_is_rounded_like_a_number():
    assert ENGLISH.price(3740.5, "dollars") == "$3,741"
