"""The command line as a user meets it: exit codes, two plain lines, and the last site intact."""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import urllib.request
from datetime import date

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.config import ROOT
from generator.errors import BuildError
from generator.site import mark
from generator.store import read_method_changes
from tests.helpers import project_copy, site_pages

FRESH = "2026-10-08"
RUT_2020 = "history/rut/2020.csv"


def run(*arguments, **environment):
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])


def two_lines(result):
    """Any failure is exactly two plain lines, and never a traceback."""
    lines = result.stderr.splitlines()
    assert len(lines) == 2, result.stderr
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("mend:  ")
    assert "Traceback" not in result.output
    return lines[0]


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def project(tmp_path, request):
    """A configuration with its own history, and a last site that must survive."""
    config = project_copy(tmp_path, since=getattr(request, "param", date.min))
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("the last site")
    mark.put(site)
    return config


short_history = pytest.mark.parametrize("project", [date(2026, 1, 1)], ids=[""], indirect=True)
"""For what does not depend on prices: less of them takes less time."""


def build(project, *arguments, **environment):
    out = project.parent / "site"
    before = tree(out)
    result = run("build", "--config", project, "--out", out, *arguments, **environment)
    if result.exit_code not in (0, 3):
        assert tree(out) == before
        assert [p.name for p in project.parent.glob(".site*")] == []
    return result


def edit(project, name, change):
    path = project.parent / name
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(change(lines)))


def with_row(number, row):
    return lambda lines: [*lines[: number - 1], row + "\n", *lines[number:]]


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (
            lambda lines: [*lines[:20], *lines[21:]],
            21,
            "the row is missing before this one: 2020-01-30",
        ),
        (with_row(3, "2020-01-03,,,shipped/yahoo"), 3, "the close '' is not a number"),
        (with_row(3, "2020-01-03,1664.04"), 3, "expected the 4 fields"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 3, "not in order"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], 4, "2020-01-03 is duplicated"),
        (with_row(3, "2020-01-03,1664.04,-1660.87,a"), 3, "not a positive, finite number"),
        (with_row(3, "2020-01-03,1664.04,abc,a"), 3, "the close 'abc' is not a number"),
        (with_row(3, "2020-01-03,,inf,a"), 3, "not a positive, finite number"),
        (with_row(3, "2020-01-03,,nan,a"), 3, "is not a number"),
        (with_row(3, "yesterday,,1660.87,a"), 3, "'yesterday' is not a date"),
        (lambda lines: ["date,price\n", *lines[1:]], 1, "the header must be"),
    ],
)
def test_bad_row_stops_the_build(project, change, line, says):
    edit(project, RUT_2020, change)
    result = build(project)
    assert result.exit_code == 1
    assert f"{RUT_2020}, line {line}: " in two_lines(result)
    assert says in result.stderr


def test_row_from_the_future(project):
    (project.parent / "history/btc/2099.csv").write_text(
        "date,high,close,source\n2099-01-01,,1.0,a\n"
    )
    result = build(project)
    assert result.exit_code == 1
    assert "history/btc/2099.csv, line 2: 2099-01-01 lies in the future" in two_lines(result)


def test_unreadable_file(project):
    (project.parent / RUT_2020).write_bytes(b"\x00\xff\xfe")
    result = build(project)
    assert result.exit_code == 1
    assert f"{RUT_2020}: cannot be read" in two_lines(result)


def test_missing_year(project):
    (project.parent / RUT_2020).unlink()
    result = build(project)
    assert result.exit_code == 1
    assert "history/rut/2021.csv, line 2: 253 rows are missing" in two_lines(result)


def test_leader_without_history(project):
    shutil.rmtree(project.parent / "history" / "rut")
    result = build(project)
    assert result.exit_code == 1
    assert "Russell 2000 (^RUT) has no data" in two_lines(result)
    assert "mend:  run `python -m generator refresh`, which asks for all" in result.stderr
    project.write_text(project.read_text().replace('providers = ["yahoo", "cboe"]', "", 1))
    assert "`python -m generator import FILE --as '^RUT'`" in build(project).stderr


@pytest.mark.parametrize("there", ["nothing", "a file"])
def test_history_that_is_no_folder(project, there):
    text = project.read_text()
    project.write_text(text.replace('history = "history"', 'history = "elsewhere"'))
    if there == "a file":
        (project.parent / "elsewhere").write_text("x")
    result = build(project)
    assert result.exit_code == 2
    assert "report.toml, [paths] history: there is no folder" in two_lines(result)
    assert "elsewhere" in result.stderr


