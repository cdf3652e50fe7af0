"""Results become figures: one file a chart, one theme, one exporter.

:func:`draw_figures` is the explicit list: a new chart is a new file and one line there.
"""

from __future__ import annotations

from pathlib import Path

from generator.charts import bases, event_study, two_series
from generator.charts.export import render
from generator.charts.theme import read_palette
from generator.language import Language
from generator.models.prices import Prices
from generator.models.publication import Figure, Imprint
from generator.models.report import Report


def draw_figures(
    report: Report, prices: Prices, language: Language, tokens: Path, imprint: Imprint
) -> dict[str, Figure]:
    """All figures of the report in one language, by id.

    Parameters
    ----------
    tokens
        The stylesheet with the palette.
    """
    palette = read_palette(tokens)
    drawings = (
        two_series.drawing(report, prices, language),
        event_study.drawing(report, language),
        bases.drawing(report, language),
    )
    return {
        drawing.id: render(drawing, report, language, palette, imprint)
        for drawing in drawings
        if drawing is not None
    }
