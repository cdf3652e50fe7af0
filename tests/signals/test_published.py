"""What others published: each figure against a plain reading of the files, and its limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator.config import load_config
from generator.models.press import FactKind, PublishedFact
from generator.signals.published import published_facts
from tests.helpers import (
    FOLLOWER,
    LEADER,
    SHIPPED_UNTIL,
    history,
    prices,
    shipped_prices,
    stored_rows,
)

FACTS = load_config().question.published


def read_from_the_files(kind, day):
    """The figure of a kind on a day, from nothing but the rows of the CSV files."""
    rows = [row for row in stored_rows("rut") if row["date"] <= str(day)]
    closes, highs = ([float(row[column]) for row in rows] for column in ("close", "high"))
    assert rows[-1]["date"] == str(day)
    if kind is FactKind.CLOSE:
        return closes[-1]
    if kind is FactKind.CHANGE:
        return round(closes[-1] / closes[-2] - 1, 3)
    values = highs if "intraday" in kind else closes
    record = max(values[:-1])
    assert values[-1] > record
    at = values.index(record)
    if kind is FactKind.SESSIONS:
        return len(rows) - 1 - at - 1
    return date.fromisoformat(rows[at]["date"]) if kind.is_day else record


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind.value)
def test_the_files_reproduce_what_was_published(fact):
    assert fact.instrument.key == "rut"
    assert read_from_the_files(fact.kind, fact.date) == fact.said
    (check,) = (c for c in published_facts(shipped_prices()) if c.fact == fact)
    assert (check.found, check.agrees) == (fact.said, True)


def test_the_figures_are_those_of_the_press():
    assert {fact.kind: fact.said for fact in FACTS} == {
        FactKind.CLOSE: 2467.70,
        FactKind.CHANGE: 0.025,
        FactKind.CLOSE_SINCE: date(2021, 11, 8),
        FactKind.HIGH_SINCE: date(2024, 11, 25),
        FactKind.CLOSE_ABOVE: 2442.74,
        FactKind.HIGH_ABOVE: 2466.49,
        FactKind.SESSIONS: 967,
    }


def test_the_high_of_november_2024_was_a_record_and_its_close_was_none():
    high, close = (2466.49, 2442.03)
    until = [row for row in stored_rows("rut") if row["date"] <= "2024-11-25"]
    assert (float(until[-1]["high"]), float(until[-1]["close"])) == (high, close)
    assert max(float(row["high"]) for row in until[:-1]) < high
    assert max(float(row["close"]) for row in until[:-1]) > close


@pytest.mark.parametrize(
    ("as_of", "sources"),
    [
        (date(2025, 9, 17), set()),
        (date(2025, 9, 18), {"Barron’s", "Reuters"}),
        (date(2025, 9, 19), {"Barron’s", "Reuters", "Cryptopolitan"}),
        (SHIPPED_UNTIL, {"Barron’s", "Reuters", "Cryptopolitan"}),
    ],
)
def test_nothing_is_known_before_it_was_published(as_of, sources):
    found = published_facts(shipped_prices(as_of))
    assert {check.fact.source for check in found} == sources
    assert all(check.agrees for check in found)


CLOSES = [10.0, 12.0, 11.0, 9.0, 13.0]  # records on 2 and 5 January
HIGHS = [10.0, 12.5, 14.0, 9.0, 13.0]  # on 2 and 3 January


def checked(kind, said, day=5, instrument=LEADER, published=5):
    """What is said of one fact about the made-up leader, as of 5 January 2020."""
    fact = PublishedFact(
        "A", "B", date(2020, 1, published), instrument, date(2020, 1, day), kind, said
    )
    made = prices(CLOSES, [1.0, 2.0], published=(fact,))
    histories = (history(LEADER, CLOSES, highs=HIGHS), made.of(FOLLOWER))
    (check,) = published_facts(replace(made, histories=histories))
    return check.found, check.agrees


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (FactKind.CLOSE, 13, 13.01),
        (FactKind.CHANGE, 0.444, 0.445),
        (FactKind.CLOSE_SINCE, date(2020, 1, 2), date(2020, 1, 3)),
        (FactKind.CLOSE_ABOVE, 12.0, 14.0),
        (FactKind.SESSIONS, 2, 3),
    ],
)
def test_another_figure_does_not_agree(kind, right, wrong):
    assert checked(kind, right) == (right, True)
    assert checked(kind, wrong) == (right, False)


def test_records_by_highs_are_not_those_by_closes():
    assert checked(FactKind.HIGH_SINCE, date(2020, 1, 2), day=3) == (date(2020, 1, 2), True)
    assert checked(FactKind.HIGH_ABOVE, 12.5, day=3) == (12.5, True)
    assert checked(FactKind.CLOSE_ABOVE, 12.0, day=3) == (None, False)
    assert checked(FactKind.HIGH_ABOVE, 12.5, day=5) == (None, False)


def test_a_first_record_or_row_has_nothing_before_it():
    assert checked(FactKind.CLOSE_ABOVE, 10.0, day=2) == (None, False)
    assert checked(FactKind.CHANGE, 0.1, day=1) == (None, False)


def test_a_day_that_is_not_stored_is_no_contradiction():
    assert checked(FactKind.CLOSE, 1.0, day=5, instrument=FOLLOWER) == (None, None)


def told_by(leader):
    """The figures and whether they agree, with another history of the shipped leader."""
    made = shipped_prices()
    others = tuple(h for h in made.histories if h.instrument != leader.instrument)
    found = published_facts(replace(made, histories=(leader, *others)))
    return {check.fact.kind: (check.found, check.agrees) for check in found}


def test_a_gap_counts_as_a_session():
    leader = shipped_prices().leader
    day = pd.Timestamp(2023, 5, 1)
    gap = pd.DatetimeIndex([day]).as_unit("us")
    told = told_by(replace(leader, rows=leader.rows.drop(day), gaps=gap))
    assert told[FactKind.SESSIONS] == (967, True)
    told = told_by(replace(leader, rows=leader.rows.drop(day)))
    assert told[FactKind.SESSIONS] == (966, False)


def test_a_store_with_another_close_contradicts_the_press():
    leader = shipped_prices().leader
    rows = leader.rows.copy()
    rows.loc["2024-11-25", "close"] = 2442.75  # 0.72 more, and above the record of 2021
    told = told_by(replace(leader, rows=rows))
    assert told[FactKind.CLOSE] == (2467.70, True)
    assert told[FactKind.CLOSE_SINCE] == (date(2024, 11, 25), False)
    assert told[FactKind.CLOSE_ABOVE] == (2442.75, False)
    between = sum("2024-11-25" < row["date"] < "2025-09-18" for row in stored_rows("rut"))
    assert told[FactKind.SESSIONS] == (between, False)
