"""Dots with their intervals, one row each, against a line of "no difference"."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from generator.charts.drawing import Panel, rows
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


def interval_panel(
    estimates: list[IntervalRow], canvas: Canvas, *, neutral: float, number: str
) -> Panel:
    """A row each: its name above the bar on a phone, at its left on a wide picture.

    Parameters
    ----------
    neutral
        The value that means "no difference".
    number
        How the axis prints its numbers.
    """
    palette, phone = canvas.palette, canvas.phone
    gap = 46 if phone else 34
    height = gap * len(estimates)
    table = rows(
        y=[gap * (place + (0.72 if phone else 0.5)) for place in range(len(estimates))],
        name=[row.name for row in estimates],
        value=[row.value for row in estimates],
        low=[row.low for row in estimates],
        high=[row.high for row in estimates],
        text=[row.text for row in estimates],
        colour=[row.colour for row in estimates],
    )
    bounds = [neutral, *table["low"], *table["high"]]
    pad = (max(bounds) - min(bounds)) * 0.08 or 1.0
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[min(bounds) - pad, max(bounds) + pad], nice=False),
        axis=alt.Axis(format=number, tickCount=4 if phone else 7, grid=False),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    colour = alt.Color("colour:N", scale=None, legend=None)
    base = alt.Chart(table)
    name = base.mark_text(
        align="left" if phone else "right",
        baseline="bottom" if phone else "middle",
        dx=0 if phone else -12,
        dy=-9 if phone else 0,
        color=palette.ink,
    ).encode(x=alt.value(0), y=y, text=alt.Text("name:N"))
    value = base.mark_text(
        align="right" if phone else "left",
        baseline="bottom" if phone else "middle",
        dx=0 if phone else 12,
        dy=-9 if phone else 0,
        fontWeight=600,
    ).encode(x=alt.value("width"), y=y, text=alt.Text("text:N"), color=colour)
    rule = alt.Chart(rows(value=[neutral])).mark_rule(color=palette.mute, strokeDash=[2, 3])
    return alt.layer(
        rule.encode(x=x),
        base.mark_rule(strokeWidth=3, opacity=0.45).encode(
            x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y, color=colour
        ),
        base.mark_circle(size=110, opacity=1).encode(x=x, y=y, color=colour),
        name,
        value,
    ).properties(width=canvas.pixels - (12 if phone else _margin(estimates)), height=height)


def _margin(estimates: list[IntervalRow]) -> int:
    """Room for the longest name and the longest value beside the bars."""
    return round(
        7.2 * max(len(row.name) for row in estimates)
        + 8 * max(len(row.text) for row in estimates)
        + 34
    )
