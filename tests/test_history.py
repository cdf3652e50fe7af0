"""The shipped history is what its README says, row for row."""

from __future__ import annotations

import csv
import re
import shutil

import pytest

from generator.config import ROOT
from generator.store import read_calls
from tests import helpers
from tests.helpers import stored_rows
from tests.history_checksums import FILE, checksum

with FILE.open(newline="") as _file:
    CHECKSUMS = list(csv.DictReader(_file))


@pytest.mark.parametrize("kept", CHECKSUMS, ids=lambda kept: kept["file"])
def test_shipped_rows_are_unchanged(kept):
    rows, digest = checksum(ROOT / "history" / kept["file"], kept["until"])
    assert (rows, digest) == (int(kept["rows"]), kept["sha256"])


def test_every_shipped_year_has_a_checksum():
    files = {f"{key}/{year}.csv" for key in ("rut", "spx", "dgs10") for year in range(2007, 2027)}
    files |= {f"btc/{year}.csv" for year in range(2010, 2027)}
    assert files <= {kept["file"] for kept in CHECKSUMS}


def test_readme_states_rows_and_dates():
    text = (ROOT / "history" / "README.md").read_text()
    stated = re.findall(r"\| `(\w+)` \|.*?\| (\S+) → (\S+) \| ([\d,]+) \|", text)
    assert len(stated) == 13
    for key, first, last, count in stated:
        rows = [row for row in stored_rows(key, since="") if row["source"].startswith("shipped/")]
        assert (rows[0]["date"], rows[-1]["date"]) == (first, last)
        assert len(rows) == int(count.replace(",", ""))


@pytest.mark.parametrize(
    ("key", "day", "close"),
    [  # figures as published, read off public tables
        ("rut", "2021-11-08", 2442.74),
        ("rut", "2026-08-14", 3068.42),
        ("btc", "2010-07-18", 0.0858),
        ("btc", "2025-10-06", 124752.53),
        ("dgs10", "2026-10-05", 5.31),
        ("dgs10", "2026-09-24", 5.18),
        ("ixic", "1971-02-05", 100.00),
        ("n225", "1989-12-29", 38915.87),
        ("dji", "2013-03-05", 14253.77),
        ("ftse", "2015-02-24", 6949.60),
        ("fedfunds", "2008-12-16", 0.25),
    ],
)
def test_known_figures(key, day, close):
    assert (
        next(float(row["close"]) for row in stored_rows(key, since="") if row["date"] == day)
        == close
    )


def test_copies_for_tests_leave_the_live_log_behind(tmp_path, monkeypatch):
    """A log that has grown must not turn tests of copied histories red."""
    tree = tmp_path / "project"
    shutil.copytree(ROOT / "history", tree / "history")
    shutil.copy(ROOT / "report.toml", tree)
    shutil.copytree(ROOT / "tests" / "golden" / "store" / "calls", tree / "history" / "calls")
    monkeypatch.setattr(helpers, "ROOT", tree)
    copy = tmp_path / "copy"
    helpers.project_copy(copy)
    assert len(read_calls(tree / "history")) == 3
    assert read_calls(copy / "history") == ()
    assert not (copy / "history" / "calls").exists()
