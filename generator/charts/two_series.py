"""The two series with every breakout marked, each on its own log scale."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from generator.charts.drawing import Drawing, Panel, event_rules, label, rows
from generator.charts.theme import Canvas, log_ticks
from generator.language import Language
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import Table
from generator.models.results import Breakout, Outcome, Report
from generator.wording import names

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
        chart=lambda canvas: _chart(report, prices, language, canvas, leader, follower),
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
    _, known = language.gettext, names(language, report)
    sentences = [
        _("%(leader)s on %(date)s: %(close)s.")
        % (
            known
            | {
                "date": language.date(report.leader.date),
                "close": language.price(report.leader.close, report.question.leader.unit),
            }
        ),
        _("%(follower)s on %(date)s: %(close)s.")
        % (
            known
            | {
                "date": language.date(report.follower.date),
                "close": language.price(report.follower.close, report.question.follower.unit),
            }
        ),
    ]
    for row in report.outcomes.rows:
        if row.entry is None or row.latest_return is None or row.latest_date is None:
            continue
        sentences.append(
            _(
                "Breakout of %(event)s after %(sessions)s sessions: %(follower)s at %(entry)s, "
                "%(multiple)s by %(date)s."
            )
            % (
                known
                | {
                    "event": language.date(row.event.date),
                    "sessions": language.number(row.event.base_sessions),
                    "entry": language.price(row.entry, report.question.follower.unit),
                    "multiple": language.multiple(1 + row.latest_return),
                    "date": language.date(row.latest_date),
                }
            )
        )
    return " ".join(sentences)


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


def _chart(
    report: Report,
    prices: Prices,
    language: Language,
    canvas: Canvas,
    leader: pd.Series[float],
    follower: pd.Series[float],
) -> alt.VConcatChart:
    if canvas.phone:
        leader, follower = leader.iloc[::-2][::-1], follower.iloc[::-2][::-1]
    domain = [
        str(min(leader.index[0], follower.index[0])),
        str(max(leader.index[-1], follower.index[-1])),
    ]
    above = _leader_panel(report, language, canvas, leader, domain)
    below = _follower_panel(report, prices, language, canvas, follower, domain)
    return alt.vconcat(above, below, spacing=24)


def _leader_panel(
    report: Report, language: Language, canvas: Canvas, weekly: pd.Series[float], domain: list[str]
) -> Panel:
    palette, events = canvas.palette, report.breakouts.events
    low, high = weekly.min() / PAD, weekly.max() * PAD**2
    y = _log_axis(low, high, ",", 4 if canvas.phone else 6)
    start = pd.Timestamp(domain[0])
    bases = (
        alt.Chart(
            rows(
                begin=pd.DatetimeIndex(
                    [max(pd.Timestamp(e.old_record_date), start) for e in events]
                ),
                end=pd.DatetimeIndex([e.record_date for e in events]),
            )
        )
        .mark_rect(color=palette.band)
        .encode(x=_time_axis(domain, canvas, labels=False, field="begin"), x2="end:T")
    )
    line = (
        alt.Chart(_series(weekly))
        .mark_line(color=palette.lead, strokeWidth=1.8, strokeJoin="round")
        .encode(x=_time_axis(domain, canvas, labels=False), y=y)
    )
    points = (
        alt.Chart(rows(date=_days(events), price=[e.close for e in events]))
        .mark_circle(color=palette.lead, size=54, opacity=1)
        .encode(x="date:T", y=alt.Y("price:Q"))
    )
    dates = (
        alt.Chart(
            rows(
                date=_days(events),
                text=[f"’{e.date:%y}" if canvas.phone else language.date(e.date) for e in events],
            )
        )
        .mark_text(align="center", baseline="bottom", color=palette.ink, dy=-4)
        .encode(x="date:T", y=alt.value(0), text="text:N")
    )
    heading = label(names(language, report)["leader"], palette.lead, lift=24)
    return _sized(
        alt.layer(
            bases, line, event_rules("date:T", _days(events), palette.ink), points, dates, heading
        ),
        canvas,
        150 if canvas.phone else 190,
    )


def _follower_panel(
    report: Report,
    prices: Prices,
    language: Language,
    canvas: Canvas,
    weekly: pd.Series[float],
    domain: list[str],
) -> Panel:
    palette, events = canvas.palette, report.breakouts.events
    low, high = weekly.min() / PAD, weekly.max() * PAD**2
    sign = "$" if report.question.follower.unit == "dollars" else ""
    number = f"{sign}," + ("~g" if low < 1 else "")
    layers: list[alt.Chart] = [
        alt.Chart(_series(weekly))
        .mark_line(color=palette.null, strokeWidth=1.2)
        .encode(
            x=_time_axis(domain, canvas, labels=True),
            y=_log_axis(low, high, number, 4 if canvas.phone else 8),
        ),
        event_rules("date:T", _days(events), palette.ink),
    ]
    for row in report.outcomes.rows:
        layers += _aftermath(row, prices, language, canvas)
    layers.append(label(names(language, report)["follower"], palette.follow, lift=6))
    return _sized(alt.layer(*layers), canvas, 230 if canvas.phone else 270)


def _aftermath(row: Outcome, prices: Prices, language: Language, canvas: Canvas) -> list[alt.Chart]:
    """The follower in the window after one breakout, with its multiple in words."""
    if row.entry is None or row.latest_return is None or row.latest_date is None:
        return []
    rose = row.latest_return > 0
    colour = canvas.palette.follow if rose else canvas.palette.bad
    daily = prices.follower.close.loc[str(row.event.date) : str(row.latest_date)]
    thinned = pd.concat([daily.iloc[::4], daily.iloc[-1:]]).loc[lambda s: ~s.index.duplicated()]
    at = rows(
        date=_days((row.event,)),
        price=[row.entry],
        text=[language.multiple(1 + row.latest_return)],
    )
    return [
        alt.Chart(_series(thinned))
        .mark_line(color=colour, strokeWidth=2.6, strokeJoin="round")
        .encode(x="date:T", y="price:Q"),
        alt.Chart(at).mark_circle(color=colour, size=54, opacity=1).encode(x="date:T", y="price:Q"),
        alt.Chart(at)
        .mark_text(
            align="left",
            baseline="top" if rose else "bottom",
            dx=7,
            dy=8 if rose else -9,
            fontWeight=600,
            color=colour,
        )
        .encode(x="date:T", y="price:Q", text="text:N"),
    ]


def _days(events: tuple[Breakout, ...]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([event.date for event in events])


def _series(close: pd.Series[float]) -> pd.DataFrame:
    return rows(date=close.index, price=[float(f"{price:.6g}") for price in close])


def _time_axis(domain: list[str], canvas: Canvas, *, labels: bool, field: str = "date") -> alt.X:
    years = range(
        date.fromisoformat(domain[0][:10]).year + 1, date.fromisoformat(domain[1][:10]).year + 1
    )
    step = -(-len(years) // (6 if canvas.phone else 10))
    return alt.X(
        f"{field}:T",
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(
            values=[alt.DateTime(year=year) for year in years if (year - years[-1]) % step == 0],
            format="%Y",
            labels=labels,
            grid=True,
            gridColor=canvas.palette.line,
        ),
    )


def _log_axis(low: float, high: float, number: str, most: int) -> alt.Y:
    return alt.Y(
        "price:Q",
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=alt.Axis(values=log_ticks(low, high, most), format=number, labelAlign="right"),
    )


def _sized(chart: Panel, canvas: Canvas, height: int) -> Panel:
    """Both panels get the same plot width, so that their years stand above each other."""
    margin = 66 if canvas.phone else 74
    return chart.properties(
        width=canvas.pixels - margin - (20 if canvas.phone else 26), height=height
    )
