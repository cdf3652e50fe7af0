"""The golden pages: what the generator writes for one fixed day (``make golden`` renews them).

Pictures are left out: they are tested on their own, and their difference cannot be read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from generator import charts, pages, publish
from generator.annex import gather
from generator.config import load_config
from generator.language import Language
from generator.models.publication import Imprint
from generator.models.report import Report
from generator.pipeline import Moment, evaluate, read_prices

FOLDER = Path(__file__).parent
MOMENT = Moment(date(2026, 11, 22), datetime(2026, 11, 22, 12, tzinfo=UTC), reproducible=True)
AS_OF = (date(2026, 10, 8), date(2026, 1, 23))


def produced(as_of: date, known: Report | None = None) -> dict[str, str]:
    """Every page and the JSON API as of a day, by file name; its report may be ``known``."""
    config = load_config()
    prices = read_prices(config, as_of, MOMENT)
    report = known or evaluate(config, prices)
    language, imprint = Language("en", config.locales), Imprint(config.site.name, config.sources)
    pictures = charts.Pictures(config.pictures)
    figures = charts.draw_figures(report, prices, language, config.tokens, imprint, pictures)
    # Notes, calls and releases of its own: later ones must not move a golden page.
    own = {"history": FOLDER / "store", "changelog": FOLDER / "store" / "CHANGELOG.md"}
    annex = gather(config.model_copy(update=own), prices, report)
    edition = pages.Edition(report, figures, language, imprint, annex)
    files = pages.render_pages(edition, config.templates)
    files += publish.api_files(report, annex, MOMENT.now, language)
    return {
        Path(file.path).name: re.sub(r"<svg.*?</svg>", "<svg/>", file.content.decode(), flags=re.S)
        for file in files
        if file.path.endswith((".md", "latest.json"))
    }


def main() -> None:
    """Write the golden files anew; read the difference before you commit it."""
    for as_of in AS_OF:
        folder = FOLDER / str(as_of)
        folder.mkdir(exist_ok=True)
        for name, text in produced(as_of).items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
