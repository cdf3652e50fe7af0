"""Why MkDocs failed: the pages, the disk, the environment or the system; each has another mend."""

import errno
import os
import re
import shutil
import signal
import sys
from pathlib import Path

from generator.errors import BuildError

_CANNOT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_FAILED = re.compile(r"^\w+: \[Errno (\d+)\]", re.MULTILINE)
_LACKING = re.compile(r"No module named \S+|Unrecognised theme name: \S+")
_FULL = 10_000  # bytes; with less, not even the reason could be written down
ANEW = "set the environment up again with `make site`."


def not_started(error: OSError, program: str) -> BuildError:
    """What it means that another process could not be started."""
    return BuildError(
        f"the program cannot be started ({error.strerror})",
        place=program or "python",
        mend=ANEW,
    )


def of_mkdocs(code: int, log: str, mkdocs_file: Path, workshop: Path) -> Exception:
    """What it means that MkDocs ended with a code, after saying what stands in its log.

    Where it could not write, this is the same ``OSError`` as if we could not have.
    """
    failed = [int(number) for number in _FAILED.findall(log)]
    full = not log.strip() and shutil.disk_usage(workshop).free < _FULL
    reason = errno.ENOSPC if full else failed[-1] if failed else 0
    if reason in _CANNOT_WRITE:
        return OSError(reason, os.strerror(reason))
    if code < 0:
        return BuildError(
            f"MkDocs was ended by the system ({signal.Signals(-code).name})",
            place=mkdocs_file.name,
            mend="see whether memory ran out, and run it again; the last site stands.",
        )
    if lacking := _LACKING.search(log):
        return BuildError(f"MkDocs cannot run there: {lacking[0]}", place=sys.executable, mend=ANEW)
    return BuildError(
        f"MkDocs refuses the pages: {_gist(log)}",
        place=mkdocs_file.name,
        mend="correct the page or the template that it names.",
    )


def _gist(log: str) -> str:
    """The line of a log that says most: the first warning or error, else the last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(("WARNING", "ERROR"))]
    return (marked or lines[-1:] or ["it gave no reason"])[0]
