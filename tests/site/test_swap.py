"""Swapping in: the old or the new site stands at every moment, and nothing is left over."""

from __future__ import annotations

import os
import threading

import pytest

from generator.errors import BuildError
from generator.site import swap


def make(folder, text):
    folder.mkdir()
    (folder / "index.html").write_text(text)
    return folder


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange", lambda first, second: False)


@pytest.mark.usefixtures("way")
def test_swap_replaces_the_old_site(tmp_path):
    out = make(tmp_path / "site", "old")
    with swap.workshop(out) as workshop:
        swap.swap_in(make(workshop / "new", "new"), out)
    assert (out / "index.html").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_first_site(tmp_path):
    out = tmp_path / "deep" / "site"
    with swap.workshop(out) as workshop:
        swap.swap_in(make(workshop / "new", "new"), out)
    assert (out / "index.html").read_text() == "new"
    assert out.stat().st_mode & 0o777 == 0o755


def test_failure_leaves_the_old_site_and_no_workshop(tmp_path):
    out = make(tmp_path / "site", "old")
    with pytest.raises(ValueError, match="x"), swap.workshop(out) as workshop:
        make(workshop / "new", "new")
        raise ValueError("x")
    assert (out / "index.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_failing_rename_puts_the_old_site_back(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda first, second: False)
    out = make(tmp_path / "site", "old")
    with pytest.raises(BuildError, match="No such file"), swap.workshop(out) as workshop:
        gone = workshop / "gone"
        make(gone, "new")
        (gone / "index.html").unlink()
        monkeypatch.setattr(type(gone), "chmod", lambda self, mode: gone.rmdir())
        swap.swap_in(gone, out)
    assert (out / "index.html").read_text() == "old"


def test_leftovers_of_killed_builds_are_swept(tmp_path):
    dead = tmp_path / ".site.4194399-abc"  # above the largest process number
    alive = tmp_path / f".site.{os.getpid()}-abc"
    dead.mkdir()
    alive.mkdir()
    with swap.workshop(tmp_path / "site"):
        assert not dead.exists()
        assert alive.exists()


def test_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(BuildError, match="cannot be written"), swap.workshop(out):
            pass


def test_reader_always_finds_a_whole_site(tmp_path):
    """While sites are swapped without pause, a reader never misses the front page."""
    out = make(tmp_path / "site", "0")
    done, missed, reads = threading.Event(), [], 0

    def reader():
        nonlocal reads
        while not done.is_set():
            try:
                (out / "index.html").read_text()
            except OSError as error:
                missed.append(error)
            reads += 1

    thread = threading.Thread(target=reader)
    thread.start()
    for number in range(150):
        with swap.workshop(out) as workshop:
            swap.swap_in(make(workshop / "new", str(number)), out)
    done.set()
    thread.join()
    assert reads > 150
    assert missed == []
