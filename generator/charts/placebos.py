"""The same test with other leaders and the other way round."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import row_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.luck import Placebo, RankedTest
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import p_text, placebo_label


def drawing(report: Report, language: Language) -> Drawing | None:
    """One row a pair: how many random draws it beats; None without the primary test."""
    _, luck, p = language.gettext, report.luck, report.luck.p_value.uniform
    if luck.observed is None or luck.base is None or p is None:
        return None
    asked = report.question
    own = RankedTest(luck.observed.mean, p, 1 - p)
    primary = Placebo(asked.leader.symbol, asked.follower.symbol, luck.n, luck.base.mean, own)
    every = (primary, *report.placebos)
    pairs = [(pair, pair.test) for pair in every if pair.test is not None]
    others = [other for _pair, other in pairs[1:] if other.rank >= own.rank]
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
        alt=" ".join(_row_text(pair, test, report, language) for pair, test in pairs),
        instruments=tuple(
            s.instrument
            for s in report.freshness
            if s.instrument.symbol
            in {symbol for pair, _test in pairs for symbol in (pair.leader, pair.follower)}
        ),
        table=Table(
            columns=(_("Pair"), _("Events"), _("Mean log return"), _("All days"), "p"),
            rows=tuple(
                (
                    placebo_label(language, report, pair),
                    language.number(pair.n),
                    language.number(pair.test.mean if pair.test else None, 2),
                    language.number(pair.base_mean, 2),
                    p_text(language, pair.test.p_value if pair.test else None),
                )
                for pair in every
            ),
        ),
        data=pd.DataFrame([_record(pair) for pair in every]),
        chart=lambda canvas: _chart(pairs, report, language, canvas),
    )


def _record(pair: Placebo) -> dict[str, object]:
    return {
        "leader": pair.leader,
        "follower": pair.follower,
        "n": pair.n,
        "mean": pair.test.mean if pair.test else None,
        "base_mean": pair.base_mean,
        "p_value": pair.test.p_value if pair.test else None,
        "rank": pair.test.rank if pair.test else None,
    }


def _row_text(pair: Placebo, test: RankedTest, report: Report, language: Language) -> str:
    return language.gettext("%(pair)s: n = %(n)s, p = %(p)s.") % {
        "pair": placebo_label(language, report, pair),
        "n": language.number(pair.n),
        "p": p_text(language, test.p_value),
    }


def _chart(
    pairs: list[tuple[Placebo, RankedTest]], report: Report, language: Language, canvas: Canvas
) -> Panel:
    palette = canvas.palette
    labels = [
        f"{placebo_label(language, report, pair)} (n = {language.number(pair.n)})"
        for pair, _test in pairs
    ]
    table = rows(
        row=labels,
        rank=[round(test.rank, 4) for _pair, test in pairs],
        text=[language.percent(test.rank) for _pair, test in pairs],
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
