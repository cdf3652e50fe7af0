"""How often the leader closes higher, by day of the week."""

from __future__ import annotations

from generator.charts import scales
from generator.charts.drawing import Drawing
from generator.charts.plot import Plot, rows
from generator.charts.theme import Canvas
from generator.models.report import Report
from generator.models.weekdays import Weekday
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """A dot a day of the week; None before the second session."""
    found = report.weekdays
    if not found:
        return None
    return Drawing(
        id="weekdays",
        title=say("How often the %(leader)s closes higher"),
        subtitle=say("Share of all sessions by day of the week."),
        how_to_read=say("Right of the dashed line it closed higher more often than not."),
        alt=" ".join(
            say("%(day)s: %(share)s.", day=_name(each, say), share=say.percent(each.share_higher))
            for each in found
        ),
        instruments=(report.question.leader,),
        table=say.table(
            found,
            {
                say("Day"): lambda each: _name(each, say),
                say("Sessions"): "sessions",
                say("Closed higher"): lambda each: say.percent(each.share_higher, 1),
            },
        ),
        data=rows(
            day=[each.day for each in found],
            sessions=[each.sessions for each in found],
            share_higher=[each.share_higher for each in found],
        ),
        chart=lambda canvas: _chart(found, say, canvas),
    )


def _name(each: Weekday, say: Say) -> str:
    return (
        say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"),
        say("Saturday"), say("Sunday"),
    )[each.day - 1]  # fmt: skip


def _chart(found: tuple[Weekday, ...], say: Say, canvas: Canvas) -> Plot:
    names = [_name(each, say) for each in found]
    plot = Plot(
        canvas,
        scales.numbers("share", 0.4, 0.65, number="%"),
        scales.names("day", names, canvas),
        height=(180, 180),
    )
    plot.rules(rows(share=[0.5]), canvas.palette.ink, dashed=True)
    shares = rows(day=names, share=[each.share_higher for each in found])
    plot.dots(shares, canvas.palette.lead, size=90)
    return plot
