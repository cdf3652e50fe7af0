"""The alarm: one issue, whatever happens, and a failure where nobody can be told."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from automation import issues
from automation.alarm import CANARY_TITLE, TITLE
from generator.config import ROOT

FRESH = [
    {"symbol": "^RUT", "last_date": "2026-10-20", "age": 0, "unit": "sessions", "status": "fresh"}
]
STALE = [FRESH[0] | {"last_date": "2026-10-08", "age": 8, "status": "stale"}]
BROKEN = {"refresh": {"exit": 1, "seconds": 1.0, "error": ["error: x", "mend:  y"]}}


def facts(*, series=FRESH, outcome="nothing", rebuild_only=False, as_of="", **more):
    asked = {"as_of": as_of, "rebuild_only": rebuild_only, "accept_revisions": False, "reason": ""}
    commit = {"outcome": outcome, "message": "", "reason": "GH006 @everyone `x`"}
    return {"asked": asked, "steps": {}, "commit": commit, "report": {"freshness": series}, **more}


def alarm(github, told=None, *, report="success", publish="success", step="alarm", **environment):
    """The job's step as the workflow runs it: a Python without any package."""
    environment |= {
        "FACTS": "" if told is None else json.dumps(told),
        "REPORT_RESULT": report,
        "PUBLISH_RESULT": publish,
        "GITHUB_API_URL": github.address,
        "GITHUB_REPOSITORY": "someone/their-fork",
        "GITHUB_SERVER_URL": "https://forge.example",
        "GITHUB_RUN_ID": "77",
        "GITHUB_TOKEN": "not-a-secret",
        "GITHUB_ACTIONS": "true",
    }
    done = subprocess.run(
        [sys.executable, "-S", "-m", "automation", step],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_well_asks_once_and_writes_nothing(github):
    assert alarm(github, facts()) == (0, "")
    assert [asked.split()[0] for asked in github.asked] == ["GET"]
    assert github.tokens == {"Bearer not-a-secret"}


def test_one_issue_through_every_trouble(github):
    alarm(github, facts(series=STALE))
    (issue,) = github.issues
    assert issue["title"] == TITLE
    assert "https://forge.example/someone/their-fork/actions/runs/77" in issue["body"]
    alarm(github, facts(series=STALE))
    assert issue["comments_made"] == []
    alarm(github, facts(steps=BROKEN, report={}), report="failure", publish="skipped")
    assert "> `error: x`" in issue["body"]
    assert "Not judged by the latest run: stale." in issue["body"]
    assert "New: failed." in issue["comments_made"][0]
    alarm(github, facts(outcome="refused"))
    assert "New: unpushed. Over: failed, stale." in issue["comments_made"][1]
    alarm(github, facts())
    assert issue["state"] == "closed"
    alarm(github, facts(series=STALE))
    assert (issue["state"], len(github.issues)) == ("open", 1)
    assert len(issue["comments_made"]) == 4


def test_what_a_run_cannot_judge_stays(github):
    alarm(github, facts(outcome="refused", series=STALE))
    (issue,) = github.issues
    for told in (
        facts(rebuild_only=True, as_of="2026-01-23"),
        facts(rebuild_only=True, series=[]),
    ):
        alarm(github, told)
        assert "troubles:stale unpushed" in issue["body"]
    for how in ("cancelled", "skipped", ""):
        asked = len(github.asked)
        alarm(github, facts(), report=how, publish="skipped")
        assert len(github.asked) == asked
    assert issue["state"] == "open"


def test_planted_or_similar_issues_are_left_alone(github):
    planted = github.add(TITLE, user="User")
    request = github.add(TITLE, pull_request={})
    other = github.add(f"{TITLE}!")
    alarm(github, facts(series=STALE))
    assert [one["body"] for one in (planted, request, other)] == ["", "", ""]
    assert len(github.named(TITLE)) == 3


def test_issue_is_found_beyond_the_first_page(github):
    ours = github.add(TITLE)
    for number in range(2 * issues.PAGE):
        github.add(f"Another {number}")
    alarm(github, facts(series=STALE))
    assert len(github.named(TITLE)) == 1
    assert "troubles:stale" in ours["body"]


def test_foreign_text_is_no_markup(github):
    alarm(github, facts(outcome="refused"))
    assert "`GH006 @everyone 'x'`" in github.issues[0]["body"]


def test_alarm_that_cannot_be_raised_fails_and_says_it_in_the_summary(github, tmp_path):
    github.disabled = True
    page = tmp_path / "summary"
    code, told = alarm(github, facts(series=STALE), GITHUB_STEP_SUMMARY=str(page))
    assert code == 1
    assert "::error title=The report needs attention::The alarm could not be raised: GET" in told
    assert "^RUT" in page.read_text()
    assert alarm(github, facts())[0] == 0  # with nothing to tell, nobody misses the issues


def test_passing_fault_of_the_api_is_survived(github):
    github.fails = 2
    assert alarm(github, facts(series=STALE))[0] == 0
    assert len(github.issues) == 1


def test_garbled_record_still_raises_the_alarm(github):
    code, _ = alarm(github, report="failure", publish="skipped")
    assert (code, len(github.issues)) == (0, 1)


@pytest.mark.parametrize("step", ["", "nonsense", "refresh build"])
def test_unknown_step_is_a_usage_error(github, step):
    done = subprocess.run(
        [sys.executable, "-S", "-m", "automation", *step.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")


def test_canary_has_an_issue_of_its_own(github):
    alarm(github, step="canary", CANARY_RESULT="failure")
    alarm(github, facts())
    (issue,) = github.issues
    assert (issue["title"], issue["state"]) == (CANARY_TITLE, "open")
    alarm(github, step="canary", CANARY_RESULT="success")
    assert issue["state"] == "closed"
