"""Where a site may stand: a build replaces the whole folder, so nothing else may be in it."""

import os
from pathlib import Path

from generator.errors import UsageError
from generator.site import mark

_LONGEST = 255  # bytes in a name, on every common file system
MEND = "name a folder for nothing but the site with --out, such as site or build/preview."


def admit(out: Path, own: tuple[Path, ...], default: Path) -> Path:
    """The folder that a build for ``out`` replaces, with every link followed.

    Parameters
    ----------
    own
        What belongs to the project: no site may stand in it or around it, marked or not.
    default
        Where a site without a mark may be one of an earlier release.

    Raises
    ------
    UsageError
        If anything but an earlier site would be lost.
    """
    folder = Path(os.path.realpath(out))  # Path.resolve raises where a link leads to itself
    if any(len(os.fsencode(name)) > _LONGEST for name in folder.parts):
        raise UsageError("the name is too long", place=folder.name[:40] + "…", mend=MEND)
    if any(path.is_symlink() for path in (folder, *folder.parents)):
        raise UsageError("the link leads nowhere", place=str(folder), mend=MEND)
    if problem := _in_the_way(folder, own):
        raise UsageError(problem, place=str(folder), mend=MEND)
    if folder == default.resolve():
        mark.adopt(folder)
    if folder.exists() and not mark.is_ours(folder):
        raise mark.refusal(folder)
    return folder


def _in_the_way(folder: Path, own: tuple[Path, ...]) -> str | None:
    """Why no site may stand at ``folder``, whatever is there now."""
    if ".git" in folder.parts:
        return "no site belongs into a repository's own folder"
    for name, place in (("the home folder", _home()), ("the current folder", Path.cwd())):
        if place and place.is_relative_to(folder):
            verb = "is" if place == folder else "holds"
            return f"it {verb} {name}, and a build would replace all of it"
    for part in (path.resolve() for path in own):
        if folder.is_relative_to(part):
            return "it is the project's own, and no site belongs there"
        if part.is_relative_to(folder):
            return f"it holds {part}, and a build would replace all of it"
    above = next(parent for parent in folder.parents if parent.exists())
    return None if above.is_dir() else f"{above} is a file"


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:  # a container's account may have none
        return None
