"""What was stated each month, and how it came out."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import year_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.models.track_record import TrackRecord
from generator.wording import names, record_verdict, skill_text


def drawing(report: Report, language: Language) -> Drawing | None:
    """Stated probabilities as lines, outcomes as marks; None before the first call."""
    _, record = language.gettext, report.track_record
    if not record.calls:
        return None
    known = names(language, report) | {
        "days": language.number(record.horizon),
        "calls": language.number(len(record.calls)),
        "resolved": language.number(record.scores.resolved),
    }
    return Drawing(
        id="calls",
        title=record_verdict(language, record).rstrip("."),
        subtitle=_(
            "Stated probability that %(follower)s is higher %(days)s days later, at each month "
            "end, from what was known on the day: by the signal (orange) and by the base rate "
            "(grey). Marks: what happened, above a rise, below a fall."
        )
        % known,
        how_to_read=_(
            "A good caller stands high over the marks above and low over the marks below. Where "
            "the orange line leaves the grey one, the signal claims to know more than the base "
            "rate. Neighbouring months share most of their year, so these are far fewer "
            "independent cases than marks."
        ),
        alt=_("%(calls)s calls, %(resolved)s of them resolved.") % known
        + " "
        + _("Brier skill against the base rate: %(skill)s.")
        % {"skill": skill_text(language, record.scores, record.skill_interval)},
        instruments=(report.question.leader, report.question.follower),
        table=_table(record, language),
        data=pd.DataFrame([vars(call) for call in record.calls]),
        chart=lambda canvas: _chart(record, canvas),
    )


def _table(record: TrackRecord, language: Language) -> Table:
    _ = language.gettext
    yearly = [call for call in record.calls if call.date.month == 12] or list(record.calls)
    return Table(
        columns=(_("Day"), _("Signal"), _("Base rate"), _("What happened")),
        rows=tuple(
            (
                language.date(call.date),
                language.percent(call.probability),
                language.percent(call.base_probability),
                _("open") if call.rose is None else _("rose") if call.rose else _("fell"),
            )
            for call in yearly
        ),
        note=_("The CSV holds every month."),
    )


def _chart(record: TrackRecord, canvas: Canvas) -> Panel:
    palette, calls = canvas.palette, record.calls
    dates = pd.DatetimeIndex([call.date for call in calls])
    first, last = dates[0], dates[-1] + pd.Timedelta(days=40)
    x = year_axis("date", first, last, canvas)
    y = alt.Y(
        "p:Q",
        scale=alt.Scale(domain=[-0.08, 1.08], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%"),
    )
    stated = pd.concat(
        rows(date=dates, p=[round(p, 3) for p in values], colour=colour, which=which)
        for values, colour, which in (
            ([call.base_probability for call in calls], palette.null, "base"),
            ([call.probability for call in calls], palette.follow, "signal"),
        )
    )
    lines = (
        alt.Chart(stated)
        .mark_line(strokeWidth=2, interpolate="step-after")
        .encode(
            x=x,
            y=y,
            color=alt.Color("colour:N", scale=None, legend=None),
            detail=alt.Detail("which:N"),
        )
    )
    known = [call for call in calls if call.rose is not None]
    outcomes = (
        alt.Chart(
            rows(
                date=pd.DatetimeIndex([call.date for call in known]),
                p=[1.05 if call.rose else -0.05 for call in known],
                colour=[palette.follow if call.rose else palette.bad for call in known],
            )
        )
        .mark_tick(thickness=1.5, size=9, orient="vertical", opacity=1)
        .encode(
            x=alt.X("date:T"),
            y=alt.Y("p:Q"),
            color=alt.Color("colour:N", scale=None, legend=None),
        )
    )
    return fitted(alt.layer(lines, outcomes), canvas, 220 if canvas.phone else 260)
