"""Each event beside the days at the same point of the halving cycle."""

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Frame, Plot, rows, scales, table
from generator.models.luck import TestedEvent
from generator.models.report import Report
from generator.wording import halving_sentence, latest
from generator.wording.say import Say

MATCHED = ["lowest", "lower_quartile", "median", "upper_quartile", "highest"]


def drawing(report: Report, say: Say) -> Drawing | None:
    """One row an event; None without events or without halvings."""
    luck, every = report.luck, report.luck.events
    events = latest(every)
    if not events or luck.p_value.halving_matched is None:
        return None
    matched = np.exp([event.matched for event in every]).T
    data = table(
        every, breakout="date", days_since_halving="days_since_halving", multiple="multiple"
    ).assign(**dict(zip(MATCHED, matched, strict=True)), sessions=[e.sessions for e in every])
    return Drawing(
        id="halving-clock",
        title=_title(every, say),
        subtitle=say(
            "%(follower)s after %(days)s days as a multiple. Dot: the breakout. Bar: the middle "
            "half of all sessions whose days since the last halving differ by %(window)s at most; "
            "thin line: all of them; tick: their median.",
            days=luck.horizon,
            window=report.question.evidence.halving_window,
        )
        + say.folded(len(every)),
        how_to_read=say(
            "If the halving explains the rises, each dot sits in the middle of its own bar. A dot "
            "far to the right did better than other days at the same point of the cycle. An event "
            "before the first halving is compared with all days before it."
        ),
        alt=" ".join(
            [halving_sentence(say.language, report), *(_text(event, say) for event in events)]
        ),
        instruments=report.question.pair,
        table=say.table(
            events,
            {
                say("Breakout"): "date",
                say("Days since the halving"): lambda event: (
                    say("before the first")
                    if event.days_since_halving is None
                    else event.days_since_halving
                ),
                say("Multiple"): lambda event: say.multiple(event.multiple),
                say("Median of the matched days"): lambda event: _matched(event, say, 2),
                say("Middle half"): lambda event: _matched(event, say, 1, 3),
                say("Sessions"): "sessions",
            },
        ),
        data=data,
        chart=lambda canvas: _chart(events, data.tail(len(events)), say, canvas),
    )


def _title(events: tuple[TestedEvent, ...], say: Say) -> str:
    if len(events) == 1:
        return say("One breakout beside the days of its halving cycle")
    better = sum(event.log_return > event.matched[2] for event in events)
    if better == 0:
        return say(
            "None of %(n)s beat the typical day of their halving cycle", n=say.count(len(events))
        )
    return say(
        "%(better)s of %(n)s beat the typical day of their halving cycle",
        better=say.count(better, start=True),
        n=say.count(len(events)),
    )


def _text(event: TestedEvent, say: Say) -> str:
    return say(
        "Breakout of %(date)s: %(multiple)s, median of %(sessions)s matched sessions %(median)s.",
        date=event.date,
        multiple=say.multiple(event.multiple),
        sessions=event.sessions,
        median=_matched(event, say, 2),
    )


def _matched(event: TestedEvent, say: Say, *quartiles: int) -> str:
    return " – ".join(say.multiple(np.exp(event.matched[quartile])) for quartile in quartiles)


def _chart(events: tuple[TestedEvent, ...], data: Frame, say: Say, canvas: Canvas) -> Plot:
    palette, labels = canvas.palette, [_label(event, say, canvas) for event in events]
    ends = data[["lowest", "highest", "multiple"]].to_numpy()
    plot = Plot(
        canvas,
        scales.multiples("multiple", ends.min() / 1.2, ends.max() * 1.5, canvas),
        scales.names("row", labels, canvas),
        height=(52 * len(labels), 50 * len(labels)),
    )
    every = rows(row=labels, multiple=data["lowest"], multiple2=data["highest"])
    half = rows(row=labels, multiple=data["lower_quartile"], multiple2=data["upper_quartile"])
    dots = rows(
        row=labels,
        multiple=data["multiple"],
        text=data["multiple"].map(say.multiple),
        colour=np.where(data["multiple"] > 1, palette.follow, palette.bad),
    )
    plot.rules(every, palette.null, width=1.5)
    plot.bars(half, palette.null, size=13)
    medians = rows(row=labels, multiple=data["median"])
    plot.ticks(medians, palette.ink, thickness=2, size=19, opacity=0.7)
    plot.dots(dots, size=110)
    plot.text(dots, halo=True, dy=-19, bold=True)
    return plot


def _label(event: TestedEvent, say: Say, canvas: Canvas) -> str:
    if canvas.phone:
        return say.month(event.date)
    if event.days_since_halving is None:
        return say("%(date)s, before the first halving", date=event.date)
    return say.many(
        "%(date)s, %(num)s day after a halving",
        "%(date)s, %(num)s days after a halving",
        event.days_since_halving,
        date=event.date,
        num=event.days_since_halving,
    )
