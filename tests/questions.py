"""Everything that a build writes about a question, but for its pictures and for MkDocs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from generator import heartbeat, prose, publish
from generator.annex import gather
from generator.charts import drawings
from generator.charts.drawing import Drawing
from generator.charts.export import csv_of
from generator.charts.theme import Canvas, read_palette
from generator.config import Config
from generator.language import Language
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import Figure, Imprint
from generator.models.report import Report
from generator.pages import Edition, downloads, render_pages
from generator.pipeline import evaluate
from generator.terminal import print_status

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def written(config: Config, prices: Prices) -> dict[str, str]:
    """Every page and file by its path; charts are laid out at both widths, but not drawn."""
    report, language = evaluate(config, prices), Language("en", config.locales)
    annex = gather(config, prices, report)
    imprint = Imprint(config.site.name, config.sources)
    made = drawings(report, prices, language)
    figures = {drawing.id: _unpainted(config, drawing, report) for drawing in made}
    told, has_claims = config.prose / "en", bool(annex.audit.claims)
    files = prose.prose_files(report, language, imprint, told, has_claims=has_claims)
    files += render_pages(Edition(report, figures, language, imprint, annex), config.templates)
    files += publish.api_files(report, annex, NOON, language)
    files += publish.series_files(prices)
    files.append(publish.feed_file(report, annex, language, config.site.name, config.site.url))
    files += heartbeat.heartbeat_files(report, annex.notes, NOON, language)
    files += downloads(figures)
    print_status(config, report)
    return {file.path: file.content.decode() for file in files}


def _unpainted(config: Config, drawing: Drawing, report: Report) -> Figure:
    palette = read_palette(config.tokens)
    for width in ("wide", "phone"):
        drawing.chart(Canvas(width, palette)).specification()
    return Figure(
        drawing.id, drawing.title, drawing.subtitle, drawing.how_to_read, drawing.alt, "",
        report.data_date, drawing.table, "", "", {f"{drawing.id}.csv": csv_of(drawing)},
    )  # fmt: skip


def asked_of(config: Config, series: Mapping[str, PriceHistory], as_of: date) -> Prices:
    """The question of a configuration, asked of other prices; what has none is empty."""
    nothing = pd.DataFrame(
        {"high": [], "close": [], "source": []},
        index=pd.DatetimeIndex([], name="date").as_unit("us"),
    )
    histories = (series.get(i.key, PriceHistory(i, nothing)) for i in config.instruments)
    return Prices.as_of_day(as_of, config.question, tuple(histories))


def series_on(
    instrument: Instrument, days: Sequence[pd.Timestamp] | pd.DatetimeIndex, closes: Sequence[float]
) -> PriceHistory:
    """Made-up closes on given days, without highs."""
    dates = pd.DatetimeIndex(days, name="date").as_unit("us")
    rows = pd.DataFrame({"high": np.nan, "close": closes, "source": "made-up"}, index=dates)
    return PriceHistory(instrument, rows.astype({"close": float}))
