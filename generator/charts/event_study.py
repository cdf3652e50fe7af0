"""The follower around each breakout, one small panel an event, all on the same scales."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import log_axis
from generator.charts.drawing import Drawing, Panel, event_rules, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.outcomes import EventPath
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import names

TABLE_STEP = 45  # days between two rows of the readers' table


def drawing(report: Report, language: Language) -> Drawing | None:
    """One panel an event with the others in grey behind it; None without an event."""
    if not report.event_paths:
        return None
    _, known = language.gettext, names(language, report)
    days = {
        "before": language.number(report.question.days_before),
        "after": language.number(report.outcomes.horizon),
    }
    return Drawing(
        id="event-study",
        title=_("No two years alike")
        if len(report.event_paths) > 1
        else _("One year, and no pattern yet"),
        subtitle=_(
            "%(follower)s from %(before)s days before to %(after)s days after each breakout; 1 is "
            "its price on that day, log scale. Grey: the other breakouts."
        )
        % (known | days),
        how_to_read=_(
            "Every panel has the same scales. The dashed line is the day of the breakout. No "
            "average is drawn: with so few events it would describe none of them."
        ),
        alt=_alt(report, language),
        instruments=(report.question.leader, report.question.follower),
        table=_table(report, language),
        data=pd.concat(
            pd.DataFrame(
                {"breakout": path.event.date, "day": path.days, "multiple": path.multiples}
            )
            for path in report.event_paths
        ),
        chart=lambda canvas: _chart(report, language, canvas),
    )


def _alt(report: Report, language: Language) -> str:
    _ = language.gettext
    return " ".join(
        _(
            "Breakout of %(date)s: lowest %(low)s, highest %(high)s, %(last)s on day %(day)s of "
            "the window."
        )
        % {
            "date": language.date(path.event.date),
            "low": language.multiple(float(path.multiples[path.days >= 0].min())),
            "high": language.multiple(float(path.multiples[path.days >= 0].max())),
            "last": language.multiple(float(path.multiples[-1])),
            "day": language.number(int(path.days[-1])),
        }
        for path in report.event_paths
    )


def _table(report: Report, language: Language) -> Table:
    _ = language.gettext
    first = -(report.question.days_before // TABLE_STEP) * TABLE_STEP
    days = [*range(first, report.outcomes.horizon, TABLE_STEP), report.outcomes.horizon]
    return Table(
        columns=(_("Day"), *(language.date(path.event.date) for path in report.event_paths)),
        rows=tuple(
            (language.number(day), *(_cell(path, day, language) for path in report.event_paths))
            for day in days
        ),
        note=_("The CSV holds every day."),
    )


def _cell(path: EventPath, day: int, language: Language) -> str:
    found = np.flatnonzero(path.days == day)
    return language.multiple(float(path.multiples[found[0]])) if len(found) else "–"


def _chart(report: Report, language: Language, canvas: Canvas) -> alt.ConcatChart:
    columns = min(len(report.event_paths), 2 if canvas.phone else 5)
    lowest = min(path.multiples.min() for path in report.event_paths)
    highest = max(path.multiples.max() for path in report.event_paths)
    panels = [
        _panel(report, language, canvas, number, columns, lowest / 1.1, highest * 1.25)
        for number in range(len(report.event_paths))
    ]
    return alt.concat(*panels, columns=columns, spacing={"row": 22, "column": 14})


def _panel(
    report: Report,
    language: Language,
    canvas: Canvas,
    number: int,
    columns: int,
    low: float,
    high: float,
) -> Panel:
    palette, path = canvas.palette, report.event_paths[number]
    before, after = -report.question.days_before, report.outcomes.horizon
    colour = palette.follow if path.multiples[-1] > 1 else palette.bad
    x = alt.X(
        "day:Q",
        scale=alt.Scale(domain=[before, after], nice=False),
        axis=alt.Axis(values=[0, *report.question.horizons[-2:]], grid=False),
    )
    y = log_axis(
        "multiple",
        low,
        high,
        most=5 if canvas.phone else 7,
        number="~g",
        labels=number % columns == 0,
    )
    others = [other for other in report.event_paths if other is not path]
    behind = _lines(others, 9).mark_line(color=palette.null, strokeWidth=0.8, opacity=0.55)
    own = _lines([path], 4).mark_line(color=colour, strokeWidth=2.2, strokeJoin="round")
    zero = event_rules("day:Q", [0], palette.ink)
    one = alt.Chart(rows(multiple=[1])).mark_rule(color=palette.mute).encode(y=alt.Y("multiple:Q"))
    heading = label(language.date(path.event.date), palette.ink)
    multiple = language.multiple(float(path.multiples[-1]))
    last = label(multiple, colour, align="right", x="width")
    width = (canvas.pixels - (44 if canvas.phone else 50) - 14 * (columns - 1)) // columns
    return alt.layer(
        *([behind.encode(x=x, y=y, detail=alt.Detail("event:N"))] if others else []),
        zero,
        one,
        own.encode(x=x, y=y),
        heading,
        last,
        width=width,
        height=130 if canvas.phone else 190,
    )


def _lines(paths: list[EventPath], step: int) -> alt.Chart:
    """Every few days of some paths, day 0 and the last day always among them."""
    kept = [(path.days % step == 0) | (path.days == path.days[-1]) for path in paths]
    return alt.Chart(
        pd.DataFrame(
            [
                (str(path.event.date), int(day), float(f"{multiple:.5g}"))
                for path, here in zip(paths, kept, strict=True)
                for day, multiple in zip(path.days[here], path.multiples[here], strict=True)
            ],
            columns=["event", "day", "multiple"],
        )
    )
