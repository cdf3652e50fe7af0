"""Put a finished folder in the place of the last one, in one step.

At every moment either the whole old site or the whole new one stands under its name.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.errors import BuildError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


@contextlib.contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A folder beside the site to build in, on the same file system; gone afterwards.

    Raises
    ------
    BuildError
        If the place cannot be written, or its disk runs full while the folder is in use.
    """
    try:
        folder = _make_folder(out)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise BuildError(
            f"the site cannot be written there ({_reason(error)})",
            place=str(out),
            mend="make room, or name another folder with --out; the last site stands.",
        ) from error


def _reason(error: OSError) -> str:
    """Why a write failed; copying a whole folder reports a list of failures."""
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][2])
    return error.strerror or str(error)


def _make_folder(out: Path) -> Path:
    """Make the folder, after sweeping away what killed builds left behind."""
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file")
    out.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{out.name}."
    for leftover in out.parent.glob(f"{prefix}*-*"):
        if not _is_running(leftover.name.removeprefix(prefix).split("-")[0]):
            shutil.rmtree(leftover, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=out.parent))


def swap_in(finished: Path, out: Path) -> None:
    """Let ``finished`` stand at ``out``; what stood there moves to the place of ``finished``."""
    finished.chmod(0o755)
    if not out.exists():
        finished.rename(out)
        return
    if _exchange(finished, out):
        return
    aside = finished.with_name(finished.name + ".old")
    out.rename(aside)
    try:
        finished.rename(out)
    except OSError:
        aside.rename(out)
        raise


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names atomically, where the system can (Linux renameat2)."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    result = rename(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return bool(result == 0)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
