"""The tables that ``report.toml`` may have; :mod:`generator.config.values` has the bounds."""

from datetime import date
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from generator.config.series import InstrumentTable
from generator.config.values import (
    FOLDER_NAME,
    MOST_LAGS,
    MOST_LEADERS,
    MOST_QUESTIONS,
    MOST_RESAMPLES,
    MOST_WEEKS,
    Address,
    Age,
    AscendingDates,
    AscendingDays,
    Day,
    Days,
    Draws,
    Figure,
    LanguageCode,
    MaybeSentence,
    Name,
    Sentence,
    Table,
    each_once,
    folder_address,
    nearest,
)
from generator.models.press import FactKind
from generator.models.question import Basis

STORE_NAMES = ("calls", "checks", "closures", "gaps", "quarantine", "revisions")
"""What the store keeps beside the instruments; no instrument may be called so."""


class SiteTable(Table):
    """``[site]``: how the published site calls itself."""

    name: Name
    url: Annotated[Address, AfterValidator(folder_address)] = ""
    """Where the site is published, with a closing slash; empty: unknown."""
    repository: Address = ""
    description: MaybeSentence = ""
    """The question in one sentence, for search engines; empty: as the MkDocs file has it."""
    languages: Annotated[
        tuple[LanguageCode, ...], Field(min_length=1, max_length=50), AfterValidator(each_once)
    ] = ("en",)
    """In the order in which they are built; the first one stands at the root of the site."""


class DefinitionTable(Table):
    """One entry of ``[question] variants``."""

    base_sessions: Days
    basis: Basis
    confirmation: Days


