"""``latest.json``, its schema, and the downloads of the raw series."""

from __future__ import annotations

import datetime as dt
import json
from typing import Literal

from pydantic import Field

from generator.language import Language
from generator.models.annex import Annex
from generator.models.freshness import SeriesFreshness
from generator.models.outcomes import Outcome
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import StagedFile
from generator.models.report import Report
from generator.models.state import State
from generator.publish import claims, cycles, evidence, record
from generator.publish.objects import ApiObject


class QuestionObject(ApiObject):
    """Whose breakouts are tested as a lead for whom; symbols of Yahoo Finance."""

    leader: str
    follower: str


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

    symbol: str
    last_date: dt.date | None
    age: int | None
    """In `unit`, from the last stored date to `as_of`."""
    unit: Literal["sessions", "days"]
    status: Literal["fresh", "late", "stale", "no data"]
    source: str | None
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
    base_rates: list[evidence.BaseRateObject]
    luck: evidence.LuckObject
    grid: evidence.GridObject
    placebos: list[evidence.PlaceboObject]
    correlation: list[evidence.CorrelationObject]
    partial_correlation: list[evidence.PartialCorrelationObject]
    lead_lag: evidence.LeadLagObject
    track_record: record.TrackRecordObject
    thresholds: list[record.ThresholdObject]
    changes: list[record.ChangeObject]
    halvings: list[cycles.HalvingObject]
    next_halving: cycles.NextHalvingObject | None
    cycle_multiples: list[cycles.CycleMultipleObject]
    supply: cycles.SupplyObject | None
    volatility: cycles.VolatilityObject
    risk_curve: list[cycles.RungObject]
    lighting_order: cycles.OrderObject
    rates: list[cycles.RateObject]
    claims: list[claims.ClaimObject]


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
    leader, follower, question = report.leader, report.follower, report.question
    return Latest(
        as_of=report.as_of,
        built_at=built_at,
        question=QuestionObject(leader=question.leader.symbol, follower=question.follower.symbol),
        leader=LeaderObject(
            symbol=question.leader.symbol,
            name=question.leader.name,
            date=leader.date,
            close=leader.close,
            state=leader.state,
            record_close=leader.record_close,
            record_date=leader.record_date,
            sessions_since_record=leader.sessions_since_record,
            distance_to_record=leader.distance_to_record,
            broken_record=leader.broken_record,
            year_to_date=leader.year_to_date,
        ),
        follower=FollowerObject(
            symbol=question.follower.symbol,
            name=question.follower.name,
            date=follower.date,
            close=follower.close,
            record_close=follower.record_close,
            record_date=follower.record_date,
            drawdown=follower.drawdown,
        ),
        freshness=[_freshness(series) for series in report.freshness],
        breakouts=[_breakout(row) for row in report.outcomes.rows],
        base_rates=evidence.base_rates(report),
        luck=evidence.luck(report.luck),
        grid=evidence.grid(report.grid),
        placebos=[evidence.placebo(found) for found in report.placebos],
        correlation=[evidence.correlation(row) for row in report.correlations.rows],
        partial_correlation=evidence.partial_correlations(report.correlations.partial),
        lead_lag=evidence.lead_lag(report.lead_lag),
        track_record=record.track_record(report),
        thresholds=record.thresholds(report),
        changes=record.changes(annex.news, language),
        halvings=cycles.halvings(report),
        next_halving=cycles.next_halving(report),
        cycle_multiples=cycles.cycle_multiples(report),
        supply=cycles.supply(report),
        volatility=cycles.volatility(report),
        risk_curve=cycles.risk_curve(report),
        lighting_order=cycles.lighting_order(report),
        rates=cycles.rates(report),
        claims=claims.claims(annex.audit, language),
    )


def _freshness(series: SeriesFreshness) -> FreshnessObject:
    return FreshnessObject(
        symbol=series.instrument.symbol,
        last_date=series.last_date,
        age=series.age,
        unit=series.unit,
        status=series.status.value,
        source=series.latest_source,
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
