"""What random dates would have given, and where the breakouts stand among them."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from generator.charts.axes import multiple_axis
from generator.charts.drawing import Drawing, Panel, fitted, histogram_bars, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.luck import Histogram, Luck
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import draws_sentence, names, null_tests, p_text


def drawing(report: Report, language: Language) -> Drawing | None:
    """The null distribution of the mean, the observed one and each event; None without events."""
    _, luck = language.gettext, report.luck
    observed, p = luck.observed, luck.p_value.uniform
    if observed is None or luck.base is None or p is None:
        return None
    null = observed.null
    known = names(language, report) | {
        "days": language.number(luck.horizon),
        "draws": language.number(luck.draws),
        "n": language.count(luck.n),
        "observed": language.multiple(float(np.exp(observed.mean))),
        "p": p_text(language, p),
        "smallest": p_text(language, luck.smallest_p),
        "base": language.multiple(float(np.exp(luck.base.mean))),
    }
    return Drawing(
        id="chance",
        title=_title(p, language),
        subtitle=_(
            "%(draws)s draws of %(n)s random sessions: %(follower)s’s average multiple after "
            "%(days)s days (geometric mean), log scale. One-sided p = %(p)s."
        )
        % known,
        how_to_read=draws_sentence(language, luck)
        + " "
        + _(
            "Each draw picks as many random days as there were breakouts and averages what "
            "followed. The coloured part did at least as well as the breakouts. The dots are the "
            "breakouts themselves: the average hides how far they lie apart."
        ),
        alt=_(
            "The breakouts averaged %(observed)s, random days %(base)s. p = %(p)s; the smallest p "
            "that %(n)s events could reach is %(smallest)s."
        )
        % known,
        instruments=(report.question.leader, report.question.follower),
        table=Table(
            columns=(_("Test"), _("Events"), "p"),
            rows=tuple(
                (test.label, language.number(test.n), p_text(language, test.p_value))
                for test in null_tests(language, report)
            ),
        ),
        data=pd.DataFrame(
            {
                "from_multiple": np.exp(null.edges[:-1]),
                "to_multiple": np.exp(null.edges[1:]),
                "draws": null.counts,
            }
        ),
        chart=lambda canvas: _chart(luck, null, observed.mean, language, canvas),
    )


def _title(p: float, language: Language) -> str:
    _ = language.gettext
    if p < 0.05:
        return _("Better than nearly all random draws")
    if p < 0.25:
        return _("Better than most draws, not than all")
    if p < 0.75:
        return _("Much like random draws")
    return _("Worse than most random draws")


def _chart(luck: Luck, null: Histogram, mean: float, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    observed = float(np.exp(mean))
    multiples = [float(np.exp(event.log_return)) for event in luck.events]
    drawn = np.flatnonzero(null.counts > null.counts.max() / 400)
    low = min(float(np.exp(null.edges[drawn[0]])), *multiples) / 1.15
    high = max(float(np.exp(null.edges[drawn[-1] + 1])), *multiples) * 1.25
    x = multiple_axis("from", low, high, canvas)
    most = int(null.counts.max())
    y = alt.Y("count:Q", scale=alt.Scale(domain=[-0.16 * most, most * 1.08]), axis=None)
    reached = null.edges[:-1] >= mean - 1e-9
    events = rows(
        at=multiples,
        height=[-0.06 * most] * luck.n,
        text=[f"’{event.date:%y}" for event in luck.events],
        colour=[palette.follow if multiple > 1 else palette.bad for multiple in multiples],
    )
    dots = alt.Chart(events).encode(
        x=alt.X("at:Q"), y=alt.Y("height:Q"), color=alt.Color("colour:N", scale=None, legend=None)
    )
    line = alt.Chart(rows(at=[observed], text=[_observed_text(observed, language, canvas)]))
    layers = alt.layer(
        histogram_bars(_part(null, ~reached), palette.null, x, y),
        histogram_bars(_part(null, reached), palette.lead, x, y),
        line.mark_rule(color=palette.ink, strokeWidth=2).encode(
            x=alt.X("at:Q"), y=alt.YValue(0), y2=alt.Y2Value("height")
        ),
        line.mark_text(align="left", baseline="top", dx=8, fontWeight=600).encode(
            x=alt.X("at:Q"), y=alt.YValue(2), text=alt.Text("text:N")
        ),
        dots.mark_circle(size=70, opacity=1),
        dots.mark_text(dy=7, baseline="top", fontWeight=600).encode(text=alt.Text("text:N")),
    )
    return fitted(layers, canvas, 220 if canvas.phone else 280)


def _observed_text(observed: float, language: Language, canvas: Canvas) -> str:
    _ = language.gettext
    short, long = _("breakouts: %(multiple)s"), _("average of the breakouts: %(multiple)s")
    return (short if canvas.phone else long) % {"multiple": language.multiple(observed)}


def _part(null: Histogram, kept: np.ndarray) -> Histogram:
    return Histogram(null.edges, np.where(kept, null.counts, 0))
