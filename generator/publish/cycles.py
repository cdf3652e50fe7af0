"""Halvings, cycle returns and the supply in the API."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AliasPath, Field

from generator.models.cycles import CycleMeasure
from generator.models.supply import NextHalving
from generator.publish.objects import ApiObject, part


class HalvingObject(ApiObject):
    """One halving, and the highest close between it and the next."""

    date: dt.date
    height: int
    price: Annotated[float | None, part("entry")] = Field(validation_alias=AliasPath("peak"))
    """The follower's close on that day."""
    peak_multiple: Annotated[float | None, part("multiple")] = Field(
        validation_alias=AliasPath("peak")
    )
    """The highest close before the next halving over `price`; so far, unless `complete`."""
    peak_date: Annotated[dt.date | None, part("date")] = Field(validation_alias=AliasPath("peak"))
    days_to_peak: Annotated[int | None, part("days")] = Field(validation_alias=AliasPath("peak"))
    record_in_year_before: bool | None
    """Whether a record close fell into the 365 days before the halving."""
    complete: bool
    """Whether the next halving has come."""


class NextHalvingObject(ApiObject):
    """When the next halving may come."""

    height: int
    estimate: dt.date
    assumption: str


class CycleMultipleObject(ApiObject):
    """One cycle return from a named day to a named day."""

    definition: CycleMeasure = Field(validation_alias="measure")
    cycle: int
    """How many halvings lie before its peak: 0 is the time before the first one."""
    multiple: Annotated[float | None, part("multiple")] = Field(validation_alias=AliasPath("end"))
    """So far, unless `complete`; null: not yet."""
    start: dt.date = Field(serialization_alias="from")
    end: Annotated[dt.date | None, part("date")] = Field(serialization_alias="to")
    complete: bool


class IssuanceStepObject(ApiObject):
    """Annual issuance just before and just after one halving."""

    halving: dt.date
    before: float
    after: float


class SupplyObject(ApiObject):
    """The follower's coins on one day."""

    date: dt.date
    height: int
    """Blocks so far, an estimate after the last halving."""
    supply: float
    mined_share: float
    """Of all coins that the protocol will ever issue."""
    annual_issuance: float
    """New coins a year as a share of `supply`."""
    before_after: list[IssuanceStepObject] = Field(validation_alias="steps")


def next_halving(found: NextHalving) -> NextHalvingObject:
    """The estimate and what it assumes."""
    return NextHalvingObject(
        height=found.height,
        estimate=found.estimate,
        assumption=f"{found.blocks_per_day} blocks a day since the last known height",
    )
