"""The whole site in one language: drawn, written, published, and built by MkDocs."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import charts, heartbeat, pages, prose, publish, wording
from generator.config import Config
from generator.language import Language
from generator.models.annex import Annex
from generator.models.prices import Prices
from generator.models.publication import Imprint, StagedFile
from generator.models.report import Report
from generator.site import assembly
from generator.vega import Drawers


@dataclass(frozen=True, eq=False)
class Content:
    """What a site says, in any language, and the moment that it states."""

    prices: Prices
    report: Report
    annex: Annex
    built_at: datetime


@contextlib.contextmanager
def pictures(config: Config) -> Iterator[charts.Pictures]:
    """Pictures for all languages, drawn by processes that are gone afterwards."""
    with Drawers() as drawers:
        made = charts.Pictures(config.pictures, drawers.draw)
        yield made
        made.forget_old()


def build(
    config: Config,
    content: Content,
    code: str,
    workshop: Path,
    made: charts.Pictures,
    tell: Callable[[str], None],
) -> None:
    """Build one language into ``site`` of the workshop; the first one lies at its root."""
    report, language = content.report, Language(code, config.locales)
    imprint = Imprint(config.site.name, config.sources)
    tell(f"drawing the figures ({code})")
    figures = charts.draw_figures(report, content.prices, language, config.tokens, imprint, made)
    tell(f"writing the pages ({code})")
    written = pages.Edition(report, figures, language, imprint, content.annex)
    docs, out = workshop / f"docs-{code}", workshop / "site"
    told, has_claims = config.prose / code, bool(content.annex.audit.claims)
    files = prose.prose_files(report, language, imprint, told, has_claims=has_claims)
    files += pages.render_pages(written, config.templates)
    if code == config.site.languages[0]:
        files += _published(config, content, language)
    else:
        out /= code
    assembly.stage(docs, told, files)
    tell(f"building the site with MkDocs ({code})")
    # What no page links to in Markdown is made while MkDocs builds the pages.
    downloads = workshop / f"downloads-{code}"
    with assembly.mkdocs(_blueprint(config, content, language), docs, out, workshop):
        assembly.write(downloads, pages.downloads(figures))
    shutil.copytree(downloads, out, dirs_exist_ok=True)


def _published(config: Config, content: Content, language: Language) -> list[StagedFile]:
    """What is not of one language: the API, the series, the feed and the heartbeat."""
    report, annex, now = content.report, content.annex, content.built_at
    return [
        *publish.api_files(report, annex, now, language),
        *publish.series_files(content.prices),
        publish.feed_file(report, annex, language, config.site.name, config.site.url),
        *heartbeat.heartbeat_files(report, annex.notes, now, language),
    ]


def _blueprint(config: Config, content: Content, language: Language) -> assembly.Blueprint:
    limits = config.freshness.fresh, config.freshness.late
    return assembly.Blueprint(
        mkdocs_file=config.mkdocs_file(language.code),
        theme=config.theme,
        site_name=config.site.name,
        site_description=config.site.description,
        site_url=config.site.url,
        repository=config.site.repository,
        facts=wording.build_facts(language, content.report, content.built_at, limits),
    )
