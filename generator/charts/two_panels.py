"""Draw leader and follower above each other, with the breakouts and what followed them."""

import string

import numpy as np
import pandas as pd

from generator.charts import scales
from generator.charts.grammar import (
    Canvas,
    Frame,
    Panels,
    Plot,
    column,
    joined,
    rows,
    staggered,
    table,
    thinned,
)
from generator.charts.scales import Scale
from generator.language import NO_BREAK_SPACE
from generator.models.breakouts import Breakout
from generator.models.instruments import Instrument
from generator.models.outcomes import Outcome, Window
from generator.models.prices import Prices
from generator.models.report import Report
from generator.wording.say import Say

LINE = 19  # from one line of labels to the next, in pixels
PAD = 1.18  # room above and below the prices, as a factor on the log scale
DRAWABLE = frozenset(string.ascii_letters + "$£¥€" + NO_BREAK_SPACE)
"""What of a currency's sign our fonts have."""
MARGIN = (116, 116)  # the same for both panels, so that their years stand above each other


def picture(
    report: Report, prices: Prices, say: Say, canvas: Canvas, leader: Frame, follower: Frame
) -> Panels:
    """Leader above, follower below, on the same years, from weekly closes (``date``, ``close``)."""
    leader, follower = (
        thinned(weekly[["date", "close"]], canvas.of(1, 2)) for weekly in (leader, follower)
    )
    days = pd.concat([leader["date"], follower["date"]])
    first, last = days.min(), days.max()
    above = Plot(
        canvas,
        scales.years("date", first, last, canvas, labels=False),
        _closes(leader, say, report.question.leader, most=canvas.of(6, 4)),
        height=(190, 150),
        margin=MARGIN,
    )
    below = Plot(
        canvas,
        scales.years("date", first, last, canvas),
        _closes(follower, say, report.question.follower, most=canvas.of(8, 4)),
        height=(270, 230),
        margin=MARGIN,
    )
    _draw_leader(above, leader, report.breakouts.events, say, first)
    _draw_follower(below, follower, report, prices, say)
    return column(above, below, spacing=24)


def _closes(weekly: Frame, say: Say, instrument: Instrument, *, most: int) -> Scale:
    """A log scale with room above and below the prices, in the currency of an amount."""
    lowest = weekly["close"].min()
    low, high = lowest / PAD, weekly["close"].max() * PAD**2
    sign, number = _sign(say, instrument), ",~g" if lowest < 1 else ","
    if sign in ("", "$"):  # d3 knows no other
        return scales.logarithms("close", low, high, most=most, number=sign + number)
    label = f"'{sign}' + format(datum.value, '{number}')"
    return scales.logarithms("close", low, high, most=most, labelExpr=label)


def _sign(say: Say, instrument: Instrument) -> str:
    """What stands before its prices: nothing, a sign, or a code where our fonts lack the sign."""
    if not instrument.is_money:
        return ""
    sign = say.language.currency_sign(instrument.currency)
    return sign if set(sign) <= DRAWABLE else f"{instrument.currency}{NO_BREAK_SPACE}"


def _draw_leader(
    plot: Plot, weekly: Frame, events: tuple[Breakout, ...], say: Say, first: pd.Timestamp
) -> None:
    canvas, palette = plot.canvas, plot.canvas.palette
    bases = table(
        events,
        date=lambda event: max(pd.Timestamp(event.old_record_date), first),
        date2="record_date",
    )
    breakouts = table(
        events,
        date="date",
        close="close",
        text=lambda event: canvas.of(say.date(event.date), say.short_year(event.date)),
    )
    plot.boxes(bases, palette.band)
    plot.line(weekly, palette.lead, width=1.8)
    plot.rules(breakouts[["date"]], palette.ink, width=1, dashed=True)
    plot.dots(breakouts, palette.lead, size=54)
    span = weekly["date"].max() - first or pd.Timedelta(days=1)
    across = [(pd.Timestamp(event.date) - first) / span for event in events]
    lines = staggered(across, canvas.of(0.13, 0.11))
    plot.text_in_lines(breakouts, lines, palette.ink, y=0, baseline="bottom", dy=-4, step=-LINE)
    plot.label(say.names["leader"], palette.lead, lift=4 + LINE * (1 + max(lines, default=0)))


def _draw_follower(plot: Plot, weekly: Frame, report: Report, prices: Prices, say: Say) -> None:
    palette, breakouts = plot.canvas.palette, table(report.breakouts.events, date="date")
    plot.line(weekly, palette.null, width=1.2, sharp=True)
    plot.rules(breakouts, palette.ink, width=1, dashed=True)
    for rose in (True, False):
        found = [each for each in report.outcomes.followed if (each[1].latest_return > 0) is rose]
        _draw_aftermaths(plot, found, prices, say, rose=rose)
    plot.label(say.names["follower"], palette.follow)


def _draw_aftermaths(
    plot: Plot, found: list[tuple[Outcome, Window]], prices: Prices, say: Say, *, rose: bool
) -> None:
    """The follower in the windows after some breakouts, each with the multiple it ended on."""
    if not found:
        return
    colour = plot.canvas.palette.follow if rose else plot.canvas.palette.bad
    lines = joined((row.event.date, _aftermath(prices, row, window)) for row, window in found)
    entries = rows(
        date=[row.event.date for row, _window in found],
        close=[window.entry for _row, window in found],
        text=[say.multiple(1 + window.latest_return) for _row, window in found],
    )
    plot.line(lines, colour, width=2.6)
    plot.dots(entries, colour, size=54)
    plot.text(
        entries, colour, align="left", dx=7, bold=True, halo=True,
        baseline="top" if rose else "bottom", dy=8 if rose else -9,
    )  # fmt: skip


def _aftermath(prices: Prices, row: Outcome, window: Window) -> Frame:
    """Every fourth close after one breakout, and the last one."""
    daily = prices.follower.between(row.event.date, window.latest_date).close
    closes = rows(day=np.arange(len(daily)), date=daily.index, close=daily.to_numpy())
    return thinned(closes, 4, by="day")
