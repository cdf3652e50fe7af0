"""What the API says otherwise than a result does: in words, flat, or with nulls for a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.language import Language
from generator.models.changes import Changes
from generator.models.claims import Audit, Claim, Verdict
from generator.models.instruments import Instrument
from generator.models.precision import Drawn
from generator.models.question import Article
from generator.models.state import FollowerState, LeaderState
from generator.models.supply import NextHalving
from generator.models.together import LeadLag
from generator.publish.objects import published
from generator.wording import change_text, claim_text, differs


@dataclass(frozen=True)
class LeaderNow:
    """The leader on its last stored session."""

    instrument: Instrument
    now: LeaderState


published(
    LeaderNow,
    "symbol=instrument name=instrument.name date=now.date close=now.close state=now.state "
    "record_close=now.record.close record_date=now.record.date "
    "sessions_since_record=now.record.sessions_since distance_to_record=now.record.distance "
    "broken_record=now.broken_record year_to_date=now.year_to_date",
    name="LeaderObject",
)


@dataclass(frozen=True)
class FollowerNow:
    """The follower on its last stored day."""

    instrument: Instrument
    now: FollowerState


published(
    FollowerNow,
    "symbol=instrument name=instrument.name date=now.date close=now.close "
    "record_close=now.record.close record_date=now.record.date drawdown=now.record.distance",
    name="FollowerObject",
)


@dataclass(frozen=True)
class GrangerTests:
    """P-values of the Granger tests both ways, with the number of lags; null if undefined."""

    lags: int | None = None
    leader_to_follower: float | None = None
    follower_to_leader: float | None = None


@dataclass(frozen=True)
class WeeklyLeadLag:
    """Weekly cross-correlation; at a positive lag the leader moved first."""

    lag_weeks: tuple[int, ...]
    correlation: tuple[float | None, ...]
    pointwise_band: Drawn | None
    simultaneous_band: Drawn | None
    granger: GrangerTests

    @classmethod
    def of(cls, found: LeadLag) -> WeeklyLeadLag:
        """All lags, or nulls where they are not defined."""
        across, granger = found.correlation, found.granger
        return cls(
            lag_weeks=tuple(found.lags.tolist()),
            correlation=(None,) * len(found.lags) if across is None else tuple(across.values),
            pointwise_band=None if across is None else across.pointwise_band,
            simultaneous_band=None if across is None else across.simultaneous_band,
            granger=GrangerTests() if granger is None else GrangerTests(**vars(granger)),
        )


published(GrangerTests, name="GrangerObject")
published(WeeklyLeadLag, name="LeadLagObject")


@dataclass(frozen=True)
class NextHalvingText:
    """When the next halving may come, and what that assumes."""

    height: int
    estimate: dt.date
    assumption: str

    @classmethod
    def of(cls, found: NextHalving) -> NextHalvingText:
        """The estimate and what it assumes."""
        pace = f"{found.blocks_per_day} blocks a day since the last known height"
        return cls(found.height, found.estimate, pace)


published(NextHalvingText, name="NextHalvingObject")


@dataclass(frozen=True)
class ToldChange:
    """One difference to an earlier day, in words."""

    date: dt.date
    kind: str
    text: str


published(ToldChange, name="ChangeObject")


def told_changes(news: tuple[Changes, ...], language: Language) -> tuple[ToldChange, ...]:
    """What changed since the earliest day that is compared, newest first, each once."""
    found = {
        ToldChange(change.date, change.kind.value, change_text(language, change, since.since))
        for since in news[:1]
        for change in since.items
    }
    return tuple(sorted(found, key=lambda each: (-each.date.toordinal(), each.kind, each.text)))


@dataclass(frozen=True)
class ClaimThen:
    """One claim as of the day of the article."""

    verdict: Verdict
    computed: str | None


@dataclass(frozen=True)
class AuditedClaim:
    """One claim of the article, and what the data say to it."""

    id: str
    verdict: Verdict

    claimed: str
    """The figure claimed, or the words; with its source where nothing can be computed."""
    computed: str | None
    """What was computed, in words and numbers; null where nothing can be."""
    why: str

    then: ClaimThen | None
    """As of the day of the article; null where the verdict and the figures are the same."""


published(ClaimThen, name="ClaimThenObject")
published(AuditedClaim, name="ClaimObject")


def audited_claims(audit: Audit, english: Language) -> tuple[AuditedClaim, ...]:
    """Every claim in the article's order; none without an article."""
    if audit.article is None:
        return ()
    return tuple(_claim(now, then, audit.article, english) for now, then in audit.rows)


def _claim(now: Claim, then: Claim | None, article: Article, english: Language) -> AuditedClaim:
    text, before = claim_text(english, now, article), None
    if then is not None and differs(english, now, then, article):
        before = ClaimThen(then.verdict, claim_text(english, then, article).computed)
    return AuditedClaim(now.id, now.verdict, text.claimed, text.computed, text.why, before)
