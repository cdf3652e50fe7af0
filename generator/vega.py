"""Draws pictures: in this process, or in others that draw while this one goes on.

A module of its own, which loads the library that draws and nothing else, so that such a process is
ready at once.
"""

import json
import os
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import vl_convert

from generator.errors import BuildError
from generator.processes import Processes

FONTS = Path(__file__).parent / "charts" / "fonts"
VEGA_LITE = "6.4"  # the version that altair writes
PNG_SCALE = 1.5
NOTHING = json.dumps({"mark": "point", "data": {"values": []}})

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


class Drawers:
    """Processes that draw; use it in a ``with`` statement, after which they are gone.

    The first SVG of a process take several times as long as later ones, for it learns: with two
    cores, one that draws all of them is done no later than two that draw half. Pages wait for SVG
    only: PNG, which are for download, have a process of their own.
    """

    def __init__(self) -> None:
        number = {"svg": min(2, max(1, (os.cpu_count() or 2) // 2)), "png": 1}
        self._by_kind = {kind: Processes(n, loading=[__name__]) for kind, n in number.items()}
        self.processes = [one for each in self._by_kind.values() for one in each.processes]
        for _ in range(number["svg"]):
            self._by_kind["svg"].submit(draw, "svg", NOTHING)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for each in self._by_kind.values():
            each.end(at_once=error is not None)

    def draw(self, kind: Kind, text: str) -> Future[bytes]:
        """Have one picture drawn; those of a kind are begun in the order of asking.

        The result raises ``BuildError`` if the picture cannot be drawn.
        """
        return self._by_kind[kind].submit(draw, kind, text)
