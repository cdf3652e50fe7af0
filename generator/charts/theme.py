"""One look for every chart: the page's colours, two widths, one size of type, quiet axes.

Colours are the light palette of ``tokens.css``. Inlined pictures get the tokens' CSS variables in
their place (:mod:`generator.charts.svg`), downloads keep the light palette.

A picture grows and shrinks with its page, and its labels are to be read at every width. So it is
laid out for the largest type that it is shown with, in proportion to its width; ``report.css``
takes smaller type where the picture is shown larger.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

# Our own names for the fonts in fonts/ (Noto Sans and Source Serif 4, subset): a machine's copy of
# the same family would take precedence, and may lack a glyph.
SANS = "Chart Sans, Noto Sans, sans-serif"
SERIF = "Chart Serif, serif"
Width = Literal["wide", "phone"]
_T = TypeVar("_T")
WIDEST = 0.58
"""The width of a letter over its size, as Verdana and DejaVu Sans have it; Noto Sans has 0.53."""

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\s*;")


@dataclass(frozen=True)
class Palette:
    """The colours that carry meaning; see ``tokens.css``."""

    ink: str
    mute: str
    line: str
    paper: str
    lead: str
    follow: str
    null: str
    bad: str
    band: str

    def tokens(self) -> dict[str, str]:
        """Colour -> token name."""
        return {colour: name for name, colour in vars(self).items()}


@lru_cache(maxsize=4)
def read_palette(tokens: Path) -> Palette:
    """Read the light palette from the stylesheet that the pages use."""
    light = tokens.read_text(encoding="utf-8").split('[data-md-color-scheme="slate"]')[0]
    found = dict(_TOKEN.findall(light))
    return Palette(**{name: found[name] for name in Palette.__dataclass_fields__})


@dataclass(frozen=True)
class Canvas:
    """Where a chart is drawn: how wide, and in which colours."""

    width: Width
    palette: Palette

    @property
    def pixels(self) -> int:
        """The width of the whole picture in CSS pixels."""
        return 1000 if self.width == "wide" else 358

    @property
    def phone(self) -> bool:
        """Whether the picture is drawn for a phone."""
        return self.width == "phone"

    def of(self, wide: _T, phone: _T) -> _T:
        """What suits the width."""
        return phone if self.phone else wide

    @property
    def font_size(self) -> float:
        """The size of labels in pixels of the picture, where it is shown smallest."""
        return self.of(15.5, 13.75)

    def room(self, *texts: str) -> int:
        """What the longest of these texts may take of the width, in the widest fonts of pages."""
        return math.ceil(max(map(len, texts), default=0) * WIDEST * self.font_size)


def vega_config(canvas: Canvas) -> dict[str, Any]:
    """The Vega-Lite configuration shared by all charts."""
    palette = canvas.palette
    return {
        "font": SANS,
        "background": None,
        "padding": {"left": 8, "right": 8, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "axis": {
            "labelColor": palette.mute,
            "labelFontSize": canvas.font_size,
            "labelPadding": 6,
            "gridColor": palette.line,
            "gridWidth": 1,
            "domain": False,
            "ticks": False,
            "title": None,
            "titleColor": palette.mute,
            "titleFontSize": canvas.font_size,
            "titleFontWeight": 400,
        },
        "text": {"fontSize": canvas.font_size, "color": palette.ink},
        "header": {
            "labelColor": palette.ink,
            "labelFontSize": canvas.font_size,
            "labelFontWeight": 600,
            "title": None,
        },
    }
