"""Swapping in: the old or the new site stands at every moment, and nothing is left over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from generator.config import ROOT
from generator.errors import BuildError, UsageError
from generator.site import mark, swap


def make(folder, text):
    folder.mkdir()
    (folder / "index.html").write_text(text)
    mark.put(folder)
    return folder


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)


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
    with pytest.raises(ValueError, match="x"), swap.workshop(out) as workshop:  # noqa: PT012
        make(workshop / "new", "new")
        raise ValueError("x")
    assert (out / "index.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_failing_rename_puts_the_old_site_back(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    out = make(tmp_path / "site", "old")
    with pytest.raises(BuildError, match="No such file"), swap.workshop(out) as workshop:  # noqa: PT012
        gone = workshop / "gone"
        make(gone, "new")
        monkeypatch.setattr(type(gone), "chmod", lambda self, _: shutil.rmtree(self))
        swap.swap_in(gone, out)
    assert (out / "index.html").read_text() == "old"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("made", ["a folder", "a file", "a repository", "a link"])
def test_what_is_not_ours_stays(tmp_path, made):
    out = tmp_path / "site"
    notes = make(tmp_path / "notes", "dear diary")
    if made == "a file":
        out.write_text("dear diary")
    elif made == "a link":
        out.symlink_to(notes)
    else:
        make(out, "dear diary")
        (out / mark.NAME).unlink() if made == "a folder" else (out / ".git").mkdir()
    with pytest.raises(UsageError), swap.workshop(out) as workshop:
        swap.swap_in(make(workshop / "new", "new"), out)
    assert (out if out.is_file() else out / "index.html").read_text() == "dear diary"
    assert (notes / "index.html").read_text() == "dear diary"
    assert out.is_symlink() == (made == "a link")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes", "site"]


@pytest.mark.usefixtures("way")
def test_what_appears_at_the_last_moment_comes_back(tmp_path, monkeypatch):
    """The folder was ours when it was looked at, and is not when it is moved."""
    out, looked = make(tmp_path / "site", "old"), mark.is_ours

    def look(folder):
        ours = looked(folder)
        if folder == out:
            (out / mark.NAME).unlink()
        return ours

    monkeypatch.setattr(mark, "is_ours", look)
    with pytest.raises(UsageError), swap.workshop(out) as workshop:
        swap.swap_in(make(workshop / "new", "new"), out)
    assert (out / "index.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_leftovers_of_killed_builds_are_swept(tmp_path):
    dead = make(tmp_path / ".site.4194399-abcdef_9", "x")  # above the largest process number
    alive = make(tmp_path / f".site.{os.getpid()}-abcdef_9", "x")
    with swap.workshop(tmp_path / "site"):
        assert not dead.exists()
        assert alive.exists()


@pytest.mark.parametrize("out", ["site", "[a-z]*"])
def test_what_only_looks_like_a_leftover_stays(tmp_path, out):
    for name in ("12-notes", "4194399-abcdefg", "4194399-abcdefghi", "x-abcdefgh"):
        make(tmp_path / f".{out}.{name}", "dear diary")
    unmarked = make(tmp_path / f".{out}.4194399-abcdefgh", "dear diary")
    (unmarked / mark.NAME).unlink()
    (tmp_path / f".{out}.4194399-abcdefgi").write_text("dear diary")
    (tmp_path / f".{out}.4194399-abcdefgj").symlink_to(tmp_path / f".{out}.12-notes")
    make(tmp_path / ".other.4194399-abcdefgh", "dear diary")
    before = sorted(tmp_path.rglob("*"))
    with swap.workshop(tmp_path / out):
        pass
    assert sorted(tmp_path.rglob("*")) == before


def test_a_build_that_is_asked_to_end_leaves_nothing(tmp_path):
    code = (
        "import pathlib, sys, time; from generator.site import swap\n"
        "with swap.workshop(pathlib.Path(sys.argv[1])):\n"
        "    print(flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, tmp_path / "site"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"\n"
        assert len(list(tmp_path.iterdir())) == 1
        process.terminate()
        assert process.wait() == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    before = signal.getsignal(signal.SIGTERM)
    with swap.workshop(tmp_path / "site"):
        pass
    assert signal.getsignal(signal.SIGTERM) is before


def test_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(BuildError, match="cannot be written"),
        swap.workshop(tmp_path / "file/site"),
    ):
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
