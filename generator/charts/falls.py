"""How far the follower fell from each cycle peak, and how long it stayed under it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.drawing import Drawing, Panel, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.cycles import FallPath
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import names

YEAR = 365


def drawing(report: Report, language: Language) -> Drawing | None:
    """One line a cycle peak; None without a confirmed peak."""
    _, known, falls = language.gettext, names(language, report), report.cycles.falls
    if not falls:
        return None
    return Drawing(
        id="falls",
        title=_title(falls, language),
        subtitle=_(
            "%(follower)s’s distance to each cycle peak, from the peak to the next record close. "
            "Each label names the peak and the deepest close below it."
        )
        % known,
        how_to_read=_(
            "Every line starts at a peak and ends where the price exceeds it again. A fall that "
            "is not over is drawn in colour, and its low is the low so far."
        ),
        alt=" ".join(_text(fall, language) for fall in falls),
        instruments=(report.question.follower,),
        table=_table(falls, language),
        data=pd.concat(
            pd.DataFrame({"peak": fall.turn.peak_date, "day": fall.days, "distance": fall.distance})
            for fall in falls
        ),
        chart=lambda canvas: _chart(falls, language, canvas),
    )


def _title(falls: tuple[FallPath, ...], language: Language) -> str:
    _ = language.gettext
    text = ", ".join(language.percent(fall.low.fall) for fall in falls)
    if falls[-1].low.confirmed is None:
        return _("From peak to low: %(falls)s so far") % {"falls": text}
    return _("From peak to low: %(falls)s") % {"falls": text}


def _text(fall: FallPath, language: Language) -> str:
    _, low = language.gettext, fall.low
    facts = {
        "peak": language.date(fall.turn.peak_date),
        "fall": language.percent(low.fall),
        "low": language.date(low.date),
        "days": language.number(int(fall.days[-1])),
    }
    if low.confirmed is None:
        return _(
            "Peak of %(peak)s: %(fall)s by %(low)s so far, not exceeded for %(days)s days."
        ) % (facts)
    return _("Peak of %(peak)s: %(fall)s by %(low)s, exceeded after %(days)s days.") % facts


def _table(falls: tuple[FallPath, ...], language: Language) -> Table:
    _ = language.gettext
    return Table(
        columns=(
            _("Peak"),
            _("Low"),
            _("Fall"),
            _("Days to the low"),
            _("Days to the next record"),
        ),
        rows=tuple(
            (
                language.date(fall.turn.peak_date),
                language.date(fall.low.date),
                language.percent(fall.low.fall, 1),
                language.number((fall.low.date - fall.turn.peak_date).days),
                language.number(int(fall.days[-1])) if fall.low.confirmed else _("not yet"),
            )
            for fall in falls
        ),
        note=_("The CSV holds every day."),
    )


def _chart(falls: tuple[FallPath, ...], language: Language, canvas: Canvas) -> Panel:
    palette, step = canvas.palette, 14 if canvas.phone else 6
    longest = max(int(fall.days[-1]) for fall in falls)
    x = alt.X(
        "day:Q",
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(
            values=list(range(0, longest + 1, YEAR)),
            format=",d",
            grid=False,
            title=language.gettext("Days since the peak"),
            titleColor=palette.mute,
            titleFontWeight=400,
        ),
    )
    y = alt.Y(
        "distance:Q",
        scale=alt.Scale(domain=[-1, 0.02], nice=False),
        axis=alt.Axis(format="%", values=[0, -0.25, -0.5, -0.75, -1]),
    )
    over = [fall for fall in falls if fall.low.confirmed is not None]
    layers = []
    if over:
        lines = pd.concat(_thinned(f, step).assign(peak=str(f.turn.peak_date)) for f in over)
        layers.append(
            alt.Chart(lines)
            .mark_line(color=palette.null, strokeWidth=1.3, strokeJoin="round")
            .encode(x=x, y=y, detail=alt.Detail("peak:N"))
        )
    layers += [
        alt.Chart(_thinned(fall, step // 2))
        .mark_line(color=palette.bad, strokeWidth=2.6, strokeJoin="round")
        .encode(x=x, y=y)
        for fall in falls
        if fall.low.confirmed is None
    ]
    layers += _labels(falls, language, canvas)
    return alt.layer(
        *layers,
        width=canvas.pixels - (74 if canvas.phone else 110),
        height=230 if canvas.phone else 300,
    )


def _labels(falls: tuple[FallPath, ...], language: Language, canvas: Canvas) -> list[alt.Chart]:
    """Year and depth where each line ends; ends that lie close together take two rows."""
    charts, ends = [], sorted(falls, key=lambda fall: int(fall.days[-1]))
    room = (0.32 if canvas.phone else 0.12) * int(ends[-1].days[-1])
    row, previous = 0, -room
    for fall in ends:
        running = fall.low.confirmed is None
        day = int(fall.days[-1])
        if not running:
            row = (row + 1) % 2 if day - previous < room else 0
            previous = day
        point = rows(
            day=[day], distance=[min(float(fall.distance[-1]), 0.0)], text=[_label(fall, language)]
        )
        mark = alt.Chart(point).mark_text(
            color=canvas.palette.bad if running else canvas.palette.mute,
            fontWeight=600 if running else 400,
            align="left" if running else "center",
            baseline="middle" if running else "bottom",
            dx=8 if running else 0,
            dy=0 if running else -4 - 17 * row,
        )
        charts.append(mark.encode(x=alt.X("day:Q"), y=alt.Y("distance:Q"), text=alt.Text("text:N")))
    return charts


def _label(fall: FallPath, language: Language) -> str:
    facts = {"year": str(fall.turn.peak_date.year), "fall": language.percent(fall.low.fall)}
    if fall.low.confirmed is None:
        return language.gettext("%(year)s: %(fall)s so far") % facts
    return language.gettext("%(year)s: %(fall)s") % facts


def _thinned(fall: FallPath, step: int) -> pd.DataFrame:
    kept = (fall.days % step == 0) | (fall.days == fall.days[-1])
    return rows(
        day=[int(day) for day in fall.days[kept]],
        distance=[round(min(float(value), 0.0), 4) for value in fall.distance[kept]],
    )
