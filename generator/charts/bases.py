"""Base by base: how long and how deep the leader lay under the record that it later broke."""

import numpy as np
import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, column, rows, scales, thinned
from generator.models.breakouts import BasePath
from generator.models.report import Report
from generator.wording import latest
from generator.wording.say import Fact, Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row a base, all on the same scales; None without a breakout."""
    paths = latest(report.base_paths)
    if not paths:
        return None
    return Drawing(
        id="bases",
        title=_title(report.base_paths, say),
        subtitle=say(
            "%(leader)s closes below the old record, from that record to the close that broke it; "
            "one row a base, same scales."
        )
        + say.folded(len(report.base_paths)),
        how_to_read=say(
            "The straight top edge is the old record. The shape hangs as far down as the index "
            "fell below it, and ends on the right with the breakout. The dot is the lowest close."
        ),
        alt=" ".join(
            say(
                "Base from %(start)s to %(end)s: %(sessions)s sessions, lowest close %(depth)s on "
                "%(low)s.",
                **_facts(path, say),
                low=path.low.date,
            )
            for path in paths
        ),
        instruments=(report.question.leader,),
        table=say.table(
            paths,
            {
                say("Breakout"): "event.date",
                say("Old record of"): "event.old_record_date",
                say("Old record"): lambda path: say.number(path.event.old_record, 2),
                say("Sessions"): "event.base_sessions",
                say("Deepest close"): lambda path: say.percent(path.low.depth, 1),
                say("On"): "low.date",
            },
        ),
        data=pd.concat(
            rows(
                breakout=path.event.date,
                session=path.sessions,
                distance_to_old_record=path.distance,
            )
            for path in report.base_paths
        ),
        chart=lambda canvas: column(
            *(_panel(path, paths, say, canvas) for path in paths), spacing=30
        ),
    )


def _title(paths: tuple[BasePath, ...], say: Say) -> str:
    lengths = [path.event.base_sessions for path in paths]
    if len(lengths) == 1:
        return say("One long wait: %(longest)s sessions", longest=lengths[0])
    return say(
        "%(count)s long waits: %(shortest)s to %(longest)s sessions",
        count=say.count(len(lengths), start=True),
        shortest=min(lengths),
        longest=max(lengths),
    )


def _facts(path: BasePath, say: Say) -> dict[str, Fact]:
    return {
        "start": path.event.old_record_date,
        "end": path.event.record_date,
        "sessions": path.event.base_sessions,
        "depth": say.percent(path.low.depth),
    }


def _panel(path: BasePath, paths: tuple[BasePath, ...], say: Say, canvas: Canvas) -> Plot:
    """The shape that hangs under the old record, its lowest close, and the breakout."""
    palette, event, last = canvas.palette, path.event, path is paths[-1]
    longest = max(int(each.sessions[-1]) for each in paths)
    deepest = min(float(each.distance.min()) for each in paths) * 1.05
    ticks = list(range(0, longest + 1, canvas.of(100, 200)))
    title = say("Sessions since the old record") if last else ""
    depth = next((depth for depth in (0.5, 0.2, 0.1) if depth <= -deepest), 0.02)
    plot = Plot(
        canvas,
        scales.numbers(
            "session", 0, longest, number="d", title=title, values=ticks, grid=False, labels=last
        ),
        scales.numbers("distance", deepest, 0, number="%", values=[0, -depth]),
        height=(74, 56),
        margin=(72, 68),
    )
    shape = rows(session=path.sessions, distance=np.minimum(path.distance, 0.0))
    lowest = rows(session=[path.distance.argmin()], distance=path.low.depth)
    plot.area(thinned(shape, canvas.of(3, 6), by="session"), palette.lead, outline=1.4)
    plot.rules(rows(session=[event.base_sessions]), palette.ink, width=1, dashed=True)
    plot.dots(lowest, palette.lead, size=46)
    heading = canvas.of(
        say("%(start)s to %(end)s: %(sessions)s sessions, lowest %(depth)s", **_facts(path, say)),
        say("to %(end)s: %(sessions)s sessions, %(depth)s", **_facts(path, say)),
    )
    plot.label(heading, palette.ink)
    return plot
