"""The two series with every breakout marked, each on its own log scale."""

from __future__ import annotations

import pandas as pd

from generator.charts.drawing import Drawing
from generator.charts.two_panels import chart
from generator.language import Language
from generator.models.outcomes import Outcome, Window
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import instrument_name, names


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
        chart=lambda canvas: chart(report, prices, language, canvas, (leader, follower)),
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
        [
            *sentences,
            *(
                _aftermath_text(row, window, report, language)
                for row, window in report.outcomes.followed
            ),
        ]
    )


def _aftermath_text(row: Outcome, window: Window, report: Report, language: Language) -> str:
    return language.gettext(
        "Breakout of %(event)s after %(sessions)s sessions: %(follower)s at %(entry)s, "
        "%(multiple)s by %(date)s."
    ) % (
        names(language, report)
        | {
            "event": language.date(row.event.date),
            "sessions": language.number(row.event.base_sessions),
            "entry": language.price(window.entry, report.question.follower.unit),
            "multiple": language.multiple(1 + window.latest_return),
            "date": language.date(window.latest_date),
        }
    )


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
