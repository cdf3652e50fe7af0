"""The report as of one day: where things stand, and the evidence. All others only read it."""

import datetime as dt
from dataclasses import dataclass

from generator.models.base_rates import BaseRate
from generator.models.breakouts import BasePath, BreakoutList
from generator.models.cycles import Cycles
from generator.models.elsewhere import Elsewhere
from generator.models.freshness import FreshnessStatus, SeriesFreshness
from generator.models.grid import Grid, Placebo
from generator.models.luck import Afterwards, Luck
from generator.models.outcomes import EventPath, Outcomes
from generator.models.press import FactCheck
from generator.models.question import Question
from generator.models.rates import Rates
from generator.models.risk_curve import RiskCurve
from generator.models.state import FollowerState, LeaderState
from generator.models.supply import Supply
from generator.models.thresholds import Threshold
from generator.models.together import Correlations, LeadLag
from generator.models.track_record import TrackRecord
from generator.models.volatility import Volatility


@dataclass(frozen=True, eq=False)
class Standing:
    """Where things stand as of one day: what ``status`` shows, and what is cheap to compute."""

    as_of: dt.date
    question: Question
    leader: LeaderState
    follower: FollowerState
    breakouts: BreakoutList
    outcomes: Outcomes
    freshness: tuple[SeriesFreshness, ...]
    leader_since: dt.date
    """The first session of the leader that the question looks at."""

    @property
    def stale(self) -> tuple[SeriesFreshness, ...]:
        """The series that are stale; those that only *Elsewhere* looks at stand apart."""
        return tuple(
            series
            for series in self.freshness
            if series.status is FreshnessStatus.STALE
            and not self.question.is_elsewhere_only(series.instrument)
        )

    @property
    def data_date(self) -> dt.date:
        """The last day of the older of the two series in question."""
        return min(self.leader.date, self.follower.date)

    @property
    def oldest_in_question(self) -> SeriesFreshness:
        """Leader or follower, whichever ends earlier (the leader if both end on one day)."""
        leader, follower = self.question.leader, self.question.follower
        oldest = leader if self.leader.date <= self.follower.date else follower
        return next(s for s in self.freshness if s.instrument == oldest)


@dataclass(frozen=True, eq=False)
class Findings(Standing):
    """Where things stand, and those results on which the article's claims rest."""

    luck: Afterwards
    correlations: Correlations
    cycles: Cycles
    supply: Supply | None
    volatility: Volatility
    risk_curve: RiskCurve
    rates: Rates


@dataclass(frozen=True, eq=False)
class Report(Findings):
    """Everything the report says as of one day: where things stand, and the evidence."""

    luck: Luck
    variants: tuple[BreakoutList, ...]
    event_paths: tuple[EventPath, ...]
    base_paths: tuple[BasePath, ...]
    base_rates: tuple[BaseRate, ...]
    grid: Grid
    elsewhere: Elsewhere
    placebos: tuple[Placebo, ...]
    lead_lag: LeadLag
    track_record: TrackRecord
    thresholds: tuple[Threshold, ...]
    published_facts: tuple[FactCheck, ...]
