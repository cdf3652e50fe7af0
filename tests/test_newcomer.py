"""CONTRIBUTING's table, followed on a copy of the project: a page, a source and a signal.

What a newcomer writes stands in ``tests/newcomer/``: it must be in the files that the table names,
and in no other.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from generator.config import ROOT
from tests import newcomer
from tests.helpers import MOMENT, SHIPPED_UNTIL, link_pictures, project_copy

pytestmark = pytest.mark.xdist_group("newcomer")  # one worker, so that the copy is built once

WRITTEN = ROOT / "tests" / "newcomer"
COPIED = ("generator", "templates", "docs", "tests", "automation")
COPIED_FILES = ("mkdocs.yml", "pyproject.toml", "requirements.txt", "CHANGELOG.md")
NAMES = {"page": "notes", "source": "bourse", "signal": "weekdays"}
TABLE = {
    "page": "a page",
    "source": "a price source",
    "signal": "a signal with its figure, section and API key",
}
MOST = {"page": 4, "source": 4, "signal": 12}


def new_files(what):
    return {
        path.relative_to(WRITTEN / what).as_posix(): path
        for path in (WRITTEN / what).rglob("*.*")
        if path.suffix != ".pyc"
    }


def add(what, project):
    for name, path in new_files(what).items():
        shutil.copy(path, project / name)
    for name, insertions in newcomer.LINES[what].items():
        text = (project / name).read_text(encoding="utf-8")
        for after, added in insertions:
            text, times = re.subn(
                after, lambda found, added=added: found[0] + added, text, count=1, flags=re.M
            )
            assert times == 1, f"{name} has no {after}"
        (project / name).write_text(text, encoding="utf-8")


def run(project, *command, **environment):
    """A program in the copy, as the newcomer starts it."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of the project with all three additions."""
    folder = tmp_path_factory.mktemp("newcomer")
    project_copy(folder)
    link_pictures(folder)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in COPIED_FILES:
        shutil.copy(ROOT / name, folder / name)
    for what in NAMES:
        add(what, folder)
    return folder


@pytest.fixture(scope="module")
def site(project) -> Path:
    """What the copy builds."""
    epoch = str(int(MOMENT.now.timestamp()))
    as_of = str(SHIPPED_UNTIL)
    run(project, "-m", "generator", "build", "--as-of", as_of, SOURCE_DATE_EPOCH=epoch)
    return project / "site"


@pytest.mark.parametrize("what", NAMES)
def test_contributing_names_the_files_and_no_other(what):
    touched = {*new_files(what), *newcomer.LINES[what]}
    assert len(touched) <= MOST[what]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", (ROOT / "CONTRIBUTING.md").read_text(), re.M)
    ((count, cell),) = [(count, cell) for adds, count, cell in rows if adds == TABLE[what]]
    named = {
        name.replace("x.", f"{NAMES[what]}.").replace("y.", "breakouts.")
        for name in re.findall(r"`([\w/.]+)`", cell)
    }
    assert named == {name.removeprefix("generator/") for name in touched}
    assert int(count) == len(touched)


def test_page_is_built_and_linked_from_every_page(site):
    assert "What a newcomer noticed" in (site / "notes" / "index.html").read_text()
    for page in site.rglob("*/index.html"):
        way = "./" if page.parent.name == "notes" else "../notes/"
        assert f'<a href="{way}" class="md-nav__link' in page.read_text(), page


def test_signal_has_a_figure_a_section_and_a_key(site):
    page = (site / "breakouts" / "index.html").read_text()
    section = page[page.index('id="days-of-the-week"') : page.index('id="variants"')]
    assert '<figure class="figure" id="weekdays">' in section
    assert "How often the Russell 2000 closes higher" in section
    for kind in ("csv", "png", "svg", "json"):
        assert (site / "figures" / f"weekdays.{kind}").stat().st_size > 100
    assert "Days of the week" in (site / "method" / "index.html").read_text()
    latest, schema = (
        json.loads((site / "api" / "v1" / name).read_text())
        for name in ("latest.json", "latest.schema.json")
    )
    jsonschema.validate(latest, schema)
    assert [row["day"] for row in latest["weekdays"]] == [1, 2, 3, 4, 5]
    described = schema["$defs"]["WeekdayObject"]["properties"]["share_higher"]["description"]
    assert described.startswith("Of these sessions, those that closed above")


def test_site_passes_its_checks(project, site):
    said = run(project, "-m", "generator", "check")
    assert "/notes/" in said


REFRESH = """
import sys
from datetime import date
from pathlib import Path

from tests.sources.conftest import real
from tests.sources.program import run_here
from tests.sources.world import running

with running(Path(sys.argv[1])) as world:
    world.series = {"^GSPC": real("spx")}
    rows = world.series["^GSPC"].rows
    high, close = rows[max(rows)]
    rows |= {date(2026, 10, day): (high + day, close + day) for day in (8, 9)}
    done = run_here(["refresh", "--only", "^GSPC", "--json"], world.environment)
print(done.out)
"""


def test_source_is_asked_by_a_refresh(project, tmp_path):
    epoch = str(int(datetime(2026, 10, 10, 12, tzinfo=UTC).timestamp()))
    facts = json.loads(run(project, "-c", REFRESH, str(tmp_path), SOURCE_DATE_EPOCH=epoch))
    (asked,) = facts["instruments"]
    assert (asked["provider"], asked["added"]) == ("bourse", 1)
    with (project / "history" / "spx" / "2026.csv").open(newline="") as file:
        last = list(csv.DictReader(file))[-1]
    assert last["date"] == "2026-10-09"
    assert last["source"].startswith("bourse")  # whoever knows the high stands beside it


def test_rules_of_the_house_and_tests_hold_in_the_copy(project):
    """The provider is tried on good and bad days without a line in its tests."""
    run(project, "-m", "ruff", "format", "--no-cache", ".")
    run(project, "-m", "ruff", "check", "--no-cache", ".")
    tests = (
        "tests/test_architecture.py",
        "tests/signals/test_weekdays.py",
        "tests/sources/test_providers.py",
    )
    chosen = "downward or weekdays or (bourse and (good_day or bad_answer or unreachable))"
    said = run(
        project, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "-rA", *tests, "-k", chosen
    )
    assert "test_imports_go_downward_only[signals/weekdays.py]" in said
    assert "test_good_day_gives_the_stored_closes[bourse-spx-prices.example]" in said
