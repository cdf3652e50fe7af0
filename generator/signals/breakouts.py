"""When did the leader break out? Records that end a long base, under any definition.

Definitions: Method, "Breakouts".
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from generator.models.breakouts import Breakout, BreakoutList
from generator.models.prices import FloatArray, PriceHistory
from generator.models.question import Basis, BreakoutDefinition, Question
from generator.statistics.records import first_run_of_true, record_positions


def primary_definition(question: Question) -> BreakoutDefinition:
    """The one definition that was fixed in advance: close basis, L sessions, no confirmation."""
    return BreakoutDefinition(question.base_sessions)


def find_breakouts(leader: PriceHistory, definition: BreakoutDefinition) -> BreakoutList:
    """All breakouts of a series under one definition, oldest first.

    A base runs from one record to the next. The stretch before the first record is no base: where
    it began is not known. No two bases share an event: the older one must be confirmed within L
    sessions of its breakout, and the next breakout comes at least L sessions after that.
    """
    return BreakoutList(definition, tuple(_confirmed_breakouts(leader, definition)))


def _confirmed_breakouts(
    leader: PriceHistory, definition: BreakoutDefinition
) -> Iterator[Breakout]:
    """One event for each base of sufficient length that was confirmed."""
    close = leader.closes
    levels = record_levels(leader, definition.basis)
    records = record_positions(levels)
    sessions = leader.positions
    long_enough = np.diff(sessions[records]) >= definition.base_sessions
    for old, new in zip(records[:-1][long_enough], records[1:][long_enough], strict=True):
        old_record = float(levels[old])
        event = _event_position(leader, old_record, int(new), definition)
        if event is None:
            continue
        low = old + int(np.argmin(close[old : new + 1]))
        yield Breakout(
            date=_day(leader, event),
            close=float(close[event]),
            position=event,
            record_date=_day(leader, new),
            old_record_date=_day(leader, old),
            old_record=old_record,
            base_sessions=int(sessions[new] - sessions[old]),
            base_depth=float(close[low]) / old_record - 1,
            base_low_date=_day(leader, low),
        )


def record_levels(leader: PriceHistory, basis: Basis) -> FloatArray:
    """The prices whose running maximum is the record: closes, or highs (a close where missing)."""
    if basis == "close":
        return leader.closes
    return np.asarray(leader.rows["high"].fillna(leader.close), dtype=np.float64)


def _event_position(
    leader: PriceHistory, old_record: float, breakout: int, definition: BreakoutDefinition
) -> int | None:
    """The breakout itself, or the session that completes k closes above the old record.

    Confirmation must come within L sessions of the breakout, else the base yields no event.
    """
    if definition.confirmation == 1:
        return breakout
    sessions = leader.positions
    last = sessions[breakout] + definition.base_sessions
    window = leader.closes[breakout : int(sessions.searchsorted(last, side="right"))]
    confirmed = first_run_of_true(window > old_record, definition.confirmation)
    return None if confirmed is None else breakout + confirmed


def _day(history: PriceHistory, position: int) -> date:
    return history.dates[position].date()
