"""A chart before it is exported: its words, its numbers, and how to draw it."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from generator.charts.plot import Panels, Plot
from generator.charts.theme import Canvas
from generator.models.instruments import Instrument
from generator.models.publication import Table


@dataclass(frozen=True, eq=False)
class Drawing:
    """One chart of the report in one language."""

    id: str
    title: str
    subtitle: str
    how_to_read: str
    alt: str

    instruments: tuple[Instrument, ...]
    """Whose prices are drawn; their publishers are named under the figure."""
    table: Table
    """What the picture shows, for readers: short, formatted."""
    data: pd.DataFrame
    """Everything that is drawn, for the CSV download: complete, plain numbers."""
    chart: Callable[[Canvas], Plot | Panels]
    """Draws the chart on a canvas."""
    source: str = ""
    """What is drawn besides prices, if anything: named like a publisher."""
