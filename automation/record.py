"""What one step of a run leaves for the next: ``build/run.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path("build", "run.json")

Facts = dict[str, Any]
"""The record, by key; each is absent until its step ran:

``asked``    the inputs of the run: as_of, accept, reject, accept_revisions, rebuild_only, reason
``steps``    by name: exit code, seconds, and the two lines of an error
``decided``  what became of each thing that the run accepted or rejected, a line each
``refresh``  what ``generator refresh --json`` printed
``waiting``  what waits after the refresh, a numbered line each
``commit``   outcome (pushed, nothing, refused, conflict), message, reason
``questions``  a line for each further question that is not of this day
``report``   as_of, state and freshness, as published in ``latest.json``
``weights``  ``[page, kilobytes]``, heaviest first
"""


def read() -> Facts:
    """The record so far; empty where no step has run yet."""
    return parse(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


def parse(text: str) -> Facts:
    """A record from its JSON; anything else is an empty one."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def note(**facts: object) -> None:
    """Add to the record."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(read() | facts, indent=1) + "\n", encoding="utf-8")


def start(**asked: object) -> None:
    """Begin a new record."""
    FILE.unlink(missing_ok=True)
    note(asked=asked, steps={})


def series(facts: Facts) -> list[dict[str, Any]]:
    """The age of each series as far as the run knows it: as published, else as fetched."""
    published: list[dict[str, Any]] = facts.get("report", {}).get("freshness", [])
    fetched: list[dict[str, Any]] = facts.get("refresh", {}).get("instruments", [])
    return published or fetched
