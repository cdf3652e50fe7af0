"""A chart before it is exported: its words, its numbers, and how to draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from generator.charts.plot import Panels, Plot
from generator.charts.theme import Canvas
from generator.models.instruments import Instrument
from generator.models.publication import Table


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
    chart: Callable[[Canvas], Plot | Panels]
    source: str = ""
