"""What markets and providers really do: holes, closures, copies, errors; each in a market of days.

After every one the store is compared with the truth: nothing wrong, nothing lost, and no series
stood still for longer than stated.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import review, store, validation
from generator.__main__ import main
from generator.models.refresh import Closure
from generator.validation import Answer, Bar, Case, table
from tests.sources.inflicting import ALL, KINDS, NEVER, hole, inflict
from tests.sources.market import COIN, LARGE, SMALL, Market, sessions, times

WED, THU, FRI = date(2026, 7, 8), date(2026, 7, 9), date(2026, 7, 10)
MON, TUE = date(2026, 7, 13), date(2026, 7, 14)


def alone(instrument, *providers):
    return replace(instrument, providers=providers or ("one",))


@pytest.fixture
def made(tmp_path):
    return lambda *instruments: Market(tmp_path / "history", instruments or (SMALL, LARGE, COIN))


def assert_whole(market, until, *, without=()):
    """Nothing wrong, nothing lost but what nobody has."""
    market.reads()
    for instrument in market.instruments:
        last = until if instrument.calendar != "daily" else until - timedelta(days=1)
        assert market.wrong(instrument) == []
        lost = {(instrument.key, day) for day in market.missing(instrument, last)}
        assert lost == {gap for gap in without if gap[0] == instrument.key}


def test_quiet_days_store_the_truth_and_mark_nothing(made):
    market = made()
    market.run("2026-07-01", "2026-07-10")
    assert_whole(market, FRI)
    assert (market.gaps, market.closures, market.marked) == (set(), set(), set())


# Closures


def test_closure_is_recorded_after_two_later_sessions(made):
    market = made()
    market.close_on(THU)
    market.run("2026-07-01", "2026-07-10")
    assert market.closures == set()
    assert market.stored(SMALL).keys().isdisjoint({THU, FRI})  # one later session: it waits
    (small, *_) = market.evening(MON)
    assert market.closures == {THU}
    assert (
        "XNYS was closed on 2026-07-09 (one, three, two: no row of LARGE, SMALL" in small.notes[0]
    )
    assert small.added == 2
    assert_whole(market, MON)
    assert market.gaps == set()


def test_closure_on_the_newest_day_waits_and_harms_nothing(made):
    market = made()
    market.close_on(FRI)
    market.run("2026-07-08", "2026-07-12")
    assert (market.closures, market.gaps) == (set(), set())
    assert_whole(market, FRI)


def test_two_closures_in_one_week(made):
    market = made()
    market.close_on(WED)
    market.close_on(FRI)
    market.run("2026-07-06", "2026-07-14")
    assert market.closures == {WED, FRI}
    assert_whole(market, TUE)


def test_closure_and_a_hole(made):
    market = made()
    market.close_on(WED)
    hole(market, FRI)
    market.run("2026-07-06", "2026-07-16")
    assert (market.closures, market.gaps) == ({WED}, {("small", FRI)})
    assert_whole(market, TUE, without={("small", FRI)})


def test_hole_on_the_eve_of_a_closure(made):
    market = made()
    hole(market, WED, series=("LARGE",))
    market.close_on(THU)
    market.run("2026-07-06", "2026-07-15")
    assert (market.closures, market.gaps) == ({THU}, {("large", WED)})
    assert_whole(market, TUE, without={("large", WED)})


def test_half_day_is_a_session(made):
    market = made()
    market.run("2026-11-25", "2026-11-30")  # 27 November ends at 13:00
    assert date(2026, 11, 27) in market.stored(SMALL)
    assert_whole(market, date(2026, 11, 30))


def test_sixty_sessions_away_with_a_closure_among_them(made):
    market = made()
    market.close_on(date(2026, 8, 12))
    market.evening(date(2026, 9, 25))
    assert market.closures == {date(2026, 8, 12)}
    assert_whole(market, date(2026, 9, 25))


def test_one_provider_alone_shows_no_closure(made):
    market = made(alone(SMALL))
    market.close_on(THU)
    market.run("2026-07-06", "2026-07-14")
    assert (market.closures, market.gaps) == (set(), {("small", THU)})


def test_mistake_of_ours_about_one_exchange_leaves_the_others_their_closures(made, monkeypatch):
    elsewhere = replace(LARGE, calendar="XLON")
    market = made(SMALL, elsewhere)
    market.close_on(THU)
    find = validation.find_closures

    def fails(calendar, *rest):
        return 1 / 0 if calendar == "XNYS" else find(calendar, *rest)

    monkeypatch.setattr(validation, "find_closures", fails)
    market.run("2026-07-01", "2026-07-13")
    assert [c.calendar for c in store.read_closures(market.folder)] == ["XLON"]
    assert market.wrong(SMALL) == market.wrong(elsewhere) == []
    monkeypatch.undo()
    market.evening(TUE)
    assert [c.calendar for c in store.read_closures(market.folder)] == ["XLON", "XNYS"]
    assert_whole(market, TUE)


def test_two_series_of_one_provider_show_a_closure(made):
    market = made(alone(SMALL), alone(LARGE))
    market.close_on(THU)
    market.run("2026-07-06", "2026-07-13")
    assert market.closures == {THU}


@pytest.mark.parametrize("full", [True, False], ids=["copy", "no range"])
def test_flat_copy_on_a_closed_day_is_no_session(made, full):
    market = made()
    market.close_on(THU)
    for symbol in ("SMALL", "LARGE"):
        high, close = market.truth[symbol][WED]
        market.extra["one", symbol] = {THU: (high if full else close, close)}
    market.run("2026-07-06", "2026-07-13")
    assert market.closures == {THU}
    assert_whole(market, MON)


def test_copy_is_one_though_its_provider_lacks_what_it_copies(made):
    market = made()
    market.close_on(THU)
    hole(market, WED, providers=("one",), series=("SMALL", "LARGE"))
    for symbol in ("SMALL", "LARGE"):
        market.extra["one", symbol] = {THU: market.truth[symbol][WED]}
    market.run("2026-07-06", "2026-07-13")
    assert market.closures == {THU}
    assert_whole(market, MON)


def test_copy_is_one_though_answers_begin_with_it():
    bar, copy = Bar("shipped", 1004.0, 1000.0), Bar("one", 1004.0, 1000.0)
    answer = Answer("one", {THU: copy, FRI: Bar("one", 1012.0, 1005.0)})
    case = Case(table(SMALL, {WED: bar}), (answer,), settled=FRI, today=FRI)
    assert [case.bars(day)[0].flat for day in (THU, FRI)] == [True, False]


def test_unchanged_close_with_a_range_of_its_own_is_a_session(made):
    market = made(alone(SMALL))
    high, close = market.truth["SMALL"][WED]
    market.truth["SMALL"][THU] = (high + 1, close)
    market.run("2026-07-06", "2026-07-09")
    assert THU in market.stored(SMALL)


def test_copy_is_stored_once_another_provider_has_a_bar(made):
    market = made(alone(SMALL, "one", "two"))
    _, close = market.truth["SMALL"][WED]
    market.truth["SMALL"][THU] = (close + 1, close)
    market.oddities["one", "SMALL", THU] = times(1, NEVER, high=close / (close + 1))
    hole(market, THU, until=FRI, providers=("two",))
    market.run("2026-07-06", "2026-07-09")
    assert THU not in market.stored(SMALL)
    market.evening(FRI)
    assert market.stored(SMALL)[THU] == (close + 1, close)


def test_closure_that_is_refuted_by_two_is_struck_and_filled(made):
    market = made()
    hole(market, THU, until=date(2026, 7, 20), series=("SMALL", "LARGE"))
    market.run("2026-07-06", "2026-07-17")
    assert market.closures == {THU}
    market.run("2026-07-20", "2026-07-20")
    assert market.closures == set()
    assert_whole(market, date(2026, 7, 20))


def test_closure_by_hand_stands_against_every_provider(made):
    market = made()
    store.note_closures(market.folder, [Closure("XNYS", THU, "by hand: a storm", WED)])
    market.run("2026-07-06", "2026-07-14")
    assert market.closures == {THU}
    assert market.missing(SMALL, TUE) == [THU]
    market.reads()


def test_closure_that_is_struck_by_hand_is_asked_for_again(made):
    market = made()
    hole(market, THU, until=TUE, series=("SMALL", "LARGE"))
    market.run("2026-07-06", "2026-07-13")
    (market.folder / "closures.csv").unlink()
    market.evening(TUE)
    assert_whole(market, TUE)


# Holes


def test_hole_of_one_provider_is_filled_by_the_next_at_once(made):
    market = made()
    hole(market, THU, providers=("one",))
    market.run("2026-07-06", "2026-07-10")
    assert_whole(market, FRI)


def test_rows_before_a_hole_are_stored_and_the_series_goes_on_after_three(made):
    market = made()
    hole(market, THU)
    market.run("2026-07-06", "2026-07-13")
    assert (market.gaps, max(market.stored(SMALL))) == (set(), WED)
    (small, *_) = market.evening(TUE)
    assert small.added == 3
    assert market.gaps == {("small", THU)}
    assert_whole(market, TUE, without={("small", THU)})


def test_gap_is_filled_in_order_after_a_month(made):
    market = made()
    hole(market, THU, until=date(2026, 8, 10))
    market.run("2026-07-06", "2026-08-07")
    assert market.gaps == {("small", THU)}
    (small, *_) = market.evening(date(2026, 8, 10))
    assert "the gap of 2026-07-09 is filled" in small.notes
    assert market.gaps == set()
    days = list(market.stored(SMALL))
    assert days == sorted(days)
    assert_whole(market, date(2026, 8, 10))


def test_day_of_a_coin_that_all_lack_becomes_a_gap(made):
    market = made()
    hole(market, THU, series=("COIN",))
    market.run("2026-07-06", "2026-07-14")
    assert market.gaps == {("coin", THU)}
    assert max(market.stored(COIN)) == MON


def test_row_that_was_deleted_comes_back(made):
    market = made()
    market.run("2026-07-06", "2026-07-10")
    path = market.folder / "small" / "2026.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2026-07-07")))
    market.evening(FRI)
    assert_whole(market, FRI)


# Witnesses


def test_row_of_one_provider_is_marked_until_the_next_day(made):
    market = made(alone(SMALL))
    market.run("2026-07-06", "2026-07-09")
    assert market.marked == {("small", THU)}
    market.evening(THU)
    assert market.marked == {("small", THU)}  # the same evening proves nothing
    market.evening(FRI)
    assert market.marked == {("small", FRI)}


def test_mark_goes_in_the_same_evening_once_a_second_provider_answers(made):
    market = made(alone(SMALL, "one", "two"))
    hole(market, THU, until=FRI, providers=("two",))
    market.run("2026-07-06", "2026-07-09")
    assert market.marked == {("small", THU)}
    market.oddities.clear()
    market.evening(THU)
    assert market.marked == set()


@pytest.mark.parametrize("factor", [1.05, 1.14, 0.9])
def test_wrong_close_of_one_among_three_is_outvoted(made, factor):
    market = made()
    market.oddities["one", "SMALL", THU] = times(factor, FRI)
    market.run("2026-07-06", "2026-07-09")
    assert_whole(market, THU)
    assert market.marked == set()


def test_two_providers_that_disagree_store_nothing_until_they_agree(made):
    market = made(alone(SMALL, "one", "two"))
    market.oddities["one", "SMALL", THU] = times(1.05, FRI)
    market.run("2026-07-06", "2026-07-09")
    assert max(market.stored(SMALL)) == WED
    (held,) = store.held_rows(market.folder)
    assert "disagreement on 2026-07-09: one says" in held.reason
    market.evening(FRI)
    assert store.held_rows(market.folder) == []
    assert_whole(market, FRI)


@pytest.mark.parametrize("wrong", ["one", "two"])
def test_disagreement_about_every_day_lets_the_first_go_on_marked(made, wrong):
    """No day is older than three further sessions and one refresh, and each says its state."""
    market = made(alone(SMALL, "one", "two"))
    days = [day for day in market.truth["SMALL"] if day >= THU]
    for day in days:
        market.oddities[wrong, "SMALL", day] = times(1.05, NEVER)
    market.run("2026-07-06", "2026-07-13")
    assert max(market.stored(SMALL)) == WED
    for position, evening in enumerate(days[3:7], start=3):
        market.evening(evening)
        assert max(market.stored(SMALL)) == days[position - 3]
        said = dict(market.says("one", "SMALL", THU, evening))
        stored = market.stored(SMALL)
        assert {d: stored[d][1] for d in days[: position - 2]} == {
            d: said[d][1] for d in days[: position - 2]
        }
        assert market.marked == {("small", d) for d in days[: position - 2]}
        market.reads()
    assert market.gaps == set()
    listed = [(one.kind, one.date) for one in review.waiting(market.config)]
    assert ("close", THU) in listed  # what the other says can be accepted
    market.down = {("two", days[7])}
    market.evening(days[7])
    assert ("small", THU) in market.marked  # that it does not answer is no agreement
    market.down.clear()
    market.oddities.clear()
    market.run(str(days[8]), str(days[12]))
    assert max(market.stored(SMALL)) == days[12]
    if wrong == "two":
        assert_whole(market, days[12])
        assert market.marked == set()
    else:
        review.decide(market.config, "all", None, days[12])
        market.evening(days[13])
        assert_whole(market, days[13])


def test_disagreement_with_a_first_that_never_says_the_same_waits(made):
    """There is nothing to believe."""
    market = made(alone(SMALL, "one", "two"))
    for day in (day for day in market.truth["SMALL"] if day >= THU):
        market.oddities["one", "SMALL", day] = lambda today, price: (
            price[0] * 1.2, round(price[1] * (1.05 + today.day / 1000), 2)
        )  # fmt: skip
    market.run("2026-07-06", "2026-07-17")
    assert max(market.stored(SMALL)) == WED


def test_refreshes_that_were_missed_settle_with_the_next_two(made):
    market = made(alone(SMALL, "one", "two"))
    days = [day for day in market.truth["SMALL"] if day >= THU]
    for day in days:
        market.oddities["two", "SMALL", day] = times(1.05, NEVER)
    market.run("2026-07-06", "2026-07-08")
    market.evening(days[7])
    assert max(market.stored(SMALL)) == WED
    market.evening(days[8])
    assert max(market.stored(SMALL)) == days[5]  # seen twice; the later ones wait their time
    market.evening(days[9])
    assert max(market.stored(SMALL)) == days[6]


def test_disagreement_is_not_settled_by_the_one_that_answers_next(made):
    market = made(alone(SMALL, "one", "two"))
    market.oddities["one", "SMALL", THU] = times(1.05, date(2026, 7, 16))
    market.down = {("two", FRI), ("two", MON), ("two", TUE)}
    market.run("2026-07-06", "2026-07-15")
    assert market.wrong(SMALL) == []
    market.run("2026-07-16", "2026-07-17")
    assert_whole(market, date(2026, 7, 17))


def test_swapped_closes_of_the_last_two_days_wait(made):
    market = made(alone(SMALL, "one", "two"))
    one, other = market.truth["SMALL"][WED], market.truth["SMALL"][THU]
    market.oddities["one", "SMALL", WED] = lambda today, price: other if today == THU else price
    market.oddities["one", "SMALL", THU] = lambda today, price: one if today == THU else price
    market.run("2026-07-03", "2026-07-07")
    market.evening(THU)
    assert market.wrong(SMALL) == []
    market.evening(FRI)
    assert_whole(market, FRI)


def test_answer_off_in_the_whole_overlap_stores_nothing(made):
    market = made(alone(COIN))
    for day in market.truth["COIN"]:
        market.oddities["one", "COIN", day] = times(1.001, date(2026, 7, 15))  # within tolerance
    (coin,) = market.evening(TUE)
    assert (coin.added, coin.provider) == (0, None)
    assert "contradicts itself" in coin.notes[0]
    assert store.revisions(market.folder) == []
    market.evening(date(2026, 7, 15))
    assert_whole(market, date(2026, 7, 15))


def test_high_that_only_one_states_and_nobody_believes_is_left_out_and_mended(made):
    market = made()
    market.oddities["one", "SMALL", THU] = times(1, FRI, high=3)
    hole(market, THU, until=MON, providers=("two", "three"))
    market.run("2026-07-06", "2026-07-09")
    high, close = market.stored(SMALL)[THU]
    assert close == market.truth["SMALL"][THU][1]
    assert high != high  # noqa: PLR0124 - not a number: there is none
    market.evening(FRI)
    assert market.stored(SMALL)[THU] == market.truth["SMALL"][THU]


def test_high_that_the_fallback_lacked_is_added_and_named(made):
    market = made(alone(SMALL, "one", "two"))
    nan = float("nan")
    market.down = {("one", THU)}
    market.oddities["two", "SMALL", THU] = lambda _, price: (nan, price[1])
    market.run("2026-07-06", "2026-07-10")
    assert market.stored(SMALL)[THU] == market.truth["SMALL"][THU]
    text = (market.folder / "small" / "2026.csv").read_text()
    assert "two+one" in next(line for line in text.splitlines() if line.startswith("2026-07-09"))


# What waits


def test_single_move_is_stored_and_marked_after_three_sessions_at_the_new_level(made):
    market = made(alone(SMALL))
    for day, (high, close) in market.truth["SMALL"].items():
        if day >= THU:
            market.truth["SMALL"][day] = (round(high * 0.6, 2), round(close * 0.6, 2))
    market.run("2026-07-06", "2026-07-13")
    assert max(market.stored(SMALL)) == WED
    (held,) = store.held_rows(market.folder)
    assert held.seen == THU
    market.evening(TUE)
    assert_whole(market, TUE)
    assert ("small", THU) in market.marked
    assert store.held_rows(market.folder) == []


def test_single_move_that_came_back_becomes_a_gap_until_it_is_set_right(made):
    market = made(alone(SMALL))
    market.oddities["one", "SMALL", THU] = times(0.5, date(2026, 7, 20))
    market.run("2026-07-06", "2026-07-15")
    assert market.gaps == {("small", THU)}
    assert market.wrong(SMALL) == []
    market.run("2026-07-16", "2026-07-20")
    assert_whole(market, date(2026, 7, 20))


def test_restatement_that_is_taken_back_is_dropped_and_never_applied(made):
    market = made(alone(SMALL))
    wrong = times(1.02, FRI)
    market.oddities["one", "SMALL", date(2026, 7, 1)] = lambda today, price: (
        wrong(today, price) if today == THU else price
    )
    market.run("2026-07-06", "2026-07-09")
    (revision,) = store.revisions(market.folder)
    assert revision.date == date(2026, 7, 1)
    (small,) = market.evening(FRI, accept_revisions=True)
    assert "one takes back what it said of 2026-07-01" in small.notes
    assert store.revisions(market.folder) == []
    assert_whole(market, FRI)


def test_restated_close_and_high_are_applied_by_number(made):
    market = made(alone(SMALL))
    day = date(2026, 7, 1)
    market.run("2026-07-01", "2026-07-08")
    high, close = market.truth["SMALL"][day]
    market.truth["SMALL"][day] = (high + 5, close)
    market.truth["SMALL"][date(2026, 7, 2)] = (high + 9, close + 3)
    market.evening(THU)
    listed = review.waiting(market.config)
    assert [(one.kind, one.date) for one in listed] == [
        ("close", date(2026, 7, 2)), ("high", day)
    ]  # fmt: skip
    review.decide(market.config, "2", None, THU)
    assert market.stored(SMALL)[day] == (high + 5, close)
    review.decide(market.config, "all", None, THU)
    assert review.waiting(market.config) == []
    market.evening(FRI)
    assert_whole(market, FRI)


def test_rejected_restatement_is_not_noted_again(made):
    market = made(alone(SMALL))
    market.oddities["one", "SMALL", date(2026, 7, 1)] = lambda today, price: (
        (price[0] + 50, price[1] + 50) if today >= THU else price
    )
    market.run("2026-07-06", "2026-07-09")
    review.decide(market.config, None, "1", THU)
    market.evening(FRI)
    assert review.waiting(market.config) == []
    assert store.read_decisions(market.folder)[0].accepted is False


def test_rejected_move_becomes_a_gap(made):
    market = made(alone(SMALL))
    market.oddities["one", "SMALL", THU] = times(0.5, NEVER)
    market.run("2026-07-06", "2026-07-09")
    (waiting,) = review.waiting(market.config)
    assert waiting.kind == "move"
    review.decide(market.config, None, "1", THU)
    market.run("2026-07-10", "2026-07-15")
    assert market.gaps == {("small", THU)}
    assert store.held_rows(market.folder) == []
    (_gap,) = review.waiting(market.config)
    review.decide(market.config, "1", None, TUE)  # nobody will ever have it
    assert review.waiting(market.config) == []
    market.reads()


def test_accepted_move_is_stored_and_the_rest_follows(made):
    market = made(alone(SMALL))
    for day, (high, close) in market.truth["SMALL"].items():
        if day >= THU:
            market.truth["SMALL"][day] = (round(high * 0.6, 2), round(close * 0.6, 2))
    market.run("2026-07-06", "2026-07-10")
    review.decide(market.config, "1", None, FRI)
    assert max(market.stored(SMALL)) == THU
    market.evening(FRI)
    assert_whole(market, FRI)


def test_rejected_closure_is_asked_for_and_not_found_again(made):
    market = made()
    hole(market, THU, until=date(2026, 7, 17), series=("SMALL", "LARGE"))
    market.run("2026-07-06", "2026-07-13")
    (closure,) = review.waiting(market.config)
    assert closure.kind == "closure"
    review.decide(market.config, None, "1", MON)
    market.evening(TUE)
    assert (market.closures, market.gaps) == (set(), {("small", THU), ("large", THU)})
    market.run("2026-07-15", "2026-07-17")
    assert_whole(market, date(2026, 7, 17))


def test_series_without_rows_is_filled_from_its_first_day(made):
    market = made()
    for path in (market.folder / "large").glob("*.csv"):
        path.unlink()
    market.run("2026-07-06", "2026-07-07")
    assert_whole(market, date(2026, 7, 7))


def test_row_that_is_accepted_before_an_earlier_one_leaves_a_gap(made):
    market = made(alone(SMALL, "one", "two"))
    for day in (THU, FRI):
        market.oddities["one", "SMALL", day] = times(1.05, date(2026, 7, 20))
    market.run("2026-07-06", "2026-07-14")
    assert [one.date for one in review.waiting(market.config)] == [THU, FRI]
    review.decide(market.config, "2", None, TUE)
    assert market.gaps == {("small", THU)}
    market.reads()
    market.run("2026-07-20", "2026-07-20")
    assert market.missing(SMALL, date(2026, 7, 20)) == []


@pytest.fixture
def typed(monkeypatch):
    """``review`` as it is typed."""

    def run(market, *arguments):
        monkeypatch.setattr("generator.maintenance.load_config", lambda _: market.config)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783728000")
        done = CliRunner().invoke(main, ["review", *arguments])
        return done.exit_code, done.output

    return run


def test_numbers_are_those_of_one_list_and_all_are_understood_first(made, typed):
    market = made(*(alone(i) for i in (SMALL, LARGE, COIN)))
    for symbol in ("SMALL", "LARGE", "COIN"):
        market.oddities["one", symbol, WED] = times(0.5, NEVER)
    market.run("2026-07-06", "2026-07-09")
    before = {path: path.read_bytes() for path in market.folder.rglob("*.csv")}
    for arguments, flaw in (
        (["--accept=1,4"], "--accept: '4' is not on the list"),
        (["--accept=1", "--reject=2 x"], "--reject: 'x' is not on the list"),
        (["--accept=1 3", "--reject=3"], "--reject: 3 is both accepted and rejected"),
        (["--accept=1", "--reject=all"], "--reject: 1 is both accepted and rejected"),
        (["--accept=--help"], "--accept: '--help' is not on the list"),
        (["--accept=1", "--reject= , "], "--reject: no number is given"),
        (["--accept=" + 5000 * "1"], "is not on the list"),
        (["--accept=1", "--reject=2", "3"], "which numbers are accepted, and which rejected"),
    ):
        code, text = typed(market, *arguments)
        assert (code, flaw in text, text.count("\n")) == (2, True, 2), text
    assert {path: path.read_bytes() for path in market.folder.rglob("*.csv")} == before
    code, text = typed(market, "--accept=3, 1", "--reject", "2")
    assert code == 0
    assert [line.split(",")[0] for line in text.splitlines()] == ["COIN", "LARGE", "SMALL"]
    assert [line.split(": ")[-1][:7] for line in text.splitlines()] == [
        "stored", "dropped", "stored"
    ]  # fmt: skip
    assert typed(market, "--accept=all") == (0, "nothing waits\n")


def test_list_is_numbered_and_decided_on_the_command_line(made, typed):
    market = made(alone(SMALL))
    market.oddities["one", "SMALL", THU] = times(0.5, NEVER)
    market.run("2026-07-06", "2026-07-09")
    typed = partial(typed, market)
    code, text = typed()
    assert code == 0
    assert "  1  row that waits  SMALL, 2026-07-09: " in text
    assert "1 waiting" in text
    assert typed("--accept", "2")[0] == typed("1")[0] == typed("--accept")[0] == 2
    assert typed("--accept", "--reject", "1")[0] == 2
    code, text = typed("--reject", "all")
    assert (code, "dropped, that day is asked for again" in text) == (0, True)
    assert typed()[1] == "nothing waits\n"


# Random months

PLANS = st.dictionaries(
    st.integers(0, 19),
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.permutations(ALL),
        st.sampled_from(("SMALL", "LARGE", "COIN")),
        st.sampled_from((1, 2, 5, 15)),
    ),
    max_size=7,
)


@settings(max_examples=6)
@given(plan=PLANS)
def test_random_months_end_in_the_truth(plan):
    with tempfile.TemporaryDirectory() as folder:
        market = Market(Path(folder) / "history", (SMALL, LARGE, COIN))
        days = sessions(date(2026, 7, 6), 20)
        for position, (kind, order, symbol, lasts) in sorted(plan.items()):
            inflict(market, days[position], kind, order, symbol, lasts)
        last = days[-1] + timedelta(days=21)
        for evening in market.evenings(days[0], last):
            assert all(market.wrong(i) == [] for i in market.instruments), evening
        assert_whole(market, last)
        assert market.gaps == set()
        assert market.closures == market.closed
        assert store.held_rows(market.folder) == []
