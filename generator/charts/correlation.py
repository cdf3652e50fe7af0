"""Rolling correlation of the follower with the leader and the controls."""

from __future__ import annotations

from itertools import count, cycle

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, joined, rows, scales, thinned
from generator.models.instruments import Instrument
from generator.models.report import Report
from generator.models.together import (
    CorrelationPath,
    Estimate,
    PartialCorrelation,
    RollingEstimate,
)
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One line a series over the middle window; None where no correlation is defined."""
    found, windows = report.correlations, report.question.evidence.windows
    window = windows[len(windows) // 2]
    paths = [path for path in found.paths if path.window == window and len(path.values)]
    if not paths:
        return None
    latest = [
        (row.instrument, row.latest)
        for row in found.rows
        if row.window == window and row.latest is not None
    ]
    named = [
        *((say.name(row.instrument), row.window, row.latest) for row in found.rows),
        *((_given(row, say), row.window, row.latest) for row in found.partial),
    ]
    return Drawing(
        id="correlation",
        title=_title(latest, report, say),
        subtitle=say(
            "Correlation of %(follower)s’s session-to-session log returns with those of each "
            "series, over %(window)s sessions. 1: always together, 0: unrelated, −1: opposite.",
            window=window,
        ),
        how_to_read=say(
            "Where the lines run together, %(follower)s moves with shares in general and not with "
            "small caps in particular. Moving together says nothing about who moves first."
        )
        + "".join(
            _freed(row.given, row.latest, say)
            for row in found.partial
            if row.window == window and row.latest is not None
        ),
        alt=" ".join(
            say(
                "%(name)s: %(value)s, 95%% interval %(lower)s to %(upper)s.",
                name=say.name(instrument),
                **_numbers(estimate, say),
            )
            for instrument, estimate in latest
        ),
        instruments=(report.question.follower, *(path.instrument for path in paths)),
        table=say.table(
            named,
            {
                say("Series"): lambda row: row[0],
                say("Sessions"): lambda row: row[1],
                say("Correlation"): lambda row: say.number(row[2] and row[2].value, 2),
                say("95% interval"): lambda row: _interval(row[2], say),
                say("History no higher"): lambda row: say.percent(
                    getattr(row[2], "percentile", None)
                ),
                say("Beta"): lambda row: say.number(getattr(row[2], "beta", None), 2),
            },
        ),
        data=pd.concat(
            rows(
                symbol=path.instrument.symbol,
                window=path.window,
                date=path.dates,
                correlation=path.values,
            )
            for path in found.paths
        ),
        chart=lambda canvas: _chart(paths, say, canvas),
    )


def _title(latest: list[tuple[Instrument, RollingEstimate]], report: Report, say: Say) -> str:
    if not latest:
        return say("Moving together")
    highest, _ = max(latest, key=lambda row: row[1].value)
    if highest == report.question.leader:
        return say("%(follower)s now moves most with the %(name)s", name=say.name(highest))
    return say(
        "%(follower)s moves with the %(name)s at least as much as with the %(leader)s",
        name=say.name(highest),
    )


def _freed(given: Instrument, latest: Estimate, say: Say) -> str:
    """What is left between the two once both are freed of a control."""
    return " " + say(
        "Freed of what both share with the %(given)s, the correlation with the %(leader)s is "
        "%(value)s (%(lower)s to %(upper)s).",
        given=say.name(given),
        **_numbers(latest, say),
    )


def _given(row: PartialCorrelation, say: Say) -> str:
    return say(
        "%(name)s, given %(given)s",
        name=say.name(say.report.question.leader),
        given=say.name(row.given),
    )


def _numbers(latest: Estimate, say: Say) -> dict[str, Fact]:
    lower, upper = latest.interval or (None, None)
    numbers = {"value": latest.value, "lower": lower, "upper": upper}
    return {name: say.number(number, 2) for name, number in numbers.items()}


def _interval(latest: Estimate | None, say: Say) -> str | None:
    return None if latest is None else "{lower} – {upper}".format(**_numbers(latest, say))


def _chart(paths: list[CorrelationPath], say: Say, canvas: Canvas) -> Plot:
    colours = cycle((canvas.palette.lead, canvas.palette.mute))
    named = [(say.name(path.instrument), next(colours)) for path in paths]
    step = canvas.of(5, 10)  # sessions between two drawn points
    lines = joined(
        (name, thinned(rows(date=path.dates, r=path.values.round(3), colour=colour), step))
        for path, (name, colour) in zip(paths, named, strict=True)
    )
    low, high = min(-0.3, lines["r"].min()), max(0.8, lines["r"].max())
    plot = Plot(
        canvas,
        scales.years("date", lines["date"].min(), lines["date"].max(), canvas),
        scales.numbers("r", low, high, values=[-0.5, 0, 0.5, 1]),
        height=(250, 200),
    )
    plot.rules(rows(r=[0]), canvas.palette.mute)
    plot.line(lines, width=1.8)
    for y, (name, colour) in zip(count(4, 18), named, strict=False):
        plot.text(rows(text=[name]), colour, x=6, y=y, align="left", baseline="top", bold=True)
    return plot
