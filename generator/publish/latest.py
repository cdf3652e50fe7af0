"""``latest.json`` and its schema."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache

import generator.publish.results  # noqa: F401  (says how each result is published)
from generator.language import Language
from generator.models.annex import Annex
from generator.models.publication import StagedFile
from generator.models.report import Report
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
    """The report as of one day."""

    report: Report

    as_of: dt.date
    """Nothing dated later was read."""
    built_at: dt.datetime
    """When the site was built, UTC."""
    leader: LeaderNow
    follower: FollowerNow
    lead_lag: WeeklyLeadLag
    changes: tuple[ToldChange, ...]
    next_halving: NextHalvingText | None
    claims: tuple[AuditedClaim, ...]


LATEST = published(
    Latest,
    """
    as_of
    built_at
    question=report.question
    leader
    follower
    freshness=report.freshness
    breakouts=report.outcomes.rows
    base_rates=report.base_rates
    luck=report.luck
    grid=report.grid
    elsewhere=report.elsewhere
    placebos=report.placebos
    correlation=report.correlations.rows
    partial_correlation=report.correlations.partial
    lead_lag
    track_record=report.track_record
    thresholds=report.thresholds
    changes
    halvings=report.cycles.halvings
    next_halving
    cycle_multiples=report.cycles.multiples
    supply=report.supply
    volatility=report.volatility
    risk_curve=report.risk_curve.rungs
    lighting_order=report.risk_curve
    rates=report.rates.events
    claims
    published_facts=report.published_facts
    """,
    name="Latest",
)
"""Every key of the API, in its order; a new one is one line here."""


def api_files(
    report: Report, annex: Annex, built_at: dt.datetime, language: Language
) -> list[StagedFile]:
    """``latest.json`` and its schema."""
    latest = LATEST.model_validate(_latest(report, annex, built_at, language))
    return [
        StagedFile("api/v1/latest.json", as_json(latest)),
        StagedFile("api/v1/latest.schema.json", _schema()),
    ]


@cache
def _schema() -> bytes:
    """The schema, which is the same for every report."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= LATEST.model_json_schema(mode="serialization")
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _latest(report: Report, annex: Annex, built_at: dt.datetime, language: Language) -> Latest:
    supply = report.supply
    return Latest(
        report=report,
        as_of=report.as_of,
        built_at=built_at,
        leader=LeaderNow(report.question.leader, report.leader),
        follower=FollowerNow(report.question.follower, report.follower),
        lead_lag=WeeklyLeadLag.of(report.lead_lag),
        changes=told_changes(annex.news, language),
        next_halving=None if supply is None else NextHalvingText.of(supply.next_halving),
        claims=audited_claims(annex.audit, language),
    )
