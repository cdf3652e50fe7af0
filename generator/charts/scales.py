"""The scales that figures use, across or up: years, numbers, logarithms, multiples, named rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from generator.charts.frames import drawn
from generator.charts.theme import Canvas

PLAIN = ",.12~g"
"""d3's format for a number as it is. It states its digits: left alone, d3 counts those that differ
from tick to tick, and prints 26 as 3e+1."""


@dataclass(frozen=True)
class Scale:
    """One scale of a panel, and how it is marked."""

    field: str
    """The column that lies on it; ``<field>2`` is the other end of what has two."""
    kind: Literal["temporal", "quantitative", "nominal"]
    """Dates, numbers, or names."""
    scale: dict[str, Any]
    axis: dict[str, Any] | None
    """Properties in Vega-Lite's terms; without an ``axis`` nothing marks the scale."""

    def channel(self) -> dict[str, Any]:
        """How the rows lie on it, in Vega-Lite's terms."""
        return {"field": self.field, "type": self.kind, "scale": self.scale, "axis": self.axis}


def years(
    field: str, first: pd.Timestamp, last: pd.Timestamp, canvas: Canvas, *, labels: bool = True
) -> Scale:
    """Time from one day to another, with as many years as fit."""
    found = range(first.year + 1, last.year + 1)
    step = -(-len(found) // canvas.of(10, 6)) or 1
    ticks = [{"year": year} for year in found if (found[-1] - year) % step == 0]
    domain = [str(first), str(last)]
    axis = {"values": ticks, "format": "%Y", "labels": labels}
    return Scale(field, "temporal", {"domain": domain, "nice": False}, axis)


def numbers(
    field: str,
    low: float | None,
    high: float | None,
    *,
    number: str = PLAIN,
    title: str = "",
    shown: bool = True,
    nice: bool = False,
    **axis: Any,
) -> Scale:
    """Numbers from one bound to another; ``low`` above ``high`` turns the scale round.

    Parameters
    ----------
    low, high
        Both None: round numbers around what is drawn.
    number
        How they are printed, in d3's format.
    title
        What they count.
    nice
        Widen the bounds to round numbers.
    axis
        Further properties of the axis: ``values`` or ``tickCount``, ``grid``, ``labels``.
    """
    titled = {"title": title} if title else {}
    bounds = [] if low is None or high is None else [low, high]
    scale = {"domain": [drawn(float(bound)) for bound in bounds], "nice": nice} if bounds else {}
    marks = {"format": number, **titled, **axis} if shown else None
    return Scale(field, "quantitative", scale, marks)


def logarithms(
    field: str, low: float, high: float, *, most: int = 6, number: str = PLAIN, **axis: Any
) -> Scale:
    """A log scale between two positive bounds with at most ``most`` round numbers.

    Further properties of the ``axis`` as of :func:`numbers`: ``values`` of one's own, ``labels``.
    """
    scale = {"type": "log", "domain": [drawn(float(low)), drawn(float(high))], "nice": False}
    marks = {"values": round_numbers(low, high, most), "format": number, **axis}
    return Scale(field, "quantitative", scale, marks)


def multiples(field: str, low: float, high: float, canvas: Canvas) -> Scale:
    """A log scale of multiples (×1 is no change) between two positive bounds."""
    label = "'×' + format(datum.value, '~g')"
    return logarithms(field, low, high, most=canvas.of(9, 5), labelExpr=label, grid=False)


def names(field: str, labels: Sequence[str], canvas: Canvas, *, shown: bool = True) -> Scale:
    """One row a name, from top to bottom, each name left of its row if ``shown``."""
    most, padding = canvas.pixels // 2, 10
    room = min(most, canvas.room(*labels)) + padding
    marks = {"grid": False, "labelLimit": most, "labelPadding": padding, "minExtent": room}
    axis = marks if shown else None
    return Scale(field, "nominal", {"domain": list(labels)}, axis)


def round_numbers(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two positive bounds, as dense as ``most`` allows."""
    for steps in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        ticks = [
            step * 10.0**power
            for power in range(-6, 10)
            for step in steps
            if low <= step * 10.0**power <= high
        ]
        if len(ticks) <= most:
            return ticks
    return ticks[:: -(-len(ticks) // most)]
