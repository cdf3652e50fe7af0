"""Each event's outcome on the distribution of all days."""

import math
from itertools import pairwise

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, table
from generator.charts.histograms import boxes_of
from generator.models.base_rates import BaseRate, Returns
from generator.models.luck import Histogram, Luck, TestedEvent
from generator.models.report import Report
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """A histogram of all admissible days with the events as dots; None without such days."""
    luck, base = report.luck, report.luck.base
    rate = next(rate for rate in report.base_rates if rate.horizon == luck.horizon)
    if base is None or rate.returns is None:
        return None
    return Drawing(
        id="base-rate",
        title=say(
            "%(follower)s rose after %(share)s of all days",
            share=say.percent(base.share_positive),
        ),
        subtitle=say(
            "%(follower)s after %(days)s days as a multiple of its price, from each of "
            "%(sessions)s sessions of the %(leader)s since %(year)s. Log scale.",
            days=luck.horizon,
            sessions=luck.sessions,
            year=str(rate.since.year),
        ),
        how_to_read=say(
            "The grey hill is every day on which one could have bought. The dots are the "
            "breakouts. If breakouts were special, the dots would gather on the right edge of the "
            "hill. Neighbouring days share most of their year, so the hill holds only about "
            "%(windows)s separate years.",
            windows=rate.effective_n,
        ),
        alt=" ".join([_days(rate.returns, say), *(_event(event, say) for event in luck.events)]),
        instruments=report.question.pair,
        table=say.table(
            report.base_rates,
            {
                say("Since"): "since",
                say("Days"): "horizon",
                say("Lower quartile"): lambda each: _return(each, "lower_quartile", say),
                say("Median"): lambda each: _return(each, "median", say),
                say("Upper quartile"): lambda each: _return(each, "upper_quartile", say),
                say("Share up"): lambda each: say.percent(
                    getattr(each.returns, "share_positive", None), 1
                ),
                say("Sessions"): "sessions",
                say("Effective n"): "effective_n",
            },
            note=_note(report.base_rates, luck.horizon, say),
        ),
        data=rows(
            from_multiple=np.exp(base.log_returns.edges[:-1]),
            to_multiple=np.exp(base.log_returns.edges[1:]),
            sessions=base.log_returns.counts,
        ),
        chart=lambda canvas: _chart(luck, base.log_returns, say, canvas),
    )


def _note(rates: tuple[BaseRate, ...], horizon: int, say: Say) -> str:
    """Whether each later start lowers the median over the primary horizon; else nothing."""
    medians = [rate.returns.median for rate in rates if rate.horizon == horizon and rate.returns]
    if len(medians) < 2 or any(later >= one for one, later in pairwise(medians)):
        return ""
    return say("The later the start, the lower the median over %(days)s days.", days=horizon)


def _return(rate: BaseRate, which: str, say: Say) -> str:
    return say.percent(getattr(rate.returns, which, None), signed=True)


def _days(returns: Returns, say: Say) -> str:
    return say(
        "All days: quarter below %(lower)s, half below %(median)s, three quarters below "
        "%(upper)s; %(share)s above 1.",
        lower=say.multiple(1 + returns.lower_quartile),
        median=say.multiple(1 + returns.median),
        upper=say.multiple(1 + returns.upper_quartile),
        share=say.percent(returns.share_positive),
    )


def _event(event: TestedEvent, say: Say) -> str:
    return say(
        "Breakout of %(date)s: %(multiple)s.",
        date=event.date,
        multiple=say.multiple(event.multiple),
    )


def _chart(luck: Luck, base: Histogram, say: Say, canvas: Canvas) -> Plot:
    palette, most = canvas.palette, int(base.counts.max())
    low, high = np.exp(base.edges[[0, -1]])
    plot = Plot(
        canvas,
        scales.multiples("multiple", low / 1.05, high * 1.05, canvas),
        scales.numbers("count", 0, most * 1.45, nice=True, shown=False),
        height=(250, 200),
    )
    events = table(
        luck.events,
        multiple="multiple",
        text=lambda event: canvas.of(
            f"{event.date.year}  {say.multiple(event.multiple)}", say.short_year(event.date)
        ),
        colour=lambda event: palette.follow if event.multiple > 1 else palette.bad,
    ).assign(count=[most * (1.12 + 0.13 * (place % 2)) for place in range(luck.n)])
    plot.boxes(boxes_of(base), palette.null)
    plot.rules(rows(multiple=[1]), palette.mute)
    plot.rules(events, width=1, opacity=0.6, y2="height")
    plot.dots(events, size=80)
    plot.text(events, dy=-9, baseline="bottom", bold=True)
    name = say("all days")
    under = base.counts[: math.ceil(len(base.counts) * canvas.room(name) / canvas.pixels)]
    left = rows(count=[under.max()], text=name)
    plot.text(left, palette.mute, x=0, dx=4, dy=-7, align="left", baseline="bottom", bold=True)
    return plot
