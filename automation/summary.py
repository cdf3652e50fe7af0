"""The page that a run shows: the state, what changed, ages, page weights, timings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from automation import record
from automation.record import Facts
from automation.workflow import add_summary, quoted, set_output

MARKS = {"fresh": "🟢", "late": "🟡", "stale": "🔴", "no data": "⚪"}
LISTED = 200  # lines of one list; a page of GitHub's has its limit
COMMITTED = {
    "pushed": "Committed and pushed.",
    "nothing": "Nothing new to commit.",
    "refused": "**Not pushed**; the site was built from the new rows all the same.",
    "conflict": "Someone else stored rows for the same days; theirs stay.",
}


def write() -> int:
    """Write the job summary, and the record as the output ``facts`` for the alarm's job."""
    facts = record.read()
    add_summary(markdown(facts))
    set_output("facts", json.dumps(_for_alarm(facts)))
    return 0


def _for_alarm(facts: Facts) -> Facts:
    """The record without what can grow long: an environment variable has to hold it."""
    short: Facts = {key: facts[key] for key in ("asked", "steps", "report") if key in facts}
    if "commit" in facts:
        short["commit"] = facts["commit"] | {
            "message": "",
            "reason": facts["commit"]["reason"][:600],
        }
    if "refresh" in facts:
        instruments = [one | {"notes": []} for one in facts["refresh"]["instruments"]]
        short["refresh"] = {"instruments": instruments}
    return short


def markdown(facts: Facts) -> str:
    """The record of a run as Markdown."""
    parts = [f"## {_headline(facts)}", _asked(facts), _errors(facts), _changes(facts)]
    parts += [
        _decided(facts),
        _waiting(facts),
        _questions(facts),
        _ages(facts),
        _weights(facts),
        _timings(facts),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _headline(facts: Facts) -> str:
    if failed := failed_step(facts):
        return f"Nothing published: `{failed}` failed; the last site stands"
    if not (report := facts.get("report")):
        return "Nothing published: the site was not built"
    pair = f"{report['question']['leader']} → {report['question']['follower']}"
    stale = [one["symbol"] for one in report["freshness"] if one["status"] == "stale"]
    age = f"stale: {', '.join(stale)}" if stale else "no series is stale"
    return f"{pair}: {report['state']} (as of {report['as_of']}; {age})"


def failed_step(facts: Facts) -> str:
    """The command that failed; empty if none did."""
    for command, how in facts.get("steps", {}).items():
        if how["error"]:
            return str(command)
    return ""


def _asked(facts: Facts) -> str:
    asked = facts.get("asked", {})
    told = [f"Reason: {quoted(asked['reason'])}"] if asked.get("reason") else []
    told += [f"Report as of {quoted(asked['as_of'])}"] if asked.get("as_of") else []
    told += [f"{name}: {quoted(asked[name])}" for name in ("accept", "reject") if asked.get(name)]
    told += ["Restated closes were applied"] if asked.get("accept_revisions") else []
    told += ["Rebuilt without asking any provider"] if asked.get("rebuild_only") else []
    return " · ".join(told)


def _errors(facts: Facts) -> str:
    how = facts.get("steps", {}).get(failed_step(facts), {})
    return "\n".join(f"> {quoted(line)}  " for line in how.get("error", []))


def _changes(facts: Facts) -> str:
    committed, refreshed = facts.get("commit"), facts.get("refresh")
    if committed is None and refreshed is None:
        return ""
    parts = ["### What changed"]
    if refreshed:
        rows = [
            (one["symbol"], one["provider"] or "–", one["added"], quoted("; ".join(one["notes"])))
            for one in refreshed["instruments"]
        ]
        parts.append(
            "No provider answered; the stored history was used."
            if refreshed["offline"]
            else table(("Series", "Provider", "Rows added", "Notes"), rows)
        )
    if committed:
        parts.append(COMMITTED[committed["outcome"]])
        parts += [f"The server said: {quoted(committed['reason'])}"] if committed["reason"] else []
        if committed["message"]:
            parts.append(f"```text\n{committed['message'].strip()}\n```")
    return "\n\n".join(parts)


def _decided(facts: Facts) -> str:
    lines = facts.get("decided")
    return "### What was decided\n\n" + _listed(lines) if lines else ""


def _waiting(facts: Facts) -> str:
    """The numbers by which the next run can be told what to accept; it has what was pushed."""
    lines, outcome = facts.get("waiting"), facts.get("commit", {}).get("outcome")
    if not lines:
        return ""
    how = (
        "These numbers are not those of the branch, for the rows could not be pushed."
        if outcome in ("refused", "conflict")
        else "Run this workflow with `accept` or `reject` and numbers of this list, or `all`, "
        "before another run changes it. What is not decided settles itself."
    )
    return f"### What waits for a decision\n\n{_listed(lines)}\n\n{how}"


def _questions(facts: Facts) -> str:
    told = facts.get("questions", [])
    return f"### Further questions\n\n{_listed(told)}" if told else ""


def _listed(lines: list[str]) -> str:
    more = [f"… and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return "\n".join(f"> {line}  " for line in [*map(quoted, lines[:LISTED]), *more])


def _ages(facts: Facts) -> str:
    rows = [
        (
            f"{MARKS[one['status']]} {one['symbol']}",
            one["last_date"] or "–",
            "–" if one["age"] is None else f"{one['age']} {one['unit']}",
            one["status"],
        )
        for one in record.series(facts)
    ]
    heading = "### Freshness\n\n"
    return heading + table(("Series", "Last row", "Behind by", "Status"), rows) if rows else ""


def _weights(facts: Facts) -> str:
    rows = [(f"`{page}`", f"{size:,.1f} KB") for page, size in facts.get("weights", [])]
    heading = "### Page weights\n\nFirst view on the wire (gzip), styles and scripts included.\n\n"
    return heading + table(("Page", "Weight"), rows) if rows else ""


def _timings(facts: Facts) -> str:
    steps = facts.get("steps", {})
    rows = [(f"`{name}`", f"{how['seconds']:.1f} s", how["exit"]) for name, how in steps.items()]
    return "### Timings\n\n" + table(("Command", "Took", "Exit code"), rows) if rows else ""


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """A Markdown table; cells are our own words or :func:`~automation.workflow.quoted`."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
