"""A build replaces a site of its own, and nothing else: whatever ``--out`` says, the rest stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import config as configuration
from generator import edition, pipeline
from generator.__main__ import main
from generator.config import PARTS, ROOT, load_config
from generator.errors import UsageError
from generator.site import mark, place
from tests.helpers import project_copy

PART_OF_THE_PROJECT = "it is the project's own"
HOLDS_THE_PROJECT = "it holds {clone}/report.toml, and a build would replace all of it"
NOT_A_SITE = "it holds what no build wrote"

REFUSED = {  # --out, as typed in the clone: the folder that the error names, and why
    ".": ("clone", "it is the current folder"),
    "": ("clone", "it is the current folder"),
    "./": ("clone", "it is the current folder"),
    "..": ("home/projects", "it holds the current folder"),
    "../..": ("home", "it is the home folder"),
    "../../..": ("", "it holds the home folder"),
    "/": ("/", "it holds the home folder"),
    "../clone": ("clone", "it is the current folder"),
    "docs/..": ("clone", "it is the current folder"),
    "history": ("clone/history", PART_OF_THE_PROJECT),
    "history/": ("clone/history", PART_OF_THE_PROJECT),
    "history/rut": ("clone/history/rut", PART_OF_THE_PROJECT),
    "history/new": ("clone/history/new", PART_OF_THE_PROJECT),
    "site/../history": ("clone/history", PART_OF_THE_PROJECT),
    ".git": ("clone/.git", "a repository's own folder"),
    ".git/new": ("clone/.git/new", "a repository's own folder"),
    "generator": ("clone/generator", PART_OF_THE_PROJECT),
    "docs/en": ("clone/docs/en", PART_OF_THE_PROJECT),
    "tests": ("clone/tests", PART_OF_THE_PROJECT),
    "templates": ("clone/templates", PART_OF_THE_PROJECT),
    "report.toml": ("clone/report.toml", PART_OF_THE_PROJECT),
    "file": ("clone/file", "it is a file"),
    "file/site": ("clone/file/site", "file is a file"),
    "../notes": ("home/projects/notes", NOT_A_SITE),
    "../to-notes": ("home/projects/notes", NOT_A_SITE),
    "../to-clone": ("clone", "it is the current folder"),
    "../to-clone/history": ("clone/history", PART_OF_THE_PROJECT),
    "../to-parent": ("home/projects", "it holds the current folder"),
    "../to-file": ("clone/file", "it is a file"),
    "../to-itself/site": ("home/projects/to-itself/site", "the link leads nowhere"),
    "../to-itself": ("home/projects/to-itself", "the link leads nowhere"),
    "../repository": ("home/projects/repository", NOT_A_SITE),
}


def clone(home: Path, *, of: Path | None = None) -> Path:
    """A project below ``home``, with notes and links beside it; of made-up files, or the real."""
    folder = home / "projects" / "clone"
    for part in PARTS:
        if of and part in ("generator", "templates", "docs", "history"):
            shutil.copytree(of / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / part / "en").mkdir(parents=True)
            (folder / part / "file").write_text(part)
    (folder / "build" / "pictures").mkdir(parents=True)
    (folder / "history" / "rut").mkdir(exist_ok=True)
    catalogue = folder / "templates" / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.touch()
    for name in ("report.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    (folder / "file").write_text("somebody's")
    for name in ("notes", "repository/.git"):
        (home / "projects" / name).mkdir(parents=True)
        (home / "projects" / name / "diary.txt").write_text("dear diary")
    mark.put(home / "projects" / "repository")
    links = {"notes": "notes", "clone": "clone", "parent": "../projects", "file": "clone/file"}
    for name, target in (links | {"itself": "to-itself"}).items():
        (home / "projects" / f"to-{name}").symlink_to(target)
    return folder


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder: content of files, targets of links, folders."""
    return {
        str(path.relative_to(folder)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The clone of made-up files, as the project, the current folder, and below the home."""
    folder = clone(tmp_path / "home")
    monkeypatch.setattr(configuration, "ROOT", folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    return folder


def asserted_refusal(code: int, errors: str, folder: Path, why: str) -> None:
    """Two plain lines that name the folder; exit code 2."""
    assert code == 2, errors
    problem, mend = errors.splitlines()
    assert problem.startswith(f"error: {folder}: ")
    assert why in problem
    assert mend.startswith("mend:  name a")


@pytest.mark.parametrize("out", REFUSED)
def test_what_is_not_a_site_is_refused_and_stays(here, tmp_path, out):
    before = tree(tmp_path)
    result = CliRunner().invoke(main, ["build", "--config", "report.toml", "--out", out])
    folder, why = REFUSED[out]
    named = (
        here if folder == "clone" else tmp_path / folder.replace("clone/", "home/projects/clone/")
    )
    asserted_refusal(result.exit_code, result.stderr, named, why.format(clone=here))
    assert result.stdout == ""  # it is said before anything is read
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", [*PARTS, "."])
@pytest.mark.parametrize("state", ["marked", "empty", "missing"])
def test_no_part_of_the_project_is_replaced_even_if_it_could_be(here, name, state):
    folder, own = here / name, load_config(here / "report.toml").own()
    for path in [] if name == "." else folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if state == "marked":
        mark.put(folder)
    if state == "missing" and name != ".":
        folder.rmdir()
    with pytest.raises(UsageError):
        place.admit(folder, own, here / "site")


def test_the_project_is_refused_from_elsewhere_too(here, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    before = tree(tmp_path)
    for out in (here, here.parent):
        arguments = ["build", "--config", str(here / "report.toml"), "--out", str(out)]
        result = CliRunner().invoke(main, arguments)
        why = HOLDS_THE_PROJECT.format(clone=here)
        asserted_refusal(result.exit_code, result.stderr, out, why)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["", "pictures", "pictures/new", "stamps", "stamps/new"])
def test_what_is_kept_in_build_is_no_place(name):
    config = load_config()
    with pytest.raises(UsageError):
        place.admit(ROOT / "build" / name, config.own(), config.site_folder)


def test_places_for_what_is_built(here):
    own = load_config(here / "report.toml").own()
    for name in ("site", "build/preview", "public", "../site"):
        assert place.admit(here / name, own, here / "site") == (here / name).resolve()


def test_every_tracked_folder_is_a_part_of_the_project():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = {name.split("/")[0] for name in listed.stdout.split("\0") if "/" in name}
    assert names < set(PARTS)


def test_price_history_of_another_question_is_no_place(tmp_path):
    config = load_config(project_copy(tmp_path))
    for out in (config.history, config.history / "new", tmp_path):
        with pytest.raises(UsageError):
            place.admit(out, config.own(), config.site_folder)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A clone with the real program."""
    return clone(tmp_path_factory.mktemp("real") / "home", of=ROOT)


@pytest.mark.parametrize("out", [".", ".git", "../to-notes"])
def test_the_real_program_in_a_clone_refuses(real, out):
    home = real.parents[1]
    before = tree(home)
    done = subprocess.run(
        [sys.executable, "-B", "-m", "generator", "build", "--out", out],
        cwd=real,
        env=os.environ | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    asserted_refusal(done.returncode, done.stderr, (real / out).resolve(), "")
    assert tree(home) == before


def written(_config, _content, _code, workshop, *_):
    """A site of one page, in the time of one page."""
    (workshop / "site").mkdir()
    (workshop / "site" / "index.html").write_text("<h1>the new site</h1>")


@pytest.fixture
def quick(monkeypatch):
    """Builds do all that they do, but for what takes seconds."""
    monkeypatch.setattr(
        pipeline, "weigh", lambda config, prices, _: (pipeline.stand(config, prices), None)
    )
    monkeypatch.setattr(edition, "pictures", nullcontext)
    monkeypatch.setattr(edition, "build", written)
    monkeypatch.setattr(pipeline.checks, "check_site", lambda *_, **__: [])
    monkeypatch.setattr(pipeline.stamps, "write", lambda *_: None)


def site(folder: Path, *, marked: bool = True) -> Path:
    """A site of release 1.0, or one with a mark."""
    (folder / "api" / "v1").mkdir(parents=True)
    (folder / "index.html").write_text(
        '<meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.8.1">the last site'
    )
    (folder / "api/v1/latest.schema.json").write_text("{}")
    (folder / "api/v1/latest.json").write_text(
        '{"as_of": "", "built_at": "", "question": {}, "leader": {}, "follower": {},'
        ' "breakouts": []}'
    )
    if marked:
        mark.put(folder)
    return folder


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("state", ["new", "deep", "empty", "site", "link to a site", "link"])
def test_a_place_of_its_own_gets_the_site(tmp_path, state):
    config, folder = project_copy(tmp_path), tmp_path / "public"
    out = tmp_path / "to-public" if state.startswith("link") else folder
    if state == "deep":
        out = folder = folder / "en" / "report"
    if state == "empty":
        folder.mkdir()
    if state.endswith("site"):
        site(folder)
    if out != folder:
        out.symlink_to("public")
    others = {name: held for name, held in tree(tmp_path).items() if not name.startswith("public/")}
    result = CliRunner().invoke(main, ["build", "--config", str(config), "--out", str(out)])
    assert result.exit_code in (0, 3), result.stderr
    assert {path.name for path in folder.iterdir()} == {"index.html", mark.NAME}
    assert (folder / "index.html").read_text() == "<h1>the new site</h1>"
    assert out.is_symlink() == (out != folder)
    assert others.items() <= tree(tmp_path).items()
    assert not [path.name for path in folder.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("quick")
def test_what_appears_while_a_build_runs_stays(tmp_path, monkeypatch):
    config, out = project_copy(tmp_path), tmp_path / "public"

    def meanwhile(*arguments):
        written(*arguments)
        out.mkdir()
        (out / "diary.txt").write_text("dear diary")

    monkeypatch.setattr(edition, "build", meanwhile)
    result = CliRunner().invoke(main, ["build", "--config", str(config), "--out", str(out)])
    asserted_refusal(result.exit_code, result.stderr, out, NOT_A_SITE)
    assert tree(out) == {"diary.txt": b"dear diary"}
    assert not list(tmp_path.glob(".public*"))


def test_site_of_release_1_0_is_adopted_in_the_default_place_only(tmp_path):
    old = site(tmp_path / "site", marked=False)
    with pytest.raises(UsageError, match="no build wrote"):
        place.admit(old, (), tmp_path / "elsewhere")
    assert place.admit(old, (), old) == old
    assert mark.is_ours(old)


@pytest.mark.parametrize(
    "missing", ["index.html", "api/v1/latest.json", "api/v1/latest.schema.json"]
)
def test_what_only_looks_like_an_old_site_is_not_adopted(tmp_path, missing):
    folder = site(tmp_path / "site", marked=False)
    (folder / missing).unlink()
    before = tree(folder)
    with pytest.raises(UsageError, match="no build wrote"):
        place.admit(folder, (), folder)
    assert tree(folder) == before


@pytest.mark.parametrize("foreign", ["", "A build of mine wrote this.\n"])
def test_a_mark_is_known_by_its_text(tmp_path, foreign):
    (tmp_path / mark.NAME).write_text(foreign)
    assert not mark.is_ours(tmp_path)
    mark.put(tmp_path)
    assert mark.is_ours(tmp_path)
