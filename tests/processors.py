"""Write everything that is published of one day into a folder: ``python -m tests.processors DIR``.

``tests/test_processors.py`` runs it under other arithmetic and compares the bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from generator import charts, publish
from generator.charts.export import csv_of
from generator.charts.pictures import Pictures
from generator.charts.theme import Canvas, read_palette
from generator.config import load_config
from generator.language import Language
from generator.pipeline import evaluate
from tests.helpers import MOMENT, empty_annex, quick, shipped_prices


def main(folder: Path) -> None:
    """Write the API, and each figure's pictures, specifications, table and CSV.

    With few random draws: each number comes about as it does with many.
    """
    config, prices = load_config(), quick(shipped_prices())
    report, language = evaluate(config, prices), Language("en", config.locales)
    folder.mkdir()
    for file in publish.api_files(report, empty_annex(report.as_of), MOMENT.now, language):
        (folder / Path(file.path).name).write_bytes(file.content)
    palette, pictures = read_palette(config.tokens), Pictures(config.pictures)
    for drawing in charts.drawings(report, prices, language):
        for width in ("wide", "phone"):
            drawn = drawing.chart(Canvas(width, palette)).specification()
            (folder / f"{drawing.id}-{width}.json").write_text(json.dumps(drawn))
            (folder / f"{drawing.id}-{width}.svg").write_bytes(pictures.svg(drawn).result())
        words = [drawing.title, drawing.subtitle, drawing.alt, drawing.table]
        (folder / f"{drawing.id}.txt").write_text("\n".join(map(str, words)))
        (folder / f"{drawing.id}.csv").write_bytes(csv_of(drawing))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
