"""Where do the leader and the follower stand today? Definitions: Method, "State"."""

from __future__ import annotations

from generator.models.breakouts import BreakoutList
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Question
from generator.models.state import FollowerState, LeaderState, State
from generator.statistics.records import record_positions


def leader_state(prices: Prices, breakouts: BreakoutList) -> LeaderState:
    """The leader's state on its last stored session, given its primary breakouts."""
    leader = prices.leader
    close = leader.closes
    record = _latest_record(leader)
    sessions = None if record is None else len(close) - 1 - record
    latest = breakouts.events[-1] if breakouts.events else None
    today = float(close[-1])
    return LeaderState(
        state=_state(prices.question, today, sessions, latest.old_record if latest else None),
        date=leader.dates[-1].date(),
        close=today,
        record_close=None if record is None else float(close[record]),
        record_date=None if record is None else leader.dates[record].date(),
        sessions_since_record=sessions,
        distance_to_record=None if record is None else today / float(close[record]) - 1,
        breakout=latest,
        distance_to_broken_record=None if latest is None else today / latest.old_record - 1,
        year_to_date=_year_to_date(leader),
    )


def follower_state(prices: Prices) -> FollowerState:
    """The follower's distance to its record on its last stored day."""
    follower = prices.follower
    close = follower.closes
    record = _latest_record(follower)
    return FollowerState(
        date=follower.dates[-1].date(),
        close=float(close[-1]),
        record_close=None if record is None else float(close[record]),
        record_date=None if record is None else follower.dates[record].date(),
        drawdown=None if record is None else float(close[-1] / close[record]) - 1,
    )


def _state(
    question: Question, close: float, sessions_since_record: int | None, broken: float | None
) -> State:
    """The rules in their order: no breakout yet, basing, fell back, price discovery, holding."""
    if broken is None or sessions_since_record is None:
        return State.NO_BREAKOUT
    if sessions_since_record >= question.base_sessions:
        return State.BASING
    if close < broken:
        return State.FELL_BACK
    if sessions_since_record <= question.discovery_sessions:
        return State.PRICE_DISCOVERY
    return State.HOLDING


def _latest_record(history: PriceHistory) -> int | None:
    """The position of the latest record close."""
    records = record_positions(history.closes)
    return int(records[-1]) if len(records) else None


def _year_to_date(history: PriceHistory) -> float | None:
    """The return since the last close of the year before; None without one."""
    before = history.close[history.dates.year < history.dates[-1].year]
    return float(history.close.iloc[-1] / before.iloc[-1]) - 1 if len(before) else None
