"""Which rungs of the risk curve are lit, and in which order did they light?

Definitions: Method, "Risk curve". All rungs are read on the sessions of the small caps, so that
their sessions can be counted against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import numpy as np
import pandas as pd

from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, IntArray, PriceHistory, Prices
from generator.models.risk_curve import (
    Episode,
    Lighting,
    RiskCurve,
    Rung,
    RungHistory,
    RungState,
    Spell,
    Trend,
)
from generator.signals.lighting import PRIMARY, Order, States, agreement, orders, robustness
from generator.statistics.records import record_positions
from generator.statistics.trend import UNKNOWN, sides_of_mean, spells, switch

HIGH_SESSIONS = 252
MOMENTUM_SESSIONS = 126


@dataclass(frozen=True, eq=False)
class _Series:
    """One rung on the common sessions: its own levels, and the latest of them on every session."""

    rung: Rung
    instrument: Instrument | None
    dates: pd.DatetimeIndex
    levels: FloatArray
    latest: IntArray
    """The position of each session's latest level; −1 before the first."""

    @property
    def inverted(self) -> bool:
        """Whether a fall of the series is the rise of its price: yields."""
        return self.instrument is not None and self.instrument.unit == "percent"

    @cached_property
    def switch(self) -> IntArray:
        """Its state at each of its levels."""
        return switch(sides_of_mean(self.levels, PRIMARY.mean_sessions), PRIMARY.run_sessions)

    @cached_property
    def states(self) -> IntArray:
        """Its state on every session."""
        return self.on_sessions(self.switch)

    def on_sessions(self, states: IntArray) -> IntArray:
        """A state holds between two prices of the rung: bond holidays are no change of trend."""
        if not len(states):
            return np.full(len(self.latest), UNKNOWN, dtype=np.int64)
        return np.where(self.latest < 0, UNKNOWN, states[np.maximum(self.latest, 0)])


def risk_curve(prices: Prices) -> RiskCurve:
    """The ladder as of ``prices.as_of``, its history, and the order of lighting."""
    small = prices.of_role(Rung.SMALL_CAPS)
    sessions = (small if small is not None else prices.leader).sessions
    series = tuple(_series(rung, prices.of_role(rung), sessions) for rung in Rung)
    present = [one for one in series if one.instrument is not None]
    found = orders({one.rung: one.states for one in present}, PRIMARY)
    histories = (_history(one, sessions) for one in series)
    return RiskCurve(
        rungs=tuple(_state(one) for one in series),
        histories=tuple(history for history in histories if history is not None),
        episodes=tuple(_episode(order, sessions) for order in found),
        agreement=agreement(found),
        robustness=robustness(partial(_states, present)),
    )


def _states(present: list[_Series], mean: int, runs: Sequence[int]) -> list[States]:
    """The states of the rungs under another mean, for each run."""
    sides = [(one, sides_of_mean(one.levels, mean)) for one in present]
    return [{one.rung: one.on_sessions(switch(side, run)) for one, side in sides} for run in runs]


def _series(rung: Rung, history: PriceHistory | None, sessions: pd.DatetimeIndex) -> _Series:
    if history is None:
        before_any = np.full(len(sessions), -1, dtype=np.int64)
        return _Series(rung, None, sessions[:0], np.empty(0), before_any)
    dates = history.sessions[history.sessions.isin(sessions)]
    kept = history.close.reindex(dates, method="ffill")  # a gap holds the last price
    sign = -1.0 if history.instrument.unit == "percent" else 1.0
    levels = sign * np.asarray(kept, dtype=np.float64)
    latest = dates.searchsorted(sessions, side="right") - 1
    return _Series(rung, history.instrument, dates, levels, latest.astype(np.int64))


def _state(series: _Series) -> RungState:
    levels, dates = series.levels, series.dates
    records = record_positions(levels)
    return RungState(
        rung=series.rung,
        instrument=series.instrument,
        date=dates[-1].date() if len(dates) else None,
        trend=_trend(series),
        distance_to_high=_change(series, float(levels[-HIGH_SESSIONS:].max()))
        if len(levels) >= HIGH_SESSIONS
        else None,
        momentum=_change(series, float(levels[-1 - MOMENTUM_SESSIONS]))
        if len(levels) > MOMENTUM_SESSIONS
        else None,
        sessions_since_record=len(levels) - 1 - int(records[-1]) if len(records) else None,
    )


def _trend(series: _Series) -> Trend | None:
    switch = series.switch
    if not len(switch) or switch[-1] == UNKNOWN:
        return None
    first = spells(switch, int(switch[-1]))[-1][0]
    return Trend(bool(switch[-1]), _day(series.dates, first))


def _change(series: _Series, reference: float) -> float:
    """From a reference level to the latest: relative, or in points where the series is inverted."""
    latest = float(series.levels[-1])
    return latest - reference if series.inverted else latest / reference - 1


def _history(series: _Series, sessions: pd.DatetimeIndex) -> RungHistory | None:
    """Lit spells up to the rung's own last session; None if its state was never known."""
    if series.instrument is None or not len(series.dates):
        return None
    states = series.states[: int(sessions.searchsorted(series.dates[-1], side="right"))]
    known = np.flatnonzero(states != UNKNOWN)
    if not len(known):
        return None
    return RungHistory(
        series.rung,
        series.instrument,
        first=_day(sessions, int(known[0])),
        last=_day(sessions, int(known[-1])),
        lit=tuple(_spell(sessions, a, b, len(states)) for a, b in spells(states, 1)),
    )


def _spell(sessions: pd.DatetimeIndex, first: int, last: int, end: int) -> Spell:
    return Spell(_day(sessions, first), _day(sessions, last), last - first + 1, last < end - 1)


def _episode(order: Order, sessions: pd.DatetimeIndex) -> Episode:
    lightings = (
        Lighting(rung, _day(sessions, order.first + after), after)
        for rung, after in order.sessions.items()
    )
    return Episode(
        dark=_spell(sessions, order.first, order.last, len(sessions)),
        lightings=tuple(sorted(lightings, key=lambda lit: lit.sessions)),
        tau=order.tau,
        complete=order.complete,
    )


def _day(sessions: pd.DatetimeIndex, position: int) -> date:
    return sessions[position].date()
