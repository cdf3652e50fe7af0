"""The tables that ``report.toml`` may have, with what each value must satisfy."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from generator.calendars import calendar_names
from generator.models.instruments import Role, Unit
from generator.models.question import Basis

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
    names: dict[str, Annotated[str, Field(pattern=r"^[^\s\x00-\x1f]([^\x00-\x1f]*[^\s])?$")]] = {}
    """What a provider calls the series, by provider, where that is not its symbol."""

    @field_validator("calendar")
    @classmethod
    def _known(cls, calendar: str) -> str:
        if calendar not in calendar_names():
            raise ValueError(f"unknown calendar {calendar!r}{nearest(calendar, calendar_names())}")
        return calendar

    @field_validator("names")
    @classmethod
    def _of_providers(cls, names: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        asked = info.data.get("providers", ())
        for provider in names:
            if provider not in asked:
                raise ValueError(
                    f"{provider!r} is none of the providers that are asked"
                    f"{nearest(provider, asked)}"
                )
        return names


class PathsTable(_Table):
    """``[paths]``: other places than the project's own, relative to the configuration file."""

    history: str | None = None


class ConfigFile(_Table):
    """The whole file."""

    site: SiteTable
    question: QuestionTable
    article: ArticleTable | None = None
    evidence: EvidenceTable = EvidenceTable()
    freshness: FreshnessTable = FreshnessTable()
    instruments: dict[str, InstrumentTable]
    sources: dict[str, str] = {}
    paths: PathsTable = PathsTable()


def nearest(word: str, valid: tuple[str, ...]) -> str:
    """Name the nearest valid word, if one is near."""
    near = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
