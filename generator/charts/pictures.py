"""Specifications become SVG, and SVG becomes PNG; what is drawn is kept for the next build.

Drawing is the slowest part of a build, and most pictures of a rebuild are those of the last one. A
picture is kept in a file that is named by a hash of all that decides it: what is drawn, the fonts,
and the version of the program that draws. So nothing in the folder can be out of date.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

FONTS = Path(__file__).parent / "fonts"
VEGA_LITE = "6.4"  # the version that altair writes
PNG_SCALE = 1.5
MOST_KEPT = 600
"""Files: about four builds of one language, 60 MB."""
_KEPT = re.compile(r"[0-9a-f]{64}\.(svg|png|\d+)")  # a number: a build that was killed as it wrote


class Pictures:
    """Draws pictures, or finds them in ``folder``; a folder that cannot be used is no error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def svg(self, specification: dict[str, Any]) -> str:
        """The SVG of a complete Vega-Lite specification."""
        text = json.dumps(specification)
        return self._kept(
            text, "svg", lambda: vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE).encode()
        ).decode()

    def png(self, svg: str) -> bytes:
        """The PNG of a finished SVG."""
        return self._kept(svg, "png", lambda: vl_convert.svg_to_png(svg, scale=PNG_SCALE))

    def _kept(self, drawn: str, kind: str, draw: Callable[[], bytes]) -> bytes:
        key = f"{kind} {VEGA_LITE} {PNG_SCALE} {_program()} {drawn}"
        file = self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.{kind}"
        try:
            picture = file.read_bytes()
            os.utime(file)
        except OSError:
            picture = draw()
            self._keep(file, picture)
        return picture

    def _keep(self, file: Path, picture: bytes) -> None:
        """Keep a picture, whole or not at all; failing to is no error."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = file.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(picture)
            temporary.replace(file)
        except OSError:
            pass  # the next build draws it again, that is all

    def forget_old(self) -> None:
        """Remove the pictures whose last use is longest ago, beyond the most that are kept."""
        try:
            files = [file for file in self._folder.iterdir() if _KEPT.fullmatch(file.name)]
            files.sort(key=lambda file: -file.stat().st_mtime_ns)
            for file in files[MOST_KEPT:]:
                file.unlink(missing_ok=True)
        except OSError:
            pass  # another build tidies at the same time, or there is no folder


@lru_cache(maxsize=1)
def _program() -> str:
    """What draws, as a hash: the fonts we ship, used whatever the machine has, and the version."""
    vl_convert.register_font_directory(str(FONTS))
    digest = hashlib.sha256(version("vl-convert-python").encode())
    for file in sorted(FONTS.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
