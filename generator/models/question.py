"""What is asked, and how the evidence is weighed: ``[question]`` and ``[evidence]`` as types."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from generator.models.instruments import Instrument
from generator.models.press import PublishedFact

Basis = Literal["close", "intraday"]


@dataclass(frozen=True)
class BreakoutDefinition:
    """One way to define a breakout: base length L, basis of the record, confirming closes k."""

    base_sessions: int
    basis: Basis = "close"
    confirmation: int = 1


@dataclass(frozen=True)
class Article:
    """The article whose claims are recomputed, and the day on which it appeared."""

    title: str
    source: str
    published: date


@dataclass(frozen=True)
class EvidenceSettings:
    """How chance is simulated, and what is compared."""

    draws: int
    grid_draws: int
    """Random draws for the primary test, and for each definition of the grid."""
    resamples: int
    """Bootstrap resamples behind each interval and band."""
    leaders: int
    """Simulated leaders behind the size and power of the tests."""
    seed: int
    """Starts every random generator, so that a rebuild gives the same numbers."""
    base_rates_since: tuple[date, ...]
    """Days from which base rates are shown, beside the follower's first day."""
    halving_window: int
    """Two days are on the same halving clock if their days since a halving differ by no more."""
    grid_base_sessions: tuple[int, ...]
    grid_confirmations: tuple[int, ...]
    grid_horizons: tuple[int, ...]
    """The definition grid: each length with each basis, confirmation and horizon."""
    windows: tuple[int, ...]
    """Sessions of the rolling correlations, ascending."""
    block_sessions: int
    """Mean block of the bootstrap of a correlation."""
    most_lag_weeks: int
    """The widest lead or lag that is looked at."""
    most_granger_lags: int
    """The most lags among which the Granger tests choose."""
    registered: date | None = None
    """Breakouts from this day on count as evidence; None for a question that registered none."""

    @property
    def definitions(self) -> int:
        """How many definitions the grid tries: each length, both bases, and so on."""
        return (
            len(self.grid_base_sessions)
            * len(get_args(Basis))
            * len(self.grid_confirmations)
            * len(self.grid_horizons)
        )


@dataclass(frozen=True)
class Question:
    """What is asked: does a breakout of the leader lead the follower?"""

    leader: Instrument
    follower: Instrument
    controls: tuple[Instrument, ...]

    base_sessions: int
    """L of the primary breakout definition, in sessions."""
    discovery_sessions: int
    """How many sessions after a record the leader counts as in price discovery."""
    horizons: tuple[int, ...]
    """Calendar days over which the follower's return is measured, ascending."""
    primary_horizon: int
    """The horizon that decides; one of ``horizons``."""
    days_before: int
    """Calendar days before the event that the event study shows."""
    claimed: BreakoutDefinition | None
    """The definition under which the claim was made, if it stated one; it is marked, not
    favoured."""
    halvings: tuple[date, ...]
    """The days of the follower's halvings, ascending; none for a follower without them."""
    evidence: EvidenceSettings

    since: date | None = None
    """The first day on which the question is asked; earlier prices are for *Elsewhere* only."""
    other_leaders: tuple[Instrument, ...] = ()
    other_followers: tuple[Instrument, ...] = ()
    """With which other series the question is asked as well, each with each (*Elsewhere*)."""
    etf_since: date | None = None
    """The first day of trading of exchange-traded funds on the follower; None without them."""
    article: Article | None = None
    """The article whose claims are recomputed; None for a question without one."""
    published: tuple[PublishedFact, ...] = ()
    """What others published about the series, which the store must reproduce."""

    @property
    def pair(self) -> tuple[Instrument, Instrument]:
        """Leader and follower."""
        return self.leader, self.follower

    def is_elsewhere_only(self, instrument: Instrument) -> bool:
        """Whether no page but *Elsewhere*, and no more than one claim, looks at a series."""
        return (
            instrument in (*self.other_leaders, *self.other_followers)
            and instrument not in (*self.pair, *self.controls)
            and instrument.role in ("other", "small-cap technology")
        )

    @property
    def leaders(self) -> tuple[Instrument, ...]:
        """Whose breakouts are looked at, the leader's first."""
        return self.leader, *self.other_leaders

    @property
    def followers(self) -> tuple[Instrument, ...]:
        """What is looked at after them, the follower first."""
        return self.follower, *self.other_followers
