"""How calm the follower is, in the API."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.models.volatility import EtfComparison, RealisedVolatility, Volatility
from generator.publish.objects import ApiObject, Drawn

Interval = tuple[Drawn, Drawn]


class CycleVolatilityObject(ApiObject):
    """Volatility between two halvings."""

    halving: dt.date | None
    """The halving at its beginning; null: before the first one."""
    start: dt.date = Field(validation_alias="first", serialization_alias="from")
    end: dt.date = Field(validation_alias="last", serialization_alias="to")
    volatility: float | None
    leader_volatility: float | None
    deepest_fall: float
    complete: bool


class ComparisonObject(ApiObject):
    """Volatility after the start of the ETFs over that of some years before."""

    years: int
    before: float | None
    after: float | None
    ratio: float | None
    interval: Interval | None
    leader_ratio: float | None
    leader_interval: Interval | None
    relative_interval: Interval | None
    """95 % interval of the follower's ratio over the leader's."""


class VolatilityObject(ApiObject):
    """Annualised volatility of the follower; `ratio` compares with the three years before."""

    windows: dict[str, float | None]
    """Realised, by window in calendar days."""
    leader_windows: dict[str, float | None]
    by_cycle: list[CycleVolatilityObject]
    etf_since: dt.date | None
    before_etf: float | None
    after_etf: float | None
    ratio: float | None
    interval: Interval | None
    """95 % block-bootstrap interval of `ratio`."""
    comparisons: list[ComparisonObject]


def volatility(found: Volatility) -> VolatilityObject:
    """Realised volatility, by cycle, and around the ETFs."""
    primary = found.primary.follower if found.primary else None
    return VolatilityObject(
        windows=_windows(found.follower),
        leader_windows=_windows(found.leader),
        by_cycle=[CycleVolatilityObject.model_validate(cycle) for cycle in found.by_cycle],
        etf_since=found.etf_since,
        before_etf=primary and primary.before,
        after_etf=primary and primary.after,
        ratio=primary and primary.ratio,
        interval=primary and primary.interval,
        comparisons=[_comparison(comparison) for comparison in found.comparisons],
    )


def _windows(realised: RealisedVolatility) -> dict[str, float | None]:
    return {str(window.days): window.value for window in realised.windows}


def _comparison(comparison: EtfComparison) -> ComparisonObject:
    follower, leader = comparison.follower, comparison.leader
    return ComparisonObject(
        years=comparison.years,
        before=follower and follower.before,
        after=follower and follower.after,
        ratio=follower and follower.ratio,
        interval=follower and follower.interval,
        leader_ratio=leader and leader.ratio,
        leader_interval=leader and leader.interval,
        relative_interval=comparison.relative,
    )
