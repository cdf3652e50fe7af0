"""A small grammar for figures: marks on a panel, and panels beside each other.

A mark takes a frame whose columns encode themselves. The columns named after the panel's scales say
where; ``<scale>2`` is the other end of what has two; ``colour``, ``text``, ``size`` and ``series``
mean themselves. So a figure says what is drawn; scales, halos, widths and rounding live here and in
:mod:`~generator.charts.scales`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt
from altair.utils.schemapi import debug_mode
from altair.vegalite.v6.schema import core

from generator.charts.frames import Frame, records, rows
from generator.charts.scales import Scale
from generator.charts.theme import Canvas, vega_config

Place = float | Literal["width", "height"]
Sizes = tuple[int, int]
"""A length in CSS pixels on a wide picture, and on a phone's."""
Kind = Literal["rule", "line", "area", "rect", "bar", "tick", "circle", "point", "text"]

DASH = [2, 3]
HALO = {"strokeWidth": 4, "strokeJoin": "round"}
AS_IT_IS: dict[str, Any] = {"scale": None, "legend": None}
MEANINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "colour": ("color", {"type": "nominal", **AS_IT_IS}),
    "size": ("size", {"type": "quantitative", **AS_IT_IS}),
    "series": ("detail", {"type": "nominal"}),
    "text": ("text", {"type": "nominal"}),
}
"""Columns that mean themselves, by their channel."""


class Plot:
    """One panel: marks over each other on a pair of scales, in the order in which they are called.

    Parameters
    ----------
    height
        Of the panel.
    margin
        What the labels beside the panel take of the picture's width; None: as much as they need.
    """

    def __init__(
        self, canvas: Canvas, x: Scale, y: Scale, *, height: Sizes, margin: Sizes | None = None
    ) -> None:
        self.canvas = canvas
        self._scales: dict[str, Scale] = {"x": x, "y": y}
        self.marks: list[_Mark] = []
        self._size: dict[str, Any] = {"width": canvas.pixels, "height": canvas.of(*height)}
        if margin is None:
            self._size["autosize"] = {"type": "fit-x", "contains": "padding"}
        else:
            self._size["width"] -= canvas.of(*margin)

    def rules(
        self,
        frame: Frame,
        colour: str = "",
        *,
        width: float | None = None,
        dashed: bool = False,
        opacity: float | None = None,
        **at: Place,
    ) -> None:
        """Straight lines to ``<scale>2``, or across the panel where the frame names one scale."""
        dash = DASH if dashed else None
        self._mark(frame, "rule", colour, at, strokeWidth=width, strokeDash=dash, opacity=opacity)

    def line(
        self,
        frame: Frame,
        colour: str = "",
        *,
        width: float,
        stepped: bool = False,
        sharp: bool = False,
        opacity: float | None = None,
    ) -> None:
        """A line for each ``series``; ``stepped`` from row to row, or with ``sharp`` corners."""
        join = None if stepped or sharp else "round"
        shape = "step-after" if stepped else None
        self._mark(
            frame, "line", colour, {},
            strokeWidth=width, strokeJoin=join, interpolate=shape, opacity=opacity,
        )  # fmt: skip

    def area(self, frame: Frame, colour: str, *, outline: float | None = None) -> None:
        """The area down to ``<scale>2``, or a pale one under a line that is ``outline`` wide."""
        edge = outline and {"color": colour, "strokeWidth": outline}
        self._mark(frame, "area", colour, {}, line=edge, fillOpacity=0.16 if outline else None)

    def boxes(self, frame: Frame, colour: str = "") -> None:
        """Rectangles from each scale's column to its ``<scale>2``."""
        self._mark(frame, "rect", colour, {})

    def bars(self, frame: Frame, colour: str = "", *, size: float) -> None:
        """Bars of one thickness, from zero or from ``<scale>2``."""
        self._mark(frame, "bar", colour, {}, size=size)

    def ticks(
        self,
        frame: Frame,
        colour: str = "",
        *,
        thickness: float,
        size: float,
        upright: bool = False,
        opacity: float = 1,
    ) -> None:
        """Short strokes across a scale."""
        self._mark(
            frame, "tick", colour, {}, thickness=thickness, size=size, opacity=opacity,
            orient="vertical" if upright else None,
        )  # fmt: skip

    def dots(
        self, frame: Frame, colour: str = "", *, size: float | None = None, shift: float = 0
    ) -> None:
        """Filled circles of ``size`` square pixels (or the frame's), shifted across."""
        self._mark(frame, "circle", colour, {}, size=size, opacity=1, xOffset=shift or None)

    def rings(self, frame: Frame, colour: str = "", *, size: float) -> None:
        """Open circles, for what is to be noticed or is not certain."""
        self._mark(frame, "point", colour, {}, size=size, strokeWidth=2, filled=False)

    def text(
        self,
        frame: Frame,
        colour: str = "",
        *,
        x: Place | None = None,
        y: Place | None = None,
        bold: bool = False,
        halo: bool = False,
        **beside: Any,
    ) -> None:
        """The frame's ``text``, at its places or at ``x`` and ``y`` in pixels of the panel.

        A ``halo`` of the paper's colour keeps it legible across lines. How it lies ``beside`` its
        place is said in Vega-Lite's terms: ``align``, ``baseline``, ``dx``, ``dy``.
        """
        at = {name: place for name, place in (("x", x), ("y", y)) if place is not None}
        style = {"fontWeight": 600 if bold else None, **beside}
        if halo:
            paper = self.canvas.palette.paper
            self._mark(frame, "text", paper, at, stroke=paper, **HALO, **style)
        self._mark(frame, "text", colour, at, **style)

    def text_in_lines(
        self,
        frame: Frame,
        lines: Sequence[int],
        colour: str = "",
        *,
        dy: int,
        step: int,
        **how: Any,
    ) -> None:
        """Texts that would touch in one line: each ``step`` pixels further a line, 0 at ``dy``."""
        for line in sorted(set(lines)):
            self.text(frame[[each == line for each in lines]], colour, dy=dy + step * line, **how)

    def label(
        self, text: str, colour: str, *, lift: int = 6, side: Literal["left", "right"] = "left"
    ) -> None:
        """A name above the panel, at one of its edges; charts need no legend."""
        x: Place = 0 if side == "left" else "width"
        self.text(
            rows(text=[text]), colour, x=x, y=0, dy=-lift, align=side, baseline="bottom", bold=True
        )

    def _mark(
        self, frame: Frame, kind: Kind, colour: str, at: Mapping[str, Place], **style: Any
    ) -> None:
        """Lay one mark over the others."""
        self.marks.append(_Mark(frame, kind, colour, at, style))

    def panel(self, names: Mapping[int, str]) -> core.LayerSpec:
        """The panel in Vega-Lite's terms; ``names`` tells how each frame is called."""
        layers = [
            core.UnitSpec(
                data=core.NamedData(name=names[id(mark.frame)]),
                mark=mark.definition(),
                encoding=core.FacetedEncoding(**mark.places(self._scales), **mark.meanings()),
            )
            for mark in self.marks
        ]
        return core.LayerSpec(layer=layers, **self._size)

    def specification(self) -> dict[str, Any]:
        """The complete Vega-Lite specification, data included."""
        return Panels((self,)).specification()


