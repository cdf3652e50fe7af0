"""``latest.json`` and its schema."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import generator.publish.results  # noqa: F401  (says how each result is published)
from generator.language import Language
from generator.models.annex import Annex
from generator.models.base_rates import BaseRate
from generator.models.cycles import CycleMultiple, Halving
from generator.models.freshness import SeriesFreshness
from generator.models.luck import Grid, Luck, Placebo
from generator.models.outcomes import Outcome
from generator.models.publication import StagedFile
from generator.models.question import Question
from generator.models.rates import RateEvent
from generator.models.report import Report
from generator.models.risk_curve import RiskCurve, RungState
from generator.models.supply import Supply
from generator.models.thresholds import Threshold
from generator.models.together import Correlation, PartialCorrelation
from generator.models.track_record import TrackRecord
from generator.models.volatility import Volatility
from generator.publish.objects import as_json, published
from generator.publish.translations import (
    AuditedClaim,
    FollowerNow,
    LeaderNow,
    NextHalvingText,
    ToldChange,
    WeeklyLeadLag,
    audited_claims,
    told_changes,
)


@dataclass(frozen=True, eq=False)
class Latest:
    """The report as of one day.

    Attributes
    ----------
    as_of
        Nothing dated later was read.
    built_at
        When the site was built, UTC.
    """

    as_of: dt.date
    built_at: dt.datetime
    question: Question
    leader: LeaderNow
    follower: FollowerNow
    freshness: tuple[SeriesFreshness, ...]
    breakouts: tuple[Outcome, ...]
    base_rates: tuple[BaseRate, ...]
    luck: Luck
    grid: Grid
    placebos: tuple[Placebo, ...]
    correlation: tuple[Correlation, ...]
    partial_correlation: tuple[PartialCorrelation, ...]
    lead_lag: WeeklyLeadLag
    track_record: TrackRecord
    thresholds: tuple[Threshold, ...]
    changes: tuple[ToldChange, ...]
    halvings: tuple[Halving, ...]
    next_halving: NextHalvingText | None
    cycle_multiples: tuple[CycleMultiple, ...]
    supply: Supply | None
    volatility: Volatility
    risk_curve: tuple[RungState, ...]
    lighting_order: RiskCurve
    rates: tuple[RateEvent, ...]
    claims: tuple[AuditedClaim, ...]


LATEST = published(Latest, name="Latest")


def api_files(
    report: Report, annex: Annex, built_at: dt.datetime, language: Language
) -> list[StagedFile]:
    """``latest.json`` and its schema."""
    latest = LATEST.model_validate(_latest(report, annex, built_at, language))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= LATEST.model_json_schema(mode="serialization")
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return [
        StagedFile("api/v1/latest.json", as_json(latest)),
        StagedFile("api/v1/latest.schema.json", text.encode()),
    ]


def _latest(report: Report, annex: Annex, built_at: dt.datetime, language: Language) -> Latest:
    supply = report.supply
    return Latest(
        as_of=report.as_of,
        built_at=built_at,
        question=report.question,
        leader=LeaderNow(report.question.leader, report.leader),
        follower=FollowerNow(report.question.follower, report.follower),
        freshness=report.freshness,
        breakouts=report.outcomes.rows,
        base_rates=report.base_rates,
        luck=report.luck,
        grid=report.grid,
        placebos=report.placebos,
        correlation=report.correlations.rows,
        partial_correlation=report.correlations.partial,
        lead_lag=WeeklyLeadLag.of(report.lead_lag),
        track_record=report.track_record,
        thresholds=report.thresholds,
        changes=told_changes(annex.news, language),
        halvings=report.cycles.halvings,
        next_halving=None if supply is None else NextHalvingText.of(supply.next_halving),
        cycle_multiples=report.cycles.multiples,
        supply=supply,
        volatility=report.volatility,
        risk_curve=report.risk_curve.rungs,
        lighting_order=report.risk_curve,
        rates=report.rates.events,
        claims=audited_claims(annex.audit, language),
    )
