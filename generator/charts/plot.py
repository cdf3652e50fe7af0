"""A small grammar for figures: marks on a panel, and panels beside each other.

A mark takes a frame whose columns encode themselves. The columns named after the panel's scales say
where; ``<scale>2`` is the other end of what has two; ``colour``, ``text``, ``size`` and ``series``
mean themselves. So a figure says what is drawn; scales, halos, widths and rounding live here and in
:mod:`~generator.charts.scales`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd
from altair.utils.schemapi import debug_mode
from altair.vegalite.v6.schema import core

from generator.charts.scales import NUMBER, Scale
from generator.charts.theme import Canvas, vega_config

Frame = pd.DataFrame
Place = float | Literal["width", "height"]
Sizes = tuple[int, int]
"""A length in CSS pixels on a wide picture, and on a phone's."""
Kind = Literal["rule", "line", "area", "rect", "bar", "tick", "circle", "point", "text"]

DASH = [2, 3]
HALO = {"strokeWidth": 4, "strokeJoin": "round"}


def rows(**columns: Any) -> Frame:
    """A frame from columns of equal length; what is no list stands in every row."""
    return pd.DataFrame(columns)


def table(items: Iterable[Any], **columns: str | Callable[[Any], Any]) -> Frame:
    """A frame with a row an item; a column is an attribute (``"event.date"``) or a function."""
    found = list(items)
    made = {
        name: [(attrgetter(column) if isinstance(column, str) else column)(item) for item in found]
        for name, column in columns.items()
    }
    return pd.DataFrame(made)


def joined(frames: Iterable[tuple[object, Frame]]) -> Frame:
    """Several frames as one, each a ``series`` of its own, by its name."""
    return pd.concat([frame.assign(series=str(name)) for name, frame in frames])


