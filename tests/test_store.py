"""The store: what is written is read back, the past is never touched, crashes tear nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date

import pytest

from generator import store, validation
from generator.config import ROOT, load_config
from generator.errors import HistoryError
from generator.models.refresh import (
    Check,
    Closure,
    Decision,
    Gap,
    Held,
    Revision,
    Unconfirmed,
)
from generator.store import restoring
from tests.helpers import FOLLOWER, history


def read(folder, instrument=FOLLOWER):
    rows = store.read_rows(folder, instrument)
    return validation.price_history(rows, checked=None, today=date(2026, 1, 1))


def test_append_and_read_back(tmp_path):
    first = history(FOLLOWER, [1.5, 2.25], start="2019-12-31", highs=[2, float("nan")])
    assert store.append(tmp_path, first) == 2
    assert (tmp_path / "follow" / "2019.csv").read_bytes() == (
        b"date,high,close,source\n2019-12-31,2.0000,1.5000,made-up\n"
    )
    assert (tmp_path / "follow" / "2020.csv").read_bytes() == (
        b"date,high,close,source\n2020-01-01,,2.2500,made-up\n"
    )
    store.append(tmp_path, history(FOLLOWER, [3.0], start="2020-01-02"))
    assert read(tmp_path).close.tolist() == [1.5, 2.25, 3.0]
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("add", [store.append, store.fill])
def test_row_pasted_by_hand_without_a_line_end_is_kept_apart(tmp_path, add):
    store.append(tmp_path, history(FOLLOWER, [1.0]))
    path = tmp_path / "follow" / "2020.csv"
    path.write_text(path.read_text() + "2020-01-02,,2.0,me")
    add(tmp_path, history(FOLLOWER, [3.0], start="2020-01-03"))
    assert read(tmp_path).close.tolist() == [1.0, 2.0, 3.0]


def test_what_is_off_in_a_file_is_named_with_its_line(tmp_path):
    folder = tmp_path / "history"
    store.append(folder, history(FOLLOWER, [1.0, 2.0], start="2019-12-31"))
    assert store.untidy(folder, FOLLOWER) == []
    path = folder / "follow" / "2020.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"2020-01-02,,2.0,me")
    assert store.untidy(folder, FOLLOWER) == [
        "history/follow/2020.csv, line 3: the last row has no line end",
        "history/follow/2020.csv, line 1: ends with a carriage return or a space",
    ]
    assert read(folder).close.tolist() == [1.0, 2.0, 2.0]


def test_fill_puts_rows_where_they_belong_and_changes_none(tmp_path):
    store.append(tmp_path, history(FOLLOWER, [2.0], start="2020-01-02"))
    store.append(tmp_path, history(FOLLOWER, [4.0], start="2020-01-04"))
    store.fill(tmp_path, history(FOLLOWER, [0.5, 1.0], start="2019-12-31"))
    assert store.fill(tmp_path, history(FOLLOWER, [3.0], start="2020-01-03")) == 1
    assert read(tmp_path).close.tolist() == [0.5, 1.0, 2.0, 3.0, 4.0]
    before = (tmp_path / "follow" / "2020.csv").read_bytes()
    with pytest.raises(HistoryError, match="2020-01-03 has a row already"):
        store.fill(tmp_path, history(FOLLOWER, [9.0], start="2020-01-03"))
    assert (tmp_path / "follow" / "2020.csv").read_bytes() == before


def test_append_never_rewrites_the_past(tmp_path):
    store.append(tmp_path, history(FOLLOWER, [1.0, 2.0]))
    before = (tmp_path / "follow" / "2020.csv").read_bytes()
    with pytest.raises(HistoryError, match="not newer"):
        store.append(tmp_path, history(FOLLOWER, [9.0], start="2020-01-02"))
    assert (tmp_path / "follow" / "2020.csv").read_bytes() == before


def test_shipped_files_are_in_the_store_s_own_form(tmp_path):
    """Reading and writing every shipped series gives the same bytes."""
    config = load_config()
    for instrument in config.instruments:
        rows = store.read_rows(config.history, instrument)
        series = validation.price_history(rows, checked=None, today=date(2100, 1, 1), whole=False)
        store.append(tmp_path, series)
        for path in sorted((tmp_path / instrument.key).glob("*.csv")):
            assert path.read_bytes() == (ROOT / "history" / instrument.key / path.name).read_bytes()


def test_instrument_without_folder_has_no_rows(tmp_path):
    assert len(read(tmp_path).rows) == 0
    assert read(tmp_path).last_date is None


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "an empty file"),
        (b"date,close\n2020-01-01,1\n", 1, "the header must be"),
        (b"date,high,close,source\n2020-01-01,1.0\n", 2, "expected the 4 fields"),
        (b"date,high,close,source\n2020-01-01,,1,a\n\n", 3, "expected the 4 fields"),
        (b"date,high,close,source\n2020-01-01,,1,a,b\n", 2, "expected the 4 fields"),
        (b"date,high,close,source\n\xff\xfe,,1,a\n", None, "cannot be read"),
        (b'date,high,close,source\n"2020-01-01,,1,a\n', None, "cannot be read"),
    ],
)
def test_unreadable_file_names_file_and_line(tmp_path, content, line, says):
    path = tmp_path / "history" / "follow" / "2020.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(HistoryError) as caught:
        store.read_rows(tmp_path / "history", FOLLOWER)
    assert says in caught.value.problem
    assert caught.value.place == "history/follow/2020.csv" + (f", line {line}" if line else "")
    assert caught.value.mend == f"{restoring.BY_HAND}."


def git(folder, *arguments):
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *named, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("linked", [False, True], ids=["clone", "worktree"])
def test_the_command_that_restores_a_file_does(tmp_path, monkeypatch, linked):
    """It is named only where git has the file, and works from anywhere."""
    root = tmp_path / "a clone"
    store.append(root / "history", history(FOLLOWER, [1.0, 2.0]))
    git(tmp_path, "init", "--quiet", str(root))
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Rows")
    if linked:
        git(root, "worktree", "add", "--quiet", str(tmp_path / "linked"))
        root = tmp_path / "linked"
    path = root / "history" / "follow" / "2020.csv"
    good = path.read_bytes()
    for place in (tmp_path, root):
        monkeypatch.chdir(place)
        path.write_bytes(b"torn")
        with pytest.raises(HistoryError) as caught:
            store.read_rows(root / "history", FOLLOWER)
        advice, _, command = caught.value.mend.removesuffix(".").partition("from git: ")
        assert advice == "correct it, or restore it "
        subprocess.run(command, shell=True, check=True, capture_output=True)
        assert path.read_bytes() == good
    assert "from git: git checkout -- history/follow" in store.mend_for(path.parent)
    assert store.mend_for(path.with_name("2021.csv")) == restoring.BY_HAND
    assert store.mend_for(root / "history" / "foll") == restoring.BY_HAND


def test_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "follow" / "2020.csv").mkdir(parents=True)
    with pytest.raises(HistoryError, match="cannot be read"):
        store.read_rows(tmp_path, FOLLOWER)


CHECKS = "instrument,checked,attempted,provider,result\n"


def test_checks(tmp_path):
    assert store.read_checks(tmp_path) == {}
    (tmp_path / "checks.csv").write_text(CHECKS + "follow,2020-03-01,,,\n")
    assert store.read_checks(tmp_path)["follow"].checked == date(2020, 3, 1)
    (tmp_path / "checks.csv").write_text(CHECKS + "follow,soon,,,\n")
    with pytest.raises(HistoryError, match="line 2: 'soon' is not a date"):
        store.read_checks(tmp_path)


def test_notes_are_read_back(tmp_path):
    revision = Revision("follow", date(2020, 1, 2), 1.5, 1.6, "yahoo", date(2020, 1, 5))
    held = Held("follow", date(2020, 1, 3), None, 9.0, "yahoo", "moves more", date(2020, 1, 5))
    check = Check("follow", date(2020, 1, 5), date(2020, 1, 5), "yahoo", "ok")
    store.note_revisions(tmp_path, [revision])
    store.note_held(tmp_path, [held])
    store.note_checks(tmp_path, {"follow": check})
    assert store.revisions(tmp_path) == [revision]
    assert store.held_rows(tmp_path) == [held]
    assert store.read_checks(tmp_path) == {"follow": check}
    store.note_held(tmp_path, [])
    assert store.held_rows(tmp_path) == []


def test_days_without_a_row_are_read_back_and_go_with_their_last_line(tmp_path):
    day = date(2026, 10, 15)
    closure = Closure("XNYS", day, "yahoo, cboe: no row of ^RUT, but later ones", day)
    gap, marked = Gap("follow", day, day), Unconfirmed("follow", day, "yahoo", day)
    decision = Decision("close", "follow", day, 1.5, False, day)
    store.note_closures(tmp_path, [closure])
    store.note_gaps(tmp_path, [gap])
    store.note_unconfirmed(tmp_path, [marked])
    store.note_decisions(tmp_path, [decision])
    assert store.read_closures(tmp_path) == (closure,)
    assert store.read_gaps(tmp_path) == (gap,)
    assert store.unconfirmed_rows(tmp_path) == [marked]
    assert store.read_decisions(tmp_path) == [decision]
    for write in (store.note_closures, store.note_gaps, store.note_unconfirmed):
        write(tmp_path, [])
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.csv"]


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("closures.csv", "calendar,date,shown,seen\nNYSE,2026-10-15,x,2026-10-15", "'NYSE' is not"),
        ("closures.csv", "calendar,date,shown,seen\ndaily,2026-10-15,x,2026-10-15", "'daily' is"),
        ("closures.csv", "calendar,date,shown,seen\nXNYS,15.10.2026,x,2026-10-15", "not a date"),
        ("gaps.csv", "instrument,date,seen\nfollow,2026-10-15,soon", "'soon' is not a date"),
    ],
)
def test_line_by_hand_that_means_nothing_is_named(tmp_path, name, line, says):
    (tmp_path / name).write_text(line + "\n")
    with pytest.raises(HistoryError, match=says) as caught:
        store.read_notes(tmp_path)
    assert caught.value.place.endswith(f"{name}, line 2")


def test_revisions_of_the_first_version_are_closes(tmp_path):
    (tmp_path / "revisions.csv").write_text(
        "instrument,date,old,new,provider,seen,applied\nfollow,2020-01-02,1.5,1.6,yahoo,2020-01-05,\n"
    )
    (revision,) = store.revisions(tmp_path)
    assert (revision.what, revision.new) == ("close", 1.6)
    high = Revision("follow", date(2020, 1, 2), 2.0, 2.5, "yahoo", date(2020, 1, 5), what="high")
    store.note_revisions(tmp_path, [revision, high])
    assert store.revisions(tmp_path) == [revision, high]


def test_gap_is_filled_in_its_place_and_nothing_else_moves(tmp_path):
    store.append(tmp_path, history(FOLLOWER, [1.0], start="2019-12-30"))
    store.append(tmp_path, history(FOLLOWER, [3.0, 4.0], start="2020-01-02"))
    store.fill(tmp_path, history(FOLLOWER, [2.0, 2.5], start="2019-12-31", highs=[9.0, 9.0]))
    assert read(tmp_path).close.tolist() == [1.0, 2.0, 2.5, 3.0, 4.0]
    assert (tmp_path / "follow" / "2019.csv").read_text().splitlines()[-1] == (
        "2019-12-31,9.0000,2.0000,made-up"
    )
    before = (tmp_path / "follow" / "2020.csv").read_bytes()
    with pytest.raises(HistoryError, match="2020-01-02 has a row already"):
        store.fill(tmp_path, history(FOLLOWER, [9.0], start="2020-01-02"))
    assert (tmp_path / "follow" / "2020.csv").read_bytes() == before


def test_revise_changes_the_named_closes_only(tmp_path):
    store.append(tmp_path, history(FOLLOWER, [1.0, 2.0, 3.0], highs=[1.5, 2.5, 3.5]))
    store.revise(tmp_path, FOLLOWER, {"2020-01-02": 2.2, "2020-01-03": 4.0})
    kept = read(tmp_path).rows
    assert kept["close"].tolist() == [1.0, 2.2, 4.0]
    assert kept["high"].isna().tolist() == [False, False, True]


def test_lock_is_held_by_one(tmp_path):
    with (
        store.locked(tmp_path),
        pytest.raises(HistoryError, match="another refresh is running"),
        store.locked(tmp_path),
    ):
        pass
    with store.locked(tmp_path):
        pass


KILLED = """
import os, sys
from pathlib import Path
from generator import store
from tests.helpers import FOLLOWER, history
folder = Path(sys.argv[1])
number = 0
while True:
    number += 1
    store.append(folder / str(number), history(FOLLOWER, [1.0] * 300))
    store.append(folder / str(number), history(FOLLOWER, [2.0] * 60, start="2020-10-27"))
    print(number, flush=True)
"""


def test_kill_leaves_the_old_or_the_new_file(tmp_path):
    """A process that writes without pause is killed; no file is torn."""
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    for _ in range(20):
        writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    for folder in tmp_path.iterdir():
        assert len(read(folder).rows) in (0, 300, 360)
