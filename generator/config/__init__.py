"""``report.toml`` as a frozen, validated :class:`Config`; the only module that knows paths."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.config.complaints import config_error
from generator.config.listed import question_files
from generator.config.series import InstrumentTable
from generator.config.tables import ConfigFile, SiteTable
from generator.config.values import nearest
from generator.errors import ConfigError
from generator.language import is_locale
from generator.models.freshness import FreshnessLimits
from generator.models.instruments import Instrument, Peak
from generator.models.press import PublishedFact
from generator.models.question import (
    Article,
    BreakoutDefinition,
    EvidenceSettings,
    Question,
)

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_FILE = ROOT / "report.toml"

# What belongs to the project beside its files; site/ and build/ are for what is built.
PARTS = (
    "automation",
    "docs",
    "examples",
    "generator",
    "history",
    "hosting",
    "templates",
    "tests",
    ".ci",
    ".git",
    ".github",
    ".venv",
)

MOST_BYTES = 1_000_000
"""More than any configuration takes; whatever is larger is another file."""

# Variables that override [site]: who publishes knows where, so that a fork configures nothing.
ENVIRONMENT = {"SITE_URL": "url", "SITE_REPOSITORY": "repository"}


class Config(BaseModel):
    """What is asked, of which series, and where everything lies.

    Read it with :func:`load_config`.
    """

    model_config = ConfigDict(frozen=True)

    file: Path
    site: SiteTable
    question: Question
    variants: tuple[BreakoutDefinition, ...]
    instruments: tuple[Instrument, ...]
    freshness: FreshnessLimits
    sources: dict[str, str]
    history: Path

    questions: tuple[Path, ...] = ()
    """The files of further questions, which the site shows as well; they are not read yet."""
    part_of: str = ""
    """The name of the site that shows this question beside its own."""

    root: Path = ROOT
    templates: Path = ROOT / "templates"
    theme: Path = ROOT / "templates" / "theme"
    locales: Path = ROOT / "templates" / "locales"
    tokens: Path = ROOT / "templates" / "theme" / "assets" / "stylesheets" / "tokens.css"
    prose: Path = ROOT / "docs"
    changelog: Path = ROOT / "CHANGELOG.md"
    code: Path = ROOT / "generator"
    site_folder: Path = ROOT / "site"
    stamps: Path = ROOT / "build" / "stamps"
    pictures: Path = ROOT / "build" / "pictures"
    replays: Path = ROOT / "build" / "replays"
    histories: Path = ROOT / "build" / "histories"
    calendars: Path = ROOT / "build" / "calendars"

    def with_language(self, code: str) -> Config:
        """The same question for one language only.

        Raises
        ------
        ConfigError
            If the configuration does not list that language.
        """
        if code not in self.site.languages:
            raise ConfigError(
                f"the language {code!r} is not configured",
                place=f"{self.file.name}, [site] languages",
                mend=f"use one of {', '.join(self.site.languages)}, or add it there.",
            )
        return self.model_copy(update={"site": self.site.model_copy(update={"languages": (code,)})})

    def inputs(self) -> tuple[Path, ...]:
        """Every file and folder on which a build depends."""
        return (
            self.file,
            *self.questions,
            self.history,
            self.templates,
            self.prose,
            self.changelog,
            self.code,
            ROOT / "requirements.txt",
            *(self.mkdocs_file(language) for language in self.site.languages),
        )

    def own(self) -> tuple[Path, ...]:
        """What a build may never replace, nor put a site into."""
        parts = tuple(ROOT / name for name in PARTS)
        cleared = (self.stamps, self.pictures, self.replays, self.histories, self.calendars)
        return (self.file, *self.questions, self.history, *cleared, *parts)

    def mkdocs_file(self, language: str) -> Path:
        """The MkDocs configuration of one language; English has the plain name."""
        return mkdocs_file(self.root, language)


def load_config(file: Path = DEFAULT_FILE) -> Config:
    """Read and validate a configuration file.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, has an unknown key (the nearest valid one is
        named), a value out of range, or asks for a symbol that no instrument has.
    """
    try:
        raw = tomllib.loads(_text(file))
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})",
            place=str(file),
            mend="name a readable file with --config, or restore report.toml from git.",
        ) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, or brackets without end
        raise ConfigError(
            f"is not valid TOML: {error}", place=str(file), mend="correct that line."
        ) from error
    try:
        parsed = ConfigFile.model_validate(raw)
    except ValidationError as error:
        raise config_error(file, error) from error
    return _config(file, parsed)


def _text(file: Path) -> str:
    """The text of a file, if it is of a size that somebody can have written."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ConfigError(
            f"is larger than {MOST_BYTES:,} bytes",
            place=str(file),
            mend="name a configuration with --config; report.toml shows how one is written.",
        )
    return content.decode("utf-8-sig")  # some editors write a mark before the first line


