"""Moving together, and who moves first, in the API."""

from __future__ import annotations

from pydantic import Field

from generator.models.together import LeadLag
from generator.publish.objects import ApiObject, Drawn, Symbol


class CorrelationObject(ApiObject):
    """The latest rolling correlation of the follower with one series."""

    symbol: Symbol = Field(validation_alias="instrument")
    window: int
    """Sessions."""
    value: float | None
    lower: Drawn | None
    upper: Drawn | None
    percentile: float | None
    """The share of its own history that is no higher."""
    beta: float | None


class PartialCorrelationObject(ApiObject):
    """The latest correlation of follower and leader, given a control."""

    given: Symbol
    window: int
    value: float | None
    lower: Drawn | None
    upper: Drawn | None


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
    granger = found.granger
    return LeadLagObject(
        lag_weeks=found.lags.tolist(),
        correlation=[None] * len(found.lags)
        if found.correlation is None
        else found.correlation.round(10).tolist(),
        pointwise_band=found.pointwise_band,
        simultaneous_band=found.simultaneous_band,
        granger=GrangerObject(lags=None, leader_to_follower=None, follower_to_leader=None)
        if granger is None
        else GrangerObject.model_validate(granger),
    )
