"""Rows by name: each name at the left of its row on a wide picture, above it on a phone's."""

from collections.abc import Sequence

from generator.charts.grammar import Canvas, Plot, rows, scales
from generator.charts.scales import Scale

PHONE = 38
"""The height of a row with its name above it."""
LIFT = 15
"""From the row up to its name, which is to be nearer to it than to the row above."""


def row_scale(field: str, names: Sequence[str], canvas: Canvas) -> Scale:
    """The scale of the rows, which shows their names where it stands beside them."""
    return scales.names(field, names, canvas, shown=not canvas.phone)


def heights(names: Sequence[str], wide: int) -> tuple[int, int]:
    """The height of the panel, of rows ``wide`` pixels high on a wide picture."""
    return wide * len(names), PHONE * len(names)


def name_rows(plot: Plot, field: str, names: Sequence[str]) -> None:
    """Write the names over what is drawn, where the scale does not show them."""
    if plot.canvas.phone:
        above = rows(**{field: names}, text=names)
        plot.text(above, plot.canvas.palette.ink, x=0, halo=True, align="left", dy=-LIFT)
