"""Sentences and tables that know the names of the pair and print facts by their kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from generator.config import load_config
from generator.language import Language
from generator.models.cycles import Anchor
from generator.wording.say import Say
from tests.helpers import question

SAY = Say(Language("en", load_config().locales), SimpleNamespace(question=question()))


def test_sentence_knows_the_pair():
    assert SAY("%(follower)s after the %(leader)s") == "Follower after the Leader"


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        (None, "–"),
        (0, "0"),
        (12345, "12,345"),
        (date(2025, 9, 18), "18 Sep 2025"),
        ("as it is", "as it is"),
    ],
)
def test_fact_prints_itself(fact, printed):
    assert SAY("seen: %(fact)s", fact=fact) == f"seen: {printed}"
    assert SAY.table([fact], {"Fact": lambda each: each}).rows == ((printed,),)


@pytest.mark.parametrize("value", [0.25, 2.0, np.float64(0.25), float("nan")])
def test_float_has_to_be_told_as_something(value):
    with pytest.raises(TypeError, match="say how"):
        SAY("seen: %(fact)s", fact=value)
    with pytest.raises(TypeError, match="say how"):
        SAY.table([value], {"Fact": lambda each: each})


def test_what_has_to_be_told_has_a_word_for_it():
    assert SAY.p(0.034) == "3.4%"
    assert SAY.points(0.25) == "+0.25"
    assert SAY.label(Anchor.LOW) == "Cycle low"
    assert SAY.label(Anchor.LOW, inside=True) == "cycle low"
    assert SAY.short_year(date(2005, 9, 18)) == "’05"
    assert SAY.name(SAY.report.question.leader) == "Leader"


def test_message_without_a_placeholder_keeps_its_percent_signs():
    assert SAY("p below 5%. 100% sure") == "p below 5%. 100% sure"
    assert SAY("5%% of %(leader)s") == "5% of Leader"


def test_message_takes_the_form_of_its_number():
    def days(number):
        return SAY.many("%(leader)s: %(n)s day", "%(leader)s: %(n)s days", number, n=number)

    assert [days(number) for number in (1, 2, 1000)] == [
        "Leader: 1 day",
        "Leader: 2 days",
        "Leader: 1,000 days",
    ]


def test_table_reads_attributes_and_functions():
    @dataclass
    class Event:
        date: date
        share: float | None

    @dataclass
    class Row:
        event: Event

    found = [Row(Event(date(2025, 9, 18), 0.5)), Row(Event(date(2026, 1, 2), None))]
    table = SAY.table(
        found, {"On": "event.date", "Share": lambda row: SAY.percent(row.event.share)}, note="n"
    )
    assert table.columns == ("On", "Share")
    assert table.rows == (("18 Sep 2025", "50%"), ("2 Jan 2026", "–"))
    assert table.note == "n"
