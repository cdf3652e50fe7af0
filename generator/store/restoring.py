"""How a file of the store can be brought back, as far as git knows it."""

import shlex
from pathlib import Path

BY_HAND = "correct it by hand, or put a good copy in its place; git does not have it"


def mend_for(path: Path) -> str:
    """A command that brings a file or a folder back, or, without any, plain advice."""
    command = restoring_command(path)
    return f"correct it, or restore it from git: {command}" if command else BY_HAND


def restoring_command(path: Path) -> str:
    """What brings a file or a folder back; empty if git does not have it."""
    path = path.resolve()
    for root in path.parents:
        if (root / ".git").exists():
            name = path.relative_to(root)
            return _command(root, name) if _is_known(root, name) else ""
    return ""


def _command(root: Path, name: Path) -> str:
    there = "" if root == Path.cwd() else f"-C {shlex.quote(str(root))} "
    return f"git {there}checkout -- {shlex.quote(str(name))}"


def _is_known(root: Path, name: Path) -> bool:
    """Whether git's index lists the file, or one in the folder.

    Names stand there as plain bytes; where git has been told to shorten them, none is found.
    """
    text = name.as_posix().encode()
    try:
        index = (_git_folder(root) / "index").read_bytes()
    except OSError:
        return False
    return text + b"\0" in index or text + b"/" in index


def _git_folder(root: Path) -> Path:
    """The folder ``.git``, or where the file of that name in a worktree points."""
    there = root / ".git"
    if there.is_dir():
        return there
    return root / there.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
