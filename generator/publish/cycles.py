"""Cycles, supply, volatility, risk curve and rates as the API publishes them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from generator.models.cycles import CycleMeasure, CycleMultiple, Halving
from generator.models.rates import RateEvent, RateRegime
from generator.models.report import Report
from generator.models.risk_curve import Rung, RungState
from generator.models.supply import Supply
from generator.models.volatility import (
    CalmRatio,
    CycleVolatility,
    EtfComparison,
    Interval,
    Volatility,
)
from generator.publish.objects import ApiObject

DIGITS = 6  # of resampled bounds: another machine's arithmetic may differ in the last ones


class HalvingObject(ApiObject):
    """One halving, and the highest close between it and the next."""

    date: dt.date
    height: int
    price: float | None
    """The follower's close on that day."""
    peak_multiple: float | None
    """The highest close before the next halving over `price`; so far, unless `complete`."""
    peak_date: dt.date | None
    days_to_peak: int | None
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

    definition: CycleMeasure
    cycle: int
    """How many halvings lie before its peak: 0 is the time before the first one."""
    multiple: float | None
    """So far, unless `complete`; null: not yet."""
    start: dt.date = Field(serialization_alias="from")
    end: dt.date | None = Field(serialization_alias="to")
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
    before_after: list[IssuanceStepObject]


class CycleVolatilityObject(ApiObject):
    """Volatility between two halvings."""

    halving: dt.date | None
    """The halving at its beginning; null: before the first one."""
    start: dt.date = Field(serialization_alias="from")
    end: dt.date = Field(serialization_alias="to")
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


class RungObject(ApiObject):
    """One rung of the risk curve, in the article's order."""

    rung: Rung
    symbol: str | None
    """Null: no data."""
    lit: bool | None
    since: dt.date | None
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


def halvings(report: Report) -> list[HalvingObject]:
    """Every halving so far."""
    return [_halving(halving) for halving in report.cycles.halvings]


def next_halving(report: Report) -> NextHalvingObject | None:
    """The estimate and what it assumes."""
    if report.supply is None:
        return None
    following = report.supply.next_halving
    return NextHalvingObject(
        height=following.height,
        estimate=following.estimate,
        assumption=f"{following.blocks_per_day} blocks a day since the last known height",
    )


def cycle_multiples(report: Report) -> list[CycleMultipleObject]:
    """Every cycle return under every measure."""
    return [_multiple(multiple) for multiple in report.cycles.multiples]


def supply(report: Report) -> SupplyObject | None:
    """The supply, None for a follower without halvings."""
    return None if report.supply is None else _supply(report.supply)


def volatility(report: Report) -> VolatilityObject:
    """Realised volatility, by cycle, and around the ETFs."""
    found: Volatility = report.volatility
    primary = found.primary.follower if found.primary else None
    return VolatilityObject(
        windows={str(window.days): window.value for window in found.follower.windows},
        leader_windows={str(window.days): window.value for window in found.leader.windows},
        by_cycle=[_cycle(cycle) for cycle in found.by_cycle],
        etf_since=found.etf_since,
        before_etf=primary.before if primary else None,
        after_etf=primary.after if primary else None,
        ratio=primary.ratio if primary else None,
        interval=_interval(primary),
        comparisons=[_comparison(comparison) for comparison in found.comparisons],
    )


def risk_curve(report: Report) -> list[RungObject]:
    """The four rungs in the article's order."""
    return [_rung(rung) for rung in report.risk_curve.rungs]


def lighting_order(report: Report) -> OrderObject:
    """The episodes and their agreement with the article's order."""
    curve = report.risk_curve
    return OrderObject(
        episodes=[
            EpisodeObject(
                start=episode.dark.first,
                end=episode.dark.last if episode.dark.over else None,
                order=[lighting.rung for lighting in episode.lightings],
                tau=episode.tau,
                complete=episode.complete,
            )
            for episode in curve.episodes
        ],
        mean_tau=curve.mean_tau,
        p_value=curve.p_value,
        smallest_p=curve.smallest_p,
    )


def rates(report: Report) -> list[RateObject]:
    """The policy rate at each breakout."""
    return [_rate(event) for event in report.rates.events]


def _halving(halving: Halving) -> HalvingObject:
    return HalvingObject(
        date=halving.date,
        height=halving.height,
        price=halving.price,
        peak_multiple=halving.peak_multiple,
        peak_date=halving.peak_date,
        days_to_peak=halving.days_to_peak,
        record_in_year_before=halving.record_in_year_before,
        complete=halving.complete,
    )


def _multiple(multiple: CycleMultiple) -> CycleMultipleObject:
    return CycleMultipleObject(
        definition=multiple.measure,
        cycle=multiple.cycle,
        multiple=multiple.multiple,
        start=multiple.start,
        end=multiple.end,
        complete=multiple.complete,
    )


def _supply(found: Supply) -> SupplyObject:
    return SupplyObject(
        date=found.date,
        height=found.height,
        supply=found.supply,
        mined_share=found.mined_share,
        annual_issuance=found.annual_issuance,
        before_after=[
            IssuanceStepObject(halving=step.halving, before=step.before, after=step.after)
            for step in found.steps
        ],
    )


def _cycle(cycle: CycleVolatility) -> CycleVolatilityObject:
    return CycleVolatilityObject(
        halving=cycle.halving,
        start=cycle.first,
        end=cycle.last,
        volatility=cycle.volatility,
        leader_volatility=cycle.leader_volatility,
        deepest_fall=cycle.deepest_fall,
        complete=cycle.complete,
    )


def _comparison(comparison: EtfComparison) -> ComparisonObject:
    follower, leader = comparison.follower, comparison.leader
    return ComparisonObject(
        years=comparison.years,
        before=follower.before if follower else None,
        after=follower.after if follower else None,
        ratio=follower.ratio if follower else None,
        interval=_interval(follower),
        leader_ratio=leader.ratio if leader else None,
        leader_interval=_interval(leader),
        relative_interval=_rounded(comparison.relative),
    )


def _interval(calm: CalmRatio | None) -> Interval | None:
    return _rounded(calm.interval if calm else None)


def _rounded(interval: Interval | None) -> Interval | None:
    return None if interval is None else (round(interval[0], DIGITS), round(interval[1], DIGITS))


def _rung(rung: RungState) -> RungObject:
    return RungObject(
        rung=rung.rung,
        symbol=rung.instrument.symbol if rung.instrument else None,
        lit=rung.lit,
        since=rung.since,
        distance_to_high=rung.distance_to_high,
        momentum=rung.momentum,
        sessions_since_record=rung.sessions_since_record,
    )


def _rate(event: RateEvent) -> RateObject:
    regime: RateRegime | None = event.regime
    return RateObject(
        event=event.event,
        policy_rate=event.policy_rate,
        change_before=event.change_before,
        change_after=event.change_after,
        regime=None if regime is None else regime.value,
    )
