"""Rolling correlation of the follower with the leader and the controls."""

from __future__ import annotations

from itertools import cycle, islice

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.together import Correlation, CorrelationPath
from generator.wording import instrument_name, names

STEP = 5  # sessions between two drawn points


def drawing(report: Report, language: Language) -> Drawing | None:
    """One line a series over the middle window; None where no correlation is defined."""
    _, found = language.gettext, report.correlations
    windows = report.question.evidence.windows
    window = windows[len(windows) // 2]
    paths = [path for path in found.paths if path.window == window and len(path.values)]
    if not paths:
        return None
    known = names(language, report) | {"window": language.number(window)}
    latest = [row for row in found.rows if row.window == window and row.value is not None]
    return Drawing(
        id="correlation",
        title=_title(latest, report, language),
        subtitle=_(
            "Correlation of %(follower)s’s session-to-session log returns with those of each "
            "series, over %(window)s sessions. 1: always together, 0: unrelated, −1: opposite."
        )
        % known,
        how_to_read=_(
            "Where the lines run together, %(follower)s moves with shares in general and not with "
            "small caps in particular. Moving together says nothing about who moves first."
        )
        % known
        + _given(report, window, language),
        alt=" ".join(_row_text(row, language) for row in latest),
        instruments=(report.question.follower, *(path.instrument for path in paths)),
        table=_table(report, language),
        data=pd.concat(
            pd.DataFrame(
                {
                    "symbol": path.instrument.symbol,
                    "window": path.window,
                    "date": path.dates,
                    "correlation": path.values,
                }
            )
            for path in found.paths
        ),
        chart=lambda canvas: _chart(paths, language, canvas),
    )


def _title(latest: list[Correlation], report: Report, language: Language) -> str:
    _ = language.gettext
    highest = max(latest, key=lambda row: row.value or 0, default=None)
    if highest is None:
        return _("Moving together")
    known = names(language, report) | {"name": instrument_name(language, highest.instrument)}
    if highest.instrument == report.question.leader:
        text = _("%(follower)s now moves most with the %(name)s")
    else:
        text = _("%(follower)s moves with the %(name)s at least as much as with the %(leader)s")
    return text % known


def _given(report: Report, window: int, language: Language) -> str:
    """What is left between the two once both are freed of a control; nothing without one."""
    return "".join(
        " "
        + language.gettext(
            "Freed of what both share with the %(given)s, the correlation with the %(leader)s is "
            "%(value)s (%(lower)s to %(upper)s)."
        )
        % {
            "given": instrument_name(language, row.given),
            "leader": instrument_name(language, row.instrument),
            "value": language.number(row.value, 2),
            "lower": language.number(row.lower or 0, 2),
            "upper": language.number(row.upper or 0, 2),
        }
        for row in report.correlations.partial
        if row.window == window and row.value is not None and row.given is not None
    )


def _row_text(row: Correlation, language: Language) -> str:
    return language.gettext("%(name)s: %(value)s, 95%% interval %(lower)s to %(upper)s.") % {
        "name": instrument_name(language, row.instrument),
        "value": language.number(row.value or 0, 2),
        "lower": language.number(row.lower or 0, 2),
        "upper": language.number(row.upper or 0, 2),
    }


def _table(report: Report, language: Language) -> Table:
    _ = language.gettext
    found = report.correlations

    def number(value: float | None) -> str:
        return "–" if value is None else language.number(value, 2)

    def name(row: Correlation) -> str:
        plain = instrument_name(language, row.instrument)
        if row.given is None:
            return plain
        given = instrument_name(language, row.given)
        return _("%(name)s, given %(given)s") % {"name": plain, "given": given}

    return Table(
        columns=(
            _("Series"),
            _("Sessions"),
            _("Correlation"),
            _("95% interval"),
            _("History no higher"),
            _("Beta"),
        ),
        rows=tuple(
            (
                name(row),
                language.number(row.window),
                number(row.value),
                "–" if row.value is None else f"{number(row.lower)} – {number(row.upper)}",
                "–" if row.percentile is None else language.percent(row.percentile),
                number(row.beta),
            )
            for row in (*found.rows, *found.partial)
        ),
    )


def _chart(paths: list[CorrelationPath], language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    colours = list(islice(cycle((palette.lead, palette.mute)), len(paths)))
    step = STEP * (2 if canvas.phone else 1)
    points = pd.concat(
        _points(path, colour, step) for path, colour in zip(paths, colours, strict=True)
    )
    first, last = points["date"].min(), points["date"].max()
    low = min(-0.3, float(points["r"].min()))
    lines = (
        alt.Chart(points)
        .mark_line(strokeWidth=1.8, strokeJoin="round")
        .encode(
            x=year_axis("date", first, last, canvas),
            y=alt.Y(
                "r:Q",
                scale=alt.Scale(domain=[low, max(0.8, float(points["r"].max()))], nice=False),
                axis=alt.Axis(values=[-0.5, 0, 0.5, 1], format="~g"),
            ),
            color=alt.Color("colour:N", scale=None, legend=None),
            detail=alt.Detail("series:N"),
        )
    )
    zero = alt.Chart(rows(zero=[0])).mark_rule(color=palette.mute).encode(y=alt.Y("zero:Q"))
    names_at = [
        alt.Chart(rows(text=[instrument_name(language, path.instrument)]))
        .mark_text(align="left", baseline="top", fontWeight=600, color=colour)
        .encode(x=alt.XValue(6), y=alt.YValue(4 + 18 * number), text=alt.Text("text:N"))
        for number, (path, colour) in enumerate(zip(paths, colours, strict=True))
    ]
    layers = alt.layer(zero, lines, *names_at)
    return fitted(layers, canvas, 200 if canvas.phone else 250)


def _points(path: CorrelationPath, colour: str, step: int) -> pd.DataFrame:
    """Every few sessions, the latest always among them."""
    kept = np.arange(len(path.values))[::-1][::step][::-1]
    return rows(
        date=path.dates[kept],
        r=path.values[kept].round(3),
        colour=colour,
        series=path.instrument.key,
    )
