"""Many questions, one site: each built beside it, laid under ``q/``, and none stops another."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.config import ROOT, load_config
from generator.config.further import load_question
from generator.errors import ConfigError
from generator.models.publication import QuestionCard
from generator.pipeline import build
from generator.questions import Joining, beside
from generator.site.checks import check_site
from tests.helpers import FEW_DRAWS, MOMENT, is_built_anew, project_copy

pytestmark = pytest.mark.xdist_group("questions")  # one worker, so that the site is built once

DAY, NEXT = date(2026, 10, 7), date(2026, 10, 8)
NAMES = ("nikkei-bitcoin", "sp500-ethereum")
QUICK = "[evidence]\n" + "".join(f"{name} = {number}\n" for name, number in FEW_DRAWS.items())


def quiet(_: str) -> None:
    """Say nothing."""


def ask(folder: Path, *names: str, text: str = "") -> Path:
    """A project whose site asks further questions, with few draws; returns its configuration."""
    file = (
        folder / "report.toml"
        if (folder / "report.toml").exists()
        else project_copy(folder, wider=True)
    )
    (folder / "asked").mkdir(exist_ok=True)
    for name in names:
        asked = (ROOT / "examples" / f"{name}.toml").read_text()
        (folder / "asked" / f"{name}.toml").write_text(f"{asked}\n{QUICK}")
    listed = text or f"questions = {json.dumps([f'asked/{name}.toml' for name in names])}"
    rest = re.sub(r"^questions = .*\n", "", file.read_text(), flags=re.M)
    file.write_text(f"{listed}\n{rest}")
    return file


def config_of(file: Path):
    return load_config(file).model_copy(update={"stamps": file.parent / "stamps"})


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Its configuration, and its site as of the first day."""
    folder = tmp_path_factory.mktemp("questions")
    config = config_of(ask(folder, *NAMES))
    done = build(config, DAY, MOMENT, folder / "site", quiet)
    assert done.troubles == ()
    return config, folder / "site"


def card(site, name):
    return json.loads((site / "q" / name / "card.json").read_text())


def test_each_question_has_its_two_pages_and_no_other(project):
    _, site = project
    for name in NAMES:
        pages = {
            p.relative_to(site / "q" / name).as_posix() for p in site.glob(f"q/{name}/**/*.html")
        }
        assert pages == {"index.html", "luck/index.html"}
        figures = {p.suffix for p in (site / "q" / name / "figures").iterdir()}
        assert figures == {".csv", ".json"}
        front = (site / "q" / name / "index.html").read_text()
        assert 'href="luck/"' in front
        assert re.search(r'<div class="figure__picture".{0,80}<svg ', front)
        assert re.search(r'<p class="home-line"><a href="\./\.\./\.\./">Lead or Luck</a> · ', front)
        assert 'href="../../method/"' in front
        assert not re.search(r'href="[^"]*(breakouts/|claims/|latest\.json|feed\.xml)', front)
    assert "<title>Nikkei: Lead or Luck: " in (site / "q/nikkei-bitcoin/index.html").read_text()


def test_the_whole_site_is_sound_and_shows_the_cards(project):
    _, site = project
    weighed = {weight.page for weight in check_site(site)}
    assert {f"/q/{name}/" for name in NAMES} | {f"/q/{name}/luck/" for name in NAMES} <= weighed
    elsewhere = (site / "elsewhere/index.html").read_text()
    for name in NAMES:
        known = card(site, name)
        assert known["as_of"] == str(DAY)
        assert f'<a href="../q/{name}/">{known["question"].replace("&", "&amp;")}</a>' in elsewhere
        assert known["headline"].split(". ")[0] in elsewhere
    assert list(site.rglob(".lead-or-luck")) == [site / ".lead-or-luck"]


def test_nothing_new_changes_nothing_and_an_edited_question_is_built_anew(project):
    config, site = project
    before = (site / "index.html").stat().st_ino
    assert build(config, DAY, MOMENT, site, quiet).unchanged
    assert (site / "index.html").stat().st_ino == before
    file = config.questions[0]
    text = file.read_text()
    file.write_text(text.replace('name = "Nikkei: ', 'name = "Tokyo: '))
    assert is_built_anew(config, DAY, site)
    file.write_text(text)
    assert build(config, DAY, MOMENT, site, quiet).unchanged


