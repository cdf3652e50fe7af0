"""The specification curve: every definition, sorted by its effect, with its choices below."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, get_args

import numpy as np
import pandas as pd

from generator.charts import scales
from generator.charts.grammar import Canvas, Drawing, Frame, Panels, Plot, column, rows, table
from generator.models.grid import TestedRow
from generator.models.luck import LEVEL
from generator.models.question import Basis, BreakoutDefinition
from generator.models.report import Report
from generator.wording import definition_text, definitions_sentence
from generator.wording.say import Say

CHOSEN = {
    "base_sessions": "definition.base_sessions",
    "basis": "definition.basis",
    "confirmation": "definition.confirmation",
    "horizon": "horizon",
}
FOUND = {"n": "n", "excess": "excess", "p_value": "p_value", "repeats_an_earlier_row": "repeats"}

MARGIN = (108, 84)
"""What the names at the left take of the picture, wide and on a phone."""


def drawing(report: Report, say: Say) -> Drawing | None:
    """Distinct definitions from the smallest to the largest excess; None if none is testable."""
    distinct, marked = report.grid.distinct, _marked(report, say)
    if not distinct:
        return None
    smallest = sorted(distinct, key=attrgetter("p_value"))[:10]
    curve = table(sorted(distinct, key=attrgetter("excess")), **CHOSEN, **FOUND, mark=marked.get)
    return Drawing(
        id="definitions",
        title=say(
            "Of %(distinct)s definitions %(above)s point up, %(below)s clearly",
            distinct=len(curve),
            above=int((curve["excess"] > 0).sum()),
            below=report.grid.below_5_percent,
        ),
        subtitle=say(
            "Mean log return after the events minus that after all days, for each distinct "
            "definition with three events or more, sorted. Teal: p below 5%. Below: what each "
            "definition chooses."
        ),
        how_to_read=say(
            "Each column is one way to define a breakout and its window. The dot is its effect; "
            "the marks under it show its choices. The ringed columns are the primary definition "
            "and the article’s. If one kind of choice had all the teal dots, the result would hang "
            "on it."
        )
        if report.question.claimed
        else say(
            "Each column is one way to define a breakout and its window. The dot is its effect; "
            "the marks under it show its choices. The primary definition is ringed, if it has "
            "three events. If one kind of choice had all the teal dots, the result would hang on "
            "it."
        ),
        alt=definitions_sentence(say.language, report).striptags(),
        instruments=report.question.pair,
        table=say.table(
            [*(row for row in marked if row not in smallest), *smallest],
            {
                say("Definition"): lambda row: " · ".join(
                    filter(None, [definition_text(say.language, row.definition), marked.get(row)])
                ),
                say("Days"): "horizon",
                say("Events"): "n",
                say("Excess"): lambda row: say.number(row.excess, 2),
                "p": lambda row: say.p(row.p_value),
            },
            note=say("The marked definitions and the ten with the smallest p. The CSV holds all."),
        ),
        data=table(report.grid.rows, **CHOSEN, **FOUND),
        chart=lambda canvas: _chart(curve, say, canvas),
    )


def _marked(report: Report, say: Say) -> dict[TestedRow, str]:
    """The columns of the primary definition and of the claimed one, with their names."""
    asked = report.question
    named: dict[BreakoutDefinition | None, str] = {
        BreakoutDefinition(asked.base_sessions): say("primary"),
        asked.claimed: say("the article’s"),
    }
    return {
        row: name
        for definition, name in named.items()
        for row in report.grid.distinct
        if row.definition == definition and row.horizon == asked.primary_horizon
    }


def _chart(curve: Frame, say: Say, canvas: Canvas) -> Panels:
    palette = canvas.palette
    x = scales.numbers("at", -1, len(curve), shown=False)
    y = scales.numbers("excess", None, None, tickCount=5)
    colours = np.where(curve["p_value"] < LEVEL, palette.lead, palette.null)
    dots = rows(at=curve.index, excess=curve["excess"], colour=colours)
    rings = dots.assign(text=curve["mark"]).dropna()
    effects = Plot(canvas, x, y, height=(200, 150), margin=MARGIN)
    effects.rules(rows(excess=[0]), palette.mute)
    effects.dots(dots, size=canvas.of(42, 22))
    effects.rings(rings, palette.follow, size=150)
    effects.text(rings, palette.follow, bold=True, align="right", baseline="bottom", dx=-9, dy=-5)
    effects.label(say("excess log return"), palette.mute)
    choices = _choices(curve, say)
    marks = pd.concat(
        rows(at=curve.index, choice=_key(kind, curve[kind]), colour=colours) for kind in CHOSEN
    ).sort_values(["colour", "at"], kind="stable")  # marks of one colour become one path
    y, height = scales.names("choice", [*choices["choice"]], canvas, shown=False), 20 * len(choices)
    below = Plot(canvas, x, y, height=(height, height), margin=MARGIN)
    below.ticks(marks, thickness=canvas.of(4, 1.6), size=13)
    heading = choices["heading"]
    below.text(choices[heading], palette.ink, x=0, align="left")
    below.text(choices[~heading], palette.mute, x=0, dx=-8, align="right")
    return column(effects, below, spacing=14)


def _choices(curve: Frame, say: Say) -> Frame:
    """The rows of the lower panel: each kind of choice as a heading, and what was chosen."""
    kinds = {
        "base_sessions": say("sessions without a record before it"),
        "basis": say("what counts as the record"),
        "confirmation": say("closes above it that are asked for"),
        "horizon": say("how long it is followed"),
    }
    found: list[tuple[str, str, bool]] = []
    for kind, heading in kinds.items():
        values = get_args(Basis) if kind == "basis" else sorted(set(curve[kind]))
        found.append((kind, heading, True))
        words = [_word(kind, value, say) for value in values]
        found += zip(_key(kind, values), words, [False] * len(words), strict=True)
    return pd.DataFrame(found, columns=["choice", "text", "heading"])


def _key(kind: str, values: Iterable[Any]) -> list[str]:
    """The names of the rows of one kind of choice."""
    return [f"{kind} {value}" for value in values]


def _word(kind: str, choice: Any, say: Say) -> str:
    if kind == "basis":
        return say("close") if choice == "close" else say("intraday")
    return say("%(num)s days", num=choice) if kind == "horizon" else say.number(choice)
