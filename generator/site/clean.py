"""``make clean``: remove what the tools made, known by its mark or its name, and nothing else.

Needs no package: it removes the environment that would hold them.
"""

import re
import shutil
import sys
from pathlib import Path

from generator.site import mark, swap

CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis")
ENVIRONMENTS = (".venv", "build/audit", "build/zensical")
WRITTEN = {  # what the files of a folder are called; a folder follows those in it
    "build/pictures": r"[0-9a-f]{64}\.(svg|png|\d+)",
    "build/calendars": r"[0-9a-f]{64}\.(json|\d+)",
    "build/histories": r"[0-9a-f]{64}\.(npz|\d+)",
    "build/replays": r"[0-9a-f]{64}\.(json|\d+)",
    "build/stamps": r"[0-9a-f]{16}\.json",
    "build": r"run\.json",
    "screenshots": r".+-(wide-light|phone-dark)\.png",
}


def clean(root: Path) -> list[Path]:
    """Remove what was built in a clone; what stays there because it may be somebody's own.

    No link is followed or removed.
    """
    swap.sweep(root / "site")
    mark.adopt(root / "site")
    if mark.is_ours(root / "site"):
        shutil.rmtree(root / "site", ignore_errors=True)
    for name in (*ENVIRONMENTS, *CACHES):
        if _is_there(root, name) and (name in CACHES or (root / name / "pyvenv.cfg").is_file()):
            shutil.rmtree(root / name, ignore_errors=True)
    for name in WRITTEN:
        empty(root, name)
    named = (root / name for name in ("site", *ENVIRONMENTS, *WRITTEN, *CACHES))
    return [path for path in named if path.is_symlink() or path.exists()]


def empty(root: Path, name: str) -> None:
    """Remove what was written into one folder of ``WRITTEN``, and it if nothing else is there."""
    if not _is_there(root, name):
        return
    folder = root / name
    for path in folder.iterdir():
        if re.fullmatch(WRITTEN[name], path.name) and not path.is_dir():
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _is_there(root: Path, name: str) -> bool:
    """Whether a folder of that name stands in the clone itself, and not behind a link."""
    return (root / name).is_dir() and (root / name).resolve() == root.resolve() / name


if __name__ == "__main__":
    for kept in clean(Path(__file__).resolve().parents[2]):
        sys.stdout.write(f"kept: {kept} (a link, or it holds what no tool made)\n")
