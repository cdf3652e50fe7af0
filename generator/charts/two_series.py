"""The two series with every breakout marked, each on its own log scale."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import log_axis, year_axis
from generator.charts.drawing import Drawing, Panel, event_rules, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.breakouts import Breakout
from generator.models.outcomes import Outcome
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import instrument_name, names

PAD = 1.18  # room above and below the prices, as a factor on the log scale


def drawing(report: Report, prices: Prices, language: Language) -> Drawing:
    """Leader above, follower below, weekly; shaded bases, dashed breakouts, thick aftermaths."""
    _, known = language.gettext, names(language, report)
    start = _start(report, prices)
    leader, follower = _weekly(prices.leader, start), _weekly(prices.follower, start)
    return Drawing(
        id="two-series",
        title=_title(report, language),
        subtitle=_(
            "%(leader)s (above) and %(follower)s (below), weekly closes, log scales. Shaded: a "
            "base, at least %(sessions)s sessions without a record close. Thick: %(follower)s in "
            "the %(days)s days after each breakout."
        )
        % (
            known
            | {
                "sessions": language.number(report.question.base_sessions),
                "days": language.number(report.outcomes.horizon),
            }
        ),
        how_to_read=_(
            "Each dashed line is a breakout. Follow it down: the number beside the thick line is "
            "%(follower)s’s price at the end of the window as a multiple of its price on that day. "
            "On a log scale equal heights are equal percentages."
        )
        % known,
        alt=_alt(report, language),
        instruments=(report.question.leader, report.question.follower),
        table=_table(report, prices, language),
        data=pd.concat(
            [
                pd.DataFrame({"series": series.name, "date": series.index, "close": series.values})
                for series in (
                    leader.rename(report.question.leader.symbol),
                    follower.rename(report.question.follower.symbol),
                )
            ]
        ),
        chart=lambda canvas: _chart(report, prices, language, canvas, (leader, follower)),
    )


def _title(report: Report, language: Language) -> str:
    _, many = language.gettext, language.ngettext
    complete = report.outcomes.complete
    rises = report.outcomes.rises
    falls = len(complete) - rises
    if not report.breakouts.events:
        return _("No breakout so far")
    counted = (
        many("%(count)s breakout", "%(count)s breakouts", len(report.breakouts.events))
        % {"count": language.count(len(report.breakouts.events))}
    ).capitalize()
    parts = [counted]
    if rises:
        parts.append(
            many("%(count)s good year", "%(count)s good years", rises)
            % {"count": language.count(rises)}
        )
    if falls:
        parts.append(
            many("%(count)s bad one", "%(count)s bad ones", falls)
            % {"count": language.count(falls)}
        )
    return ", ".join(parts)


def _alt(report: Report, language: Language) -> str:
    _, asked = language.gettext, report.question
    sentences = [
        _("%(name)s on %(date)s: %(close)s.")
        % {
            "name": instrument_name(language, instrument),
            "date": language.date(state.date),
            "close": language.price(state.close, instrument.unit),
        }
        for instrument, state in (
            (asked.leader, report.leader),
            (asked.follower, report.follower),
        )
    ]
    return " ".join(
        [*sentences, *(_aftermath_text(r, report, language) for r in _followed(report))]
    )


def _aftermath_text(row: Outcome, report: Report, language: Language) -> str:
    return language.gettext(
        "Breakout of %(event)s after %(sessions)s sessions: %(follower)s at %(entry)s, "
        "%(multiple)s by %(date)s."
    ) % (
        names(language, report)
        | {
            "event": language.date(row.event.date),
            "sessions": language.number(row.event.base_sessions),
            "entry": language.price(row.entry or 0, report.question.follower.unit),
            "multiple": language.multiple(1 + (row.latest_return or 0)),
            "date": language.date(row.latest_date or row.event.date),
        }
    )


def _followed(report: Report) -> list[Outcome]:
    """The breakouts on which the follower had a price."""
    return [row for row in report.outcomes.rows if row.entry is not None]


def _table(report: Report, prices: Prices, language: Language) -> Table:
    """The last close of each year, which is as much of the picture as a table can show."""
    _, known = language.gettext, names(language, report)
    leader, follower = (
        history.close.groupby(history.dates.year).last()
        for history in (prices.leader, prices.follower)
    )
    events = report.breakouts.events
    return Table(
        columns=(
            _("Last close of"),
            known["leader"],
            known["follower"],
            _("Breakout in that year"),
        ),
        rows=tuple(
            (
                str(year),
                language.price(leader[year], report.question.leader.unit),
                language.price(follower[year], report.question.follower.unit)
                if year in follower.index
                else "–",
                ", ".join(language.date(e.date) for e in events if e.date.year == year) or "–",
            )
            for year in leader.index
        ),
        note=_("The CSV holds every week that is drawn."),
    )


def _start(report: Report, prices: Prices) -> pd.Timestamp:
    """Draw from the follower's first day; earlier if a breakout or the leader's end is earlier."""
    first = [prices.follower.dates[0], prices.leader.dates[-1]]
    first += [pd.Timestamp(event.date) for event in report.breakouts.events[:1]]
    return min(first)


def _weekly(history: PriceHistory, start: pd.Timestamp) -> pd.Series[float]:
    """The last close of each week, dated as it is."""
    close = history.close.loc[start:]
    return close.groupby(pd.DatetimeIndex(close.index).to_period("W")).tail(1)


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


def _chart(
    report: Report,
    prices: Prices,
    language: Language,
    canvas: Canvas,
    weekly: tuple[pd.Series[float], pd.Series[float]],
) -> alt.VConcatChart:
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
    aftermaths = [layer for row in _followed(scene.report) for layer in _aftermath(scene, row)]
    heading = label(names(scene.language, scene.report)["follower"], palette.follow)
    return scene.sized(alt.layer(line, scene.rules(), *aftermaths, heading), 270, 230)


def _aftermath(scene: _Scene, row: Outcome) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """The follower in the window after one breakout, with the multiple it ended on."""
    rose = (row.latest_return or 0) > 0
    colour = scene.canvas.palette.follow if rose else scene.canvas.palette.bad
    daily = scene.prices.follower.between(row.event.date, row.latest_date or row.event.date).close
    thinned = daily[(np.arange(len(daily)) % 4 == 0) | (np.arange(len(daily)) == len(daily) - 1)]
    entry = alt.Chart(
        rows(
            date=_days((row.event,)),
            price=[row.entry],
            text=[scene.language.multiple(1 + (row.latest_return or 0))],
        )
    )
    return (
        alt.Chart(_points(thinned))
        .mark_line(color=colour, strokeWidth=2.6, strokeJoin="round")
        .encode(x=alt.X("date:T"), y=alt.Y("price:Q")),
        entry.mark_circle(color=colour, size=54, opacity=1).encode(
            x=alt.X("date:T"), y=alt.Y("price:Q")
        ),
        entry.mark_text(
            align="left",
            baseline="top" if rose else "bottom",
            dx=7,
            dy=8 if rose else -9,
            fontWeight=600,
            color=colour,
        ).encode(x=alt.X("date:T"), y=alt.Y("price:Q"), text=alt.Text("text:N")),
    )


def _price_axis(weekly: pd.Series[float], *, most: int, number: str) -> alt.Y:
    """A log axis with room above and below the prices."""
    low, high = weekly.min() / PAD, weekly.max() * PAD**2
    return log_axis("price", low, high, most=most, number=number)


def _days(events: tuple[Breakout, ...]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([event.date for event in events])


def _points(close: pd.Series[float]) -> pd.DataFrame:
    return rows(date=close.index, price=[float(f"{price:.6g}") for price in close])
