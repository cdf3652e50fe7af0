"""The steps of a scheduled run, in order: refresh, commit, build.

Each runs the generator's own command, keeps what it printed and how it ended, and ends as the
workflow shall: with 0 the next step follows, with anything else the last site stands.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from automation import history, record
from automation.workflow import annotate, given, set_output

STALE = 3  # published, but some data is stale
QUESTIONS = Path("questions")
"""Where the editions of further questions lie, one folder each."""
LATEST = Path("site", "api", "v1", "latest.json")


@dataclass(frozen=True)
class _Ended:
    """How a command of the generator ended; ``output`` is what it printed."""

    code: int
    output: str
    errors: str = ""

    @property
    def good(self) -> bool:
        return self.code in (0, STALE)


def refresh() -> int:
    """Decide what was asked for, then fetch what is missing into ``history/``."""
    asked: dict[str, str | bool] = {
        name: os.environ.get(name.upper(), "").strip()
        for name in ("as_of", "accept", "reject", "reason")
    }
    asked |= {name: given(name.upper()) for name in ("accept_revisions", "rebuild_only")}
    record.start(**asked)
    # The numbers are those of the list that the last run showed: of what is stored, before a
    # provider is asked and other things wait.
    code = _decide(asked) or (0 if asked["rebuild_only"] else _fetch(asked))
    if code:
        return code
    restated = any(line.endswith(": applied") for line in record.read().get("decided", ()))
    if restated or asked["accept_revisions"]:  # the stored past changed on purpose
        subprocess.run([sys.executable, "-m", "tests.history_checksums"], check=True)
    listed = _run("review")
    record.note(waiting=listed.output.splitlines()[:-1])  # the last line counts them
    return listed.code


def _decide(asked: dict[str, str | bool]) -> int:
    """Accept and reject what the inputs name; a value that cannot be meant decides nothing."""
    options = [f"--{name}={asked[name]}" for name in ("accept", "reject") if asked[name]]
    if not options:
        return 0
    ended = _run("review", *options)
    if ended.good:
        record.note(decided=ended.output.splitlines())
    return ended.code


def _fetch(asked: dict[str, str | bool]) -> int:
    """Ask the providers, and annotate what they said."""
    options = ["--accept-revisions"] if asked["accept_revisions"] else []
    ended = _run("refresh", "--json", *options)
    if not ended.good:
        return ended.code
    facts = json.loads(ended.output)
    record.note(refresh=facts)
    if facts["offline"]:
        annotate("warning", "No provider answers; the site is built from the stored history.")
    for one in facts["instruments"]:
        for note in one["notes"]:
            annotate("warning", note, one["symbol"])
    return 0


def commit() -> int:
    """Commit and push the new rows; a push that fails never stops the site."""
    done = history.commit_and_push()
    record.note(commit={"outcome": done.outcome, "message": done.message, "reason": done.reason})
    # What later jobs check out; empty: what the run began with. The rows reach them in any case.
    set_output("commit", history.head() if done.outcome == "pushed" else "")
    if done.outcome == "refused":
        annotate("warning", f"The new rows could not be pushed: {done.reason}", "history")
    if done.outcome == "conflict":
        annotate("notice", "Someone else stored rows for the same days; theirs stay.", "history")
    return 0


def questions() -> int:
    """Say which further questions there are, for a job each."""
    listed = _run("questions", "--json")
    if listed.good:
        set_output("names", listed.output)
    return listed.code


def question() -> int:
    """Build one further question; where that fails, what was built last stays, and is told."""
    name = os.environ["QUESTION"]
    ended = _run("build", *_day(), f"--question={name}", f"--out={QUESTIONS}")
    if not ended.good:
        annotate("warning", f"The question {name} was not built; what was built last stays.", name)
    return 0


def _day() -> list[str]:
    """The day of the report, if another one than today was asked for."""
    as_of = record.read().get("asked", {}).get("as_of", "")
    return [f"--as-of={as_of}"] if as_of else []


def build() -> int:
    """Build the site from what questions there are, and check the store and every page of it."""
    built = _run("build", *_day(), f"--questions={QUESTIONS}")
    if not built.good:
        return built.code
    told = re.findall(r"^warning: (the question .+)$", built.errors, flags=re.M)
    record.note(questions=told)
    checked = _run("check")
    if not checked.good:
        return checked.code
    latest = json.loads(LATEST.read_text(encoding="utf-8"))
    record.note(
        report={
            "as_of": latest["as_of"],
            "question": latest["question"],
            "state": latest["leader"]["state"],
            "freshness": latest["freshness"],
        },
        weights=[
            [page, float(size)]
            for size, page in re.findall(r"^ +([\d.]+) KB +(\S+)$", checked.output, flags=re.M)
        ],
    )
    return 0


def _run(command: str, *options: str) -> _Ended:
    """Run one command of the generator; note how it ended and how long it took."""
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        output, errors = process.communicate()
    ended = _Ended(process.returncode, output, errors)
    if "--json" not in options or not ended.good:  # an error is annotated in the output
        sys.stdout.write(output)
        sys.stdout.flush()
    sys.stderr.write(errors)
    lines = [line for line in errors.splitlines() if line.startswith(("error: ", "mend:  "))]
    steps = record.read().get("steps", {})
    steps[command] = {
        "exit": ended.code,
        "seconds": round(time.monotonic() - began, 1),
        "error": [] if ended.good else lines or errors.splitlines()[-1:],
    }
    record.note(steps=steps)
    return ended
