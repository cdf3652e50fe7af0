"""MkDocs as a program: why it fails, and that it never outlives the build."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.config import ROOT
from generator.errors import BuildError
from generator.site import assembly, complaints, swap

PLACE = Path("mkdocs.yml")
FULL = """\
WARNING -  something else
Traceback (most recent call last):
  File "utils/__init__.py", line 1, in write_file
OSError: [Errno 28] No space left on device: '/out/index.html'
"""
LEAVES = """
import os, pathlib, time
pathlib.Path(os.environ["LEAVES"]).write_text(str(os.getpid()))
time.sleep(600)
"""
BUILDS = """
import sys
from pathlib import Path
from generator.site import assembly, swap
out = Path(sys.argv[1])
blueprint = assembly.Blueprint(Path("mkdocs.yml"), Path("theme"), "n", "d", "", "", {})
with swap.workshop(out) as workshop:
    with assembly.mkdocs(blueprint, workshop, workshop / "site", workshop):
        pass
"""


@pytest.mark.parametrize(
    ("code", "log", "place", "says", "mend"),
    [
        (1, "INFO - x\nWARNING - a.md\nlast", "mkdocs.yml", "refuses the pages: WARNING", "page"),
        (1, "INFO - x\nlast", "mkdocs.yml", "refuses the pages: last", "correct the page"),
        (1, "", "mkdocs.yml", "it gave no reason", "correct the page"),
        (-9, "", "mkdocs.yml", "ended by the system (SIGKILL)", "memory"),
        (
            1,
            "python: No module named mkdocs",
            sys.executable,
            "No module named mkdocs",
            "make site",
        ),
        (1, "ERROR - Unrecognised theme name: 'material'.", sys.executable, "theme", "make site"),
        (1, "FileNotFoundError: [Errno 2] x: 'a.yml'", "mkdocs.yml", "refuses", "correct the page"),
    ],
)
def test_each_cause_has_its_place_and_its_mend(tmp_path, code, log, place, says, mend):
    error = complaints.of_mkdocs(code, log, PLACE, tmp_path)
    assert isinstance(error, BuildError)
    assert error.place == place
    assert says in error.problem
    assert mend in error.mend


def test_disk_that_is_full_for_mkdocs(tmp_path):
    with pytest.raises(BuildError) as caught, swap.workshop(tmp_path / "site") as workshop:
        raise complaints.of_mkdocs(1, FULL, PLACE, workshop)
    assert caught.value.problem == "the site cannot be written there (No space left on device)"
    assert caught.value.place == str(tmp_path / "site")
    assert caught.value.mend.startswith("make room")


def test_disk_so_full_that_mkdocs_cannot_say_so(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 0})
    monkeypatch.setattr(complaints.shutil, "disk_usage", lambda _: usage)
    error = complaints.of_mkdocs(1, "", PLACE, tmp_path)
    assert isinstance(error, OSError)
    assert error.errno == errno.ENOSPC


def stand_in(folder, program):
    """A MkDocs of our own, found before the real one."""
    (folder / "mkdocs").mkdir()
    (folder / "mkdocs" / "__init__.py").touch()
    (folder / "mkdocs" / "__main__.py").write_text(program)
    return os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def blueprint():
    return assembly.Blueprint(ROOT / "mkdocs.yml", ROOT, "n", "d", "", "", {})


def test_python_that_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(assembly.sys, "executable", "/nowhere/python")
    out = tmp_path / "site"
    with (
        pytest.raises(BuildError, match="/nowhere/python: the program cannot be started"),
        swap.workshop(out) as workshop,
        assembly.mkdocs(blueprint(), workshop, workshop / "site", workshop),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("raise OSError(28, 'No space left on device', '/x')", "site: the site cannot be written"),
        ("import os; os.kill(os.getpid(), 9)", "mkdocs.yml: MkDocs was ended by the system"),
        ("import none_such", "MkDocs cannot run there: No module named 'none_such'"),
        ("raise SystemExit('ERROR - a.md')", "mkdocs.yml: MkDocs refuses the pages: ERROR - a.md"),
    ],
)
def test_what_a_real_process_leaves(tmp_path, monkeypatch, program, says):
    monkeypatch.setenv("PYTHONPATH", stand_in(tmp_path, program)["PYTHONPATH"])
    with (
        pytest.raises(BuildError) as caught,
        swap.workshop(tmp_path / "site") as workshop,
        assembly.mkdocs(blueprint(), workshop, workshop / "site", workshop),
    ):
        pass
    assert says in str(caught.value)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_mkdocs_ends_with_the_build(tmp_path, sent):
    """No process and no folder is left behind."""
    noted = tmp_path / "pid"
    environment = stand_in(tmp_path, LEAVES) | {"LEAVES": str(noted)}
    command = [sys.executable, "-c", BUILDS, tmp_path / "out" / "site"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as build:
        try:
            child = waited_for(lambda: noted.exists() and noted.read_text())
            build.send_signal(sent)
            build.communicate(timeout=30)
        finally:
            build.kill()
    assert build.returncode in (128 + sent, -sent)
    with pytest.raises(ProcessLookupError):
        os.kill(int(child), 0)
    assert list((tmp_path / "out").iterdir()) == []


def waited_for(happens):
    """What happens, as soon as it does; it takes a moment, and a busy machine a longer one."""
    end = time.monotonic() + 60
    while not (found := happens()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found
