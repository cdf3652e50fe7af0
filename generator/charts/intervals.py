"""Dots with their intervals, one row each, against a line of "no difference"."""

from typing import Any

from generator.charts.grammar import Canvas, Frame, Plot, rows, scales


def interval_plot(estimates: Frame, canvas: Canvas, *, neutral: float) -> Plot:
    """A row each: its name above the bar on a phone, at its left on a wide picture.

    A dot is open where its interval leaves room for no difference.

    Parameters
    ----------
    estimates
        ``name``; ``value`` with its interval from ``low`` to ``high``; ``text``, the value in
        words; ``colour``.
    neutral
        The value that means "no difference".
    """
    name, text, colour = (estimates[column] for column in ("name", "text", "colour"))
    gap, ink = canvas.of(34, 46), canvas.palette.ink
    height, at = gap * len(estimates), gap * (estimates.index + canvas.of(0.5, 0.72))
    low, high = min(neutral, *estimates["low"]), max(neutral, *estimates["high"])
    pad = (high - low) * 0.08 or 1.0
    beside = canvas.room(*name) + canvas.room(*text) + 40
    clear = (estimates["low"] > neutral) | (estimates["high"] < neutral)
    plot = Plot(
        canvas,
        scales.numbers("value", low - pad, high + pad, tickCount=canvas.of(7, 4), grid=False),
        scales.numbers("y", height, 0, shown=False),
        height=(height, height),
        margin=(beside, 24),
    )
    names, values = rows(text=name, y=at), rows(text=text, colour=colour, y=at)
    lines = rows(value=estimates["low"], value2=estimates["high"], colour=colour, y=at)
    plot.rules(rows(value=[neutral]), canvas.palette.mute, dashed=True)
    plot.rules(lines, width=3, opacity=0.45)
    dots = rows(value=estimates["value"], colour=colour, y=at)
    plot.dots(dots[clear], size=110)
    plot.rings(dots[~clear], size=90)
    if canvas.phone:
        above: dict[str, Any] = {"halo": True, "baseline": "bottom", "dy": -9}
        plot.text(names, ink, x=0, align="left", **above)
        plot.text(values, x="width", align="right", bold=True, **above)
    else:
        plot.text(names, ink, x=0, align="right", baseline="middle", dx=-12)
        plot.text(values, x="width", align="left", baseline="middle", dx=12, bold=True)
    return plot
