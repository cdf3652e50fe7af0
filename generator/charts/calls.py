"""What was stated each month, and how it came out."""

import pandas as pd

from generator.charts.grammar import Canvas, Drawing, Plot, joined, scales, table
from generator.models.report import Report
from generator.models.track_record import Call
from generator.wording import record_title, skill_text
from generator.wording.say import Say


def drawing(report: Report, say: Say) -> Drawing | None:
    """Stated probabilities as lines, outcomes as marks; None before the first call."""
    record, calls = report.track_record, report.track_record.calls
    if not calls:
        return None
    return Drawing(
        id="calls",
        title=record_title(say.language, record),
        subtitle=say(
            "Stated probability that %(follower)s is higher %(days)s days later, at each month "
            "end, from what was known on the day: by the signal (orange) and by the base rate "
            "(grey). Marks: what happened, above a rise, below a fall.",
            days=record.horizon,
        ),
        how_to_read=say(
            "A good caller stands high over the marks above and low over the marks below. Where "
            "the orange line leaves the grey one, the signal claims to know more than the base "
            "rate. Neighbouring months share most of their year, so these are far fewer "
            "independent cases than marks."
        ),
        alt=say(
            "%(calls)s calls, %(resolved)s of them resolved.",
            calls=len(calls),
            resolved=record.resolved,
        )
        + " "
        + say(
            "Brier skill against the base rate: %(skill)s.",
            skill=skill_text(say.language, record.scores, record.skill_interval),
        ),
        instruments=report.question.pair,
        table=say.table(
            [call for call in calls if call.date.month == 12] or calls,
            {
                say("Day"): "date",
                say("Signal"): lambda call: say.percent(call.probability),
                say("Base rate"): lambda call: say.percent(call.base_probability),
                say("What happened"): lambda call: _outcome(call, say),
            },
            say("The CSV holds every month."),
        ),
        data=pd.DataFrame(map(vars, calls)),
        chart=lambda canvas: _chart(calls, canvas),
    )


def _outcome(call: Call, say: Say) -> str:
    if call.rose is None:
        return say("open")
    return say("rose") if call.rose else say("fell")


def _chart(calls: tuple[Call, ...], canvas: Canvas) -> Plot:
    palette = canvas.palette
    first, last = pd.Timestamp(calls[0].date), pd.Timestamp(calls[-1].date)
    quarters = [0, 0.25, 0.5, 0.75, 1]
    plot = Plot(
        canvas,
        scales.years("date", first, last + pd.Timedelta(days=40), canvas),
        scales.numbers("p", -0.08, 1.08, number="%", values=quarters),
        height=(260, 220),
    )
    colours = {"base_probability": palette.null, "probability": palette.follow}
    stated = (
        (which, table(calls, date="date", p=which).round(3).assign(colour=colour))
        for which, colour in colours.items()
    )
    outcomes = table(
        (call for call in calls if call.rose is not None),
        date="date",
        p=lambda call: 1.05 if call.rose else -0.05,
        colour=lambda call: palette.follow if call.rose else palette.bad,
    )
    plot.line(joined(stated), width=2, stepped=True)
    plot.ticks(outcomes, thickness=1.5, size=9, upright=True)
    return plot
