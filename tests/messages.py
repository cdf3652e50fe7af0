"""Collect every text of templates and code into the catalogues (``make messages``)."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.config import ROOT, load_config

KEYWORDS = {"_": None, "N_": None, "say": None} | {
    "gettext": None,
    "ngettext": (1, 2),
    "many": (1, 2),
}


def collected() -> Catalog:
    """Every text that a reader may see, without translations."""
    catalogue = Catalog(project="Lead or Luck", charset="utf-8")
    for folder in ("generator", "templates"):
        for name, line, message, comments, context in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python"), ("**.jinja", "jinja2.ext:babel_extract")],
            options_map={"**.jinja": {"trimmed": "true", "newstyle_gettext": "true"}},
            keywords=KEYWORDS,
        ):
            place = [(f"{folder}/{name}", line)]
            catalogue.add(message, locations=place, auto_comments=comments, context=context)
    for instrument in load_config().instruments:
        catalogue.add(instrument.name, locations=[("report.toml", 1)])
    return catalogue


def catalogue_files() -> list[Path]:
    """The catalogue of each language."""
    return sorted((ROOT / "templates" / "locales").glob("*/LC_MESSAGES/messages.po"))


def read(file: Path) -> Catalog:
    """One catalogue as it stands."""
    return read_po(io.BytesIO(file.read_bytes()), locale=file.parts[-3])


def main() -> None:
    """Update every catalogue, keeping its translations; texts that are gone are dropped."""
    for file in catalogue_files():
        catalogue, template = read(file), collected()
        template.creation_date = catalogue.creation_date  # no difference without a new text
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with file.open("wb") as target:
            write_po(
                target, catalogue, omit_header=False, sort_by_file=True, width=98, no_location=True
            )


if __name__ == "__main__":
    main()
