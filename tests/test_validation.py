"""Each rule: a series that satisfies it, and one row that breaks it, named with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator import store, validation
from generator.errors import HistoryError
from generator.models.instruments import Instrument
from generator.models.prices import Quotes

DAILY = Instrument("coin", "COIN", "Coin", "crypto", "daily", "dollars", 2)
SESSIONS = replace(DAILY, calendar="XNYS")
YIELDS = replace(DAILY, calendar="us-bonds")
STEPS = replace(DAILY, calendar="steps")
GOOD = ["2020-01-02,11,10,a", "2020-01-03,,10.5,a", "2020-01-04,12,12,b"]


def validated(tmp_path, rows, instrument=DAILY, name="2020.csv"):
    path = tmp_path / "history" / "coin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("date,high,close,source\n" + "".join(f"{row}\n" for row in rows))
    stored = store.read_rows(tmp_path / "history", instrument)
    return validation.price_history(stored, checked=None, today=date(2020, 6, 1))


def test_good_rows(tmp_path):
    prices = validated(tmp_path, GOOD)
    assert prices.close.tolist() == [10, 10.5, 12]
    assert prices.rows["high"].isna().tolist() == [False, True, False]
    assert prices.rows["source"].tolist() == ["a", "a", "b"]
    assert str(prices.dates.dtype) == "datetime64[us]"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2020-13-04,,12,b", "'2020-13-04' is not a date"),
        ("04.01.2020,,12,b", "is not a date"),
        ("2020-1-4,,12,b", "is not a date"),
        (",,12,b", "'' is not a date"),
        ("2020-06-02,,12,b", "lies in the future"),
        ("2020-01-03,,12,b", "2020-01-03 is duplicated"),
        ("2020-01-01,,12,b", "stands after 2020-01-03: not in order"),
        ("2020-01-04,,,b", "the close '' is not a number"),
        ("2020-01-04,,n/a,b", "the close 'n/a' is not a number"),
        ("2020-01-04,,nan,b", "is not a number"),
        ('2020-01-04,,"1,200",b', "is not a number"),
        ("2020-01-04,,-12,b", "the close -12 is not a positive, finite number"),
        ("2020-01-04,,0,b", "is not a positive, finite number"),
        ("2020-01-04,,inf,b", "is not a positive, finite number"),
        ("2020-01-04,11.9,12,b", "the high '11.9' is no number at or above the close 12"),
        ("2020-01-04,x,12,b", "the high 'x' is no number"),
        ("2020-01-04,inf,12,b", "the high 'inf' is no number"),
        ("2020-01-04,,12,", "names no source"),
        ("2020-01-05,,12,b", "the row is missing before this one: 2020-01-04"),
        ("2020-01-09,,12,b", "5 rows are missing before this one: 2020-01-04 to 2020-01-08"),
    ],
)
def test_bad_row_is_named_with_its_line(tmp_path, row, says):
    with pytest.raises(HistoryError) as caught:
        validated(tmp_path, [*GOOD[:2], row])
    assert says in caught.value.problem
    assert caught.value.place == "history/coin/2020.csv, line 4"
    assert "rule: " in caught.value.mend
    assert caught.value.exit_code == 1


def test_row_in_the_file_of_another_year(tmp_path):
    with pytest.raises(HistoryError, match="does not belong into this file"):
        validated(tmp_path, GOOD, name="2019.csv")


def test_session_that_was_none(tmp_path):
    with pytest.raises(HistoryError, match="2020-01-04 is not a day of the calendar XNYS"):
        validated(tmp_path, GOOD, SESSIONS)


def test_weekend_and_holiday_are_no_missing_sessions(tmp_path):
    rows = ["2020-01-17,,10,a", "2020-01-21,,10,a"]  # Martin Luther King Day lies between
    assert len(validated(tmp_path, rows, SESSIONS).rows) == 2


def test_missing_session(tmp_path):
    with pytest.raises(HistoryError, match="the row is missing before this one: 2020-01-03"):
        validated(tmp_path, ["2020-01-02,,10,a", "2020-01-06,,10,a"], SESSIONS)


def test_yields_may_leave_out_days_and_appear_on_holidays(tmp_path):
    rows = ["2020-01-02,,1.5,a", "2020-01-06,,1.6,a", "2020-04-10,,0.7,a"]  # Good Friday
    assert len(validated(tmp_path, rows, YIELDS).rows) == 3
    with pytest.raises(HistoryError, match="not a day of the calendar us-bonds"):
        validated(tmp_path, ["2020-01-04,,1.5,a"], YIELDS)


def test_steps_have_no_days_of_their_own(tmp_path):
    rows = ["2020-01-04,,1.5,a", "2020-05-06,,1.6,a"]
    assert len(validated(tmp_path, rows, STEPS).rows) == 2


def answer(instrument, days):
    index = pd.DatetimeIndex(days).as_unit("us")
    return Quotes("a", instrument, pd.DataFrame({"high": 12.0, "close": 12.0}, index=index))


@pytest.mark.parametrize(
    ("days", "high", "close", "says", "left"),
    [
        ("23455", 13, 13, "2020-01-05 stands twice (rule: each date stands once)", 3),
        ("23455", 12, 12, None, 4),  # the same row twice says it once
        ("2345", 11, 0, "the close of 2020-01-05 is 0.0 (rule: closes are positive and finite)", 3),
        ("2345", 11, 0.004, "the close of 2020-01-05 is 0.0", 3),  # as the store would round it
        ("2345", 11, float("inf"), "the close of 2020-01-05 is inf", 3),
        ("2345", 9, 10, "the high of 2020-01-05 is 9.0 (rule: highs are empty, or finite", 3),
        ("2345", float("inf"), 10, "the high of 2020-01-05 is inf", 3),
        ("2345", float("nan"), 11, None, 4),
        ("2345", 10.999, 11, None, 4),
        ("2346", 11, 10, None, 4),  # a hole says nothing about the other rows
        ("2345", 10.99, 11, "the high of 2020-01-05 is 10.99", 3),
    ],
)
def test_flawed_row_of_an_answer_is_left_out_and_told(tmp_path, days, high, close, says, left):
    stored, today = (
        validated(tmp_path, [f"2020-01-0{n},12,12,a" for n in (2, 3, 4)]),
        date(2020, 2, 1),
    )
    quotes = answer(DAILY, [f"2020-01-0{day}" for day in days])
    quotes.rows.iloc[-1] = high, close
    vetted = validation.vet(quotes, stored, settled=today, today=today)
    assert len(vetted.bars) == left
    assert [note.startswith(f"a: {says}") for note in vetted.notes] == ([True] if says else [])


def test_row_on_a_closed_day_is_left_out_and_told(tmp_path):
    stored, day = validated(tmp_path, [], SESSIONS), date(2020, 2, 1)
    quotes = answer(SESSIONS, ["2020-01-03", "2020-01-04", "2020-01-20"])
    vetted = validation.vet(quotes, stored, settled=day, today=day)
    assert list(vetted.bars) == [date(2020, 1, 3)]
    assert len(vetted.notes) == 2


def test_session_that_the_calendar_calls_closed_by_now_stays(tmp_path):
    """Martin Luther King Day 2020, as if the row had been stored before the calendar knew."""
    rows = ["2020-01-17,,10,a", "2020-01-20,,11,a", "2020-01-21,,12,a"]
    prices = validated(tmp_path, rows, SESSIONS)
    assert len(prices.rows) == 3
    assert prices.positions.tolist() == [0, 1, 2]


def test_recorded_closures_and_gaps_excuse_missing_days(tmp_path):
    rows = ["2020-01-02,,10,a", "2020-01-03,,10,a", "2020-01-07,,10,a", "2020-01-09,,10,a"]
    path = tmp_path / "history" / "coin" / "2020.csv"
    path.parent.mkdir(parents=True)
    path.write_text("date,high,close,source\n" + "".join(f"{row}\n" for row in rows))
    stored = store.read_rows(tmp_path / "history", SESSIONS)
    closed, gap = date(2020, 1, 6), date(2020, 1, 8)

    def read(**excused):
        return validation.price_history(stored, checked=None, today=date(2020, 6, 1), **excused)

    prices = read(closures=(closed,), gaps=[gap])
    assert prices.positions.tolist() == [0, 1, 2, 4]  # a gap is a session, a closure is none
    assert [day.date() for day in prices.gaps] == [gap]
    with pytest.raises(HistoryError, match="missing before this one: 2020-01-08"):
        read(closures=(closed,))
    left_out = read(closures=(closed, date(2020, 1, 7)), gaps=[gap])  # its row stays in the file
    assert len(left_out.rows) == 3


def test_every_rule_has_a_name_and_a_reason():
    assert len({rule.name for rule in validation.RULES}) == len(validation.RULES)
    assert all(rule.reason for rule in validation.RULES)
