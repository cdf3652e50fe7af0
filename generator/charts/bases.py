"""Base by base: how long and how deep the leader lay under the record that it later broke."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.drawing import Drawing, Panel, event_rules, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.breakouts import BasePath
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import names


def drawing(report: Report, language: Language) -> Drawing | None:
    """One row a base, all on the same scales; None without a breakout."""
    if not report.base_paths:
        return None
    _, known = language.gettext, names(language, report)
    return Drawing(
        id="bases",
        title=_title(report, language),
        subtitle=_(
            "%(leader)s closes below the old record, from that record to the close that broke it; "
            "one row a base, same scales."
        )
        % known,
        how_to_read=_(
            "The straight top edge is the old record. The shape hangs as far down as the index "
            "fell below it, and ends on the right with the breakout. The dot is the lowest close."
        ),
        alt=" ".join(_row_text(path, language) for path in report.base_paths),
        instruments=(report.question.leader,),
        table=_table(report, language),
        data=pd.concat(
            pd.DataFrame(
                {
                    "breakout": path.event.date,
                    "session": path.sessions,
                    "distance_to_old_record": path.distance,
                }
            )
            for path in report.base_paths
        ),
        chart=lambda canvas: _chart(report, language, canvas),
    )


def _title(report: Report, language: Language) -> str:
    lengths = [path.event.base_sessions for path in report.base_paths]
    if len(lengths) == 1:
        return language.gettext("One long wait: %(longest)s sessions") % {
            "longest": language.number(lengths[0])
        }
    return language.gettext("%(count)s long waits: %(shortest)s to %(longest)s sessions") % {
        "count": language.count(len(lengths)).capitalize(),
        "shortest": language.number(min(lengths)),
        "longest": language.number(max(lengths)),
    }


def _row_text(path: BasePath, language: Language) -> str:
    return language.gettext(
        "Base from %(start)s to %(end)s: %(sessions)s sessions, lowest close %(depth)s on %(low)s."
    ) % {
        "start": language.date(path.event.old_record_date),
        "end": language.date(path.event.record_date),
        "sessions": language.number(path.event.base_sessions),
        "depth": language.percent(path.event.base_depth),
        "low": language.date(path.event.base_low_date),
    }


def _table(report: Report, language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(
            _("Breakout"),
            _("Old record of"),
            _("Old record"),
            _("Sessions"),
            _("Deepest close"),
            _("On"),
        ),
        rows=tuple(
            (
                language.date(event.date),
                language.date(event.old_record_date),
                language.number(event.old_record, 2),
                language.number(event.base_sessions),
                language.percent(event.base_depth, 1),
                language.date(event.base_low_date),
            )
            for event in report.breakouts.events
        ),
    )


def _chart(report: Report, language: Language, canvas: Canvas) -> alt.VConcatChart:
    longest = max(int(path.sessions[-1]) for path in report.base_paths)
    deepest = min(float(path.distance.min()) for path in report.base_paths)
    last = len(report.base_paths) - 1
    panels = [
        _panel(path, language, canvas, longest, deepest * 1.05, axis=number == last)
        for number, path in enumerate(report.base_paths)
    ]
    return alt.vconcat(*panels, spacing=30)


def _panel(
    path: BasePath, language: Language, canvas: Canvas, longest: int, deepest: float, *, axis: bool
) -> Panel:
    palette, event = canvas.palette, path.event
    x = alt.X(
        "session:Q",
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(
            labels=axis,
            grid=False,
            values=list(range(0, longest + 1, 200 if canvas.phone else 100)),
            format="d",
            title=language.gettext("Sessions since the old record") if axis else None,
            titleColor=palette.mute,
            titleFontWeight=400,
        ),
    )
    y = alt.Y(
        "distance:Q",
        scale=alt.Scale(domain=[deepest, 0], nice=False),
        axis=alt.Axis(format="%", values=_depth_ticks(deepest)),
    )
    step = 6 if canvas.phone else 3
    keep = (path.sessions % step == 0) | (path.sessions == path.sessions[-1])
    shape = rows(
        session=[int(s) for s in path.sessions[keep]],
        distance=[round(min(float(d), 0.0), 4) for d in path.distance[keep]],
    )
    area = (
        alt.Chart(shape)
        .mark_area(
            color=palette.lead,
            fillOpacity=0.16,
            line={"color": palette.lead, "strokeWidth": 1.4},
        )
        .encode(x=x, y=y)
    )
    low = int(path.distance.argmin())
    lowest = rows(session=[low], distance=[event.base_depth])
    dot = (
        alt.Chart(lowest)
        .mark_circle(color=palette.lead, size=46, opacity=1)
        .encode(x=alt.X("session:Q"), y=alt.Y("distance:Q"))
    )
    end = event_rules("session:Q", [event.base_sessions], palette.ink)
    heading = label(_heading(path, language, canvas), palette.ink)
    return alt.layer(area, end, dot, heading).properties(
        width=canvas.pixels - (48 if canvas.phone else 60), height=56 if canvas.phone else 74
    )


def _heading(path: BasePath, language: Language, canvas: Canvas) -> str:
    event = path.event
    facts = {
        "start": language.date(event.old_record_date),
        "end": language.date(event.record_date),
        "sessions": language.number(event.base_sessions),
        "depth": language.percent(event.base_depth),
    }
    if canvas.phone:
        return language.gettext("to %(end)s: %(sessions)s sessions, %(depth)s") % facts
    return language.gettext("%(start)s to %(end)s: %(sessions)s sessions, lowest %(depth)s") % facts


def _depth_ticks(deepest: float) -> list[float]:
    """The old record, and two round depths."""
    step = next(step for step in (0.25, 0.1, 0.05, 0.01) if step <= -deepest / 2 or step == 0.01)
    return [0, -step, -2 * step]