@dataclass(frozen=True, eq=False)
class _Mark:
    """One mark: its frame, and what is the same for every row (``at`` holds places in pixels)."""

    frame: Frame
    kind: Kind
    colour: str
    at: Mapping[str, Place]
    style: Mapping[str, Any]

    def definition(self) -> core.MarkDef:
        given = {name: value for name, value in self.style.items() if value is not None}
        if self.colour:
            given["color"] = self.colour
        return core.MarkDef(type=self.kind, **given)

    def places(self, scales: Mapping[str, Scale]) -> dict[str, Any]:
        """Where each row lies: in pixels, or on the scale whose column the frame has."""
        encoding: dict[str, Any] = {name: {"value": place} for name, place in self.at.items()}
        for name, scale in scales.items():
            if name not in self.at and scale.field in self.frame:
                encoding[name] = scale.channel()
            if f"{scale.field}2" in self.frame:
                encoding[f"{name}2"] = {"field": f"{scale.field}2"}
        return encoding

    def meanings(self) -> dict[str, Any]:
        """The columns that mean themselves; an explicit colour goes before the frame's."""
        used = {"text"} if self.kind == "text" else {"series", "size"}
        used |= set() if self.colour else {"colour"}
        found = {name: MEANINGS[name] for name in used if name in self.frame}
        return {channel: {"field": name, **how} for name, (channel, how) in found.items()}


@dataclass(frozen=True)
class Panels:
    """Panels on one picture, in one of Vega-Lite's arrangements; without one it is the first."""

    plots: Sequence[Plot]
    arrangement: Literal["", "concat", "vconcat"] = ""
    layout: Mapping[str, Any] = field(default_factory=dict)

    def specification(self) -> dict[str, Any]:
        """The complete Vega-Lite specification, each frame in it once."""
        frames = {id(mark.frame): mark.frame for plot in self.plots for mark in plot.marks}
        names = {key: f"rows-{number}" for number, key in enumerate(frames, start=1)}
        # Checking every object against Vega-Lite's schema costs more than drawing; a test does it.
        with debug_mode(False):
            panels = [plot.panel(names).to_dict(validate=False) for plot in self.plots]
        return {
            "$schema": alt.SCHEMA_URL,
            "config": vega_config(self.plots[0].canvas),
            **({self.arrangement: panels} if self.arrangement else panels[0]),
            **self.layout,
            "datasets": {names[key]: records(frame) for key, frame in frames.items()},
        }


def column(*plots: Plot, spacing: int) -> Panels:
    """Panels below each other."""
    return Panels(plots, "vconcat", {"spacing": spacing})


def grid(plots: Sequence[Plot], *, columns: int, gap: Sizes) -> Panels:
    """Panels in rows of ``columns``, ``gap`` apart from row to row and from column to column."""
    spacing = {"row": gap[0], "column": gap[1]}
    return Panels(plots, "concat", {"columns": columns, "spacing": spacing})
