"""``[instruments]``: one table a series."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from generator.calendars import calendar_names
from generator.config.values import Day, Name, Symbol, Table, each_once, nearest
from generator.exchanges import NOT_MADE
from generator.language import currencies
from generator.models.instruments import Role, Unit


class PeakTable(Table):
    """``earlier_record``: a record price, and its day."""

    date: Day
    price: Annotated[float, Field(gt=0)]


class InstrumentTable(Table):
    """``[instruments.<key>]``: one series; the key is its folder in ``history/``."""

    symbol: Symbol
    name: Name
    role: Role
    calendar: str
    unit: Unit
    decimals: Annotated[int, Field(strict=True, ge=0, le=8)] = 2
    providers: Annotated[tuple[str, ...], AfterValidator(each_once)] = ()
    tolerance: Annotated[float, Field(gt=0, lt=1)] = 0.001
    jump: Annotated[float, Field(gt=0, le=100)] = 0.15
    names: dict[str, Annotated[str, Field(pattern=r"^[^\s\x00-\x1f]([^\x00-\x1f]*[^\s])?$")]] = (
        Field(default_factory=dict)
    )
    """What a provider calls the series, by provider, where that is not its symbol."""
    currency: str = "USD"
    """What the series is quoted in, as providers state it; points of an index have one, too."""
    earlier_record: PeakTable | None = None
    """The record close of all time before the first row."""
    records_known_from: Day | None = None
    """From this day on a record of the stored closes is one of all time."""

    @field_validator("calendar")
    @classmethod
    def _known(cls, calendar: str) -> str:
        if calendar in NOT_MADE:
            raise ValueError(
                f"the days of {calendar} are not known: exchange-calendars fails on it"
            )
        if calendar not in calendar_names():
            raise ValueError(f"unknown calendar{nearest(calendar, calendar_names())}")
        return calendar

    @field_validator("currency")
    @classmethod
    def _in_use(cls, currency: str, info: ValidationInfo) -> str:
        if currency not in currencies():
            raise ValueError(
                "must be a code of ISO 4217 such as USD, EUR or JPY"
                + nearest(currency.upper(), currencies())
            )
        if info.data.get("unit") == "dollars" and currency != "USD":
            raise ValueError('unit = "dollars" means US dollars: write unit = "money"')
        return currency

    @model_validator(mode="after")
    def _one_way_to_know_records(self) -> Self:
        if self.earlier_record and self.records_known_from:
            raise ValueError("earlier_record and records_known_from say the same: keep one")
        return self

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
