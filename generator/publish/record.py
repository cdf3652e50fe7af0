"""The project's own record in the API: scored calls, thresholds, what changed."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from generator.language import Language
from generator.models.changes import Changes
from generator.models.thresholds import Trigger
from generator.models.track_record import TrackRecord
from generator.publish.objects import ApiObject, Drawn
from generator.wording import change_text


class TrackRecordObject(ApiObject):
    """Calls of every month end, replayed with what was known on the day."""

    calls: int
    resolved: int
    """Calls whose outcome is known."""
    brier: float | None
    brier_base: float | None
    """Of the base rate alone."""
    log_score: float | None
    log_score_base: float | None
    skill: float | None
    """1 − brier/brier_base."""
    skill_interval: tuple[Drawn, Drawn] | None
    """95% block-bootstrap interval of `skill`."""


class ThresholdObject(ApiObject):
    """One computed level that would alter the state or a verdict."""

    what: Trigger = Field(validation_alias="trigger")
    level: float
    today: float
    distance: float
    """For prices the move that is needed, as a fraction; else level minus today."""
    assumed: float | None
    """For p-values the multiple that each further event is assumed to end on."""


class ChangeObject(ApiObject):
    """One difference to an earlier day, in words."""

    date: dt.date
    kind: str
    text: str


def track_record(found: TrackRecord) -> TrackRecordObject:
    """The replayed calls and their scores."""
    scores = found.scores
    return TrackRecordObject(
        calls=len(found.calls),
        resolved=0 if scores is None else scores.resolved,
        brier=None if scores is None else scores.brier,
        brier_base=None if scores is None else scores.brier_base,
        log_score=None if scores is None else scores.log_score,
        log_score_base=None if scores is None else scores.log_score_base,
        skill=None if scores is None else scores.skill,
        skill_interval=found.skill_interval,
    )


def changes(news: tuple[Changes, ...], language: Language) -> list[ChangeObject]:
    """What changed since the earliest day that is compared, newest first, each once."""
    found = {
        (change.date, change.kind.value, change_text(language, change, since.since))
        for since in news[:1]
        for change in since.items
    }
    return [
        ChangeObject(date=day, kind=kind, text=text)
        for day, kind, text in sorted(found, key=lambda each: (-each[0].toordinal(), *each[1:]))
    ]