def test_failing_question_stays_as_it_was_and_a_new_one_is_left_out(project, tmp_path):
    """The last test of this site: it is built as of the next day."""
    config, site = project
    nikkei, ethereum = config.questions
    nikkei.write_text(nikkei.read_text().replace('leader = "^N225"', 'leader = "^N252"'))
    new = nikkei.with_name("new.toml")
    new.write_text("not toml")
    asked = config.model_copy(update={"questions": (nikkei, ethereum, new)})
    done = build(asked, NEXT, MOMENT, site, quiet)
    stays, left_out = done.troubles
    assert stays.startswith(f"the question nikkei-bitcoin stays as of {DAY}: nikkei-bitcoin.toml, ")
    assert "did you mean '^N225'?" in stays
    assert left_out.startswith("the question new is left out: ")
    assert "is not valid TOML" in left_out
    assert (card(site, "nikkei-bitcoin")["as_of"], card(site, "sp500-ethereum")["as_of"]) == (
        str(DAY), str(NEXT)
    )  # fmt: skip
    assert not (site / "q/new").exists()
    check_site(site)
    earlier = Joining((nikkei,), lambda: {"nikkei-bitcoin": "x"}, tmp_path, site, date(2026, 1, 23))
    assert (earlier.cards, len(earlier.troubles)) == ((), 1)  # it would foresee
    assert is_built_anew(asked, NEXT, site)  # it is tried again


def test_command_line_builds_one_question_and_joins_it_with_exit_code_3(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.now.timestamp())))
    file = ask(tmp_path, *NAMES)
    run = partial(CliRunner().invoke, main)
    given = ["build", "--config", str(file), "--as-of", str(NEXT)]
    alone = run([*given, "--question", "sp500-ethereum", "--out", str(tmp_path / "built")])
    assert alone.exit_code == 0, alone.output
    assert {path.name for path in (tmp_path / "built").iterdir()} == {"sp500-ethereum"}
    whole = run([*given, "--questions", str(tmp_path / "built"), "--out", str(tmp_path / "site")])
    assert whole.exit_code == 3, whole.output
    assert "warning: the question nikkei-bitcoin is left out: " in whole.output
    assert (tmp_path / "site/q/sp500-ethereum/luck/index.html").is_file()
    for options, mend in (
        (["--question", "sp500-ethereum"], "say where with --out."),
        (["--question", "nothing", "--out", "x"], "(nikkei-bitcoin, sp500-ethereum)"),
    ):
        refused = run([*given, *options])
        assert refused.exit_code == 2
        assert mend in refused.output


@pytest.mark.parametrize(
    ("listed", "complaint"),
    [
        ('questions = ["asked/a.toml", "more/a.toml"]', "two questions are called 'a'"),
        ('questions = ["asked/A b.toml"]', "'A b.toml' names no question"),
        ('questions = ["asked/a.txt"]', "'a.txt' names no question"),
        ('questions = "nowhere"', "there is no folder"),
        ("questions = 5", "questions"),
    ],
)
def test_names_are_checked_before_anything_is_built(tmp_path, listed, complaint):
    file = tmp_path / "report.toml"
    shutil.copy(ROOT / "report.toml", file)
    ask(tmp_path, text=listed)
    file.write_text(re.sub(r'^  "examples/.*\n^\]\n', "", file.read_text(), flags=re.M))
    with pytest.raises(ConfigError, match=complaint):
        load_config(file)


def test_folder_names_every_question_in_it(tmp_path):
    file = ask(tmp_path, *NAMES, text='questions = "asked"')
    assert [path.stem for path in load_config(file).questions] == list(NAMES)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[site]", 'questions = ["other.toml"]\n[site]', "has no questions of its own"),
        ("[site]", '[paths]\nhistory = "."\n[site]', "reads the history of the site"),
        ("[instruments.eth]", "[instruments.ether]", "has no series ETH-USD of that name"),
    ],
)
def test_a_question_asks_nothing_that_the_site_could_not_keep(tmp_path, old, new, complaint):
    file = ask(tmp_path, "sp500-ethereum")
    asked = tmp_path / "asked/sp500-ethereum.toml"
    asked.write_text(asked.read_text().replace(old, new))
    with pytest.raises(ConfigError, match=complaint):
        load_question(load_config(file), asked)


def test_a_question_lies_where_its_site_says(tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://someone.example/fork")
    site = load_config(ask(tmp_path, "sp500-ethereum"))
    asked = load_question(site, site.questions[0])
    assert asked.site.url == "https://someone.example/fork/q/sp500-ethereum/"
    assert (asked.history, asked.part_of) == (site.history, "Lead or Luck")


def _ends(file):
    if file.stem == "mistaken":
        raise ZeroDivisionError("nothing to divide by")
    if file.stem == "killed":
        os._exit(9)
    file.write_text("done")


def test_whatever_ends_a_question_is_told_and_stops_no_other(tmp_path):
    files = tuple(tmp_path / f"{name}.toml" for name in ("mistaken", "killed", "well"))
    with beside(_ends, files) as failures:
        told = failures()
    assert told == {
        "mistaken": "ZeroDivisionError: nothing to divide by",
        "killed": "its process ended with code 9",
    }
    assert files[2].read_text() == "done"


def test_card_knows_its_address():
    known = QuestionCard("a-b", "Does it?", "It does not.", DAY, DAY)
    assert known.link == "q/a-b/"
