"""Scored calls: the results of :mod:`generator.signals.track_record`, and the live log.

A call is the probability, stated on one day, that the follower is higher one primary horizon
later. Probabilities and shares are fractions; ``None`` means "not known yet" or "not defined".
"""

import datetime as dt
import math
from dataclasses import dataclass

from generator.models.evidence import Evidence
from generator.models.precision import Drawn
from generator.models.state import State

METHOD_VERSION = "1.1"
"""Written beside every logged call; raised with each entry under Method in the changelog."""


@dataclass(frozen=True)
class Call:
    """One call and how it came out."""

    date: dt.date

    probability: float
    """By the signal: what followed earlier breakouts, within the horizon after one; else what
    followed days outside such windows."""
    base_probability: float
    """By the base rate alone."""
    after_breakout: bool
    """Whether the day lies within the horizon after a breakout: the signal speaks."""
    events: int
    """How many complete events the probability rests on; 0 unless the signal speaks."""
    rose: bool | None
    """Whether the follower stood higher; None until the day is stored."""


@dataclass(frozen=True)
class Scores:
    """How well resolved calls did."""

    resolved: int
    """How many there are, at least one."""
    brier: float
    log_score: float
    """Mean squared error, and mean negative log of the probability given to what happened; lower is
    better for both."""
    brier_base: float
    log_score_base: float
    """The same for the base rate alone."""

    @property
    def skill(self) -> float | None:
        """The Brier skill against the base rate; None if the base rate was never wrong.

        1 − brier/brier_base: above 0 the signal did better than the base rate.
        """
        return 1 - self.brier / self.brier_base if self.brier_base > 0 else None


@dataclass(frozen=True)
class Coin:
    """What a coin would score that always says one half, whatever happens."""

    brier: float = 0.25
    log_score: float = math.log(2)


@dataclass(frozen=True)
class ReliabilityRow:
    """Resolved calls whose probability lies in [lower, upper): stated and observed."""

    lower: float
    upper: float
    calls: int
    mean_probability: float
    share_rose: float


@dataclass(frozen=True)
class TrackRecord:
    """Calls of every month end, replayed with what was known on the day, and their scores.

    ``scores`` are None without a resolved call, ``spoken`` without one of that kind.
    ``skill_interval`` is the 95 % interval of the skill: calls are resampled in blocks of about a
    horizon, for neighbouring ones share most of their outcome.
    """

    horizon: int
    calls: tuple[Call, ...]
    scores: Scores | None
    spoken: Scores | None
    """Of only those calls in which the signal spoke: a breakout lay within the horizon before."""
    skill_interval: tuple[Drawn, Drawn] | None
    reliability: tuple[ReliabilityRow, ...]
    evidence: Evidence | None
    """From breakouts after the registered day; None where none is registered."""

    @property
    def resolved(self) -> int:
        """Calls whose outcome is known."""
        return 0 if self.scores is None else self.scores.resolved

    @property
    def events(self) -> int:
        """How many complete events the resolved calls rest on: those that any of them used."""
        return max((call.events for call in self.calls if call.rose is not None), default=0)

    @property
    def coin(self) -> Coin:
        """What a coin would score that always says one half, whatever happens."""
        return Coin()


@dataclass(frozen=True)
class LoggedCall:
    """One row of the live log, written on the day of a refresh and never changed."""

    date: dt.date

    data_date: dt.date
    """The last day that both series reach; state and probability are of this day, and the horizon
    counts from it."""
    leader: str
    follower: str
    horizon: int
    """The question: symbols, and calendar days."""
    state: State
    probability: float
    base_probability: float

    method: str
    """The version of the method that made the call."""

    @property
    def question(self) -> tuple[str, str, int]:
        """What is called; calls on other questions may stand in the same log."""
        return self.leader, self.follower, self.horizon


@dataclass(frozen=True)
class LiveRecord:
    """The live log on one question, with its outcomes so far."""

    rows: tuple[tuple[LoggedCall, bool | None], ...]
    """Each call, and whether the follower rose; None until the day is stored."""
    scores: Scores | None
    """Of the first call from each ``data_date``: without new prices it is the same call. None
    without a resolved one."""
