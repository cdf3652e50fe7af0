"""Recognise a build with nothing new: same inputs, same finished files.

A stamp is a hash of everything that the site depends on, kept outside of the site together with
a hash of the finished files' names, sizes and times, so that a touched site is built anew.
"""

import hashlib
import json
from datetime import date, datetime
from pathlib import Path


def of_inputs(
    inputs: tuple[Path, ...], as_of: date, built_at: datetime | None, site: str = ""
) -> str:
    """Hash the content of all inputs, the report's date, a given build time, and the address."""
    digest = hashlib.sha256(f"{as_of} {built_at} {site}".encode())
    for file in _files(inputs):
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def matches(folder: Path, out: Path, stamp: str) -> bool:
    """Whether the site at ``out`` was built from just these inputs and not touched since."""
    try:
        kept = json.loads(_file(folder, out).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(kept == {"inputs": stamp, "site": _of_site(out)})


def write(folder: Path, out: Path, stamp: str) -> None:
    """Remember from which inputs the site at ``out`` was built; failing to is no error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = json.dumps({"inputs": stamp, "site": _of_site(out)})
        _file(folder, out).write_text(kept, encoding="utf-8")
    except OSError:
        pass  # the next build is a full one, that is all


def _file(folder: Path, out: Path) -> Path:
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    return folder / f"{name}.json"


def _of_site(out: Path) -> str:
    digest = hashlib.sha256()
    for file in _files((out,)):
        facts = file.stat()
        digest.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(roots: tuple[Path, ...]) -> list[Path]:
    return [
        file
        for root in roots
        for file in ([root] if root.is_file() else sorted(root.rglob("*")))
        if file.is_file() and "__pycache__" not in file.parts and file.name[0] != "."
    ]
