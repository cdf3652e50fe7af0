"""Specifications become SVG, and SVG becomes PNG; what is drawn is kept for the next build.

Drawing is the slowest part of a build, and most pictures of a rebuild are those of the last one. A
picture is kept in a file that is named by a hash of all that decides it: what is drawn, the fonts,
and the version of the program that draws. So nothing in the folder can be out of date.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.vega import FONTS, PNG_SCALE, VEGA_LITE, Kind, draw

Draw = Callable[[Kind, str], Future[bytes]]
MOST_KEPT = 600
"""Files: about four builds of one language, 60 MB."""
IN_USE = 3600
"""Seconds for which a picture is kept in any case, so that builds of several reports, one after the
other or at the same time, do not push out each other's pictures."""
_KEPT = re.compile(r"[0-9a-f]{64}\.(svg|png|\d+)")  # a number: a build that was killed as it wrote


class _Later(Future[bytes]):
    """A picture that this process draws when it is first asked for."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__()
        self._asked = kind, text

    def result(self, timeout: float | None = None) -> bytes:
        if not self.done():
            self.set_result(draw(*self._asked))
        return super().result(timeout)


def draw_here(kind: Kind, text: str) -> Future[bytes]:
    """Draw in this process, once somebody waits for it."""
    return _Later(kind, text)


class Pictures:
    """Draws pictures, or finds them in ``folder``; a folder that cannot be used is no error.

    Parameters
    ----------
    draw
        Who draws, such as :meth:`generator.vega.Drawers.draw`.
    """

    def __init__(self, folder: Path, draw: Draw = draw_here) -> None:
        self._folder = folder
        self._draw = draw

    def svg(self, specification: dict[str, Any]) -> Future[bytes]:
        """The SVG of a complete Vega-Lite specification."""
        return self._kept("svg", json.dumps(specification))

    def png(self, svg: str) -> Future[bytes]:
        """The PNG of a finished SVG."""
        return self._kept("png", svg)

    def _kept(self, kind: Kind, drawn: str) -> Future[bytes]:
        key = f"{kind} {VEGA_LITE} {PNG_SCALE} {_program()} {drawn}"
        file = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.{kind}"
        try:
            found = file.read_bytes()
            os.utime(file)
        except OSError:
            picture = self._draw(kind, drawn)
            picture.add_done_callback(partial(self._keep, file))
            return picture
        return _at_hand(found)

    def _keep(self, file: Path, picture: Future[bytes]) -> None:
        """Keep a picture, whole or not at all; failing to is no error."""
        if picture.cancelled() or picture.exception():
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = file.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(picture.result())
            temporary.replace(file)
        except OSError:
            pass  # the next build draws it again, that is all

    def forget_old(self) -> None:
        """Remove the pictures whose last use is longest ago, beyond the most that are kept."""
        try:
            files = [file for file in self._folder.iterdir() if _KEPT.fullmatch(file.name)]
            by_use = sorted(((file.stat().st_mtime, file) for file in files), reverse=True)
            for used, file in by_use[MOST_KEPT:]:
                if used < time.time() - IN_USE:
                    file.unlink(missing_ok=True)
        except OSError:
            pass  # another build tidies at the same time, or there is no folder


@lru_cache(maxsize=1)
def _program() -> str:
    """What draws, as a hash: the fonts we ship, and the version of the library."""
    digest = hashlib.sha256(version("vl-convert-python").encode())
    for file in sorted(FONTS.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _at_hand(picture: bytes) -> Future[bytes]:
    """A picture that nobody has to wait for."""
    future: Future[bytes] = Future()
    future.set_result(picture)
    return future
