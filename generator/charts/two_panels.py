"""Draw leader and follower above each other, with the breakouts and what followed them."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import log_axis, year_axis
from generator.charts.drawing import Panel, event_rules, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.breakouts import Breakout
from generator.models.outcomes import Outcome, Window
from generator.models.prices import Prices
from generator.models.report import Report
from generator.wording import names

PAD = 1.18  # room above and below the prices, as a factor on the log scale


@dataclass(frozen=True, eq=False)
class _Scene:
    """What both panels share: the results, the canvas, and the span of time."""

    report: Report
    prices: Prices
    language: Language
    canvas: Canvas
    first: pd.Timestamp
    last: pd.Timestamp

    @property
    def events(self) -> tuple[Breakout, ...]:
        return self.report.breakouts.events

    def years(self, field: str = "date", *, labels: bool) -> alt.X:
        return year_axis(field, self.first, self.last, self.canvas, labels=labels)

    def rules(self) -> alt.Chart:
        return event_rules("date:T", _days(self.events), self.canvas.palette.ink)

    def sized(self, chart: Panel, wide: int, phone: int) -> Panel:
        """Both panels get the same plot width, so that their years stand above each other."""
        margin, height = (86, phone) if self.canvas.phone else (100, wide)
        return chart.properties(width=self.canvas.pixels - margin, height=height)


def chart(
    report: Report,
    prices: Prices,
    language: Language,
    canvas: Canvas,
    weekly: tuple[pd.Series[float], pd.Series[float]],
) -> alt.VConcatChart:
    """Leader above, follower below, on the same years; ``weekly`` holds the closes of both."""
    leader, follower = (w.iloc[::-2][::-1] if canvas.phone else w for w in weekly)
    first = min(leader.index[0], follower.index[0])
    last = max(leader.index[-1], follower.index[-1])
    scene = _Scene(report, prices, language, canvas, first, last)
    return alt.vconcat(_leader_panel(scene, leader), _follower_panel(scene, follower), spacing=24)


def _leader_panel(scene: _Scene, weekly: pd.Series[float]) -> Panel:
    canvas, palette, events = scene.canvas, scene.canvas.palette, scene.events
    bases = rows(
        begin=pd.DatetimeIndex([max(pd.Timestamp(e.old_record_date), scene.first) for e in events]),
        end=pd.DatetimeIndex([e.record_date for e in events]),
    )
    dates = rows(
        date=_days(events),
        price=[e.close for e in events],
        text=[f"’{e.date:%y}" if canvas.phone else scene.language.date(e.date) for e in events],
    )
    layers = alt.layer(
        alt.Chart(bases)
        .mark_rect(color=palette.band)
        .encode(x=scene.years("begin", labels=False), x2=alt.X2("end:T")),
        alt.Chart(_points(weekly))
        .mark_line(color=palette.lead, strokeWidth=1.8, strokeJoin="round")
        .encode(
            x=scene.years(labels=False),
            y=_price_axis(weekly, most=4 if canvas.phone else 6, number=","),
        ),
        scene.rules(),
        alt.Chart(dates)
        .mark_circle(color=palette.lead, size=54, opacity=1)
        .encode(x=alt.X("date:T"), y=alt.Y("price:Q")),
        alt.Chart(dates)
        .mark_text(align="center", baseline="bottom", color=palette.ink, dy=-4)
        .encode(x=alt.X("date:T"), y=alt.YValue(0), text=alt.Text("text:N")),
        label(names(scene.language, scene.report)["leader"], palette.lead, lift=24),
    )
    return scene.sized(layers, 190, 150)


def _follower_panel(scene: _Scene, weekly: pd.Series[float]) -> Panel:
    canvas, palette = scene.canvas, scene.canvas.palette
    sign = "$" if scene.report.question.follower.unit == "dollars" else ""
    number = f"{sign}," + ("~g" if weekly.min() < 1 else "")
    line = (
        alt.Chart(_points(weekly))
        .mark_line(color=palette.null, strokeWidth=1.2)
        .encode(
            x=scene.years(labels=True),
            y=_price_axis(weekly, most=4 if canvas.phone else 8, number=number),
        )
    )
    followed = scene.report.outcomes.followed
    aftermaths = [
        layer
        for good in (True, False)
        for layer in _aftermaths(
            scene, [(r, w) for r, w in followed if (w.latest_return > 0) is good], good=good
        )
    ]
    heading = label(names(scene.language, scene.report)["follower"], palette.follow)
    return scene.sized(alt.layer(line, scene.rules(), *aftermaths, heading), 270, 230)


def _aftermaths(
    scene: _Scene, found: list[tuple[Outcome, Window]], *, good: bool
) -> list[alt.Chart]:
    """The follower in the windows after some breakouts, each with the multiple it ended on."""
    if not found:
        return []
    colour = scene.canvas.palette.follow if good else scene.canvas.palette.bad
    place = {"x": alt.X("date:T"), "y": alt.Y("price:Q")}
    closes = [
        _points(_closes(scene, row, window)).assign(event=str(row.event.date))
        for row, window in found
    ]
    lines = alt.Chart(pd.concat(closes))
    entries = alt.Chart(
        rows(
            date=_days(tuple(row.event for row, _window in found)),
            price=[window.entry for _row, window in found],
            text=[scene.language.multiple(1 + window.latest_return) for _row, window in found],
        )
    )
    return [
        lines.mark_line(color=colour, strokeWidth=2.6, strokeJoin="round").encode(
            **place, detail=alt.Detail("event:N")
        ),
        entries.mark_circle(color=colour, size=54, opacity=1).encode(**place),
        entries.mark_text(
            align="left",
            baseline="top" if good else "bottom",
            dx=7,
            dy=8 if good else -9,
            fontWeight=600,
            color=colour,
        ).encode(**place, text=alt.Text("text:N")),
    ]


def _closes(scene: _Scene, row: Outcome, window: Window) -> pd.Series[float]:
    """Every fourth close after one breakout, and the last one."""
    daily = scene.prices.follower.between(row.event.date, window.latest_date).close
    here = np.arange(len(daily))
    thinned: pd.Series[float] = daily[(here % 4 == 0) | (here == len(daily) - 1)]
    return thinned


def _price_axis(weekly: pd.Series[float], *, most: int, number: str) -> alt.Y:
    """A log axis with room above and below the prices."""
    low, high = weekly.min() / PAD, weekly.max() * PAD**2
    return log_axis("price", low, high, most=most, number=number)


def _days(events: tuple[Breakout, ...]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([event.date for event in events])


def _points(close: pd.Series[float]) -> pd.DataFrame:
    return rows(date=close.index, price=[float(f"{price:.6g}") for price in close])
