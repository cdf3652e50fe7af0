"""The data commit and its push, against a bare repository: races, refusals, messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from automation.history import message_of
from generator.config import ROOT
from tests.automation.actions import git

ROWS = "date,high,close,source\n2026-10-07,,1.00,a\n2026-10-08,,2.00,a\n"


@pytest.fixture
def remote(tmp_path):
    """A bare repository with two rows; it would take a forced push, and lose what it had."""
    first = clone_of(None, tmp_path / "first")
    write(first, ROWS)
    save(first, "Start")
    git(tmp_path, "clone", "--quiet", "--bare", "first", "remote.git")
    return tmp_path / "remote.git"


def clone_of(remote, folder):
    if remote is None:
        folder.mkdir()
        git(folder, "init", "--quiet", "--initial-branch=main")
    else:
        git(folder.parent, "clone", "--quiet", "--depth=1", f"file://{remote}", folder.name)
    return folder


def write(clone, text, name="history/rut/2026.csv"):
    (clone / name).parent.mkdir(parents=True, exist_ok=True)
    (clone / name).write_text(text)


def save(clone, message):
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", message)


def commit(clone, **environment):
    """The step as the workflow runs it, in a folder of its own."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", "automation", "commit"],
        cwd=clone,
        env=os.environ | {"PYTHONPATH": str(ROOT), "GITHUB_REF_NAME": "main"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((clone / "build/run.json").read_text())["commit"], done.stdout


def branch(remote):
    return git(remote, "log", "--format=%s", "main").splitlines()


def test_nothing_new(remote, tmp_path):
    clone = clone_of(remote, tmp_path / "run")
    assert commit(clone)[0]["outcome"] == "nothing"
    assert branch(remote) == ["Start"]


def test_only_history_is_committed(remote, tmp_path):
    clone = clone_of(remote, tmp_path / "run")
    write(clone, ROWS + "2026-10-09,,3.00,a\n")
    write(clone, "stray", "generator/stray.py")
    assert commit(clone)[0]["outcome"] == "pushed"
    assert git(remote, "show", "--name-only", "--format=", "main").split() == [
        "history/rut/2026.csv"
    ]


def test_rows_of_another_file_pushed_meanwhile_are_kept(remote, tmp_path):
    ours, theirs = clone_of(remote, tmp_path / "run"), clone_of(remote, tmp_path / "other")
    write(ours, ROWS + "2026-10-09,,3.00,a\n")
    write(theirs, ROWS, "history/btc/2026.csv")
    save(theirs, "Theirs")
    git(theirs, "push", "--quiet")
    assert commit(ours)[0]["outcome"] == "pushed"
    assert branch(remote) == ["Data: 1 new row, up to 2026-10-09", "Theirs", "Start"]


@pytest.mark.parametrize(("close", "outcome"), [("3.00", "pushed"), ("3.50", "conflict")])
def test_same_day_pushed_meanwhile_stays_theirs(remote, tmp_path, close, outcome):
    ours, theirs = clone_of(remote, tmp_path / "run"), clone_of(remote, tmp_path / "other")
    write(ours, ROWS + "2026-10-09,,3.00,a\n")
    write(theirs, ROWS + f"2026-10-09,,{close},a\n")
    save(theirs, "Theirs")
    git(theirs, "push", "--quiet")
    done, told = commit(ours)
    assert done["outcome"] == outcome
    assert ("theirs stay" in told) is (outcome == "conflict")
    assert branch(remote) == ["Theirs", "Start"]  # the same row twice is no second commit
    assert "2026-10-09,,3.00,a" in (ours / "history/rut/2026.csv").read_text()
    assert not (ours / ".git" / "rebase-merge").exists()


def test_race_that_is_lost_every_time_ends_as_a_refusal(remote, tmp_path):
    ours, theirs = clone_of(remote, tmp_path / "run"), clone_of(remote, tmp_path / "other")
    write(ours, ROWS + "2026-10-09,,3.00,a\n")
    hook = ours / ".git" / "hooks" / "pre-push"  # someone is always a moment faster
    hook.write_text(
        f"#!/bin/sh\ncd {theirs} && unset GIT_DIR && date +%N > news && git add news && "
        "git -c user.name=x -c user.email=x@x.example commit -q -m Faster && git push -q\n"
    )
    hook.chmod(0o755)
    done, told = commit(ours)
    assert (done["outcome"], done["reason"]) == ("refused", "others pushed first, 5 times")
    assert "warning: history: The new rows could not be pushed" in told
    assert branch(remote) == ["Faster"] * 5 + ["Start"]


def test_remote_out_of_reach_is_a_refusal_with_its_reason(remote, tmp_path):
    clone = clone_of(remote, tmp_path / "run")
    write(clone, ROWS + "2026-10-09,,3.00,a\n")
    remote.rename(tmp_path / "gone.git")
    done, _ = commit(clone)
    assert done["outcome"] == "refused"
    assert "does not appear to be a git repository" in done["reason"]


def test_run_from_a_tag_pushes_nothing(remote, tmp_path):
    clone = clone_of(remote, tmp_path / "run")
    write(clone, ROWS + "2026-10-09,,3.00,a\n")
    done, _ = commit(clone, GITHUB_REF_TYPE="tag", GITHUB_REF_NAME="v1")
    assert (done["outcome"], branch(remote)) == ("refused", ["Start"])


def test_token_reaches_git_through_its_environment_only(remote, tmp_path):
    clone = clone_of(remote, tmp_path / "run")
    write(clone, ROWS + "2026-10-09,,3.00,a\n")
    hook = clone / ".git" / "hooks" / "pre-push"
    hook.write_text("#!/bin/sh\ngit config --get http.https://forge.example/.extraheader > seen\n")
    hook.chmod(0o755)
    commit(clone, GITHUB_TOKEN="not-a-secret", GITHUB_SERVER_URL="https://forge.example")
    assert (clone / "seen").read_text() == (
        "AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46bm90LWEtc2VjcmV0\n"
    )
    assert "AUTHORIZATION" not in (clone / ".git" / "config").read_text()


def test_deploy_key_goes_through_where_the_token_does_not(remote, tmp_path):
    """The server is a folder; ssh is a program that notes how it was asked."""
    clone = clone_of(remote, tmp_path / "run")
    write(clone, ROWS + "2026-10-09,,3.00,a\n")
    git(clone, "remote", "set-url", "--push", "origin", "/nowhere")
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text(
        f'#!/bin/sh\nprintf \'%s\\n\' "$@" > {tmp_path}/asked\ncat "$2" > {tmp_path}/key\n'
        f'stat -c %a "$2" > {tmp_path}/mode\nexec git-receive-pack {remote}\n'
    )
    ssh.chmod(0o755)
    done, told = commit(
        clone, PUSH_KEY="first line\r\nnot a secret\r\n", PATH=f"{ssh.parent}:{os.environ['PATH']}",
        GITHUB_SERVER_URL="https://forge.example", GITHUB_REPOSITORY="someone/their-fork",
    )  # fmt: skip
    assert done["outcome"] == "pushed", told
    assert branch(remote) == ["Data: 1 new row, up to 2026-10-09", "Start"]
    asked = (tmp_path / "asked").read_text()
    assert "git@forge.example" in asked
    assert "'someone/their-fork.git'" in asked
    assert "IdentitiesOnly=yes" in asked
    assert (tmp_path / "key").read_text() == "first line\nnot a secret\n"
    assert (tmp_path / "mode").read_text() == "600\n"
    assert not (tmp_path / "asked").read_text().splitlines()[1].startswith(str(clone))
    assert "not a secret" not in told


def diff(name, *lines):
    return "\n".join(
        [f"diff --git a/history/{name} b/history/{name}", f"+++ b/history/{name}", *lines]
    )


@pytest.mark.parametrize(
    ("change", "subject", "line"),
    [
        ("", "", ""),
        (
            diff("rut/2027.csv", "+date,high,close,source", "+2027-01-04,,1.00,a"),
            "Data: 1 new row, up to 2027-01-04",
            "rut/2027.csv: 1 new row, 2027-01-04 to 2027-01-04",
        ),
        (
            diff("rut/2026.csv", "-2026-10-07,,1.00,a", "+2026-10-07,,1.50,a"),
            "Data: 1 restated row applied",
            "rut/2026.csv: restated 2026-10-07,,1.00,a -> 2026-10-07,,1.50,a",
        ),
        (
            diff(
                "rut/2026.csv",
                *(
                    f"{sign}2026-07-{day:02},,{close},a"
                    for sign, close in ("-1", "+2")
                    for day in range(1, 31)
                ),
            ),
            "Data: 30 restated rows applied",
            "rut/2026.csv: restated 10 more rows",
        ),
        (
            diff("checks.csv", "-rut,,,,", "+rut,2026-10-07,2026-10-07,yahoo,ok"),
            "Data: no new rows; note what the providers answered",
            "",
        ),
        (
            diff("quarantine.csv", "-rut,2026-10-07,,9.00,yahoo,x,2026-10-08"),
            "Data: no new rows; note what the providers answered",
            "quarantine.csv: 0 lines in, 1 out",
        ),
    ],
)
def test_message_says_what_changed(change, subject, line, monkeypatch):
    monkeypatch.delenv("GITHUB_RUN_ID", raising=False)
    told = message_of(change).splitlines()
    assert told[:1] == ([subject] if subject else [])
    assert line in [*told[2:], ""]


def test_a_logged_call_is_told_but_is_no_row_of_prices(monkeypatch):
    monkeypatch.delenv("GITHUB_RUN_ID", raising=False)
    new = "diff --git a/history/{0} b/history/{0}\n--- /dev/null\n+++ b/history/{0}\n"
    change = (
        new.format("calls/2026.csv")
        + "+date,data_date,state,probability,base_rate,method,chain\n"
        + "+2026-10-20,2026-10-19,holding the breakout,0.7167,0.7100,1.0,0a1b2c3d4e5f6071\n"
        + new.format("calls/head.csv")
        + "+rows,chain\n+1,0a1b2c3d4e5f6071\n"
    )
    told = message_of(change)
    assert told.startswith("Data: no new rows; note what the providers answered\n")
    assert "calls/2026.csv: 1 call logged" in told
    assert "head.csv" not in told
