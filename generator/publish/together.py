"""Moving together, and who moves first, in the API."""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasPath, Field

from generator.models.together import LeadLag
from generator.publish.objects import ApiObject, Drawn, Symbol, part


class CorrelationObject(ApiObject):
    """The latest rolling correlation of the follower with one series."""

    symbol: Symbol = Field(validation_alias="instrument")
    window: int
    """Sessions."""
    value: Annotated[float | None, part("value")] = Field(validation_alias=AliasPath("latest"))
    lower: Annotated[Drawn | None, part("interval", 0)] = Field(
        validation_alias=AliasPath("latest")
    )
    upper: Annotated[Drawn | None, part("interval", 1)] = Field(
        validation_alias=AliasPath("latest")
    )
    percentile: Annotated[float | None, part("percentile")] = Field(
        validation_alias=AliasPath("latest")
    )
    """The share of its own history that is no higher."""
    beta: Annotated[float | None, part("beta")] = Field(validation_alias=AliasPath("latest"))


class PartialCorrelationObject(ApiObject):
    """The latest correlation of follower and leader, given a control."""

    given: Symbol
    window: int
    value: Annotated[float | None, part("value")] = Field(validation_alias=AliasPath("latest"))
    lower: Annotated[Drawn | None, part("interval", 0)] = Field(
        validation_alias=AliasPath("latest")
    )
    upper: Annotated[Drawn | None, part("interval", 1)] = Field(
        validation_alias=AliasPath("latest")
    )


class GrangerObject(ApiObject):
    """P-values of the Granger tests both ways."""

    lags: int | None
    leader_to_follower: float | None
    follower_to_leader: float | None


class LeadLagObject(ApiObject):
    """Weekly cross-correlation; at a positive lag the leader moved first."""

    lag_weeks: list[int]
    correlation: list[float | None]
    pointwise_band: Drawn | None
    simultaneous_band: Drawn | None
    granger: GrangerObject


def lead_lag(found: LeadLag) -> LeadLagObject:
    """All lags, or nulls where they are not defined."""
    granger, across = found.granger, found.correlation
    return LeadLagObject(
        lag_weeks=found.lags.tolist(),
        correlation=[None] * len(found.lags)
        if across is None
        else across.values.round(10).tolist(),
        pointwise_band=None if across is None else across.pointwise_band,
        simultaneous_band=None if across is None else across.simultaneous_band,
        granger=GrangerObject(lags=None, leader_to_follower=None, follower_to_leader=None)
        if granger is None
        else GrangerObject.model_validate(granger),
    )