def _config(file: Path, parsed: ConfigFile) -> Config:
    instruments = tuple(_instrument(key, table) for key, table in parsed.instruments.items())
    by_symbol = {instrument.symbol: instrument for instrument in instruments}
    if len(by_symbol) < len(instruments):
        raise ConfigError(
            "two instruments share one symbol",
            place=f"{file.name}, [instruments]",
            mend="give each instrument its own symbol.",
        )
    asked = parsed.question

    def instrument(part: str, symbol: str) -> Instrument:
        if symbol in by_symbol:
            return by_symbol[symbol]
        raise ConfigError(
            f"no instrument has the symbol {symbol!r}{nearest(symbol, tuple(by_symbol))}",
            place=f"{file.name}, {part}",
            mend=f"use one of {', '.join(by_symbol)}, or add it under [instruments].",
        )

    site = _published(parsed.site)
    for code in site.languages:
        _require_language(file, code)
    return Config(
        file=file,
        site=site,
        question=Question(
            leader=instrument("[question] leader", asked.leader),
            follower=instrument("[question] follower", asked.follower),
            controls=tuple(instrument("[question] controls", symbol) for symbol in asked.controls),
            other_leaders=tuple(
                instrument("[elsewhere] leaders", symbol)
                for symbol in parsed.elsewhere.leaders
                if symbol != asked.leader
            ),
            other_followers=tuple(
                instrument("[elsewhere] followers", symbol)
                for symbol in parsed.elsewhere.followers
                if symbol != asked.follower
            ),
            evidence=EvidenceSettings(**parsed.evidence.model_dump()),
            claimed=BreakoutDefinition(**asked.claimed.model_dump()) if asked.claimed else None,
            article=Article(**parsed.article.model_dump()) if parsed.article else None,
            published=tuple(
                PublishedFact(
                    source=table.source,
                    title=table.title,
                    published=table.date,
                    instrument=instrument("[[published]] instrument", fact.instrument),
                    **fact.model_dump(exclude={"instrument"}),
                )
                for table in parsed.published
                for fact in table.facts
            ),
            **asked.model_dump(exclude={"leader", "follower", "controls", "claimed", "variants"}),
        ),
        variants=tuple(BreakoutDefinition(**v.model_dump()) for v in asked.variants),
        instruments=instruments,
        freshness=FreshnessLimits(**parsed.freshness.model_dump()),
        sources=parsed.sources,
        history=_history(file, parsed.paths.history),
        questions=question_files(file, parsed.questions),
    )


def _instrument(key: str, table: InstrumentTable) -> Instrument:
    """One series; its folder is called as its table is."""
    stated = table.model_dump(exclude={"earlier_record"})
    earlier = table.earlier_record
    peak = None if earlier is None else Peak(**earlier.model_dump())
    return Instrument(key=key, earlier_record=peak, **stated)


def _history(file: Path, named: str | None) -> Path:
    """The folder of the price store; one that the file names must be there."""
    if named is None:
        return ROOT / "history"
    folder = (file.parent / named).resolve()
    if not folder.is_dir():
        raise ConfigError(
            f"there is no folder {folder}",
            place=f"{file.name}, [paths] history",
            mend=f"correct the path (it is relative to {file.name}), or create the folder.",
        )
    return folder


def _require_language(file: Path, code: str) -> None:
    """A language needs a catalogue, prose and a file for MkDocs, and Babel must know it."""
    locales, prose = ROOT / "templates" / "locales", ROOT / "docs"
    parts = (locales / code / "LC_MESSAGES" / "messages.po", prose / code, mkdocs_file(ROOT, code))
    lacking = [str(part.relative_to(ROOT)) for part in parts if not part.exists()]
    if lacking or not is_locale(code):
        there = ", ".join(sorted(path.name for path in locales.iterdir()))
        raise ConfigError(
            f"the language {code!r} is not there"
            + (f" (no {lacking[0]})" if lacking else " (no such locale)"),
            place=f"{file.name}, [site] languages",
            mend=f"use {there}, or add what CONTRIBUTING.md lists for a language.",
        )


def mkdocs_file(root: Path, language: str) -> Path:
    """The MkDocs configuration of one language; English has the plain name."""
    return root / ("mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml")


def _published(site: SiteTable) -> SiteTable:
    """``[site]`` with what the environment knows better; an empty variable says nothing."""
    for name, key in ENVIRONMENT.items():
        if value := os.environ.get(name):
            value = f"{value.rstrip('/')}/" if key == "url" else value
            try:
                site = SiteTable.model_validate(site.model_dump() | {key: value})
            except ValidationError as error:
                problem = f"{value!r} is not an address on the web"
                mend = "write it as https://example.org/report/, or unset it."
                raise ConfigError(problem, place=name, mend=mend) from error
    return site
