"""Rolling correlation of the follower with the leader and the controls."""

from __future__ import annotations

from itertools import count, cycle

import pandas as pd

from generator.charts import scales
from generator.charts.drawing import Drawing
from generator.charts.plot import Plot, joined, rows, thinned
from generator.charts.theme import Canvas
from generator.models.report import Report
from generator.models.together import Correlation, CorrelationPath
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One line a series over the middle window; None where no correlation is defined."""
    found, windows = report.correlations, report.question.evidence.windows
    window = windows[len(windows) // 2]
    paths = [path for path in found.paths if path.window == window and len(path.values)]
    if not paths:
        return None
    latest, partial = (
        [row for row in kind if row.window == window and row.value is not None]
        for kind in (found.rows, found.partial)
    )
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
        + "".join(_freed(row, say) for row in partial),
        alt=" ".join(
            say("%(name)s: %(value)s, 95%% interval %(lower)s to %(upper)s.", **_facts(row, say))
            for row in latest
        ),
        instruments=(report.question.follower, *(path.instrument for path in paths)),
        table=say.table(
            (*found.rows, *found.partial),
            {
                say("Series"): lambda row: _series(row, say),
                say("Sessions"): "window",
                say("Correlation"): lambda row: say.number(row.value, 2),
                say("95% interval"): lambda row: _interval(row, say),
                say("History no higher"): lambda row: say.percent(row.percentile),
                say("Beta"): lambda row: say.number(row.beta, 2),
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


def _title(latest: list[Correlation], report: Report, say: Say) -> str:
    highest = max(latest, key=lambda row: row.value or 0, default=None)
    if highest is None:
        return say("Moving together")
    facts = _facts(highest, say)
    if highest.instrument == report.question.leader:
        return say("%(follower)s now moves most with the %(name)s", **facts)
    return say(
        "%(follower)s moves with the %(name)s at least as much as with the %(leader)s", **facts
    )


def _freed(row: Correlation, say: Say) -> str:
    """What is left between the two once both are freed of a control."""
    return " " + say(
        "Freed of what both share with the %(given)s, the correlation with the %(leader)s is "
        "%(value)s (%(lower)s to %(upper)s).",
        **_facts(row, say),
    )


def _facts(row: Correlation, say: Say) -> dict[str, Fact]:
    """A correlation with its interval, and between what."""
    numbers = {name: say.number(getattr(row, name), 2) for name in ("value", "lower", "upper")}
    given = None if row.given is None else say.name(row.given)
    return {"name": say.name(row.instrument), "given": given, **numbers}


def _series(row: Correlation, say: Say) -> str:
    if row.given is None:
        return say.name(row.instrument)
    return say("%(name)s, given %(given)s", **_facts(row, say))


def _interval(row: Correlation, say: Say) -> str | None:
    return None if row.value is None else "{lower} – {upper}".format(**_facts(row, say))


def _chart(paths: list[CorrelationPath], say: Say, canvas: Canvas) -> Plot:
    colours = cycle((canvas.palette.lead, canvas.palette.mute))
    named = [(say.name(path.instrument), next(colours)) for path in paths]
    step = canvas.of(5, 10)  # sessions between two drawn points
    lines = joined(
        (name, thinned(rows(date=path.dates, r=path.values, colour=colour), step))
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
