"""The entries under "Method" of the changelog, by the day of their release."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

_RELEASE = re.compile(r"^## .*\((\d{4}-\d{2}-\d{2})\)$")


def read_method_changes(file: Path) -> list[tuple[date, str]]:
    """Every change of the method that was released: (day, what changed), as written.

    Releases are headed ``## 1.0 (2026-11-22)``; what is not released yet has no day. A fork that
    dropped the file has no such news.
    """
    if not file.exists():
        return []
    found: list[tuple[date, str]] = []
    day, heading = None, ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            release = _RELEASE.match(line)
            day, heading = date.fromisoformat(release[1]) if release else None, ""
        elif line.startswith("### "):
            heading = line[4:].strip()
        elif day is None or heading != "Method":
            continue
        elif line.startswith("- "):
            found.append((day, line[2:].strip()))
        elif line.startswith("  ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found
