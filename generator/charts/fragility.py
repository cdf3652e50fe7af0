"""The p of every way to ask, on one scale."""

from __future__ import annotations

import altair as alt
import pandas as pd

from generator.charts.axes import row_axis
from generator.charts.drawing import Drawing, Panel, fitted, rows
from generator.charts.theme import Canvas
from generator.language import Language
from generator.models.publication import Table
from generator.models.report import Report
from generator.wording import DefinedTest, defined_tests, p_text, which_tests
from generator.wording.luck import LEVEL

TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]


def drawing(report: Report, language: Language) -> Drawing | None:
    """One row a test, the primary one first; None if none is defined."""
    _ = language.gettext
    tests = defined_tests(language, report)
    if not tests:
        return None
    below = sum(test.p_value < LEVEL for test in tests)
    facts = {"below": language.number(below), "total": language.number(len(tests))}
    return Drawing(
        id="fragility",
        title=_title(below, len(tests), language) % facts,
        subtitle=_(
            "One-sided p (two-sided where it says so) of the same events, asked in %(total)s "
            "ways. Log scale: further left is rarer by chance. Only the primary test was fixed in "
            "advance."
        )
        % facts,
        how_to_read=_(
            "Each dot is one test. Left of the line fewer than 5 in 100 random draws do as well. "
            "Where the dots fall on both sides, the answer depends on how one asks, and none of "
            "the dots alone settles it."
        ),
        alt=which_tests(language, report),
        instruments=(report.question.leader, report.question.follower),
        table=_table(report, tests, language),
        data=pd.DataFrame(
            {
                "test": [test.label for test in tests],
                "n": [test.n for test in tests],
                "p_value": [test.p_value for test in tests],
            }
        ),
        chart=lambda canvas: _chart(tests, language, canvas),
    )


def _title(below: int, total: int, language: Language) -> str:
    _ = language.gettext
    if below == 0:
        return _("However one asks, luck is not ruled out")
    if below == total:
        return _("However one asks, random draws seldom do as well")
    return _("The answer depends on how one asks")


def _table(report: Report, tests: list[DefinedTest], language: Language) -> Table:
    _ = language.gettext
    holm = {
        one.horizon: None if one.test is None else one.test.holm
        for one in report.luck.robustness.horizons
    }
    corrected = ", ".join(
        _("%(days)s days %(p)s") % {"days": language.number(h), "p": p_text(language, p)}
        for h, p in holm.items()
    )
    return Table(
        columns=(_("Test"), _("Events"), "p"),
        rows=tuple(
            (test.label, language.number(test.n), p_text(language, test.p_value)) for test in tests
        ),
        note=_("Corrected for the number of horizons (Holm): %(list)s.") % {"list": corrected},
    )


def _chart(tests: list[DefinedTest], language: Language, canvas: Canvas) -> Panel:
    palette = canvas.palette
    labels = [test.label for test in tests]
    values = [test.p_value for test in tests]
    low = min(0.01, *values) / 1.6
    x = alt.X(
        "p:Q",
        scale=alt.Scale(type="log", domain=[low, 1], nice=False),
        axis=alt.Axis(
            values=TICKS[::2] if canvas.phone else TICKS,
            format="~%",
            grid=False,
        ),
    )
    table = rows(
        row=labels,
        p=[round(value, 5) for value in values],
        text=[p_text(language, value) for value in values],
        colour=[_colour(test, canvas) for test in tests],
        size=[130 if test.primary else 70 for test in tests],
    )
    dots = alt.Chart(table).encode(
        x=x,
        y=row_axis("row", labels, limit=190 if canvas.phone else 400),
        color=alt.Color("colour:N", scale=None, legend=None),
    )
    level = alt.Chart(rows(level=[LEVEL], text=[language.percent(LEVEL)]))
    layers = alt.layer(
        level.mark_rule(color=palette.ink, strokeDash=[2, 3]).encode(x=alt.X("level:Q")),
        dots.mark_circle(opacity=1).encode(size=alt.Size("size:Q", scale=None, legend=None)),
        dots.mark_text(align="left", dx=10).encode(text=alt.Text("text:N")),
    )
    return fitted(layers, canvas, 24 * len(labels))


def _colour(test: DefinedTest, canvas: Canvas) -> str:
    if test.primary:
        return canvas.palette.ink
    return canvas.palette.lead if test.p_value < LEVEL else canvas.palette.mute
