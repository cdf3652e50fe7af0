"""Which rungs of the risk curve are lit, and in which order did they light?

Definitions: Method, "Risk curve". All rungs are read on the sessions of the small caps, so that
their sessions can be counted against each other.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.models.instruments import Instrument
from generator.models.prices import FloatArray, IntArray, PriceHistory, Prices
from generator.models.risk_curve import (
    Agreement,
    Episode,
    Lighting,
    RiskCurve,
    Rung,
    RungHistory,
    RungState,
    Spell,
    Trend,
)
from generator.statistics.means import mean_interval
from generator.statistics.orders import (
    order_agreement,
    random_order_p_value,
    smallest_p_value,
)
from generator.statistics.records import record_positions
from generator.statistics.trend import UNKNOWN, spells, trend_switch

TREND_SESSIONS = 200
CONFIRMING_SESSIONS = 10
HIGH_SESSIONS = 252
MOMENTUM_SESSIONS = 126
DARK_SESSIONS = 63
SEARCH_SESSIONS = 504


@dataclass(frozen=True, eq=False)
class _Series:
    """One rung on the common sessions: its own levels, and its state on every session."""

    rung: Rung
    instrument: Instrument | None
    dates: pd.DatetimeIndex
    levels: FloatArray
    switch: IntArray
    states: IntArray

    @property
    def inverted(self) -> bool:
        """Whether a fall of the series is the rise of its price: yields."""
        return self.instrument is not None and self.instrument.unit == "percent"


def risk_curve(prices: Prices) -> RiskCurve:
    """The ladder as of ``prices.as_of``, its history, and the order of lighting."""
    small = prices.of_role(Rung.SMALL_CAPS)
    sessions = (small if small is not None else prices.leader).sessions
    series = tuple(_series(rung, prices.of_role(rung), sessions) for rung in Rung)
    episodes = _episodes(series, sessions)
    histories = (_history(one, sessions) for one in series)
    return RiskCurve(
        rungs=tuple(_state(one) for one in series),
        histories=tuple(history for history in histories if history is not None),
        episodes=episodes,
        agreement=_agreement(episodes),
    )


def _agreement(episodes: tuple[Episode, ...]) -> Agreement | None:
    counted = [e for e in episodes if e.complete and e.tau is not None]
    if not counted:
        return None
    taus = np.array([e.tau for e in counted], dtype=np.float64)
    orders = [[lit.sessions for lit in _in_article_order(e.lightings)] for e in counted]
    mean = float(taus.mean())
    return Agreement(
        mean_tau=mean,
        tau_interval=mean_interval(taus) if len(taus) > 1 else None,
        p_value=random_order_p_value(orders, mean),
        smallest_p=smallest_p_value(orders),
    )


def _series(rung: Rung, history: PriceHistory | None, sessions: pd.DatetimeIndex) -> _Series:
    if history is None:
        nothing = np.empty(0)
        unknown = np.full(len(sessions), UNKNOWN, dtype=np.int64)
        return _Series(rung, None, sessions[:0], nothing, unknown[:0], unknown)
    dates = history.sessions[history.sessions.isin(sessions)]
    kept = history.close.reindex(dates, method="ffill")  # a gap holds the last price
    sign = -1.0 if history.instrument.unit == "percent" else 1.0
    levels = sign * np.asarray(kept, dtype=np.float64)
    switch = trend_switch(levels, TREND_SESSIONS, CONFIRMING_SESSIONS)
    # The state holds between two prices of the rung: bond holidays are no change of trend.
    latest = dates.searchsorted(sessions, side="right") - 1
    states = np.where(latest < 0, UNKNOWN, switch[np.maximum(latest, 0)] if len(switch) else 0)
    return _Series(rung, history.instrument, dates, levels, switch, states.astype(np.int64))


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


def _episodes(series: tuple[_Series, ...], sessions: pd.DatetimeIndex) -> tuple[Episode, ...]:
    """Every long unlit spell of the small caps since all rungs with data have a state."""
    present = [one for one in series if one.instrument is not None]
    small = next((one for one in present if one.rung is Rung.SMALL_CAPS), None)
    first_known = [np.flatnonzero(one.states != UNKNOWN) for one in present]
    if small is None or not all(len(known) for known in first_known):
        return ()
    start = max(int(known[0]) for known in first_known)
    return tuple(
        _episode(present, sessions, first, last)
        for first, last in spells(small.states, 0)
        if first >= start and last - first + 1 >= DARK_SESSIONS
    )


def _episode(present: list[_Series], sessions: pd.DatetimeIndex, first: int, last: int) -> Episode:
    found = [(one.rung, _lighting(one.states, first)) for one in present]
    lightings = tuple(
        Lighting(rung, _day(sessions, first + after), after)
        for rung, after in found
        if after is not None
    )
    searched = first + SEARCH_SESSIONS < len(sessions)
    return Episode(
        dark=_spell(sessions, first, last, len(sessions)),
        lightings=tuple(sorted(lightings, key=lambda lit: lit.sessions)),
        tau=order_agreement([lit.sessions for lit in lightings]),
        complete=searched or len(lightings) == len(present),
    )


def _lighting(states: IntArray, first: int) -> int | None:
    """Sessions from the start to the first lit one after an unlit one; None within the search."""
    window = states[first : first + SEARCH_SESSIONS + 1]
    dark = np.flatnonzero(window == 0)
    if not len(dark):
        return None
    lit = np.flatnonzero(window[dark[0] :] == 1)
    return int(dark[0] + lit[0]) if len(lit) else None


def _in_article_order(lightings: tuple[Lighting, ...]) -> list[Lighting]:
    order = list(Rung)
    return sorted(lightings, key=lambda lit: order.index(lit.rung))


def _day(sessions: pd.DatetimeIndex, position: int) -> date:
    return sessions[position].date()
