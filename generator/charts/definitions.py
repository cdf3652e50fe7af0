"""The specification curve: every definition, sorted by its effect, with its choices below."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from generator.charts.drawing import Drawing, Panel, label, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.luck import TestedRow
from generator.models.publication import Table
from generator.models.question import BreakoutDefinition
from generator.models.report import Report
from generator.wording import definition_text, definitions_sentence, p_text
from generator.wording.luck import LEVEL


def drawing(report: Report, language: Language) -> Drawing | None:
    """Distinct definitions from the smallest to the largest excess; None if none is testable."""
    _, grid = language.gettext, report.grid
    if not grid.distinct:
        return None
    curve = sorted(grid.distinct, key=lambda row: row.excess)
    above = sum(row.excess > 0 for row in curve)
    facts = {
        "above": language.number(above),
        "distinct": language.number(len(curve)),
        "below": language.number(grid.below_5_percent),
    }
    return Drawing(
        id="definitions",
        title=_("Of %(distinct)s definitions %(above)s point up, %(below)s clearly") % facts,
        subtitle=_(
            "Mean log return after the events minus that after all days, for each distinct "
            "definition with three events or more, sorted. Teal: p below 5%%. Below: what each "
            "definition chooses."
        )
        % facts,
        how_to_read=_(
            "Each column is one way to define a breakout and its window. The dot is its effect; "
            "the marks under it show its choices. The ringed columns are the primary definition "
            "and the article’s. If one kind of choice had all the teal dots, the result would hang "
            "on it."
        ),
        alt=definitions_sentence(language, report).striptags(),
        instruments=(report.question.leader, report.question.follower),
        table=_table(report, language),
        data=pd.DataFrame(
            [
                {
                    "base_sessions": row.definition.base_sessions,
                    "basis": row.definition.basis,
                    "confirmation": row.definition.confirmation,
                    "horizon": row.horizon,
                    "n": row.n,
                    "excess": row.excess,
                    "p_value": row.p_value,
                    "repeats_an_earlier_row": row.repeats,
                }
                for row in grid.rows
            ]
        ),
        chart=lambda canvas: _chart(report, curve, language, canvas),
    )


def _table(report: Report, language: Language) -> Table:
    _ = language.gettext
    marked = _marked(report, list(report.grid.distinct), language)
    smallest = sorted(report.grid.distinct, key=lambda row: row.p_value)[:10]
    shown = [row for row, _name in marked if row not in smallest] + smallest
    named = {id(row): name for row, name in marked}
    return Table(
        columns=(_("Definition"), _("Days"), _("Events"), _("Excess"), "p"),
        rows=tuple(
            (
                " · ".join(
                    part
                    for part in (definition_text(language, row.definition), named.get(id(row)))
                    if part
                ),
                language.number(row.horizon),
                language.number(row.n),
                language.number(row.excess, 2),
                p_text(language, row.p_value),
            )
            for row in shown
        ),
        note=_("The marked definitions and the ten with the smallest p. The CSV holds all."),
    )


def _marked(
    report: Report, curve: list[TestedRow], language: Language
) -> list[tuple[TestedRow, str]]:
    """The columns of the primary definition and of the claimed one, with their names."""
    asked = report.question
    wanted = [(BreakoutDefinition(asked.base_sessions), language.gettext("primary"))]
    if asked.claimed is not None:
        wanted.append((asked.claimed, language.gettext("the article’s")))
    return [
        (row, name)
        for definition, name in wanted
        for row in curve
        if row.definition == definition and row.horizon == asked.primary_horizon
    ]


def _chart(
    report: Report, curve: list[TestedRow], language: Language, canvas: Canvas
) -> alt.VConcatChart:
    margin = 96 if canvas.phone else 160
    width = canvas.pixels - margin
    effects = _effects(report, curve, language, canvas).properties(
        width=width, height=150 if canvas.phone else 200
    )
    choices = _choices(curve, language, canvas)
    return alt.vconcat(effects, choices.properties(width=width), spacing=14)


def _x(field: str, count: int) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-1, count], nice=False), axis=None)


def _effects(report: Report, curve: list[TestedRow], language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    table = rows(
        at=list(range(len(curve))),
        excess=[round(row.excess, 4) for row in curve],
        colour=[palette.lead if row.p_value < LEVEL else palette.null for row in curve],
    )
    dots = (
        alt.Chart(table)
        .mark_circle(size=22 if canvas.phone else 42, opacity=1)
        .encode(
            x=_x("at", len(curve)),
            y=alt.Y("excess:Q", axis=alt.Axis(tickCount=5, format="~g")),
            color=alt.Color("colour:N", scale=None, legend=None),
        )
    )
    marked = _marked(report, curve, language)
    rings = alt.Chart(
        rows(
            at=[curve.index(row) for row, _name in marked],
            excess=[row.excess for row, _name in marked],
            text=[name for _row, name in marked],
        )
    ).encode(x=alt.X("at:Q"), y=alt.Y("excess:Q"))
    zero = alt.Chart(rows(zero=[0])).mark_rule(color=palette.mute).encode(y=alt.Y("zero:Q"))
    return alt.layer(
        zero,
        dots,
        rings.mark_point(size=150, color=palette.follow, strokeWidth=2, filled=False),
        rings.mark_text(
            color=palette.follow, fontWeight=600, align="right", baseline="bottom", dx=-9, dy=-5
        ).encode(text=alt.Text("text:N")),
        label(language.gettext("excess log return"), palette.mute),
    )


def _choices(curve: list[TestedRow], language: Language, canvas: Canvas) -> alt.Chart:
    palette = canvas.palette
    kinds = _kinds(curve, language, phone=canvas.phone)
    labels = [name for _of, name in kinds]
    marks = [
        (at, name, palette.lead if row.p_value < LEVEL else palette.null)
        for at, row in enumerate(curve)
        for matches, name in kinds
        if matches(row)
    ]
    marks.sort(key=lambda mark: mark[2])  # marks of one colour become one path
    table = rows(
        at=[at for at, *_rest in marks],
        choice=[name for _at, name, _colour in marks],
        colour=[colour for *_rest, colour in marks],
    )
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_tick(thickness=1.6 if canvas.phone else 4, size=11, opacity=1)
        .encode(
            x=_x("at", len(curve)),
            y=alt.Y(
                "choice:N",
                scale=alt.Scale(domain=labels),
                axis=alt.Axis(grid=False, labelPadding=8, labelLimit=150),
            ),
            color=alt.Color("colour:N", scale=None, legend=None),
        )
        .properties(height=15 * len(labels))
    )
    return chart


def _kinds(
    curve: list[TestedRow], language: Language, *, phone: bool
) -> list[tuple[Callable[[TestedRow], bool], str]]:
    """Every choice that occurs, by kind, with the words for it."""
    _ = language.gettext
    number = language.number
    lengths = sorted({row.definition.base_sessions for row in curve})
    confirmations = sorted({row.definition.confirmation for row in curve})
    horizons = sorted({row.horizon for row in curve})
    if phone:
        base, close, intraday = _("base %(num)s"), _("close"), _("intraday")
        horizon = _("%(num)s days")
        confirmed = [language.ngettext("%(num)s close", "%(num)s closes", v) for v in confirmations]
    else:
        base, close = _("base of %(num)s sessions"), _("record close")
        intraday, horizon = _("intraday record"), _("after %(num)s days")
        confirmed = [
            language.ngettext("%(num)s close above", "%(num)s closes above", v)
            for v in confirmations
        ]
    return [
        *(
            (lambda r, v=v: r.definition.base_sessions == v, base % {"num": number(v)})
            for v in lengths
        ),
        (lambda r: r.definition.basis == "close", close),
        (lambda r: r.definition.basis == "intraday", intraday),
        *(
            (lambda r, v=v: r.definition.confirmation == v, text % {"num": number(v)})
            for v, text in zip(confirmations, confirmed, strict=True)
        ),
        *((lambda r, v=v: r.horizon == v, horizon % {"num": number(v)}) for v in horizons),
    ]
