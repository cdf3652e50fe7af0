"""The data commit: new rows of ``history/`` on the branch that the run was started from.

A push that comes second is rebased on the first and tried again; none is ever forced. A branch
that refuses the push keeps its history: the rows are fetched again by the next run.
"""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from automation.workflow import run_url

ATTEMPTS = 5
# The file's name, and headers of new ones.
NO_ROWS = ("+++ ", "+date,", "+instrument,", "+calendar,", "+kind,", "+rows,")
LISTED = 20  # restated rows that a message lists for each file
AUTHOR = "github-actions[bot]"
ADDRESS = "41898282+github-actions[bot]@users.noreply.github.com"
# A push that lost a race, in git's words; everything else is a refusal.
RACE = re.compile(r"\[rejected\]|non-fast-forward|fetch first|cannot lock ref|failed to lock")


@dataclass(frozen=True)
class Committed:
    """What became of the new rows.

    Attributes
    ----------
    outcome
        ``conflict``: someone else stored other rows for the same days, and theirs stay.
    message
        The commit's; empty if there was nothing to commit.
    reason
        Why the push was refused, in the words of git and the server.
    """

    outcome: Literal["pushed", "nothing", "refused", "conflict"]
    message: str = ""
    reason: str = ""


def commit_and_push() -> Committed:
    """Commit what changed in ``history/`` and push it."""
    _git("add", "--all", "history")
    message = message_of(_git("diff", "--cached", "--unified=0", "--no-color", "--", "history"))
    if not message:
        return Committed("nothing")
    if os.environ.get("GITHUB_REF_TYPE") == "tag":
        return Committed("refused", message, "the run was started from a tag, not from a branch")
    _git("commit", "--quiet", "--message", message)
    return _push(message)


def head() -> str:
    """The commit that is checked out."""
    return _git("rev-parse", "HEAD").strip()


def _push(message: str) -> Committed:
    branch = os.environ.get("GITHUB_REF_NAME") or _git("branch", "--show-current").strip()
    for _ in range(ATTEMPTS):
        with _door() as (remote, environment):
            target = f"HEAD:refs/heads/{branch}"
            pushed = _try("push", "--porcelain", remote, target, environment=environment)
        if pushed.returncode == 0:
            return Committed("pushed", message)
        log = pushed.stderr + pushed.stdout
        if not RACE.search(log) or _try("fetch", "--quiet", "origin", branch).returncode:
            return Committed("refused", message, _gist(log))
        # Exactly our one commit is replayed: the clone may be too shallow to know more.
        if _try("rebase", "--quiet", "--onto", "FETCH_HEAD", "HEAD~1").returncode:
            _git("rebase", "--abort")
            return Committed("conflict", message)
    return Committed("refused", message, f"others pushed first, {ATTEMPTS} times")


def message_of(diff: str) -> str:
    """A commit message that says what a difference of ``history/`` brings; empty for none.

    Examples
    --------
    ``Data: 8 new rows, up to 2026-10-20``, then a line for each instrument.
    """
    added, removed = _rows(diff)
    if not added and not removed:
        return ""
    lines, new_days, restated = [], [], 0
    for name in sorted(added.keys() | removed.keys()):
        if name.startswith("calls/"):
            logged = 0 if name == "calls/head.csv" else len(added[name])
            lines += [f"{name}: {_count(logged, 'call')} logged"] if logged else []
            continue
        before = {row[:10]: row for row in removed[name]}
        new = sorted(row[:10] for row in added[name] if row[:10] not in before)
        if "/" not in name:
            if name != "checks.csv":
                lines.append(f"{name}: {_count(len(added[name]), 'line')} in, {len(before)} out")
            continue
        if new:
            lines.append(f"{name}: {_count(len(new), 'new row')}, {new[0]} to {new[-1]}")
        changed = [row for row in added[name] if row[:10] in before]
        lines += [f"{name}: restated {before[row[:10]]} -> {row}" for row in changed[:LISTED]]
        if len(changed) > LISTED:
            lines.append(f"{name}: restated {len(changed) - LISTED} more rows")
        restated += len(changed)
        new_days += new
    if new_days:
        subject = f"Data: {_count(len(new_days), 'new row')}, up to {max(new_days)}"
    elif restated:
        subject = f"Data: {_count(restated, 'restated row')} applied"
    else:
        subject = "Data: no new rows; note what the providers answered"
    return "\n\n".join(part for part in (subject, "\n".join(lines), run_url()) if part) + "\n"


def _rows(diff: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The lines that a difference adds and takes out, by file below ``history/``."""
    added: dict[str, list[str]] = defaultdict(list)
    removed: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in diff.splitlines():
        if line.startswith("diff --git "):
            name = line.rpartition(" b/history/")[2]
        elif line.startswith("+") and not line.startswith(NO_ROWS):
            added[name].append(line[1:])
        elif line.startswith("-") and not line.startswith("--- "):
            removed[name].append(line[1:])
    return added, removed


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _gist(log: str) -> str:
    """The lines of a refused push that say why."""
    told = [
        line.removeprefix("remote:").strip()
        for line in log.splitlines()
        if line.startswith(("remote: ", "!", "fatal:"))
    ]
    return " ".join(line for line in told if line) or log.strip()


@contextmanager
def _door() -> Iterator[tuple[str, dict[str, str]]]:
    """Where to push, and what git needs for it: a deploy key if there is one, else the token.

    A rule that protects a branch can let a deploy key through, but never GitHub Actions.
    """
    key = os.environ.get("PUSH_KEY", "").replace("\r", "").strip()
    if not key:
        yield "origin", {}
        return
    host = urlsplit(os.environ.get("GITHUB_SERVER_URL", "")).hostname
    with tempfile.TemporaryDirectory() as folder:  # nobody else can look into it
        file = Path(folder, "key")
        file.touch(mode=0o600)
        file.write_text(f"{key}\n", encoding="utf-8")
        known = f"UserKnownHostsFile={shlex.quote(str(Path(folder, 'known')))}"
        options = f"-o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o {known}"
        ssh = f"ssh -i {shlex.quote(str(file))} {options}"
        yield f"git@{host}:{os.environ.get('GITHUB_REPOSITORY')}.git", {"GIT_SSH_COMMAND": ssh}


def _try(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    identity = ("-c", f"user.name={AUTHOR}", "-c", f"user.email={ADDRESS}")
    return subprocess.run(  # the runner's git, as its PATH has it
        ["git", *identity, *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | _credentials()
        | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        | (environment or {}),
    )


def _git(*arguments: str) -> str:
    """Run git where it cannot fail unless the checkout is broken."""
    done = _try(*arguments)
    if done.returncode:
        raise RuntimeError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def _credentials() -> dict[str, str]:
    """The token for git alone, through its environment: no file and no process list shows it."""
    token, server = os.environ.get("GITHUB_TOKEN"), os.environ.get("GITHUB_SERVER_URL")
    if not token or not server:
        return {}
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {basic}",
    }
