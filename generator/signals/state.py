"""Where do the leader and the follower stand today? Definitions: Method, "State"."""

from generator.models.breakouts import Breakout, BreakoutList
from generator.models.instruments import Peak
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Question
from generator.models.state import FollowerState, LeaderState, Record, State
from generator.signals.breakouts import sessions_since
from generator.statistics.records import record_positions


def leader_state(prices: Prices, breakouts: BreakoutList) -> LeaderState:
    """The leader's state on its last stored session, given its primary breakouts."""
    leader = prices.leader
    record, today = _latest_record(leader), float(leader.closes[-1])
    latest = breakouts.events[-1] if breakouts.events else None
    return LeaderState(
        state=_state(prices.question, today, record, latest),
        date=leader.dates[-1].date(),
        close=today,
        record=record,
        breakout=latest,
        year_to_date=_year_to_date(leader),
    )


def follower_state(prices: Prices) -> FollowerState:
    """The follower's distance to its record on its last stored day."""
    follower = prices.follower
    return FollowerState(
        date=follower.dates[-1].date(),
        close=float(follower.closes[-1]),
        record=_latest_record(follower),
    )


def _state(
    question: Question, close: float, record: Record | None, latest: Breakout | None
) -> State:
    """The rules in their order: no breakout yet, basing, fell back, price discovery, holding."""
    if latest is None or record is None:
        return State.NO_BREAKOUT
    if record.sessions_since >= question.base_sessions:
        return State.BASING
    if close < latest.old_record:
        return State.FELL_BACK
    if record.sessions_since <= question.discovery_sessions:
        return State.PRICE_DISCOVERY
    return State.HOLDING


def _latest_record(history: PriceHistory) -> Record | None:
    """The latest record; it can lie before the first row."""
    close, before = history.closes, history.record_before("close")
    records = record_positions(close, None if before is None else before.peak.price)
    if len(records):
        latest = int(records[-1])
        record = Peak(history.dates[latest].date(), float(close[latest]))
        sessions = int(history.positions[-1] - history.positions[latest])
    elif before is not None:
        record, sessions = before.peak, sessions_since(history, before, len(close) - 1)
    else:
        return None
    return Record(
        close=record.price,
        date=record.date,
        sessions_since=sessions,
        distance=float(close[-1] / record.price) - 1,
    )


def _year_to_date(history: PriceHistory) -> float | None:
    """The return since the last close of the year before; None without one."""
    before = history.close[history.dates.year < history.dates[-1].year]
    return float(history.close.iloc[-1] / before.iloc[-1]) - 1 if len(before) else None
