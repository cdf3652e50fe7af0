"""Axes that several charts share: years, and round numbers on a log scale."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.theme import Canvas


def year_axis(
    field: str, first: pd.Timestamp, last: pd.Timestamp, canvas: Canvas, *, labels: bool = True
) -> alt.X:
    """A time axis from one day to another, with as many years as fit."""
    years = range(first.year + 1, last.year + 1)
    step = -(-len(years) // (6 if canvas.phone else 10)) or 1
    return alt.X(
        f"{field}:T",
        scale=alt.Scale(domain=[str(first), str(last)], nice=False),
        axis=alt.Axis(
            values=[alt.DateTime(year=year) for year in years if (years[-1] - year) % step == 0],
            format="%Y",
            labels=labels,
        ),
    )


def log_axis(
    field: str, low: float, high: float, *, most: int, number: str, labels: bool = True
) -> alt.Y:
    """A log scale between two positive bounds with at most ``most`` round numbers."""
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=alt.Axis(values=log_ticks(low, high, most), format=number, labels=labels),
    )


def log_ticks(low: float, high: float, most: int = 6) -> list[float]:
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


def multiple_axis(field: str, low: float, high: float, canvas: Canvas, *, title: str = "") -> alt.X:
    """A horizontal log scale of multiples (×1 is no change) between two positive bounds."""
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=alt.Axis(
            values=log_ticks(low, high, 5 if canvas.phone else 9),
            labelExpr="'×' + format(datum.value, '~g')",
            grid=False,
            title=title or None,
            titleColor=canvas.palette.mute,
            titleFontWeight=400,
        ),
    )


def row_axis(field: str, labels: list[str], *, limit: int) -> alt.Y:
    """One row a label, from top to bottom, each label left of its row."""
    return alt.Y(
        f"{field}:N",
        sort=labels,
        scale=alt.Scale(domain=labels),
        axis=alt.Axis(grid=False, labelLimit=limit, labelPadding=10),
    )
