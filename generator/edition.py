"""The whole site in one language: drawn, written, published, and built by MkDocs."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator import charts, heartbeat, pages, prose, publish, questions, wording
from generator.config import Config
from generator.language import Language
from generator.models.annex import Annex
from generator.models.prices import Prices
from generator.models.publication import CARD, Imprint, QuestionCard, StagedFile
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

    joined: questions.Joining
    """The further questions of the site, which may still be built."""


OF_A_QUESTION = ("index", "luck")
"""The pages of a further question of a site: Today and Luck?."""
DATA = ("csv", "json")
"""The downloads of its figures: pictures for download take longer than all the rest."""
UP = "../../"
"""The way from its root to that of the site."""
LINKED = ("api_label", "feed_label")
"""What the frame of its pages does not link to, for it is not there."""


@contextlib.contextmanager
def pictures(config: Config) -> Iterator[charts.Pictures]:
    """Pictures for all languages, drawn by processes that are gone afterwards.

    Those of a further question are drawn here: it has a process of its own already.
    """
    if config.part_of:
        yield charts.Pictures(config.pictures)
        return
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
    imprint, is_part = Imprint(config.site.name, config.sources), bool(config.part_of)
    tell(f"drawing the figures ({code})")
    shown = pages.figures_on(config.templates, OF_A_QUESTION) if is_part else ()
    kinds = DATA if is_part else charts.KINDS
    figures = charts.draw_figures(
        report, content.prices, language, config.tokens, imprint, made, shown, kinds
    )
    tell(f"writing the pages ({code})")
    is_first = code == config.site.languages[0]
    written = pages.Edition(
        report,
        figures,
        language,
        imprint,
        content.annex,
        content.joined.cards,
        up=UP if is_part else "" if is_first else "../",
        only=OF_A_QUESTION if is_part else (),
        above=tuple(path.stem for path in (config.prose / code).glob("*.md")),
    )
    docs, out = workshop / f"docs-{code}", workshop / "site"
    files = pages.render_pages(written, config.templates)
    files.append(publish.manifest_file(language, config.site.name))
    if is_part:
        files.append(StagedFile(CARD, questions.card_file(_card(config, content, language))))
    else:
        told, has_claims = config.prose / code, bool(content.annex.audit.claims)
        files += prose.prose_files(report, language, imprint, told, has_claims=has_claims)
        files += _published(config, content, language) if is_first else []
    assembly.stage(docs, None if is_part else config.prose / code, files)
    tell(f"building the site with MkDocs ({code})")
    # What no page links to in Markdown is made while MkDocs builds the pages.
    downloads, out = workshop / f"downloads-{code}", out if is_first else out / code
    with assembly.mkdocs(_blueprint(config, content, language), docs, out, workshop):
        assembly.write(downloads, pages.downloads(figures))
    shutil.copytree(downloads, out, dirs_exist_ok=True)
    if is_part:  # a server knows one such page, that of the site
        (out / "404.html").unlink()


def _card(config: Config, content: Content, language: Language) -> QuestionCard:
    """How the site shows a further question."""
    report = content.report
    return QuestionCard(
        name=config.file.stem,
        question=config.site.description or wording.question_sentence(language, report),
        headline=" ".join(wording.headline(language, report)),
        data_date=report.data_date,
        as_of=report.as_of,
    )


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
    facts = wording.build_facts(language, content.report, content.built_at, limits)
    if config.part_of:
        facts = {name: line for name, line in facts.items() if name not in LINKED}
        facts |= {"home": UP} | wording.home_facts(language, content.report, config.part_of)
    return assembly.Blueprint(
        mkdocs_file=config.mkdocs_file(language.code),
        theme=config.theme,
        site_name=config.site.name,
        site_description=config.site.description,
        site_url=config.site.url,
        repository=config.site.repository,
        facts=facts,
        only=OF_A_QUESTION if config.part_of else (),
    )
