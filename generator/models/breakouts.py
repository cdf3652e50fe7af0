"""Breakouts and the bases before them: the results of :mod:`generator.signals.breakouts`."""

import datetime as dt
from dataclasses import dataclass

from generator.models.precision import Price, Share
from generator.models.prices import FloatArray, IntArray
from generator.models.question import BreakoutDefinition


@dataclass(frozen=True)
class BaseLow:
    """The lowest close within a base."""

    depth: Share
    """That close relative to the old record (−0.33: a third below)."""
    date: dt.date


@dataclass(frozen=True)
class Breakout:
    """A record that ends a long base, and, if the definition asks for it, was confirmed."""

    date: dt.date
    close: Price
    """The event's session and the leader's close on it (the confirming session if k > 1)."""
    position: int
    """The event's index among the stored sessions."""
    record_date: dt.date
    """The session on which the old record was broken."""
    old_record_date: dt.date
    old_record: Price
    """The record that was broken (the high, on the intraday basis)."""
    base_sessions: int
    """Sessions from the old record to the new one."""
    low: BaseLow | None
    """None if the base began before the first stored row."""


@dataclass(frozen=True)
class BreakoutList:
    """The breakouts under one definition, oldest first."""

    definition: BreakoutDefinition
    events: tuple[Breakout, ...]


@dataclass(frozen=True, eq=False)
class BasePath:
    """The leader within one base, from the old record to the record that broke it.

    ``sessions`` counts from the old record, ``distance`` is close over old record minus 1; both
    have shape (base length + 1,).
    """

    event: Breakout
    low: BaseLow
    sessions: IntArray
    distance: FloatArray