class QuestionTable(Table):
    """``[question]``: the symbols in question, and the constants of the method."""

    leader: str
    follower: str
    controls: Annotated[tuple[str, ...], Field(max_length=20), AfterValidator(each_once)] = ()
    since: Day | None = None
    """The first day on which the question is asked; earlier prices are for *Elsewhere* only."""
    base_sessions: Days = 252
    discovery_sessions: Days = 21
    horizons: AscendingDays = (30, 90, 180, 365)
    primary_horizon: Days = 365
    days_before: Days = 180
    claimed: DefinitionTable | None = None
    halvings: AscendingDates = ()
    etf_since: Day | None = None
    variants: Annotated[tuple[DefinitionTable, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _primary_is_a_horizon(self) -> Self:
        if self.primary_horizon not in self.horizons:
            raise ValueError(f"primary_horizon {self.primary_horizon} is none of the horizons")
        return self

    @model_validator(mode="after")
    def _sides_differ(self) -> Self:
        if self.leader == self.follower:
            raise ValueError(f"leader and follower are both {self.leader!r}: name two series")
        for symbol in (self.leader, self.follower):
            if symbol in self.controls:
                raise ValueError(f"controls names {symbol!r}, which is in question itself")
        return self


class ElsewhereTable(Table):
    """``[elsewhere]``: with which other series the question is asked as well, each with each."""

    leaders: Annotated[tuple[str, ...], Field(max_length=100), AfterValidator(each_once)] = ()
    followers: Annotated[tuple[str, ...], Field(max_length=100), AfterValidator(each_once)] = ()


class ArticleTable(Table):
    """``[article]``: whose claims are recomputed; leave it out where there is none."""

    title: Sentence
    source: Name
    published: Day


class FactTable(Table):
    """One of the ``facts`` of ``[[published]]``: a figure about one day of a series."""

    instrument: str
    date: Day
    kind: FactKind
    said: Figure

    @model_validator(mode="after")
    def _said_fits_the_kind(self) -> Self:
        if self.kind.is_day:
            if not isinstance(self.said, date) or self.said >= self.date:
                raise ValueError(
                    f"said must be a day before {self.date}: {self.kind.value!r} names one"
                )
        elif isinstance(self.said, date):
            raise ValueError(f"said must be a number: {self.kind.value!r} is no day")
        elif self.kind is FactKind.SESSIONS and not isinstance(self.said, int):
            raise ValueError(f"said must be a whole number: {self.kind.value!r} counts them")
        elif self.kind is FactKind.CHANGE and abs(self.said) >= 1:
            raise ValueError(f"said must be a fraction (2.5% is 0.025): {self.kind.value!r} is one")
        return self


class PublishedTable(Table):
    """One ``[[published]]``: what somebody published that the store must reproduce."""

    source: Name
    title: Sentence
    date: Day
    facts: Annotated[tuple[FactTable, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _nothing_is_foreseen(self) -> Self:
        for fact in self.facts:
            if fact.date > self.date:
                raise ValueError(f"a fact of {fact.date} was not known on {self.date}, its date")
        return self


class EvidenceTable(Table):
    """``[evidence]``: how chance is simulated, and what is compared."""

    draws: Draws = 1_000_000
    grid_draws: Draws = 100_000
    resamples: Annotated[int, Field(strict=True, ge=100, le=MOST_RESAMPLES)] = 2_000
    leaders: Annotated[int, Field(strict=True, ge=1, le=MOST_LEADERS)] = 2_000
    seed: Annotated[int, Field(strict=True, ge=0, lt=2**63)] = 20_260_123
    base_rates_since: AscendingDates = (date(2014, 1, 1), date(2018, 1, 1))
    halving_window: Days = 90
    grid_base_sessions: AscendingDays = (42, 63, 90, 126, 189, 252, 378, 504)
    grid_confirmations: AscendingDays = (1, 5, 10)
    grid_horizons: AscendingDays = (90, 180, 365)
    windows: AscendingDays = (63, 126, 252)
    block_sessions: Days = 10
    most_lag_weeks: Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)] = 26
    most_granger_lags: Annotated[int, Field(strict=True, ge=1, le=MOST_LAGS)] = 8
    registered: Day | None = None
    """Breakouts from this day on count as evidence; without it nothing is registered."""


class FreshnessTable(Table):
    """``[freshness]``: the ages up to which a series is fresh, and up to which it is late."""

    fresh: Age = 1
    late: Age = 3

    @model_validator(mode="after")
    def _fresh_comes_first(self) -> Self:
        if self.fresh > self.late:
            raise ValueError(f"fresh ({self.fresh}) must not be more than late ({self.late})")
        return self


class PathsTable(Table):
    """``[paths]``: other places than the project's own, relative to the configuration file."""

    history: Sentence | None = None


class ConfigFile(Table):
    """The whole file."""

    questions: Sentence | Annotated[tuple[Sentence, ...], Field(max_length=MOST_QUESTIONS)] = ()
    """Further questions: their files, or a folder of them, relative to this file."""
    site: SiteTable
    question: QuestionTable
    elsewhere: ElsewhereTable = ElsewhereTable()
    article: ArticleTable | None = None
    published: Annotated[tuple[PublishedTable, ...], Field(max_length=50)] = ()
    evidence: EvidenceTable = EvidenceTable()
    freshness: FreshnessTable = FreshnessTable()
    instruments: Annotated[dict[str, InstrumentTable], Field(min_length=1, max_length=100)]
    sources: dict[str, Name] = Field(default_factory=dict, max_length=100, validate_default=True)
    paths: PathsTable = PathsTable()

    @field_validator("instruments")
    @classmethod
    def _are_folders(cls, tables: dict[str, InstrumentTable]) -> dict[str, InstrumentTable]:
        for key in tables:
            if not FOLDER_NAME.fullmatch(key) or len(key) > 40:
                raise ValueError(f"{key!r} names a folder: use a to z, 0 to 9, - and _ only")
            if key in STORE_NAMES:
                raise ValueError(f"{key!r} is a name that the store itself uses: take another")
        return tables

    @field_validator("sources")
    @classmethod
    def _name_the_providers(cls, sources: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        for key, table in info.data.get("instruments", {}).items():
            for provider in table.providers:
                if provider not in sources:
                    raise ValueError(
                        f"{provider!r}, whom instruments.{key} asks, is not named here"
                        f"{nearest(provider, tuple(sources))}"
                    )
        return sources
