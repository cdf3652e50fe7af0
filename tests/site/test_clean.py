"""``make clean`` removes what the tools made, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from generator.charts.pictures import Pictures
from generator.config import ROOT
from generator.site import mark, stamps
from generator.site.clean import clean
from tests.site.test_place import site, tree

BAR = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}


@pytest.fixture
def built(tmp_path):
    """A clone with everything that the tools leave in it."""
    (tmp_path / "report.toml").write_text("the question")
    site(tmp_path / "site")
    Pictures(tmp_path / "build" / "pictures").svg(BAR).result()
    stamps.write(tmp_path / "build" / "stamps", tmp_path / "site", "stamp")
    (tmp_path / "build" / "run.json").write_text("{}")
    for environment in (".venv", "build/audit"):
        (tmp_path / environment / "bin").mkdir(parents=True)
        (tmp_path / environment / "pyvenv.cfg").write_text("home = /usr/bin")
    (tmp_path / "screenshots").mkdir()
    (tmp_path / "screenshots" / "data-phone-dark.png").write_text("png")
    (tmp_path / ".ruff_cache").mkdir()
    leftover = tmp_path / ".site.4194399-abcdef_9"  # above the largest process number
    leftover.mkdir()
    mark.put(leftover)
    return tmp_path


def test_everything_built_is_removed(built):
    assert clean(built) == []
    assert [path.name for path in built.iterdir()] == ["report.toml"]
    assert clean(built) == []


def test_what_no_tool_made_stays_and_is_named(built):
    own = [
        "site/diary.txt",
        "build/pictures/holiday.png",
        "build/notes/diary.txt",
        "screenshots/wide.png",
        ".venv/diary.txt",
        ".site.12-notes/diary.txt",
    ]
    (built / "site" / mark.NAME).unlink()
    (built / "site" / "index.html").unlink()
    (built / ".venv" / "pyvenv.cfg").unlink()
    for name in own:
        (built / name).parent.mkdir(exist_ok=True)
        (built / name).write_text("somebody's")
    kept = {str(path.relative_to(built)) for path in clean(built)}
    assert kept == {"site", ".venv", "build/pictures", "build", "screenshots"}
    left = tree(built)
    assert all(left[name] == b"somebody's" for name in own)
    assert "build/run.json" not in left
    assert not [name for name in left if name.endswith((".svg", "dark.png"))]


@pytest.mark.parametrize("name", ["site", "build", ".venv", "build/pictures", ".ruff_cache"])
def test_no_link_is_followed(built, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "folder"
    (built / name).rename(elsewhere)
    (built / name).symlink_to(elsewhere)
    before = tree(elsewhere)
    assert built / name in clean(built)
    assert (built / name).is_symlink()
    assert tree(elsewhere) == before


def test_old_site_is_removed_too(built):
    (built / "site" / mark.NAME).unlink()
    clean(built)
    assert not (built / "site").exists()


def test_make_clean_needs_no_package(built):
    shutil.copytree(
        ROOT / "generator", built / "generator", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "Makefile", built)
    (built / "site" / mark.NAME).unlink()
    (built / "site" / "index.html").write_text("somebody's")
    before = {name for name in tree(built) if not name.startswith((".", "build", "screenshots"))}
    done = subprocess.run(
        ["make", "clean", f"PYTHON={sys.executable} -S"],
        cwd=built,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"kept: {built / 'site'} (a link, or it holds what no tool made)\n"
    assert set(tree(built)) == before
