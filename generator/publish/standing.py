"""Where leader and follower stand, how fresh the series are, and the breakouts, in the API."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AliasPath, BeforeValidator, Field

from generator.models.outcomes import ForwardReturn
from generator.models.report import Report
from generator.models.state import State
from generator.publish.objects import ApiObject, Symbol, part


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
    last_date: Annotated[dt.date | None, part("last_date")] = Field(
        validation_alias=AliasPath("extent")
    )
    age: Annotated[int | None, part("age")] = Field(validation_alias=AliasPath("extent"))
    """In `unit`, from the last stored date to `as_of`."""
    unit: Literal["sessions", "days"]
    status: Literal["fresh", "late", "stale", "no data"]
    source: str | None = Field(validation_alias="latest_source")
    """Where the newest row came from; `shipped/` marks rows that came with the project."""


def _by_horizon(returns: tuple[ForwardReturn, ...]) -> dict[str, float | None]:
    return {str(each.horizon): each.value for each in returns}


class BreakoutObject(ApiObject):
    """One primary breakout and what the follower did in the window after it."""

    date: dt.date = Field(validation_alias=AliasPath("event", "date"))
    close: float = Field(validation_alias=AliasPath("event", "close"))
    old_record_date: dt.date = Field(validation_alias=AliasPath("event", "old_record_date"))
    old_record: float = Field(validation_alias=AliasPath("event", "old_record"))
    base_sessions: int = Field(validation_alias=AliasPath("event", "base_sessions"))
    """Sessions from the old record to the new one."""
    base_depth: float = Field(validation_alias=AliasPath("event", "base_depth"))
    """The lowest close within the base relative to the old record, minus 1."""
    entry: Annotated[float | None, part("entry")] = Field(validation_alias=AliasPath("window"))
    """The follower's close on the same date."""
    forward_returns: Annotated[dict[str, float | None], BeforeValidator(_by_horizon)]
    """By horizon in calendar days."""
    peak_multiple: Annotated[float | None, part("peak_multiple")] = Field(
        validation_alias=AliasPath("window")
    )
    """The highest close of the window over the entry; so far, unless `complete`."""
    peak_date: Annotated[dt.date | None, part("peak_date")] = Field(
        validation_alias=AliasPath("window")
    )
    worst: Annotated[float | None, part("worst")] = Field(validation_alias=AliasPath("window"))
    """The lowest close of the window over the entry, minus 1; so far, unless `complete`."""
    complete: bool
    """Whether the last day of the window is stored."""


def leader_object(report: Report) -> LeaderObject:
    """The leader under its symbol and name."""
    leader, instrument = report.leader, report.question.leader
    record = leader.record
    return LeaderObject(
        symbol=instrument.symbol,
        name=instrument.name,
        date=leader.date,
        close=leader.close,
        state=leader.state,
        record_close=record and record.close,
        record_date=record and record.date,
        sessions_since_record=record and record.sessions_since,
        distance_to_record=record and record.distance,
        broken_record=leader.broken_record,
        year_to_date=leader.year_to_date,
    )


def follower_object(report: Report) -> FollowerObject:
    """The follower under its symbol and name."""
    follower, instrument = report.follower, report.question.follower
    record = follower.record
    return FollowerObject(
        symbol=instrument.symbol,
        name=instrument.name,
        date=follower.date,
        close=follower.close,
        record_close=record and record.close,
        record_date=record and record.date,
        drawdown=record and record.distance,
    )
