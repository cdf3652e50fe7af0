"""A year in which something goes wrong every week, and nobody lifts a hand."""

from __future__ import annotations

import pytest

from generator import review
from tests.sources.inflicting import KINDS
from tests.sources.year import DAYS, live, made

pytestmark = pytest.mark.xdist_group("year")  # one worker, so that the year is lived once

BEHIND = 3
"""Days: a row that nobody delivers is given up after three later ones."""


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    market = made(tmp_path_factory.mktemp("year"))
    return market, list(live(market))


def test_every_kind_of_oddity_happens(year):
    _, weeks = year
    assert {week.kind for week in weeks} == set(KINDS)
    assert len(weeks) >= 46


def test_no_evening_ends_with_a_wrong_row(year):
    _, weeks = year
    assert [week for week in weeks if week.wrong] == []


def test_no_series_stands_still_for_longer_than_stated(year):
    _, weeks = year
    assert [week for week in weeks if week.behind > BEHIND] == []
    assert max(week.behind for week in weeks) == BEHIND  # the oddities were felt


def test_store_ends_equal_to_the_truth_without_a_hand(year):
    market, _ = year
    market.reads()
    assert market.closures == market.closed
    assert market.gaps == set()
    assert [market.missing(one, DAYS[-2]) for one in market.instruments] == [[], [], []]
    assert {one.kind for one in review.waiting(market.config)} <= {"closure"}
