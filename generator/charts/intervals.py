"""Dots with their intervals, one row each, against a line of "no difference"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts import scales
from generator.charts.frames import rows, table
from generator.charts.plot import Plot
from generator.charts.theme import Canvas


@dataclass(frozen=True)
class IntervalRow:
    """One estimate with its interval, and the words beside it."""

    name: str
    value: float
    low: float
    high: float
    text: str
    colour: str


def interval_plot(
    estimates: Sequence[IntervalRow], canvas: Canvas, *, neutral: float, number: str
) -> Plot:
    """A row each: its name above the bar on a phone, at its left on a wide picture.

    Parameters
    ----------
    neutral
        The value that means "no difference".
    number
        How the axis prints its numbers.
    """
    gap = canvas.of(34, 46)
    height = gap * len(estimates)
    bounds = [neutral, *(row.low for row in estimates), *(row.high for row in estimates)]
    pad = (max(bounds) - min(bounds)) * 0.08 or 1.0
    plot = Plot(
        canvas,
        scales.numbers(
            "value", min(bounds) - pad, max(bounds) + pad,
            number=number, tickCount=canvas.of(7, 4), grid=False,
        ),
        scales.numbers("y", height, 0, shown=False),
        height=(height, height),
        margin=(_margin(estimates), 12),
    )  # fmt: skip
    at = [gap * (place + canvas.of(0.5, 0.72)) for place in range(len(estimates))]
    names = table(estimates, text="name").assign(y=at)
    values = table(estimates, text="text", colour="colour").assign(y=at)
    lines = table(estimates, value="low", value2="high", colour="colour").assign(y=at)
    plot.rules(rows(value=[neutral]), canvas.palette.mute, dashed=True)
    plot.rules(lines, width=3, opacity=0.45)
    plot.dots(table(estimates, value="value", colour="colour").assign(y=at), size=110)
    if canvas.phone:
        plot.text(names, canvas.palette.ink, x=0, align="left", baseline="bottom", dx=0, dy=-9)
        plot.text(values, x="width", align="right", baseline="bottom", dx=0, dy=-9, bold=True)
    else:
        plot.text(names, canvas.palette.ink, x=0, align="right", baseline="middle", dx=-12)
        plot.text(values, x="width", align="left", baseline="middle", dx=12, bold=True)
    return plot


def _margin(estimates: Sequence[IntervalRow]) -> int:
    """Room for the longest name and the longest value beside the bars."""
    return round(
        7.2 * max(len(row.name) for row in estimates)
        + 8 * max(len(row.text) for row in estimates)
        + 34
    )
