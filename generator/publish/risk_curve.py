"""The risk curve and the policy rate in the API."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AliasPath, Field

from generator.models.risk_curve import Episode, RiskCurve, Rung
from generator.publish.objects import ApiObject, Symbol, part


class RungObject(ApiObject):
    """One rung of the risk curve, in the article's order."""

    rung: Rung
    symbol: Symbol | None = Field(validation_alias="instrument")
    """Null: no data."""
    lit: Annotated[bool | None, part("lit")] = Field(validation_alias=AliasPath("trend"))
    since: Annotated[dt.date | None, part("since")] = Field(validation_alias=AliasPath("trend"))
    distance_to_high: float | None
    """Below the high of 252 sessions, as a fraction; for a yield in percentage points."""
    momentum: float | None
    """Over 126 sessions, as a fraction; for a yield in percentage points, a fall counts as up."""
    sessions_since_record: int | None


class EpisodeObject(ApiObject):
    """One long unlit spell of the small caps; rungs in the order in which they lit."""

    start: dt.date = Field(serialization_alias="from")
    end: dt.date | None = Field(serialization_alias="to")
    order: list[Rung]
    tau: float | None
    complete: bool


class OrderObject(ApiObject):
    """How the order of lighting agrees with the article's."""

    episodes: list[EpisodeObject]
    mean_tau: float | None
    p_value: float | None
    """Share of random orders whose mean tau is at least as high; one of many possible tests."""
    smallest_p: float | None
    """The smallest p-value that so many episodes could reach."""


class RateObject(ApiObject):
    """The policy rate around one breakout, in percent and percentage points."""

    event: dt.date
    policy_rate: float | None
    change_before: float | None
    change_after: float | None
    regime: Literal["easing", "on hold", "tightening"] | None
    """The sign of `change_before`."""


def lighting_order(curve: RiskCurve) -> OrderObject:
    """The episodes and their agreement with the article's order."""
    found = curve.agreement
    return OrderObject(
        episodes=[_episode(episode) for episode in curve.episodes],
        mean_tau=None if found is None else found.mean_tau,
        p_value=None if found is None else found.p_value,
        smallest_p=None if found is None else found.smallest_p,
    )


def _episode(episode: Episode) -> EpisodeObject:
    return EpisodeObject(
        start=episode.dark.first,
        end=episode.dark.last if episode.dark.over else None,
        order=[lighting.rung for lighting in episode.lightings],
        tau=episode.tau,
        complete=episode.complete,
    )
