"""All cycles laid over each other, from each kind of anchor: where does this one stand?"""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import log_axis
from generator.charts.drawing import Drawing, Panel, haloed, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.cycles import Anchor, CyclePath, Overlay
from generator.models.instruments import Instrument
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import label as anchor_label
from generator.wording import names

IDS = {
    Anchor.HALVING: "cycles-halving",
    Anchor.LOW: "cycles-low",
    Anchor.BREAKOUT: "cycles-breakout",
}
YEAR = 365
TABLE_STEP = 90  # days between two rows of the readers' table


def drawings(report: Report, language: Language) -> list[Drawing]:
    """One figure for each anchor that has a day."""
    return [_drawing(report, overlay, language) for overlay in report.cycles.overlays]


def _drawing(report: Report, overlay: Overlay, language: Language) -> Drawing:
    _, known = language.gettext, names(language, report)
    facts = known | {"anchor": anchor_label(language, overlay.anchor).lower()}
    return Drawing(
        id=IDS[overlay.anchor],
        title=_title(overlay, language),
        subtitle=_(
            "%(follower)s as a multiple of its close on the day of each %(anchor)s, log scale. "
            "Orange: the running cycle. Grey: the earlier ones. Shaded: their range."
        )
        % facts,
        how_to_read=_(
            "All lines start at 1 on day 0. The dot is the latest close; the shaded band spans "
            "the earlier cycles on the same day. With so few of them the band is a record of what "
            "happened, not of what may happen."
        ),
        alt=" ".join(_path_text(path, language) for path in overlay.paths),
        instruments=_instruments(report, overlay),
        table=_table(overlay, language),
        data=pd.concat(
            pd.DataFrame({"anchor": path.anchor, "day": path.days, "multiple": path.multiples})
            for path in overlay.paths
        ),
        chart=lambda canvas: _chart(overlay, language, canvas),
    )


def _instruments(report: Report, overlay: Overlay) -> tuple[Instrument, ...]:
    asked = report.question
    return (
        (asked.leader, asked.follower) if overlay.anchor is Anchor.BREAKOUT else (asked.follower,)
    )


def _title(overlay: Overlay, language: Language) -> str:
    _ = language.gettext
    day, multiple = _here(overlay)
    facts = {
        "day": language.number(day),
        "multiple": language.multiple(multiple),
    }
    span = _span(overlay, day)
    if overlay.earlier is None:
        return _("Day %(day)s: %(multiple)s in the only cycle so far") % facts
    if span is None:
        return _("Day %(day)s: %(multiple)s, further than any earlier cycle went") % facts
    low, high = (language.multiple(value) for value in span)
    if low == high:
        return _("Day %(day)s: %(multiple)s; the earlier cycle stood at %(high)s") % (
            facts | {"high": high}
        )
    return _("Day %(day)s: %(multiple)s; earlier cycles stood at %(low)s to %(high)s") % (
        facts | {"low": low, "high": high}
    )


def _here(overlay: Overlay) -> tuple[int, float]:
    """The last day of the running cycle and its multiple."""
    path = overlay.paths[-1]
    return int(path.days[-1]), float(path.multiples[-1])


def _span(overlay: Overlay, day: int) -> tuple[float, float] | None:
    """The range of the earlier cycles on one day; None if none reached it."""
    earlier = overlay.earlier
    if earlier is None or day not in earlier.days:
        return None
    found = np.flatnonzero(earlier.days == day)
    return float(earlier.low[found[0]]), float(earlier.high[found[0]])


def _path_text(path: CyclePath, language: Language) -> str:
    _ = language.gettext
    top = int(path.multiples.argmax())
    text = _("From %(anchor)s: highest %(high)s on day %(top)s, %(last)s on day %(day)s.")
    if not path.settled:
        text = _(
            "From the low so far, %(anchor)s: highest %(high)s on day %(top)s, %(last)s on day "
            "%(day)s."
        )
    return text % {
        "anchor": language.date(path.anchor),
        "high": language.multiple(float(path.multiples[top])),
        "top": language.number(int(path.days[top])),
        "last": language.multiple(float(path.multiples[-1])),
        "day": language.number(int(path.days[-1])),
    }


def _table(overlay: Overlay, language: Language) -> Table:
    _ = language.gettext
    longest = max(int(path.days[-1]) for path in overlay.paths)
    return Table(
        columns=(_("Day"), *(language.date(path.anchor) for path in overlay.paths)),
        rows=tuple(
            (language.number(day), *(_cell(path, day, language) for path in overlay.paths))
            for day in range(0, longest + 1, TABLE_STEP)
        ),
        note=_("The CSV holds every day."),
    )


