"""``latest.json``, its schema, and the downloads of the raw series."""

from __future__ import annotations

import datetime as dt
import json
from typing import Literal

from pydantic import Field

from generator.language import Language
from generator.models.annex import Annex
from generator.models.outcomes import Outcome
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import StagedFile
from generator.models.report import Report
from generator.models.state import State
from generator.publish.claims import ClaimObject, claims
from generator.publish.cycles import (
    CycleMultipleObject,
    HalvingObject,
    NextHalvingObject,
    SupplyObject,
    next_halving,
)
from generator.publish.luck import BaseRateObject, GridObject, LuckObject, PlaceboObject, grid
from generator.publish.objects import ApiObject, Symbol
from generator.publish.record import (
    ChangeObject,
    ThresholdObject,
    TrackRecordObject,
    changes,
    track_record,
)
from generator.publish.risk_curve import OrderObject, RateObject, RungObject, lighting_order
from generator.publish.together import (
    CorrelationObject,
    LeadLagObject,
    PartialCorrelationObject,
    lead_lag,
)
from generator.publish.volatility import VolatilityObject, volatility


class QuestionObject(ApiObject):
    """Whose breakouts are tested as a lead for whom; symbols of Yahoo Finance."""

    leader: Symbol
    follower: Symbol


class LeaderObject(ApiObject):
    """The leader on its last stored session."""

    symbol: str
    name: str
    date: dt.date
    close: float
    state: State
    record_close: float | None
    """The highest close so far."""
    record_date: dt.date | None
    sessions_since_record: int | None
    distance_to_record: float | None
    """Close over record close, minus 1."""
    broken_record: float | None
    """The old record that the latest primary breakout broke."""
    year_to_date: float | None
    """Close over the last close of the year before, minus 1."""


class FollowerObject(ApiObject):
    """The follower on its last stored day."""

    symbol: str
    name: str
    date: dt.date
    close: float
    record_close: float | None
    record_date: dt.date | None
    drawdown: float | None
    """Close over record close, minus 1."""


class FreshnessObject(ApiObject):
    """The age of one series."""

    symbol: Symbol = Field(validation_alias="instrument")
    last_date: dt.date | None
    age: int | None
    """In `unit`, from the last stored date to `as_of`."""
    unit: Literal["sessions", "days"]
    status: Literal["fresh", "late", "stale", "no data"]
    source: str | None = Field(validation_alias="latest_source")
    """Where the newest row came from; `shipped/` marks rows that came with the project."""


class BreakoutObject(ApiObject):
    """One primary breakout and what the follower did in the window after it."""

    date: dt.date
    close: float
    old_record_date: dt.date
    old_record: float
    base_sessions: int
    """Sessions from the old record to the new one."""
    base_depth: float
    """The lowest close within the base relative to the old record, minus 1."""
    entry: float | None
    """The follower's close on the same date."""
    forward_returns: dict[str, float | None]
    """By horizon in calendar days."""
    peak_multiple: float | None
    """The highest close of the window over the entry; so far, unless `complete`."""
    peak_date: dt.date | None
    worst: float | None
    """The lowest close of the window over the entry, minus 1; so far, unless `complete`."""
    complete: bool
    """Whether the last day of the window is stored."""


class Latest(ApiObject):
    """The report as of one day."""

    as_of: dt.date
    """Nothing dated later was read."""
    built_at: dt.datetime = Field(description="When the site was built, UTC.")
    question: QuestionObject
    leader: LeaderObject
    follower: FollowerObject
    freshness: list[FreshnessObject]
    breakouts: list[BreakoutObject]
    base_rates: list[BaseRateObject]
    luck: LuckObject
    grid: GridObject
    placebos: list[PlaceboObject]
    correlation: list[CorrelationObject]
    partial_correlation: list[PartialCorrelationObject]
    lead_lag: LeadLagObject
    track_record: TrackRecordObject
    thresholds: list[ThresholdObject]
    changes: list[ChangeObject]
    halvings: list[HalvingObject]
    next_halving: NextHalvingObject | None
    cycle_multiples: list[CycleMultipleObject]
    supply: SupplyObject | None
    volatility: VolatilityObject
    risk_curve: list[RungObject]
    lighting_order: OrderObject
    rates: list[RateObject]
    claims: list[ClaimObject]


