"""One refresh at a time: a lock on ``history/`` that ends with its process, however it ends."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from generator.errors import HistoryError


@contextlib.contextmanager
def locked(history: Path) -> Iterator[None]:
    """Hold the lock of the store.

    Raises
    ------
    HistoryError
        If another refresh holds it, or the folder cannot be written.
    """
    try:
        file = (history / ".lock").open("w")
    except OSError as error:
        raise HistoryError(
            f"the store cannot be written ({error.strerror})",
            place=str(history),
            mend="give this user write access to the folder; nothing was changed.",
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HistoryError(
                "another refresh is running",
                place=str(history),
                mend="wait until it has ended; nothing was changed.",
            ) from error
        yield
