"""The mark of a site, by which a build knows a folder that it may replace.

The file is hidden, so that artifacts and web servers leave it out, and the same in every site.
Nothing here needs more than Python itself: ``make clean`` asks the same before anything is set up.
"""

import json
from pathlib import Path

from generator.errors import UsageError

NAME = ".lead-or-luck"
TEXT = "A build of Lead or Luck wrote this folder, and the next build replaces all of it.\n"
"""Never to be changed: a site with another text would be nobody's."""


def put(folder: Path) -> None:
    """Mark a folder as one of ours."""
    (folder / NAME).write_text(TEXT, encoding="utf-8")


def is_ours(folder: Path) -> bool:
    """Whether nothing of a user's is lost with ``folder``: it is empty, or a build marked it.

    A link is never ours, nor is a folder that cannot be read or in which a repository is kept.
    """
    try:
        if folder.is_symlink() or not folder.is_dir() or (folder / ".git").exists():
            return False
        note = folder / NAME
        return (
            note.read_text(encoding="utf-8") == TEXT
            if note.is_file()
            else not any(folder.iterdir())
        )
    except (OSError, UnicodeDecodeError):
        return False


def adopt(site: Path) -> None:
    """Mark the site that release 1.0, which knew no mark, left in the default place."""
    try:
        latest = json.loads((site / "api/v1/latest.json").read_text(encoding="utf-8"))
        front = (site / "index.html").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    known = {"as_of", "built_at", "question", "leader", "follower", "breakouts"}
    is_site = isinstance(latest, dict) and known <= latest.keys() and "mkdocs-material" in front
    if is_site and (site / "api/v1/latest.schema.json").is_file() and not site.is_symlink():
        put(site)


def refusal(folder: Path) -> UsageError:
    """What is said about a folder that is not ours."""
    held = "it is a file" if folder.is_file() else "it holds what no build wrote"
    return UsageError(
        f"{held}, and a build would replace all of it",
        place=str(folder),
        mend="name a new or an empty folder with --out, or move this one away.",
    )
