"""A build is skipped only if nothing that matters has changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from generator.site import stamps

DAY = date(2026, 1, 1)


@pytest.fixture
def built(tmp_path):
    inputs, out, folder = tmp_path / "inputs", tmp_path / "site", tmp_path / "stamps"
    inputs.mkdir()
    out.mkdir()
    (inputs / "a.csv").write_text("1")
    (out / "index.html").write_text("page")
    stamps.write(folder, out, stamps.of_inputs((inputs,), DAY, None))
    return inputs, out, folder


def same(built, day=DAY, built_at=None):
    inputs, out, folder = built
    return stamps.matches(folder, out, stamps.of_inputs((inputs,), day, built_at))


def test_nothing_changed(built):
    assert same(built)


def test_input_changed(built):
    (built[0] / "a.csv").write_text("2")
    assert not same(built)


def test_input_added_or_renamed(built):
    (built[0] / "b.csv").write_text("")
    assert not same(built)


def test_other_day(built):
    assert not same(built, date(2026, 1, 2))


def test_other_given_build_time(built):
    assert not same(built, built_at=datetime(2026, 1, 1, tzinfo=UTC))


def test_site_touched_or_gone(built):
    (built[1] / "index.html").write_text("touched")
    assert not same(built)
    (built[1] / "index.html").unlink()
    assert not same(built)


def test_stamp_broken_or_missing(built):
    (stamp,) = built[2].iterdir()
    stamp.write_text("{")
    assert not same(built)
    stamp.unlink()
    assert not same(built)
