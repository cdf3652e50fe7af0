"""``latest.json`` and its schema."""

from __future__ import annotations

import datetime as dt
import json

from pydantic import Field

from generator.language import Language
from generator.models.annex import Annex
from generator.models.publication import StagedFile
from generator.models.report import Report
from generator.publish.claims import ClaimObject, claims
from generator.publish.cycles import (
    CycleMultipleObject,
    HalvingObject,
    NextHalvingObject,
    SupplyObject,
    next_halving,
)
from generator.publish.luck import BaseRateObject, GridObject, LuckObject, PlaceboObject, grid
from generator.publish.objects import ApiObject
from generator.publish.record import (
    ChangeObject,
    ThresholdObject,
    TrackRecordObject,
    changes,
    track_record,
)
from generator.publish.risk_curve import OrderObject, RateObject, RungObject, lighting_order
from generator.publish.standing import (
    BreakoutObject,
    FollowerObject,
    FreshnessObject,
    LeaderObject,
    QuestionObject,
    follower_object,
    leader_object,
)
from generator.publish.together import (
    CorrelationObject,
    LeadLagObject,
    PartialCorrelationObject,
    lead_lag,
)
from generator.publish.volatility import VolatilityObject, volatility


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


def _latest(report: Report, annex: Annex, built_at: dt.datetime, language: Language) -> Latest:
    return Latest.model_validate(
        {
            "as_of": report.as_of,
            "built_at": built_at,
            "question": report.question,
            "leader": leader_object(report),
            "follower": follower_object(report),
            "freshness": report.freshness,
            "breakouts": report.outcomes.rows,
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


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
