"""The entries under "Method" of the changelog, by the day of their release."""

import re
from datetime import date
from pathlib import Path

from generator.errors import BuildError
from generator.texts import printable

_RELEASE = re.compile(r"^## .*\((\d{4}-\d{2}-\d{2})\)$")


def read_method_changes(file: Path) -> list[tuple[date, str]]:
    """Every change of the method that was released: (day, what changed), as written.

    Releases are headed ``## 1.0 (2026-11-22)``; what is not released yet has no day. A fork that
    dropped the file has no such news.

    Raises
    ------
    BuildError
        If the file cannot be read, or the day of a release is none; the line is named.
    """
    if not file.exists():
        return []
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(file, f"cannot be read ({error})") from error
    found: list[tuple[date, str]] = []
    day, heading = None, ""
    for number, line in enumerate(map(printable, text.split("\n")), start=1):
        if line.startswith("## "):
            day, heading = _released(file, number, line), ""
        elif line.startswith("### "):
            heading = line[4:].strip()
        elif day is None or heading != "Method":
            continue
        elif line.startswith("- "):
            found.append((day, line[2:].strip()))
        elif line.startswith("  ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def _released(file: Path, number: int, line: str) -> date | None:
    """The day of a release by its heading; None before it is released."""
    release = _RELEASE.match(line)
    try:
        return date.fromisoformat(release[1]) if release else None
    except ValueError as error:
        raise _unreadable(file, f"{release and release[1]!r} is not a date", number) from error


def _unreadable(file: Path, problem: str, line: int = 0) -> BuildError:
    return BuildError(
        problem,
        place=f"{file.name}, line {line}" if line else file.name,
        mend="head each release like this: ## 1.0 (2026-01-31).",
    )
