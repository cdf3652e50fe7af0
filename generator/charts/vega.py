"""Draws pictures: here, or as a program of its own that draws what it is asked on its input.

The program loads the library that draws and nothing else of ours, so that it is ready at once. A
request is a line ``kind length`` and so many bytes, an answer ``ok length`` or ``error length``
and so many bytes. It ends with its input: when whoever asks is gone, however it went.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

import vl_convert

FONTS = Path(__file__).parent / "fonts"
VEGA_LITE = "6.4"  # the version that altair writes
PNG_SCALE = 1.5
NOTHING = json.dumps({"mark": "point", "data": {"values": []}})

Kind = Literal["svg", "png"]


def draw(kind: Kind, text: str) -> bytes:
    """The SVG of a complete Vega-Lite specification, or the PNG of a finished SVG.

    The fonts we ship must be registered; see :func:`use_our_fonts`.
    """
    if kind == "svg":
        return vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE).encode()
    return vl_convert.svg_to_png(text, scale=PNG_SCALE)


@cache
def use_our_fonts() -> None:
    """Draw with the fonts we ship, whatever the machine has."""
    vl_convert.register_font_directory(str(FONTS))


def send(pipe: BinaryIO, head: str, content: bytes) -> None:
    """Write one message."""
    pipe.write(f"{head} {len(content)}\n".encode() + content)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[str, bytes] | None:
    """Read one message; None if the other side is gone."""
    head, _, length = pipe.readline().decode().partition(" ")
    if not length:
        return None
    content = pipe.read(int(length))
    return (head, content) if len(content) == int(length) else None


def main() -> None:
    """Answer until the input ends."""
    use_our_fonts()
    draw("svg", NOTHING)  # the first picture takes long: draw it before anybody waits
    while (asked := receive(sys.stdin.buffer)) is not None:
        kind, text = asked
        try:
            answer = "ok", draw("svg" if kind == "svg" else "png", text.decode())
        except BaseException as error:  # a library that panics raises no Exception
            answer = "error", str(error).encode()
        send(sys.stdout.buffer, *answer)


if __name__ == "__main__":
    main()