def thinned(frame: Frame, step: int, *, by: str = "") -> Frame:
    """Every few rows, the last one always among them.

    Parameters
    ----------
    by
        Keep the rows in which this column is a multiple of ``step``; without it rows are counted
        back from the last one.
    """
    places = frame[by].to_numpy() if by else np.arange(len(frame)) - (len(frame) - 1)
    kept: Frame = frame[(places % step == 0) | (places == places[-1:].sum())]
    return kept


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
        self._marks: list[_Mark] = []
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

    def rings(self, frame: Frame, colour: str, *, size: float) -> None:
        """Open circles, for what is to be noticed."""
        self._mark(frame, "point", colour, {}, size=size, strokeWidth=2, filled=False)

    def text(
        self,
        frame: Frame,
        colour: str = "",
        *,
        x: Place | None = None,
        y: Place | None = None,
        dx: float | None = None,
        dy: float | None = None,
        align: Literal["left", "center", "right"] | None = None,
        baseline: Literal["top", "middle", "bottom"] | None = None,
        bold: bool = False,
        size: float | None = None,
        halo: bool = False,
    ) -> None:
        """The frame's ``text``, at its places or at ``x`` and ``y`` in pixels of the panel.

        A ``halo`` of the paper's colour keeps it legible across lines.
        """
        at = {name: place for name, place in (("x", x), ("y", y)) if place is not None}
        style = {
            "dx": dx, "dy": dy, "align": align, "baseline": baseline,
            "fontWeight": 600 if bold else None, "fontSize": size,
        }  # fmt: skip
        if halo:
            paper = self.canvas.palette.paper
            self._mark(frame, "text", paper, at, stroke=paper, **HALO, **style)
        self._mark(frame, "text", colour, at, **style)

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
        self._marks.append(_Mark(frame, kind, colour, at, style))

    def panel(self, data: _Data) -> core.LayerSpec:
        """The panel in Vega-Lite's terms; its frames go into ``data``."""
        layers = [
            core.UnitSpec(
                data=core.NamedData(name=data.name_of(mark.frame)),
                mark=mark.definition(),
                encoding=core.FacetedEncoding(**mark.places(self._scales), **mark.meanings()),
            )
            for mark in self._marks
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
        encoding: dict[str, Any] = {name: alt.value(place) for name, place in self.at.items()}
        for name, scale in scales.items():
            if name not in self.at and scale.field in self.frame:
                encoding[name] = _channel(name, scale)
            if f"{scale.field}2" in self.frame:
                encoding[f"{name}2"] = core.SecondaryFieldDef(field=f"{scale.field}2")
        return encoding

    def meanings(self) -> dict[str, Any]:
        """The columns that mean themselves; an explicit colour goes before the frame's."""
        plain: dict[str, Any] = {"scale": None, "legend": None}
        known = {
            "colour": ("color", alt.Color(field="colour", type="nominal", **plain)),
            "size": ("size", alt.Size(field="size", type="quantitative", **plain)),
            "series": ("detail", alt.Detail(field="series", type="nominal")),
            "text": ("text", alt.Text(field="text", type="nominal")),
        }
        unused = {"colour"} if self.colour else set()
        unused |= {"text"} if self.kind != "text" else {"series", "size"}
        return dict(known[name] for name in known if name in self.frame and name not in unused)


@dataclass(frozen=True)
class Panels:
    """Panels on one picture, side by side or below each other."""

    plots: Sequence[Plot]
    arrangement: Literal["layer", "concat", "vconcat"] = "layer"
    layout: Mapping[str, Any] = field(default_factory=dict)

    def specification(self) -> dict[str, Any]:
        """The complete Vega-Lite specification, data included."""
        data = _Data()
        # Checking every object against Vega-Lite's schema costs more than drawing; a test does it.
        with debug_mode(False):
            panels = [plot.panel(data).to_dict(validate=False) for plot in self.plots]
        alone = self.arrangement == "layer"
        body = panels[0] if alone else {self.arrangement: panels, **self.layout}
        shared = {"$schema": alt.SCHEMA_URL, "config": vega_config(self.plots[0].canvas)}
        return {**shared, **body, "datasets": data.sets}


def column(*plots: Plot, spacing: int) -> Panels:
    """Panels below each other."""
    return Panels(plots, "vconcat", {"spacing": spacing})


def grid(plots: Sequence[Plot], *, columns: int, gap: Sizes) -> Panels:
    """Panels in rows of ``columns``, ``gap`` apart from row to row and from column to column."""
    spacing = {"row": gap[0], "column": gap[1]}
    return Panels(plots, "concat", {"columns": columns, "spacing": spacing})


class _Data:
    """The frames of one picture, each once, under a name."""

    def __init__(self) -> None:
        self.sets: dict[str, list[dict[str, Any]]] = {}
        self._names: dict[Hashable, str] = {}
        self._frames: list[Frame] = []  # alive, so that no other frame takes over its identity

    def name_of(self, frame: Frame) -> str:
        if id(frame) not in self._names:
            name = f"rows-{len(self.sets) + 1}"
            self._names[id(frame)] = name
            self._frames.append(frame)
            self.sets[name] = _records(frame)
        return self._names[id(frame)]


def _records(frame: Frame) -> list[dict[str, Any]]:
    """Rows as JSON: days in ISO 8601, numbers in the digits that can be seen."""
    columns = {str(name): _values(frame[name]) for name in frame}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    return [_value(value) for value in column.tolist()]


def _value(value: Any) -> Any:
    if isinstance(value, date):
        # With a time of day: a bare date would be read as UTC and drawn a day early in America.
        return f"{value:%Y-%m-%d}T00:00:00"
    return float(f"{value:{NUMBER}}") if isinstance(value, float) else value


def _channel(name: str, scale: Scale) -> Any:
    channel = alt.X if name == "x" else alt.Y
    axis = None if scale.axis is None else alt.Axis(**scale.axis)
    return channel(
        field=scale.field, type=scale.kind, scale=scale.scale, axis=axis, **scale.channel
    )
