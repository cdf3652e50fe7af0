"""The live log: appended once a day, and every kind of tampering is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import HistoryError
from generator.models.state import State
from generator.models.track_record import LoggedCall
from generator.store import append_call, calls, read_calls

FIRST = date(2025, 12, 30)


def call(number, probability=0.7, leader="^RUT"):
    day = FIRST + timedelta(days=number)
    asked = (leader, "BTC-USD", 365)
    return LoggedCall(day, day - timedelta(days=1), *asked, State.HOLDING, probability, 0.72, "1.0")


@pytest.fixture
def history(tmp_path):
    """Five calls over the turn of a year."""
    for number in range(5):
        assert append_call(tmp_path / "history", call(number)) if number else _first(tmp_path)
    return tmp_path / "history"


def _first(folder):
    (folder / "history").mkdir()
    return append_call(folder / "history", call(0))


def lines(history, year=2026):
    return (history / "calls" / f"{year}.csv").read_text().splitlines()


def rewrite(history, changed, year=2026):
    (history / "calls" / f"{year}.csv").write_text("\n".join(changed) + "\n")


def test_what_is_appended_is_read_again(history):
    assert read_calls(history) == tuple(call(number) for number in range(5))
    assert len(lines(history, 2025)) == 1 + 2
    assert len(lines(history)) == 1 + 3


def test_a_log_without_a_last_line_end_goes_on(history):
    path = history / "calls" / "2026.csv"
    path.write_text(path.read_text().removesuffix("\n"))
    assert append_call(history, call(5))
    assert read_calls(history) == tuple(call(number) for number in range(6))


def test_a_day_is_called_once_and_never_rewritten(history):
    before = lines(history)
    assert append_call(history, call(4, probability=0.1)) is False
    assert append_call(history, call(2, probability=0.1)) is False
    assert lines(history) == before


def test_another_question_has_a_row_of_its_own_in_the_same_chain(history):
    other = call(4, leader="^GSPC")
    assert append_call(history, other) is True
    assert append_call(history, other) is False
    assert append_call(history, call(5)) is True
    assert read_calls(history)[-2:] == (other, call(5))


def test_no_log_is_an_empty_log(tmp_path):
    assert read_calls(tmp_path / "history") == ()


@given(st.integers(1, 3), st.integers(0, 8))
def test_any_edited_field_is_named(tmp_path_factory, row, field):
    history = tmp_path_factory.mktemp("log") / "history"
    history.mkdir()
    for number in range(5):
        append_call(history, call(number))
    kept = lines(history)
    fields = kept[row].split(",")
    fields[field] = {0: "2026-06-01", 1: "2020-01-01", 5: "basing"}.get(field, "0.9999")
    rewrite(history, [*kept[:row], ",".join(fields), *kept[row + 1 :]])
    with pytest.raises(HistoryError) as caught:
        read_calls(history)
    assert caught.value.place.startswith(f"history/calls/2026.csv, line {row + 1}")
    assert "edited" in caught.value.problem
    with pytest.raises(HistoryError):
        append_call(history, call(9))


def test_a_removed_row_is_named_by_its_successor(history):
    kept = lines(history)
    rewrite(history, [kept[0], kept[1], kept[3]])
    with pytest.raises(HistoryError, match="one before it was removed") as caught:
        read_calls(history)
    assert "2026-01-03" in caught.value.place


def test_removed_last_rows_are_missed(history):
    rewrite(history, lines(history)[:-1])
    with pytest.raises(HistoryError, match="4 calls, but 5 were written"):
        read_calls(history)
    (history / "calls" / "2026.csv").unlink()
    with pytest.raises(HistoryError, match="2 calls, but 5 were written"):
        read_calls(history)


def test_reordered_rows_are_named(history):
    kept = lines(history)
    rewrite(history, [kept[0], kept[2], kept[1], kept[3]])
    with pytest.raises(HistoryError) as caught:
        read_calls(history)
    assert "line 2" in caught.value.place


def test_an_added_row_is_named(history):
    kept = lines(history)
    forged = kept[1].replace("0.7000", "0.9000").replace("2026-01-01", "2026-02-01", 1)
    rewrite(history, [*kept, forged])
    with pytest.raises(HistoryError, match="edited"):
        read_calls(history)


def test_a_crash_between_the_two_writes_is_mended(history):
    """The row was written, the head was not: the log stands, and the next call repairs it."""
    head = history / "calls" / "head.csv"
    before = head.read_text()
    append_call(history, call(5))
    head.write_text(before)
    assert len(read_calls(history)) == 6
    assert append_call(history, call(6))
    assert len(read_calls(history)) == 7


@pytest.mark.parametrize("rows", ["many,00\n", "", "1,a\n2,b\n"])
def test_a_damaged_head_is_named(history, rows):
    (history / "calls" / "head.csv").write_text(f"rows,chain\n{rows}")
    with pytest.raises(HistoryError, match="how many calls") as caught:
        read_calls(history)
    assert caught.value.place == "history/calls/head.csv"


def test_a_refresh_at_the_same_time_is_no_tampering(history, monkeypatch):
    """The head is read first: a row that comes between is one that the log may be ahead."""
    real = calls.read_csv

    def while_another_appends(folder, path, header):
        found = real(folder, path, header)
        if path.name == "head.csv":
            monkeypatch.setattr(calls, "read_csv", real)
            append_call(history, call(5))
        return found

    monkeypatch.setattr(calls, "read_csv", while_another_appends)
    assert len(read_calls(history)) == 6
