"""A chart before it is exported: its words, its numbers, and how to draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.plot import Panels, Plot
from generator.charts.theme import Canvas
from generator.models.instruments import Instrument
from generator.models.luck import Histogram
from generator.models.publication import Table

Panel = alt.LayerChart | alt.FacetChart  # the type that altair states for layer().properties()
Chart = Panel | alt.VConcatChart | alt.ConcatChart | Plot | Panels


@dataclass(frozen=True, eq=False)
class Drawing:
    """One chart of the report in one language.

    Attributes
    ----------
    instruments
        Whose prices are drawn; their publishers are named under the figure.
    table
        What the picture shows, for readers: short, formatted.
    data
        Everything that is drawn, for the CSV download: complete, plain numbers.
    chart
        Draws the chart on a canvas.
    source
        What is drawn besides prices, if anything: named like a publisher.
    """

    id: str
    title: str
    subtitle: str
    how_to_read: str
    alt: str
    instruments: tuple[Instrument, ...]
    table: Table
    data: pd.DataFrame
    chart: Callable[[Canvas], Chart]
    source: str = ""


def rows(**columns: Any) -> pd.DataFrame:
    """Chart data from columns of equal length."""
    return pd.DataFrame(columns)


def label(
    text: str,
    colour: str,
    *,
    lift: int = 6,
    align: Literal["left", "right"] = "left",
    x: Literal["width", 0] = 0,
) -> alt.Chart:
    """A direct label above a panel, at its left or right edge; charts need no legend."""
    mark = alt.Chart(rows(text=[text])).mark_text(
        color=colour, fontWeight=600, align=align, baseline="bottom", dy=-lift
    )
    chart: alt.Chart = mark.encode(x=alt.XValue(x), y=alt.YValue(0), text=alt.Text("text:N"))
    return chart


def fitted(chart: Panel, canvas: Canvas, height: int) -> Panel:
    """A single panel as wide as the canvas, whatever room its labels take."""
    return chart.properties(
        width=canvas.pixels,
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def histogram_bars(histogram: Histogram, colour: str, x: alt.X, y: alt.Y) -> alt.Chart:
    """Bars of the filled bins on a scale of multiples; ``x`` encodes ``from``, ``y`` ``count``."""
    filled = np.flatnonzero(histogram.counts)
    edges = np.exp(histogram.edges)
    bars = rows(
        **{"from": edges[filled].round(5), "to": edges[filled + 1].round(5)},
        count=histogram.counts[filled],
        zero=0,
    )
    mark = alt.Chart(bars).mark_rect(color=colour)
    chart: alt.Chart = mark.encode(x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2("zero:Q"))
    return chart


def haloed(mark: alt.Chart, colour: str, paper: str, **style: Any) -> list[alt.Chart]:
    """Text with a halo of the page's colour, so that it can be read across lines.

    ``mark`` is a chart that encodes ``text`` and its place; ``style`` goes to both texts.
    """
    halo = mark.mark_text(color=paper, stroke=paper, strokeWidth=4, strokeJoin="round", **style)
    return [halo, mark.mark_text(color=colour, **style)]


def event_rules(field: str, at: Any, colour: str) -> alt.Chart:
    """Dashed vertical lines at events; ``field`` is a column with its Vega-Lite type."""
    mark = alt.Chart(rows(**{field.split(":", maxsplit=1)[0]: at})).mark_rule(
        color=colour, strokeDash=[2, 3], strokeWidth=1
    )
    chart: alt.Chart = mark.encode(x=alt.X(field))
    return chart
