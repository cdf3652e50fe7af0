"""The ladder from safe to risky: the results of :mod:`generator.signals.risk_curve`."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.models.instruments import Instrument
from generator.models.precision import Drawn, Share
from generator.models.volatility import Interval


class Rung(StrEnum):
    """The rungs in the article's order; each is the role of an instrument."""

    TREASURIES = "treasuries"
    LARGE_CAPS = "large caps"
    SMALL_CAPS = "small caps"
    CRYPTO = "crypto"


@dataclass(frozen=True)
class Trend:
    """Whether a rung is lit, and the session on which that began.

    That is the first session on which its state was known, if it has never changed.
    """

    lit: bool
    since: dt.date


@dataclass(frozen=True)
class RungState:
    """Where one rung stands; everything is None without data, or with too little."""

    rung: Rung
    instrument: Instrument | None

    date: dt.date | None
    """Its last session."""
    trend: Trend | None

    distance_to_high: Share | None
    momentum: Share | None
    """Close over the highest close of 252 sessions, and over the close 126 sessions before, minus
    1. For a yield, which is inverted: the lowest yield minus the yield, and the yield then minus
    the yield now, in percentage points."""
    sessions_since_record: int | None
    """Sessions since the latest record close (for a yield: since its latest record low)."""


@dataclass(frozen=True)
class Spell:
    """A stretch of sessions in one state; ``last`` is its last session, or the last one so far."""

    first: dt.date
    last: dt.date
    sessions: int
    over: bool


@dataclass(frozen=True)
class RungHistory:
    """When one rung was lit, and the sessions from which and to which its state is known."""

    rung: Rung
    instrument: Instrument
    first: dt.date
    last: dt.date
    lit: tuple[Spell, ...]


@dataclass(frozen=True)
class Lighting:
    """A rung's first lit session in an episode, counted in sessions from the episode's start."""

    rung: Rung
    date: dt.date
    sessions: int


@dataclass(frozen=True)
class Episode:
    """A long unlit spell of the small caps, and the order in which the rungs lit."""

    dark: Spell

    lightings: tuple[Lighting, ...]
    """By date; rungs that were never unlit are left out."""
    tau: float | None
    """Kendall's tau-b of the order against the article's; None below three rungs."""
    complete: bool
    """Whether nothing can change any more: every rung has lit, or the search is over."""

    @property
    def end(self) -> dt.date | None:
        """The last session of the spell; None while it lasts."""
        return self.dark.last if self.dark.over else None

    @property
    def order(self) -> tuple[Rung, ...]:
        """The rungs in the order in which they lit."""
        return tuple(lighting.rung for lighting in self.lightings)


@dataclass(frozen=True)
class Agreement:
    """How far the order of lighting agrees with the article's, over the counted episodes."""

    mean_tau: float
    """Kendall's tau-b, −1 to 1, averaged."""
    tau_interval: Interval | None
    """Its 95 % interval (Student's t); None below two episodes."""
    p_value: Drawn
    smallest_p: float
    """The share of random orders whose mean tau is at least as high, counted exactly, and the
    smallest share that so many episodes could reach."""
    episodes: int


@dataclass(frozen=True)
class LightingDefinition:
    """What lit means, and what an episode; all counts are sessions."""

    run_sessions: int
    """How many in a row on one side of the mean turn a rung."""
    mean_sessions: int
    dark_sessions: int
    """How long the small caps must have been dark."""
    treasuries_first: bool
    """Whether Treasuries that were lit already when the episode began count as the first to light;
    otherwise they count, like every rung, once they have been dark."""


@dataclass(frozen=True)
class OrderVariant:
    """The agreement under one definition, as in :class:`Agreement`."""

    definition: LightingDefinition
    episodes: int
    mean_tau: float
    p_value: Drawn

    @property
    def below(self) -> bool:
        """Whether fewer than 5 % of random orders agree as well."""
        return self.p_value < 0.05


@dataclass(frozen=True)
class OrderRobustness:
    """The agreement under every combination of definitions that was tried."""

    rows: tuple[OrderVariant, ...]
    """Those under which at least one episode counts."""

    @property
    def variants(self) -> int:
        """How many combinations have an agreement."""
        return len(self.rows)

    @property
    def below_5_percent(self) -> int:
        """How many of them have p < 0.05."""
        return sum(row.below for row in self.rows)


@dataclass(frozen=True)
class RiskCurve:
    """The ladder now, its history, and the order of lighting."""

    rungs: tuple[RungState, ...]

    histories: tuple[RungHistory, ...]
    """Of the rungs whose state has ever been known."""
    episodes: tuple[Episode, ...]

    agreement: Agreement | None
    """None without a complete episode that has a tau."""
    robustness: OrderRobustness

    @property
    def has_order(self) -> bool:
        """Whether there is an order to speak of: small caps, and three rungs or more."""
        there = [state.rung for state in self.rungs if state.instrument is not None]
        return Rung.SMALL_CAPS in there and len(there) > 2

    @property
    def counted(self) -> tuple[Episode, ...]:
        """The episodes behind the mean."""
        return tuple(e for e in self.episodes if e.complete and e.tau is not None)
