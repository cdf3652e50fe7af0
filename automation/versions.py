"""Which versions a new resolution of the dependencies brings, for the canary's summary."""

from __future__ import annotations

import re
import subprocess

from automation.summary import table
from automation.workflow import add_summary

PINNED = re.compile(r"^([+-])([A-Za-z0-9._-]+)==([^\s;\\]+)", flags=re.M)


def write() -> int:
    """Compare the requirements in the folder with those of the commit."""
    command = ["git", "diff", "--unified=0", "--no-color", "--", "requirements*.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    add_summary(markdown(done.stdout))
    return 0


def markdown(diff: str) -> str:
    """A difference of pinned requirements as a table."""
    old, new = (
        {name: version for sign, name, version in PINNED.findall(diff) if sign == side}
        for side in "-+"
    )
    rows = [
        (f"`{name}`", old.get(name, "–"), new.get(name, "–"))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]
    told = table(("Package", "Pinned", "Newest"), rows) if rows else "Every pin is the newest."
    return f"## The newest versions\n\n{told}\n"
