"""The same test with other leaders and the other way round."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import row_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.luck import Placebo
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import p_text, placebo_label


def drawing(report: Report, language: Language) -> Drawing | None:
    """One row a pair: how many random draws it beats; None without the primary test."""
    _, luck = language.gettext, report.luck
    if luck.p_value.uniform is None:
        return None
    asked = report.question
    primary = Placebo(
        asked.leader.symbol,
        asked.follower.symbol,
        luck.n,
        luck.mean,
        luck.base_mean,
        luck.p_value.uniform,
        1 - luck.p_value.uniform,
    )
    pairs = [p for p in (primary, *report.placebos) if p.rank is not None]
    others = [pair for pair in pairs[1:] if (pair.rank or 0) >= (primary.rank or 0)]
    return Drawing(
        id="placebos",
        title=_("Other pairs do as well")
        if others
        else _("No other pair does as well, but each has few events"),
        subtitle=_(
            "The primary test with other leaders and with the pair reversed: the share of random "
            "draws that the events beat. n: complete events."
        ),
        how_to_read=_(
            "At 50% the events are no better than random days. Right of the dashed line they beat "
            "more than 95% of the draws. A signal of small caps alone would leave the other rows "
            "near 50%."
        ),
        alt=" ".join(_row_text(pair, report, language) for pair in pairs),
        instruments=tuple(
            s.instrument
            for s in report.freshness
            if s.instrument.symbol in {symbol for p in pairs for symbol in (p.leader, p.follower)}
        ),
        table=Table(
            columns=(_("Pair"), _("Events"), _("Mean log return"), _("All days"), "p"),
            rows=tuple(
                (
                    placebo_label(language, report, pair),
                    language.number(pair.n),
                    "–" if pair.mean is None else language.number(pair.mean, 2),
                    "–" if pair.base_mean is None else language.number(pair.base_mean, 2),
                    p_text(language, pair.p_value),
                )
                for pair in (primary, *report.placebos)
            ),
        ),
        data=pd.DataFrame([vars(pair) for pair in (primary, *report.placebos)]),
        chart=lambda canvas: _chart(pairs, report, language, canvas),
    )


def _row_text(pair: Placebo, report: Report, language: Language) -> str:
    return language.gettext("%(pair)s: n = %(n)s, p = %(p)s.") % {
        "pair": placebo_label(language, report, pair),
        "n": language.number(pair.n),
        "p": p_text(language, pair.p_value),
    }


def _chart(pairs: list[Placebo], report: Report, language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    labels = [
        f"{placebo_label(language, report, pair)} (n = {language.number(pair.n)})" for pair in pairs
    ]
    table = rows(
        row=labels,
        rank=[round(pair.rank or 0, 4) for pair in pairs],
        text=[language.percent(pair.rank or 0) for pair in pairs],
        colour=[palette.lead] + [palette.mute] * (len(pairs) - 1),
        zero=0.0,
    )
    x = alt.X(
        "rank:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    chart = alt.Chart(table).encode(
        x=x,
        y=row_axis("row", labels, limit=canvas.pixels),
        color=alt.Color("colour:N", scale=None, legend=None),
    )
    if canvas.phone:
        chart = chart.encode(y=alt.Y("row:N", sort=labels, axis=None))
    marks = alt.Chart(rows(at=[0.95])).mark_rule(color=palette.ink, strokeDash=[2, 3])
    layers = [
        marks.encode(x=alt.X("at:Q")),
        chart.mark_rule(strokeWidth=2).encode(x2=alt.X2("zero:Q")),
        chart.mark_circle(size=110, opacity=1),
        chart.mark_text(dy=-13, fontWeight=600).encode(text=alt.Text("text:N")),
    ]
    if canvas.phone:
        layers.append(
            chart.mark_text(align="left", dy=15, color=palette.ink).encode(
                x=alt.XValue(0), text=alt.Text("row:N"), color=alt.value(palette.ink)
            )
        )
    return fitted(alt.layer(*layers), canvas, (64 if canvas.phone else 46) * len(labels))
