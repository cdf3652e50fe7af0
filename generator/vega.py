"""Draws pictures: in this process, or in others that draw while this one goes on.

A module of its own, which loads the library that draws and nothing else, so that such a process is
ready at once.
"""

import json
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Literal

import vl_convert

from generator.errors import BuildError
from generator.processes import Processes

FONTS = Path(__file__).parent / "charts" / "fonts"
VEGA_LITE = "6.4"  # the version that altair writes
PNG_SCALE = 1.5
NOTHING = json.dumps({"mark": "point", "data": {"values": []}})
PROCESSES = 2
"""Each takes about 130 MB; one a core of the machines on which sites are built."""

Kind = Literal["svg", "png"]


def draw(kind: Kind, text: str) -> bytes:
    """The SVG of a complete Vega-Lite specification, or the PNG of a finished SVG.

    Raises
    ------
    BuildError
        If it cannot be drawn.
    """
    use_our_fonts()
    try:
        if kind == "svg":
            return vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE).encode()
        return vl_convert.svg_to_png(text, scale=PNG_SCALE)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a library that panics raises no Exception
        reason = (str(error).strip() or "no reason given").splitlines()[0]
        raise BuildError(
            f"a picture cannot be drawn: {reason}",
            place="generator/charts",
            mend="see whether memory ran out, and run it again; the last site stands.",
        ) from None


@cache
def use_our_fonts() -> None:
    """Draw with the fonts we ship, whatever the machine has."""
    vl_convert.register_font_directory(str(FONTS))


class Drawers(Processes):
    """A few processes that draw; the first picture takes long, and they draw it at once."""

    def __init__(self) -> None:
        super().__init__(PROCESSES, loading=[__name__])
        for _ in range(PROCESSES):
            self.submit(draw, "svg", NOTHING)

    def draw(self, kind: Kind, text: str) -> Future[bytes]:
        """Have one picture drawn; pictures are begun in the order in which they are asked for."""
        return self.submit(draw, kind, text)
