"""Put a finished folder in the place of the last one, in one step.

At every moment either the whole old site or the whole new one stands under its name. Nothing is
removed but what :mod:`~generator.site.mark` knows as ours.
"""

import contextlib
import ctypes
import ctypes.util
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.errors import BuildError
from generator.site import mark

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


@contextlib.contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A folder beside the site to build in, on the same file system; gone afterwards.

    It is gone after SIGTERM, too; what a killed build leaves behind, the next one sweeps away.

    Raises
    ------
    BuildError
        If the place cannot be written, or its disk runs full while the folder is in use.
    """
    try:
        with _orderly_end():
            folder = _make_folder(out)
            try:
                mark.put(folder)
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


@contextlib.contextmanager
def _orderly_end() -> Iterator[None]:
    """Let SIGTERM unwind the program, as Ctrl-C does, instead of stopping it where it stands."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # only the main thread may ask for signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _make_folder(out: Path) -> Path:
    """Make the folder, after sweeping away what killed builds left behind."""
    out.parent.mkdir(parents=True, exist_ok=True)
    sweep(out)
    return Path(tempfile.mkdtemp(prefix=f".{out.name}.{os.getpid()}-", dir=out.parent))


def sweep(out: Path) -> list[Path]:
    """Remove the workshops that killed builds of ``out`` left behind; those removed."""
    ours = re.compile(rf"\.{re.escape(out.name)}\.(\d+)-[a-z0-9_]{{8}}")  # as mkdtemp names them
    found = [(path, ours.fullmatch(path.name)) for path in sorted(out.parent.iterdir())]
    swept = [
        path for path, name in found if name and mark.is_ours(path) and not _is_running(name[1])
    ]
    for path in swept:
        shutil.rmtree(path, ignore_errors=True)
    return swept


def swap_in(finished: Path, out: Path) -> None:
    """Let ``finished`` stand at ``out``; what stood there moves to the place of ``finished``.

    Raises
    ------
    UsageError
        If something that is not ours has appeared at ``out`` since the build began; it stays.
    """
    mark.put(finished)
    finished.chmod(0o755)
    if not out.exists():
        finished.rename(out)  # the system refuses this where something but an empty folder stands
        return
    if not mark.is_ours(out):
        raise mark.refusal(out)
    if _exchange(finished, out):
        if not mark.is_ours(finished):  # it came between the two lines above
            _exchange(finished, out)
            raise mark.refusal(out)
        return
    aside = finished.with_name(finished.name + ".old")
    out.rename(aside)
    try:
        if not mark.is_ours(aside):
            raise mark.refusal(out)
        finished.rename(out)
    except BaseException:
        aside.rename(out)
        raise


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names atomically, where the system can (Linux renameat2)."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(result == 0)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
