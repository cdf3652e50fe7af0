"""What random dates would have given, and where the breakouts stand among them."""

import math

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Plot, rows, scales, staggered, table
from generator.charts.histograms import boxes_of
from generator.models.luck import LEVEL, Histogram, Luck
from generator.models.report import Report
from generator.wording import draws_sentence, null_tests
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """The null distribution of the mean, the observed one and each event; None without events."""
    luck, observed, null = report.luck, report.luck.observed, report.luck.null
    uniform = luck.p_value.uniform
    if observed is None or luck.base is None or null is None or uniform is None:
        return None
    mean = float(np.exp(observed.mean))
    n, p = say.count(luck.n), say.p(uniform)
    return Drawing(
        id="chance",
        title=_title(uniform, say),
        subtitle=say.many(
            "%(draws)s draws of one random session: %(follower)s’s multiple after %(days)s days, "
            "log scale. One-sided p = %(p)s.",
            "%(draws)s draws of %(n)s random sessions: %(follower)s’s average multiple after "
            "%(days)s days (geometric mean), log scale. One-sided p = %(p)s.",
            luck.n,
            draws=luck.draws,
            n=n,
            days=luck.horizon,
            p=p,
        ),
        how_to_read=draws_sentence(say.language, luck)
        + " "
        + say(
            "Each draw picks as many random days as there were breakouts and averages what "
            "followed. The coloured part did at least as well as the breakouts. The dots are the "
            "breakouts themselves: the average hides how far they lie apart."
        ),
        alt=say(
            "The breakouts averaged %(observed)s, random days %(base)s. p = %(p)s; the best %(n)s "
            "dates that the rule allows would have had %(smallest)s.",
            observed=say.multiple(mean),
            base=say.multiple(np.exp(luck.base.mean)),
            p=p,
            n=n,
            smallest=say.p(luck.attainable_p),
        ),
        instruments=report.question.pair,
        table=say.table(
            null_tests(say.language, report),
            {
                say("Test"): "label",
                say("Events"): "n",
                "p": lambda test: say.p(test.p_value),
            },
        ),
        data=rows(
            from_multiple=np.exp(null.edges[:-1]),
            to_multiple=np.exp(null.edges[1:]),
            draws=null.counts,
        ),
        chart=lambda canvas: _chart(luck, null, mean, say, canvas),
    )


def _title(p: float, say: Say) -> str:
    if p < LEVEL:
        return say("Better than nearly all random draws")
    if p < 0.25:
        return say("Better than most draws, not than all")
    if p < 0.75:
        return say("Much like random draws")
    return say("Worse than most random draws")


def _chart(luck: Luck, null: Histogram, mean: float, say: Say, canvas: Canvas) -> Plot:
    palette, most = canvas.palette, int(null.counts.max())
    bars = boxes_of(null)
    tall = bars[bars["count"] > most / 400]
    events = table(
        luck.events,
        multiple="multiple",
        text=lambda event: say.short_year(event.date),
        colour=lambda event: palette.follow if event.multiple > 1 else palette.bad,
    ).assign(count=-0.06 * most)
    events = events.sort_values("multiple", ignore_index=True)
    low = min(*tall["multiple"], *events["multiple"]) / 1.15
    high = max(*tall["multiple2"], *events["multiple"]) * 1.25
    plot = Plot(
        canvas,
        scales.multiples("multiple", low, high, canvas),
        scales.numbers("count", -0.26 * most, most * 1.08, nice=True, shown=False),
        height=(280, 220),
    )
    reached = bars["multiple"] > mean * (1 - 1e-9)
    average = rows(
        multiple=[mean],
        text=canvas.of(
            say("average of the breakouts: %(multiple)s", multiple=say.multiple(mean)),
            say("breakouts: %(multiple)s", multiple=say.multiple(mean)),
        ),
    )
    plot.boxes(bars[~reached], palette.null)
    plot.boxes(bars[reached], palette.lead)
    plot.rules(average, palette.ink, width=2, y=0, y2="height")
    plot.text(average, y=2, align="left", baseline="top", dx=8, bold=True)
    plot.dots(events, size=70)
    across = np.log(events["multiple"] / low) / math.log(high / low)
    lines = staggered(across, canvas.of(0.05, 0.12))
    plot.text_in_lines(events, lines, dy=7, step=17, baseline="top", bold=True)
    return plot
