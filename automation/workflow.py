"""The conventions of GitHub Actions: annotations, outputs, the summary, and safe text."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

Level = Literal["notice", "warning", "error"]


def annotate(level: Level, text: str, title: str = "") -> None:
    """A line that Actions shows on the run's page; elsewhere a plain line."""
    if not os.environ.get("GITHUB_ACTIONS"):
        print(f"{level}: {title}{': ' if title else ''}{text}", flush=True)  # noqa: T201
        return
    named = f" title={_escape(title).replace(':', '%3A').replace(',', '%2C')}" if title else ""
    print(f"::{level}{named}::{_escape(text)}", flush=True)  # noqa: T201


def set_output(name: str, value: str) -> None:
    """A value of one line for later steps and jobs."""
    _append("GITHUB_OUTPUT", f"{name}={' '.join(value.splitlines())}\n")


def add_summary(markdown: str) -> None:
    """Text for the run's page."""
    _append("GITHUB_STEP_SUMMARY", markdown)


def run_url() -> str:
    """The address of this run; empty elsewhere."""
    server, repository, run = (
        os.environ.get(name, "")
        for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    )
    return f"{server}/{repository}/actions/runs/{run}" if run else ""


def given(name: str) -> bool:
    """Whether an input that is a box was ticked."""
    return os.environ.get(name, "").strip().lower() == "true"


def quoted(text: str, limit: int = 300) -> str:
    """Foreign text as a code span: nothing in it can be markup, a mention, or a table's border."""
    plain = re.sub(r"[^\x20-\x7e\xa0-\uffff]+", " ", text).replace("`", "'").replace("|", "¦")
    shown = plain.strip()
    return f"`{shown[:limit]}{'…' if len(shown) > limit else ''}`" if shown else ""


def _append(variable: str, text: str) -> None:
    """Add to one of the files that Actions names; without it, print."""
    if place := os.environ.get(variable):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text, end="", flush=True)  # noqa: T201


def _escape(text: str) -> str:
    """A text from outside can end a workflow command and begin another one; not so any more."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
