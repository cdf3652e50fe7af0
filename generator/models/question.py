"""What is asked, and how the evidence is weighed: ``[question]`` and ``[evidence]`` as types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from generator.models.instruments import Instrument

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
    """How chance is simulated, and what is compared.

    Attributes
    ----------
    draws, grid_draws
        Random draws for the primary test, and for each definition of the grid.
    resamples
        Bootstrap resamples behind each interval and band.
    seed
        Starts every random generator, so that a rebuild gives the same numbers.
    base_rates_since
        Days from which base rates are shown, beside the follower's first day.
    halving_window
        Two days are on the same halving clock if their days since a halving differ by no more.
    grid_base_sessions, grid_confirmations, grid_horizons
        The definition grid: each length with each basis, confirmation and horizon.
    windows
        Sessions of the rolling correlations, ascending.
    block_sessions
        Mean block of the bootstrap of a correlation.
    most_lag_weeks
        The widest lead or lag that is looked at.
    most_granger_lags
        The most lags among which the Granger tests choose.
    """

    draws: int
    grid_draws: int
    resamples: int
    seed: int
    base_rates_since: tuple[date, ...]
    halving_window: int
    grid_base_sessions: tuple[int, ...]
    grid_confirmations: tuple[int, ...]
    grid_horizons: tuple[int, ...]
    windows: tuple[int, ...]
    block_sessions: int
    most_lag_weeks: int
    most_granger_lags: int

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
    """What is asked: does a breakout of the leader lead the follower?

    Attributes
    ----------
    base_sessions
        L of the primary breakout definition, in sessions.
    discovery_sessions
        How many sessions after a record the leader counts as in price discovery.
    horizons
        Calendar days over which the follower's return is measured, ascending.
    primary_horizon
        The horizon that decides; one of ``horizons``.
    days_before
        Calendar days before the event that the event study shows.
    claimed
        The definition under which the claim was made, if it stated one; it is marked, not favoured.
    halvings
        The days of the follower's halvings, ascending; none for a follower without them.
    etf_since
        The first day of trading of exchange-traded funds on the follower; None without them.
    article
        The article whose claims are recomputed; None for a question without one.
    """

    leader: Instrument
    follower: Instrument
    controls: tuple[Instrument, ...]
    base_sessions: int
    discovery_sessions: int
    horizons: tuple[int, ...]
    primary_horizon: int
    days_before: int
    claimed: BreakoutDefinition | None
    halvings: tuple[date, ...]
    evidence: EvidenceSettings
    etf_since: date | None = None
    article: Article | None = None

    @property
    def pair(self) -> tuple[Instrument, Instrument]:
        """Leader and follower."""
        return self.leader, self.follower
