"""Results become figures: one file a chart, one theme, one exporter.

:func:`drawings` is the explicit list: a new chart is a new file and one line there.
"""

from collections.abc import Collection
from pathlib import Path

from generator.charts import (
    base_rate,
    bases,
    calls,
    chance,
    correlation,
    cycle_overlay,
    definitions,
    etf_ratio,
    event_study,
    falls,
    fragility,
    halving_clock,
    halving_returns,
    issuance,
    ladder_history,
    lead_lag,
    order_variants,
    other_followers,
    other_leaders,
    placebos,
    policy_rate,
    two_series,
    volatility,
    yield_days,
)
from generator.charts.drawing import Drawing
from generator.charts.export import KINDS, order, render
from generator.charts.pictures import Pictures
from generator.charts.theme import read_palette
from generator.language import Language
from generator.models.prices import Prices
from generator.models.publication import Figure, Imprint
from generator.models.report import Report
from generator.wording.say import Say

__all__ = ["KINDS", "Pictures", "draw_figures", "drawings"]


def draw_figures(
    report: Report,
    prices: Prices,
    language: Language,
    tokens: Path,
    imprint: Imprint,
    pictures: Pictures,
    only: Collection[str] = (),
    kinds: Collection[str] = KINDS,
) -> dict[str, Figure]:
    """All figures of the report in one language, by id; or ``only`` those of some ids.

    Parameters
    ----------
    tokens
        The stylesheet with the palette.
    pictures
        Draws, or has kept, the pictures; those for download may be drawn after the return.
    kinds
        Which of the downloads there are.
    """
    palette = read_palette(tokens)
    # All are asked for before the first is waited for.
    made = (d for d in drawings(report, prices, language) if not only or d.id in only)
    orders = [order(drawing, palette, pictures) for drawing in made]
    return {
        one.drawing.id: render(one, report, language, palette, imprint, pictures, kinds)
        for one in orders
    }


def drawings(report: Report, prices: Prices, language: Language) -> tuple[Drawing, ...]:
    """Every chart that the results allow, before it is exported, in the order of the pages."""
    say = Say(language, report)
    made = (
        two_series.drawing(report, prices, say),
        event_study.drawing(report, say),
        bases.drawing(report, say),
        base_rate.drawing(report, say),
        chance.drawing(report, say),
        fragility.drawing(report, say),
        halving_clock.drawing(report, say),
        definitions.drawing(report, say),
        placebos.drawing(report, say),
        lead_lag.drawing(report, say),
        correlation.drawing(report, say),
        other_leaders.drawing(report, say),
        other_followers.drawing(report, say),
        *(cycle_overlay.drawing(report, each, say) for each in report.cycles.overlays),
        halving_returns.drawing(report, say),
        falls.drawing(report, say),
        issuance.drawing(report, say),
        volatility.drawing(report, say),
        etf_ratio.drawing(report, say),
        ladder_history.drawing(report, say),
        order_variants.drawing(report, say),
        policy_rate.drawing(report, say),
        yield_days.drawing(report, say),
        calls.drawing(report, say),
    )
    return tuple(drawing for drawing in made if drawing is not None)
