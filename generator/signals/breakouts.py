"""When did the leader break out? Records that end a long base, under any definition.

Definitions: Method, "Breakouts".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator.calendars import expected_days
from generator.models.breakouts import BaseLow, Breakout, BreakoutList
from generator.models.instruments import Peak
from generator.models.prices import PriceHistory, RecordBefore
from generator.models.question import BreakoutDefinition, Question
from generator.statistics.records import first_run_of_true, record_positions


def primary_definition(question: Question) -> BreakoutDefinition:
    """The one definition that was fixed in advance: close basis, L sessions, no confirmation."""
    return BreakoutDefinition(question.base_sessions)


def find_breakouts(leader: PriceHistory, definition: BreakoutDefinition) -> BreakoutList:
    """All breakouts of a series under one definition, oldest first.

    A base runs from one record to the next, and counts if every record before it is known: the
    first one can lie before the first row. No two bases share an event: the older one must be
    confirmed within L sessions of its breakout, and the next breakout comes at least L sessions
    after that.
    """
    return BreakoutList(definition, tuple(_confirmed_breakouts(leader, definition)))


@dataclass(frozen=True)
class _Base:
    """The stretch between two records."""

    begin: Peak
    """The record that is broken at its end."""
    first: int
    """Where its rows begin: at that record, or at the first row if that lies before it."""
    end: int
    sessions: int


def _confirmed_breakouts(
    leader: PriceHistory, definition: BreakoutDefinition
) -> Iterator[Breakout]:
    """One event for each base of sufficient length that was confirmed."""
    close = leader.closes
    for base in _bases(leader, definition):
        event = _event_position(leader, base, definition)
        if event is None:
            continue
        yield Breakout(
            date=_day(leader, event),
            close=float(close[event]),
            position=event,
            record_date=_day(leader, base.end),
            old_record_date=base.begin.date,
            old_record=base.begin.price,
            base_sessions=base.sessions,
            low=_low(leader, base),
        )


def _bases(leader: PriceHistory, definition: BreakoutDefinition) -> Iterator[_Base]:
    """The bases that are long enough, and before which every record is known."""
    levels, before = leader.levels(definition.basis), leader.record_before(definition.basis)
    records = record_positions(levels, None if before is None else before.peak.price)
    sessions, known_from = leader.positions, leader.records_known_from
    if before is not None and len(records):
        length = sessions_since(leader, before, int(records[0]))
        if length >= definition.base_sessions and before.peak.date >= known_from:
            yield _Base(before.peak, 0, int(records[0]), length)
    lengths = np.diff(sessions[records])
    for at in np.flatnonzero(lengths >= definition.base_sessions):
        old, new = int(records[at]), int(records[at + 1])
        begin = Peak(_day(leader, old), float(levels[old]))
        if begin.date >= known_from:
            yield _Base(begin, old, new, int(lengths[at]))


def sessions_since(leader: PriceHistory, before: RecordBefore, position: int) -> int:
    """The sessions from a record before the first row to a row; the record's is not counted."""
    known = before.sessions
    if known is None:
        days = (before.peak.date, _day(leader, 0))
        known = len(expected_days(leader.instrument.calendar, *days, leader.closures)) - 1
    return known + int(leader.positions[position])


def _low(leader: PriceHistory, base: _Base) -> BaseLow | None:
    """The lowest close within a base; not known if the base began before the first row."""
    if base.begin.date < _day(leader, base.first):
        return None
    closes = leader.closes[base.first : base.end + 1]
    lowest = int(np.argmin(closes))
    return BaseLow(float(closes[lowest]) / base.begin.price - 1, _day(leader, base.first + lowest))


def _event_position(
    leader: PriceHistory, base: _Base, definition: BreakoutDefinition
) -> int | None:
    """The breakout itself, or the session that completes k closes above the old record.

    Confirmation must come within L sessions of the breakout, else the base yields no event.
    """
    if definition.confirmation == 1:
        return base.end
    sessions = leader.positions
    last = sessions[base.end] + definition.base_sessions
    window = leader.closes[base.end : int(sessions.searchsorted(last, side="right"))]
    confirmed = first_run_of_true(window > base.begin.price, definition.confirmation)
    return None if confirmed is None else base.end + confirmed


def _day(history: PriceHistory, position: int) -> date:
    return history.dates[position].date()