def test_unknown_leader(project):
    project.write_text(project.read_text().replace('leader = "^RUT"', 'leader = "^RTU"'))
    result = build(project)
    assert result.exit_code == 2
    assert "did you mean '^RUT'?" in two_lines(result)


def test_unknown_key(project):
    project.write_text(project.read_text().replace("horizons =", "horizon ="))
    result = build(project)
    assert result.exit_code == 2
    assert "unknown key 'horizon'; did you mean 'horizons'?" in two_lines(result)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2009-12-31", "lies before the first row of Bitcoin (2010-07-18)"),
        ("1990-01-01", "lies before the first row of Russell 2000 (2007-01-03)"),
        ("2026-02-30", "'2026-02-30' is not a date"),
        ("today", "'today' is not a date"),
        ("2099-01-01", "lies in the future"),
    ],
)
def test_impossible_as_of(project, day, says):
    result = build(project, "--as-of", day)
    assert result.exit_code == 2
    assert says in two_lines(result)


def test_bad_source_date_epoch(project):
    result = build(project, SOURCE_DATE_EPOCH="soon")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in two_lines(result)


def test_strict_publishes_nothing_on_stale_data(project):
    result = build(project, "--strict", SOURCE_DATE_EPOCH="1795348800")
    assert result.exit_code == 1
    assert "stale data: ^RUT" in two_lines(result)


def limited_to(size):
    """No file may grow beyond ``size`` bytes, as on a disk that runs full."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [1_000, 60_000, 150_000])
def test_disk_that_runs_full_in_mid_build(project, size):
    """The write fails in our part (small pages, large pictures) or in MkDocs' part."""
    out = project.parent / "site"
    before = tree(out)
    command = [sys.executable, "-m", "generator", "build", "--config", project, "--out", out]
    done = subprocess.run(
        [*command, "--as-of", FRESH],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: limited_to(size),
    )
    assert done.returncode == 1
    two_lines(type("Result", (), {"stderr": done.stderr, "output": done.stdout}))
    assert "File too large" in done.stderr
    assert str(out) in done.stderr or "MkDocs" in done.stderr
    assert tree(out) == before
    assert [p.name for p in project.parent.glob(".site*")] == []


def test_missing_page_leaves_the_last_site(project, monkeypatch):
    import generator.pages

    monkeypatch.setattr(generator.pages, "SUFFIX", ".none")
    result = build(project, "--as-of", FRESH)
    assert result.exit_code == 1
    assert "MkDocs refuses the pages: WARNING" in two_lines(result)
    assert "index.md" in result.stderr


@short_history
def test_unexpected_failure_is_two_lines_too(project, monkeypatch):
    import generator.signals.report

    monkeypatch.setattr(generator.signals.report, "evaluate", lambda *_: 1 / 0)
    result = build(project)
    assert result.exit_code == 1
    assert "the program failed: ZeroDivisionError" in two_lines(result)
    debugged = run("--debug", "build", "--config", project, "--out", project.parent / "site")
    assert isinstance(debugged.exception, ZeroDivisionError)


def test_status_on_the_shipped_history_says_how_old_it_is():
    result = run("status", SOURCE_DATE_EPOCH="1795348800", COLUMNS="200")  # 2026-11-22 12:00
    assert result.exit_code == 3
    assert "holding its breakout" in result.stdout
    for day in ("2011-04-27", "2013-01-02", "2016-11-14", "2020-11-13", "2025-09-18"):
        assert day in result.stdout
    assert re.search(r"Russell 2000 +│ \^RUT +│ 2026-10-08 │ 31 sessions +│ stale", result.stdout)
    assert result.stderr.count("warning: ") == 5
    assert "Bitcoin (BTC-USD) is stale: 45 days behind 2026-11-22" in result.stderr


def test_status_on_fresh_data_exits_with_0():
    result = run("status", "--as-of", "2026-09-30")
    assert result.exit_code == 0
    assert result.stderr == ""


def test_status_as_json(project):
    asked = ("--config", project, "--as-of", FRESH)
    result = run("status", "--json", *asked, SOURCE_DATE_EPOCH="1795348800")
    latest = json.loads(result.stdout)
    assert latest["as_of"] == FRESH
    assert latest["built_at"] == "2026-11-22T12:00:00Z"


def test_github_gets_annotations():
    result = run("status", GITHUB_ACTIONS="true", SOURCE_DATE_EPOCH="1795348800")
    assert "::warning::Russell 2000 (^RUT) is stale" in result.stdout
    failed = run("status", "--as-of", "x", GITHUB_ACTIONS="true")
    assert "::error::--as-of: 'x' is not a date" in failed.stdout


