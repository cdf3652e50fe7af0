"""The frames that marks take: rows with the columns of what is drawn."""

import math
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

Frame = pd.DataFrame


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


def staggered(places: Iterable[float], room: float, *, most: int = 3) -> list[int]:
    """The line of each of some labels beside each other, so that each has ``room`` in its line.

    ``places`` are in order. The lines count from 0; with ``most`` of them full, labels may touch.
    """
    found, ends = [], [-math.inf] * most
    for place in places:
        line = next((n for n, end in enumerate(ends) if place - end >= room), None)
        found.append(ends.index(min(ends)) if line is None else line)
        ends[found[-1]] = place
    return found


def records(frame: Frame) -> list[dict[str, Any]]:
    """The rows as JSON."""
    columns = {str(name): [drawn(value) for value in frame[name].tolist()] for name in frame}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def drawn(value: Any) -> Any:
    """A value as a picture takes it: a number in seven digits, a day in ISO 8601."""
    if isinstance(value, date):
        # With a time of day: a bare date would be read as UTC and drawn a day early in America.
        return f"{value:%Y-%m-%d}T00:00:00"
    # More digits cannot be seen, and are not the same on every processor.
    return float(f"{value:.7g}") if isinstance(value, float) else value
