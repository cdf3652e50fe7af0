"""What was worked out, kept in files for the next run.

A file is named by a hash of all that decides what is in it, so that none can be out of date, and
begins with a hash of the rest: one that is damaged is worked out again. A folder that cannot be
used is no error.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Shelf:
    """A folder of such files."""

    folder: Path
    most: int
    """How many files stay; the one whose last use is longest ago goes first."""
    suffix: str

    def find(self, key: str) -> bytes | None:
        """What is kept under a key; None if nothing is, or something else than was written."""
        file = self._file(key)
        try:
            check, _, content = file.read_bytes().partition(b"\n")
            if hashlib.sha256(content).hexdigest().encode() != check:
                return None
            os.utime(file)
        except OSError:
            return None
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keep something, whole or not at all."""
        file = self._file(key)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = file.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            temporary.replace(file)
            self._forget_old()
        except OSError:
            pass  # the next run works it out again, that is all

    def _file(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}{self.suffix}"

    def _forget_old(self) -> None:
        files = self.folder.glob(f"*{self.suffix}")
        for file in sorted(files, key=lambda file: -file.stat().st_mtime_ns)[self.most :]:
            file.unlink(missing_ok=True)


def hash_of(folder: Path, files: Iterable[Path]) -> str:
    """A hash of the names and contents of files below a folder."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"\0{file.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