def _cell(path: CyclePath, day: int, language: Language) -> str:
    found = np.flatnonzero(path.days == day)
    return language.multiple(float(path.multiples[found[0]])) if len(found) else "–"


def _chart(overlay: Overlay, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    step = 14 if canvas.phone else 6
    *earlier, running = overlay.paths
    longest = max(int(path.days[-1]) for path in overlay.paths)
    x = alt.X(
        "day:Q",
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(
            values=list(range(0, longest + 1, YEAR)),
            format=",d",
            grid=False,
            title=language.gettext("Days since the %(anchor)s")
            % {"anchor": anchor_label(language, overlay.anchor).lower()},
            titleColor=palette.mute,
            titleFontWeight=400,
        ),
    )
    low = min(float(path.multiples.min()) for path in overlay.paths)
    high = max(float(path.multiples.max()) for path in overlay.paths)
    y = log_axis("multiple", low / 1.15, high * 1.3, most=5 if canvas.phone else 8, number="~g")
    one = alt.Chart(rows(multiple=[1])).mark_rule(color=palette.mute).encode(y=alt.Y("multiple:Q"))
    layers = [one, *_earlier_layers(overlay, earlier, canvas, x, y, step)]
    line = alt.Chart(_thinned(running, step // 2))
    layers.append(
        line.mark_line(color=palette.follow, strokeWidth=2.6, strokeJoin="round").encode(x=x, y=y)
    )
    day, multiple = _here(overlay)
    late = day > longest * (0.66 if canvas.phone else 0.75)
    here = alt.Chart(
        rows(day=[day], multiple=[multiple], text=[_here_text(overlay, language, canvas)])
    )
    layers += [
        here.mark_circle(color=palette.follow, size=70, opacity=1).encode(
            x=alt.X("day:Q"), y=alt.Y("multiple:Q")
        ),
        *haloed(
            here.encode(x=alt.X("day:Q"), y=alt.Y("multiple:Q"), text=alt.Text("text:N")),
            palette.follow,
            palette.paper,
            fontWeight=600,
            align="right" if late else "left",
            baseline="bottom" if late else "middle",
            dx=4 if late else 11,
            dy=-10 if late else 0,
        ),
    ]
    return alt.layer(
        *layers,
        width=canvas.pixels - (84 if canvas.phone else 96),
        height=300 if canvas.phone else 380,
    )


def _here_text(overlay: Overlay, language: Language, canvas: Canvas) -> str:
    _, (day, multiple) = language.gettext, _here(overlay)
    facts = {"day": language.number(day), "multiple": language.multiple(multiple)}
    if canvas.phone:
        return _("day %(day)s, %(multiple)s") % facts
    return _("you are here: day %(day)s, %(multiple)s") % facts


def _earlier_layers(
    overlay: Overlay, earlier: list[CyclePath], canvas: Canvas, x: alt.X, y: alt.Y, step: int
) -> list[alt.Chart]:
    """The band, the lines, and the year of each line at its end."""
    if overlay.earlier is None:
        return []
    palette, span = canvas.palette, overlay.earlier
    kept = (span.days % step == 0) | (span.days == span.days[-1])
    band = rows(
        day=[int(day) for day in span.days[kept]],
        multiple=[_short(value) for value in span.low[kept]],
        high=[_short(value) for value in span.high[kept]],
    )
    lines = pd.concat(
        _thinned(path, step).assign(cycle=str(path.anchor), text=_year(path, canvas))
        for path in earlier
    )
    ends = lines.groupby("cycle").tail(1)
    return [
        alt.Chart(band).mark_area(color=palette.band).encode(x=x, y=y, y2=alt.Y2("high:Q")),
        alt.Chart(lines[["day", "multiple", "cycle"]])
        .mark_line(color=palette.null, strokeWidth=1.3, strokeJoin="round")
        .encode(x=x, y=y, detail=alt.Detail("cycle:N")),
        alt.Chart(ends)
        .mark_text(color=palette.mute, align="left", dx=5)
        .encode(x=alt.X("day:Q"), y=alt.Y("multiple:Q"), text=alt.Text("text:N")),
    ]


def _year(path: CyclePath, canvas: Canvas) -> str:
    return f"’{path.anchor:%y}" if canvas.phone else f"{path.anchor.year}"


def _thinned(path: CyclePath, step: int) -> pd.DataFrame:
    """Every few days, the last one always among them."""
    kept = (path.days % step == 0) | (path.days == path.days[-1])
    return rows(
        day=[int(day) for day in path.days[kept]],
        multiple=[_short(value) for value in path.multiples[kept]],
    )


def _short(value: float) -> float:
    return float(f"{value:.4g}")
