"""The follower around each breakout, one small panel an event, all on the same scales."""

import numpy as np

from generator.charts.grammar import Canvas, Drawing, Panels, Plot, grid, joined, rows, scales
from generator.charts.paths import data_of, line_of, table_of
from generator.models.outcomes import EventPath
from generator.models.report import Report
from generator.wording import latest
from generator.wording.say import Say

TABLE_STEP = 45  # days between two rows of the readers' table
MOST_PANELS = 12  # each draws all the others
Shown = tuple[EventPath, ...]
GAP = 14  # CSS pixels between two panels


def drawing(report: Report, say: Say) -> Drawing | None:
    """One panel an event with the others in grey behind it; None without an event."""
    paths = {path.event.date: path for path in report.event_paths}
    shown = latest(report.event_paths, MOST_PANELS)
    before, after = report.question.days_before, report.outcomes.horizon
    if not paths:
        return None
    several = len(paths) > 1
    days = [*range(-(before // TABLE_STEP) * TABLE_STEP, after, TABLE_STEP), after]
    return Drawing(
        id="event-study",
        title=say("No two years alike") if several else say("One year, and no pattern yet"),
        subtitle=say(
            "%(follower)s from %(before)s days before to %(after)s days after each breakout; 1 is "
            "its price on that day, log scale. Grey: the other breakouts.",
            before=before,
            after=after,
        )
        + say.folded(len(paths), MOST_PANELS),
        how_to_read=say(
            "Every panel has the same scales. The dashed line is the day of the breakout. No "
            "average is drawn: with so few events it would describe none of them."
        ),
        alt=" ".join(_text(path, say) for path in shown),
        instruments=report.question.pair,
        table=table_of({path.event.date: path for path in shown}, days, say),
        data=data_of("breakout", paths),
        chart=lambda canvas: _chart(report, shown, say, canvas),
    )


def _text(path: EventPath, say: Say) -> str:
    later = path.multiples[path.days >= 0]
    return say(
        "Breakout of %(date)s: lowest %(low)s, highest %(high)s, %(last)s on day %(day)s of "
        "the window.",
        date=path.event.date,
        low=say.multiple(float(later.min())),
        high=say.multiple(float(later.max())),
        last=say.multiple(float(later[-1])),
        day=int(path.days[-1]),
    )


def _chart(report: Report, shown: Shown, say: Say, canvas: Canvas) -> Panels:
    columns = min(len(shown), canvas.of(5, 2))
    panels = [
        _panel(report, shown, path, say, canvas, columns, labels=number % columns == 0)
        for number, path in enumerate(shown)
    ]
    return grid(panels, columns=columns, gap=(22, GAP))


def _panel(
    report: Report,
    shown: Shown,
    path: EventPath,
    say: Say,
    canvas: Canvas,
    columns: int,
    *,
    labels: bool,
) -> Plot:
    asked, palette = report.question, canvas.palette
    every = np.concatenate([each.multiples for each in shown])
    low, high, ticks = every.min() / 1.1, every.max() * 1.25, [0, *asked.horizons[-2:]]
    width = (canvas.pixels - canvas.of(76, 60) - GAP * (columns - 1)) // columns
    rest = canvas.pixels - width
    plot = Plot(
        canvas,
        scales.numbers(
            "day", -asked.days_before, report.outcomes.horizon,
            number=",d", values=ticks, grid=False,
        ),
        scales.logarithms("multiple", low, high, most=canvas.of(7, 5), labels=labels),
        height=(190, 130),
        margin=(rest, rest),
    )  # fmt: skip
    others = [each for each in shown if each is not path]
    if others:
        behind = joined((each.event.date, line_of(each, 9)) for each in others)
        plot.line(behind, palette.null, width=0.8, sharp=True, opacity=0.55)
    colour = palette.follow if path.multiples[-1] > 1 else palette.bad
    plot.rules(rows(day=[0]), palette.ink, width=1, dashed=True)
    plot.rules(rows(multiple=[1]), palette.mute)
    plot.line(line_of(path, 4), colour, width=2.2)
    # A phone's panels are too narrow for both in one line.
    plot.label(say.date(path.event.date), palette.ink, lift=canvas.of(6, 24))
    plot.label(say.multiple(float(path.multiples[-1])), colour, side=canvas.of("right", "left"))
    return plot