def test_instrument_without_data_is_shown_not_an_error(project):
    shutil.rmtree(project.parent / "history" / "spx")
    result = run("status", "--config", project, "--as-of", "2026-09-30")
    assert result.exit_code == 0
    assert "no data" in result.stdout
    told = "warning: S&P 500 (^GSPC) has no data yet; the report does without it"
    assert result.stderr.splitlines() == [told]
    assert told in run("check", "--config", project, SOURCE_DATE_EPOCH="1791500000").stderr


def test_another_question_from_another_file(project):
    text = project.read_text().replace('leader = "^RUT"', 'leader = "^GSPC"')
    project.write_text(text.replace('controls = ["^GSPC"]', 'controls = ["^RUT"]'))
    result = run("status", "--config", project, "--as-of", "2026-09-30", COLUMNS="200")
    assert result.exit_code == 0
    assert "The S&P 500 " in result.stdout


def test_check_reports_what_it_checked(built_site):
    result = run("check", "--out", built_site)
    assert result.exit_code == 0
    assert "report.toml is valid" in result.stdout
    assert "rows in 13 series are valid" in result.stdout
    assert "evidence: E = 1 (breakouts counted since 2026-12-01: 0)\n" in result.stdout
    assert f"{len(site_pages())} pages in" in result.stdout


def test_check_finds_a_broken_site(built_site, tmp_path):
    shutil.copytree(built_site, tmp_path / "site")
    (tmp_path / "site" / "data" / "index.html").unlink()
    result = run("check", "--out", tmp_path / "site")
    assert result.exit_code == 1
    assert "leads nowhere" in two_lines(result)


def test_check_names_what_is_off_in_a_file(built_site, project):
    path = project.parent / "history" / "rut" / "2026.csv"
    path.write_text(path.read_text().removesuffix("\n"))
    result = run("check", "--out", built_site, "--config", project)
    assert result.exit_code == 0
    rows = len(path.read_text().splitlines())
    assert result.stderr == (
        f"warning: history/rut/2026.csv, line {rows}: the last row has no line end\n"
    )


REVISIONS = "instrument,date,old,new,provider,seen,applied\n"
QUARANTINE = "instrument,date,high,close,provider,reason,seen\n"


@short_history
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("revisions.csv", f"{REVISIONS}rut,soon,1,2,yahoo,2026-10-01,\n", "'soon' is not a date"),
        ("revisions.csv", f"{REVISIONS}rut,2026-10-01,1,nan,a,2026-10-01,\n", "'nan' is not a pr"),
        ("revisions.csv", f"{REVISIONS}rut,2026-10-01,1,2,yahoo,2026-10-01\n", "expected the 7"),
        ("revisions.csv", "instrument\n", "the header must be"),
        ("quarantine.csv", f"{QUARANTINE}btc,2026-10-01,,x,a,b,2026-10-01\n", "'x' is not a price"),
        ("quarantine.csv", f"{QUARANTINE}btc,2026-10-01,-1,2,a,b,2026-10-01\n", "'-1' is not a pr"),
        ("quarantine.csv", f"{QUARANTINE}btc,2026-10-01,,1,a,b,2026-13-01\n", "is not a date"),
        ("checks.csv", "instrument,checked,attempted,provider,result\nrut,x,,a,ok\n", "'x' is not"),
    ],
)
def test_check_reads_every_note(project, name, text, says):
    (project.parent / "history" / name).write_text(text)
    line = 1 if "header" in says else 2
    for command in ("check", "build"):
        result = run(command, "--config", project, "--out", project.parent / "site")
        assert result.exit_code == 1
        assert f"history/{name}, line {line}: " in two_lines(result)
        assert says in result.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"# Changelog\n\n## 1.1 (2026-13-45)\n", "CHANGELOG.md, line 3: '2026-13-45' is not"),
        (b"\xff\xfe", "CHANGELOG.md: cannot be read"),
    ],
)
def test_broken_changelog_is_named(tmp_path, text, says):
    file = tmp_path / "CHANGELOG.md"
    file.write_bytes(text)
    with pytest.raises(BuildError) as caught:
        read_method_changes(file)
    assert says in str(caught.value)
    assert "## 1.0 (2026-01-31)" in caught.value.mend


def test_serve_answers_on_this_machine(built_site):
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", "0", "--out", built_site]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address + "api/v1/latest.json") as answer:
                assert json.load(answer)["as_of"] == "2026-11-22"
        finally:
            server.terminate()


def test_serve_needs_a_site(tmp_path):
    result = run("serve", "--out", tmp_path)
    assert result.exit_code == 2
    assert "there is no site yet" in two_lines(result)


def test_help_lists_every_command():
    result = run("--help")
    for command in ("build", "status", "check", "serve", "refresh", "import"):
        assert command in result.stdout
