"""``report.toml`` as a frozen, validated :class:`Config`; the only module that knows paths."""

from __future__ import annotations

import difflib
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from generator.calendars import calendar_names
from generator.errors import ConfigError
from generator.models.instruments import Instrument, Role, Unit
from generator.models.question import (
    Article,
    Basis,
    BreakoutDefinition,
    EvidenceSettings,
    Question,
)

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_FILE = ROOT / "report.toml"

# Variables that override [site]: who publishes knows where, so that a fork configures nothing.
ENVIRONMENT = {"SITE_URL": "url", "SITE_REPOSITORY": "repository"}

Days = Annotated[int, Field(ge=1)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteTable(_Table):
    """``[site]``: how the published site calls itself."""

    name: str
    url: Annotated[str, Field(pattern=r"^(https?://.+/)?$")] = ""
    """Where the site is published, with a closing slash; empty: unknown."""
    repository: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    description: str = ""
    """The question in one sentence, for search engines; empty: as the MkDocs file has it."""
    languages: tuple[str, ...] = ("en",)
    """In the order in which they are built; the first one stands at the root of the site."""


class DefinitionTable(_Table):
    """One entry of ``[question] variants``."""

    base_sessions: Days
    basis: Basis
    confirmation: Days


def _ascending(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if list(values) != sorted(set(values)):
        raise ValueError("must be ascending, each value once")
    return values


AscendingDays = Annotated[tuple[Days, ...], Field(min_length=1), AfterValidator(_ascending)]


class QuestionTable(_Table):
    """``[question]``: the symbols in question, and the constants of the method."""

    leader: str
    follower: str
    controls: tuple[str, ...] = ()
    base_sessions: Days = 252
    discovery_sessions: Days = 21
    horizons: AscendingDays = (30, 90, 180, 365)
    primary_horizon: Days = 365
    days_before: Days = 180
    claimed: DefinitionTable | None = None
    halvings: Annotated[tuple[date, ...], AfterValidator(_ascending)] = ()
    etf_since: date | None = None
    variants: tuple[DefinitionTable, ...] = ()

    @model_validator(mode="after")
    def _primary_is_a_horizon(self) -> Self:
        if self.primary_horizon not in self.horizons:
            raise ValueError(f"primary_horizon {self.primary_horizon} is none of the horizons")
        return self


class ArticleTable(_Table):
    """``[article]``: whose claims are recomputed; leave it out where there is none."""

    title: str
    source: str
    published: date


class EvidenceTable(_Table):
    """``[evidence]``: how chance is simulated, and what is compared."""

    draws: Annotated[int, Field(ge=100)] = 200_000
    grid_draws: Annotated[int, Field(ge=100)] = 100_000
    resamples: Annotated[int, Field(ge=100)] = 2_000
    seed: Annotated[int, Field(ge=0)] = 20_260_123
    base_rates_since: Annotated[tuple[date, ...], AfterValidator(_ascending)] = (
        date(2014, 1, 1),
        date(2018, 1, 1),
    )
    halving_window: Days = 90
    grid_base_sessions: AscendingDays = (42, 63, 90, 126, 189, 252, 378, 504)
    grid_confirmations: AscendingDays = (1, 5, 10)
    grid_horizons: AscendingDays = (90, 180, 365)
    windows: AscendingDays = (63, 126, 252)
    block_sessions: Days = 10
    most_lag_weeks: Days = 26
    most_granger_lags: Days = 8


class FreshnessTable(_Table):
    """``[freshness]``: the ages up to which a series is fresh, and up to which it is late."""

    fresh: Annotated[int, Field(ge=0)] = 1
    late: Annotated[int, Field(ge=0)] = 3


class InstrumentTable(_Table):
    """``[instruments.<key>]``: one series; the key is its folder in ``history/``."""

    symbol: str
    name: str
    role: Role
    calendar: str
    unit: Unit
    decimals: Annotated[int, Field(ge=0, le=8)] = 2
    providers: tuple[str, ...] = ()
    tolerance: Annotated[float, Field(gt=0, lt=1)] = 0.001
    jump: Annotated[float, Field(gt=0)] = 0.15

    @field_validator("calendar")
    @classmethod
    def _known(cls, calendar: str) -> str:
        if calendar not in calendar_names():
            raise ValueError(f"unknown calendar {calendar!r}{_nearest(calendar, calendar_names())}")
        return calendar


class PathsTable(_Table):
    """``[paths]``: other places than the project's own, relative to the configuration file."""

    history: str | None = None


class _File(_Table):
    site: SiteTable
    question: QuestionTable
    article: ArticleTable | None = None
    evidence: EvidenceTable = EvidenceTable()
    freshness: FreshnessTable = FreshnessTable()
    instruments: dict[str, InstrumentTable]
    sources: dict[str, str] = {}
    paths: PathsTable = PathsTable()


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
    freshness: FreshnessTable
    sources: dict[str, str]
    history: Path

    root: Path = ROOT
    templates: Path = ROOT / "templates"
    theme: Path = ROOT / "templates" / "theme"
    locales: Path = ROOT / "templates" / "locales"
    tokens: Path = ROOT / "templates" / "theme" / "assets" / "stylesheets" / "tokens.css"
    prose: Path = ROOT / "docs"
    changelog: Path = ROOT / "CHANGELOG.md"
    power: Path = ROOT / "generator" / "statistics" / "power.json"
    site_folder: Path = ROOT / "site"
    stamps: Path = ROOT / "build" / "stamps"

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
            self.history,
            self.templates,
            self.prose,
            ROOT / "generator",
            ROOT / "requirements.txt",
            *(self.mkdocs_file(language) for language in self.site.languages),
        )

    def mkdocs_file(self, language: str) -> Path:
        """The MkDocs configuration of one language; English has the plain name."""
        return self.root / ("mkdocs.yml" if language == "en" else f"mkdocs.{language}.yml")


def load_config(file: Path = DEFAULT_FILE) -> Config:
    """Read and validate a configuration file.

    Raises
    ------
    ConfigError
        If the file cannot be read, is no TOML, has an unknown key (the nearest valid one is
        named), a value out of range, or asks for a symbol that no instrument has.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})",
            place=str(file),
            mend="name a readable file with --config, or restore report.toml from git.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"is not valid TOML: {error}", place=str(file), mend="correct that line."
        ) from error
    try:
        parsed = _File.model_validate(raw)
    except ValidationError as error:
        raise _config_error(file, error) from error
    return _config(file, parsed)


def _config(file: Path, parsed: _File) -> Config:
    instruments = tuple(
        Instrument(key=key, **table.model_dump()) for key, table in parsed.instruments.items()
    )
    by_symbol = {instrument.symbol: instrument for instrument in instruments}
    if len(by_symbol) < len(instruments):
        raise ConfigError(
            "two instruments share one symbol",
            place=f"{file.name}, [instruments]",
            mend="give each instrument its own symbol.",
        )
    asked = parsed.question

    def instrument(part: Literal["leader", "follower", "controls"], symbol: str) -> Instrument:
        if symbol in by_symbol:
            return by_symbol[symbol]
        raise ConfigError(
            f"no instrument has the symbol {symbol!r}{_nearest(symbol, tuple(by_symbol))}",
            place=f"{file.name}, [question] {part}",
            mend=f"use one of {', '.join(by_symbol)}, or add it under [instruments].",
        )

    return Config(
        file=file,
        site=_published(parsed.site),
        question=Question(
            leader=instrument("leader", asked.leader),
            follower=instrument("follower", asked.follower),
            controls=tuple(instrument("controls", symbol) for symbol in asked.controls),
            evidence=EvidenceSettings(**parsed.evidence.model_dump()),
            claimed=BreakoutDefinition(**asked.claimed.model_dump()) if asked.claimed else None,
            article=Article(**parsed.article.model_dump()) if parsed.article else None,
            **asked.model_dump(exclude={"leader", "follower", "controls", "claimed", "variants"}),
        ),
        variants=tuple(BreakoutDefinition(**v.model_dump()) for v in asked.variants),
        instruments=instruments,
        freshness=parsed.freshness,
        sources=parsed.sources,
        history=(file.parent / parsed.paths.history).resolve()
        if parsed.paths.history
        else ROOT / "history",
    )


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


def _config_error(file: Path, error: ValidationError) -> ConfigError:
    """Turn pydantic's first complaint into our two lines."""
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    place = f"{file.name}, " + ".".join(path)
    if first["type"] == "extra_forbidden":
        valid = _valid_keys(path[:-1])
        return ConfigError(
            f"unknown key {path[-1]!r}{_nearest(path[-1], valid)}",
            place=place,
            mend=f"valid keys here: {', '.join(valid)}.",
        )
    if first["type"] == "missing":
        return ConfigError("is missing", place=place, mend="add this key.")
    message = first["msg"].removeprefix("Value error, ")
    return ConfigError(
        f"{message[0].lower()}{message[1:]} (found {first['input']!r})"
        if not isinstance(first["input"], dict)
        else message,
        place=place,
        mend="correct this value; the comments in report.toml say what each one means.",
    )


def _valid_keys(path: list[str]) -> tuple[str, ...]:
    """The keys that a table of the configuration may have."""
    table: Any = _File
    for part in path:
        if part.isdigit():
            continue
        table = {
            "site": SiteTable,
            "question": QuestionTable,
            "claimed": DefinitionTable,
            "variants": DefinitionTable,
            "article": ArticleTable,
            "evidence": EvidenceTable,
            "freshness": FreshnessTable,
            "paths": PathsTable,
            "instruments": InstrumentTable,
        }.get(part, table)
    return tuple(table.model_fields)


def _nearest(word: str, valid: tuple[str, ...]) -> str:
    """Name the nearest valid word, if one is near."""
    near = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
