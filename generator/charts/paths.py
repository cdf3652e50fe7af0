"""Paths of multiples, one value a day: how figures draw them, tabulate them and hand them out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pandas as pd

from generator.charts.grammar import Frame, rows, scales, thinned
from generator.charts.scales import Scale
from generator.models.cycles import CyclePath
from generator.models.outcomes import EventPath
from generator.models.publication import Table
from generator.wording.say import Say

YEAR = 365
Path = CyclePath | EventPath
Paths = Mapping[date, Path]
"""By the day on which each of them is 1."""


def days_since(title: str, longest: int) -> Scale:
    """Days since the first one, marked at each year, or at every second where there is no room."""
    years, room = list(range(0, longest + 1, YEAR)), {"expr": "ceil(width/40)"}
    return scales.numbers(
        "day", 0, longest, number=",d", title=title, values=years, tickCount=room, grid=False
    )


def line_of(path: Path, step: int) -> Frame:
    """Every few days of a path, day 0 and the last day always among them."""
    return thinned(rows(day=path.days, multiple=path.multiples), step, by="day")


def data_of(start: str, paths: Paths) -> Frame:
    """Every day of all paths; the column ``start`` tells them apart."""
    return pd.concat(
        rows(**{start: day}, day=path.days, multiple=path.multiples) for day, path in paths.items()
    )


def table_of(paths: Paths, days: Iterable[int], say: Say) -> Table:
    """One row for each of ``days``, one column for each path."""
    columns = {say.date(start): _column(path, say) for start, path in paths.items()}
    every = say("The CSV holds every day.")
    return say.table(days, {say("Day"): say.number, **columns}, note=every)


def _column(path: Path, say: Say) -> Callable[[int], str]:
    multiples = dict(zip(path.days.tolist(), path.multiples.tolist(), strict=True))
    return lambda day: say.multiple(multiples.get(day))
