"""The alarm: one issue that says what is wrong now, and closes itself when nothing is.

A run judges what it can: one that only rebuilt knows nothing of the push, one that was cancelled
knows nothing at all. What it cannot judge stays as the issue has it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Literal

from automation import issues, record, summary
from automation.record import Facts
from automation.workflow import add_summary, annotate, quoted, run_url

TITLE = "The report needs attention"
CANARY_TITLE = "The newest dependencies break the report"
MARKER = re.compile(r"<!-- troubles:([a-z ]*) -->")

Kind = Literal["failed", "unpublished", "stale", "unpushed", "canary"]


@dataclass
class Verdict:
    """What a run says of each kind of trouble: its text, or that there is none.

    Attributes
    ----------
    troubles
        What is wrong, by kind, as Markdown.
    clear
        The kinds that the run could judge, and found to be in order.
    """

    troubles: dict[Kind, str] = field(default_factory=dict)
    clear: set[Kind] = field(default_factory=set)

    def say(self, kind: Kind, text: str) -> None:
        """Note one kind; an empty text clears it."""
        if text:
            self.troubles[kind] = text
        else:
            self.clear.add(kind)


def report() -> int:
    """The last job of a run: bring the issue in line with how the run went."""
    facts = record.parse(os.environ.get("FACTS", ""))
    rows, built = os.environ.get("ROWS_RESULT", ""), os.environ.get("REPORT_RESULT", "")
    # Where the rows failed, the report was not begun: that is a failure of the report as well.
    results = ("failure" if rows == "failure" else built, os.environ.get("PUBLISH_RESULT", ""))
    return _tell(TITLE, verdict(facts, *results))


def canary() -> int:
    """The last job of the canary: the same, for its own issue."""
    result, told = os.environ.get("CANARY_RESULT", ""), Verdict()
    if result in ("success", "failure"):
        text = (
            "The suite, the audit or the trial build fails with the newest versions of the "
            "dependencies. The published site is not touched: it is built with the pinned ones. "
            "The run's summary names the step and the versions."
        )
        told.say("canary", text if result == "failure" else "")
    return _tell(CANARY_TITLE, told)


def verdict(facts: Facts, report_result: str, publish_result: str) -> Verdict:
    """Judge a run by its record and by how its jobs ended (``success``, ``failure``, …)."""
    told, asked = Verdict(), facts.get("asked", {})
    if report_result not in ("success", "failure"):
        return told
    told.say("failed", _failure(facts) if report_result == "failure" else "")
    if publish_result in ("success", "failure"):
        broken = "The site was built, but GitHub Pages did not take it; the last site stands."
        told.say("unpublished", broken if publish_result == "failure" else "")
    outcome = facts.get("commit", {}).get("outcome")
    if outcome == "refused" or (outcome and not asked.get("rebuild_only")):
        told.say("unpushed", _refusal(facts) if outcome == "refused" else "")
    series = record.series(facts)
    if series and not asked.get("as_of"):  # the report of another day says nothing of today
        told.say("stale", _staleness(series))
    return told


def _failure(facts: Facts) -> str:
    failed = summary.failed_step(facts)
    if not failed:
        return (
            "The run failed outside of the report's own steps. Nothing was published; the last "
            "site stands. The log of the run says where. (In a new fork: is Pages switched on, "
            "with GitHub Actions as its source?)"
        )
    lines = "\n".join(f"> {quoted(line)}  " for line in facts["steps"][failed]["error"])
    return f"`{failed}` failed. Nothing was published; the last site stands.\n\n{lines}"


def _refusal(facts: Facts) -> str:
    return (
        "The new rows could not be pushed; the site was built from them all the same, and each "
        "run fetches them again. A rule that protects a branch cannot let GitHub Actions through, "
        "but it can let a deploy key: add one with write access, let the rule be bypassed by "
        "deploy keys, and store its private half as the secret `PUSH_KEY`. Or leave the branch of "
        "the data unprotected, and protect another.\n\n"
        f"> {quoted(facts['commit']['reason'], 600)}\n\n"
        "Without commits GitHub switches the schedule of a public repository off after 60 days."
    )


def _staleness(series: list[dict[str, object]]) -> str:
    stale = [one for one in series if one["status"] == "stale"]
    if not stale:
        return ""
    rows = [
        (one["symbol"], one["last_date"] or "–", f"{one['age']} {one['unit']}") for one in stale
    ]
    return (
        "These series are more than three sessions or days behind. The site says so beside each "
        "number; the summary of the run says what the providers answered.\n\n"
        + summary.table(("Series", "Last row", "Behind by"), rows)
    )


def _tell(title: str, told: Verdict) -> int:
    """Open, update or close the issue; fail if there is trouble and it cannot be told."""
    try:
        _keep_issue(title, told)
    except issues.IssueError as error:
        if not told.troubles:
            annotate("notice", f"The alarm's issue could not be looked up: {error}")
            return 0
        annotate("error", f"The alarm could not be raised: {error}", title)
        add_summary("## The alarm could not be raised\n\n")
        add_summary("\n\n".join(told.troubles.values()) + "\n\nAre Issues switched on?\n")
        return 1
    return 0


def _keep_issue(title: str, told: Verdict) -> None:
    if not told.troubles and not told.clear:
        return  # a cancelled run judges nothing
    issue = issues.find(title)
    before = _kinds(issue) if issue else set()
    unjudged = before - told.troubles.keys() - told.clear
    now = told.troubles.keys() | unjudged
    if issue is None:
        if now:
            issues.create(title, _body(told, unjudged))
    elif now:
        issues.update(issue.number, _body(told, unjudged), is_open=True)
        if now != before:
            issues.comment(issue.number, _change(before, now))
    elif issue.is_open:
        issues.comment(issue.number, f"All is well again.\n\n{run_url()}")
        issues.update(issue.number, _body(told, unjudged), is_open=False)


def _kinds(issue: issues.Issue) -> set[str]:
    """The troubles that an issue names; a closed one has none left."""
    named = MARKER.search(issue.body)
    return set(named[1].split()) if issue.is_open and named else set()


def _body(told: Verdict, unjudged: set[str]) -> str:
    now = sorted(told.troubles.keys() | unjudged)
    parts = [f"<!-- troubles:{' '.join(now)} -->", *told.troubles.values()]
    parts += [f"Not judged by the latest run: {', '.join(sorted(unjudged))}."] if unjudged else []
    parts += [] if now else ["All is well."]
    parts.append(f"The latest run: {run_url()}")
    parts.append("This text is rewritten by each run, and the issue closed when all is well.")
    return "\n\n".join(parts)


def _change(before: set[str], now: set[str]) -> str:
    new, over = sorted(now - before), sorted(before - now)
    told = ([f"New: {', '.join(new)}."] if new else []) + (
        [f"Over: {', '.join(over)}."] if over else []
    )
    return f"{' '.join(told)}\n\n{run_url()}"