def api_files(
    report: Report, annex: Annex, built_at: dt.datetime, language: Language
) -> list[StagedFile]:
    """``latest.json`` and its schema."""
    latest = _latest(report, annex, built_at, language)
    schema = Latest.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return [
        StagedFile("api/v1/latest.json", _json(latest.model_dump(mode="json", by_alias=True))),
        StagedFile("api/v1/latest.schema.json", _json(schema)),
    ]


def series_files(prices: Prices) -> list[StagedFile]:
    """Each series as one CSV file, cut at ``as_of``, in the columns of the store."""
    return [
        StagedFile(f"data/{history.instrument.key}.csv", _series(history).encode())
        for history in prices.histories
        if len(history.rows)
    ]


def _latest(report: Report, annex: Annex, built_at: dt.datetime, language: Language) -> Latest:
    return Latest.model_validate(
        {
            "as_of": report.as_of,
            "built_at": built_at,
            "question": report.question,
            "leader": _leader(report),
            "follower": _follower(report),
            "freshness": report.freshness,
            "breakouts": [_breakout(row) for row in report.outcomes.rows],
            "base_rates": report.base_rates,
            "luck": report.luck,
            "grid": grid(report.grid),
            "placebos": report.placebos,
            "correlation": report.correlations.rows,
            "partial_correlation": report.correlations.partial,
            "lead_lag": lead_lag(report.lead_lag),
            "track_record": track_record(report.track_record),
            "thresholds": report.thresholds,
            "changes": changes(annex.news, language),
            "halvings": report.cycles.halvings,
            "next_halving": report.supply and next_halving(report.supply.next_halving),
            "cycle_multiples": report.cycles.multiples,
            "supply": report.supply,
            "volatility": volatility(report.volatility),
            "risk_curve": report.risk_curve.rungs,
            "lighting_order": lighting_order(report.risk_curve),
            "rates": report.rates.events,
            "claims": claims(annex.audit, language),
        }
    )


def _leader(report: Report) -> LeaderObject:
    leader, instrument = report.leader, report.question.leader
    return LeaderObject(
        symbol=instrument.symbol,
        name=instrument.name,
        date=leader.date,
        close=leader.close,
        state=leader.state,
        record_close=leader.record_close,
        record_date=leader.record_date,
        sessions_since_record=leader.sessions_since_record,
        distance_to_record=leader.distance_to_record,
        broken_record=leader.broken_record,
        year_to_date=leader.year_to_date,
    )


def _follower(report: Report) -> FollowerObject:
    return FollowerObject(
        symbol=report.question.follower.symbol,
        name=report.question.follower.name,
        **vars(report.follower),
    )


def _breakout(row: Outcome) -> BreakoutObject:
    event = row.event
    return BreakoutObject(
        date=event.date,
        close=event.close,
        old_record_date=event.old_record_date,
        old_record=event.old_record,
        base_sessions=event.base_sessions,
        base_depth=event.base_depth,
        entry=row.entry,
        forward_returns={str(r.horizon): r.value for r in row.forward_returns},
        peak_multiple=row.peak_multiple,
        peak_date=row.peak_date,
        worst=row.worst,
        complete=row.complete,
    )


def _series(history: PriceHistory) -> str:
    text: str = history.rows.to_csv(
        columns=["high", "close", "source"],
        date_format="%Y-%m-%d",
        float_format=f"%.{history.instrument.decimals}f",
        lineterminator="\n",
    )
    return text


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
