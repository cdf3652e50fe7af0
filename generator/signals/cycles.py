"""How do the follower's cycles compare? Definitions: Method, "Cycles"."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from generator.models.breakouts import BreakoutList
from generator.models.cycles import (
    Anchor,
    CycleEnd,
    CycleMeasure,
    CycleMultiple,
    CyclePath,
    CycleRange,
    Cycles,
    CycleTurn,
    FallPath,
    Halving,
    Low,
    Overlay,
    Peak,
)
from generator.models.prices import IntArray, PriceHistory, Prices
from generator.statistics.cycles import TurnPositions, cycle_turns
from generator.statistics.records import record_positions
from generator.statistics.subsidy import INTERVAL

YEAR = 365
Priced = tuple[date, float]
"""A day and the close on it."""


def cycles(prices: Prices, breakouts: BreakoutList) -> Cycles:
    """Everything about the follower's cycles that is known as of ``prices.as_of``."""
    follower, known = prices.follower, prices.halvings
    turns = find_turns(follower)
    return Cycles(
        turns=turns,
        halvings=halvings(follower, known),
        multiples=tuple(
            itertools.chain(
                _halving_multiples(follower, known, turns),
                _turn_multiples(known, turns),
                _breakout_multiples(follower, known, turns, breakouts),
            )
        ),
        overlays=tuple(_overlays(follower, known, turns, breakouts)),
        falls=tuple(_fall(follower, turn, turn.low) for turn in turns if turn.low is not None),
    )


def find_turns(follower: PriceHistory) -> tuple[CycleTurn, ...]:
    """Cycle peaks and lows, oldest first; the last one may be "so far"."""
    return tuple(
        CycleTurn(
            peak_date=follower.dates[turn.peak].date(),
            peak=float(follower.closes[turn.peak]),
            peak_confirmed=_day(follower, turn.peak_confirmed),
            low=_low(follower, turn),
        )
        for turn in cycle_turns(follower.closes, _days_since_first(follower.dates))
    )


def _low(follower: PriceHistory, turn: TurnPositions) -> Low | None:
    if turn.low is None:
        return None
    close = float(follower.closes[turn.low])
    return Low(
        date=follower.dates[turn.low].date(),
        close=close,
        fall=close / float(follower.closes[turn.peak]) - 1,
        confirmed=_day(follower, turn.low_confirmed),
    )


def _day(follower: PriceHistory, position: int | None) -> date | None:
    return None if position is None else follower.dates[position].date()


def halvings(follower: PriceHistory, known: tuple[date, ...]) -> tuple[Halving, ...]:
    """Each halving with the highest close before the next one, and the record before it."""
    records = follower.dates[record_positions(follower.closes)]
    return tuple(
        _halving(follower, records, number, day, known[number] if number < len(known) else None)
        for number, day in enumerate(known, start=1)
    )


def _halving(
    follower: PriceHistory,
    records: pd.DatetimeIndex,
    number: int,
    day: date,
    following: date | None,
) -> Halving:
    year_before, first = day - timedelta(days=YEAR), follower.first_date
    earlier = records[records < pd.Timestamp(day)]
    latest = earlier[-1].date() if len(earlier) else None
    recent = latest is not None and latest >= year_before
    return Halving(
        number=number,
        date=day,
        height=number * INTERVAL,
        peak=_peak(follower, day, following),
        record_in_year_before=recent
        if recent or (first is not None and first <= year_before)
        else None,
        latest_record=latest,
        complete=following is not None,
    )


def _peak(follower: PriceHistory, day: date, following: date | None) -> Peak | None:
    entry = follower.close_on(day)
    if entry is None:
        return None
    highest, close = _highest(follower, day, following)
    return Peak(entry=entry, multiple=close / entry, date=highest, days=(highest - day).days)


def _highest(follower: PriceHistory, first: date, end: date | None) -> Priced:
    """The highest close from a day with a price up to the day before ``end``, and its day."""
    last = follower.dates[-1].date() if end is None else end - timedelta(days=1)
    window = follower.between(first, last)
    position = int(window.closes.argmax())
    return window.dates[position].date(), float(window.closes[position])


def _halving_multiples(
    follower: PriceHistory, known: tuple[date, ...], turns: tuple[CycleTurn, ...]
) -> Iterator[CycleMultiple]:
    for cycle, day in enumerate(known, start=1):
        entry = follower.close_on(day)
        if entry is None:
            continue
        start, following = (day, entry), known[cycle] if cycle < len(known) else None
        highest, is_over = _highest(follower, day, following), following is not None
        yield _multiple(CycleMeasure.HALVING_TO_HIGHEST, cycle, start, highest, complete=is_over)
        peak = _first_peak(turns, day, following)
        yield _to_peak(CycleMeasure.HALVING_TO_PEAK, cycle, start, peak)
        for measure, end in (
            (CycleMeasure.HALVING_TO_YEAR, day + timedelta(days=YEAR)),
            (CycleMeasure.HALVING_TO_HALVING, following),
        ):
            close = None if end is None else follower.close_on(end)
            final = None if end is None or close is None else (end, close)
            value = final or _last_close(follower, end)
            yield _multiple(measure, cycle, start, value, complete=final is not None)


def _last_close(follower: PriceHistory, end: date | None) -> Priced | None:
    """The latest close, unless ``end`` has passed without a price."""
    last = follower.last_date
    if last is None or (end is not None and end <= last):
        return None
    return last, float(follower.closes[-1])


def _turn_multiples(
    known: tuple[date, ...], turns: tuple[CycleTurn, ...]
) -> Iterator[CycleMultiple]:
    following = (*turns, None)[1:]
    for turn, later in zip(turns, following, strict=True):
        if turn.low is None:
            continue
        cycle = _cycle(known, later.peak_date if later else turn.low.date)
        low, peak = (turn.low.date, turn.low.close), (turn.peak_date, turn.peak)
        yield _to_peak(CycleMeasure.LOW_TO_PEAK, cycle, low, later)
        yield _to_peak(CycleMeasure.PEAK_TO_PEAK, cycle, peak, later)


def _breakout_multiples(
    follower: PriceHistory,
    known: tuple[date, ...],
    turns: tuple[CycleTurn, ...],
    breakouts: BreakoutList,
) -> Iterator[CycleMultiple]:
    for event in breakouts.events:
        entry = follower.close_on(event.date)
        if entry is None:
            continue
        peak = _first_peak(turns, event.date, None)
        cycle = _cycle(known, peak.peak_date if peak else event.date)
        yield _to_peak(CycleMeasure.BREAKOUT_TO_PEAK, cycle, (event.date, entry), peak)


def _first_peak(turns: tuple[CycleTurn, ...], first: date, end: date | None) -> CycleTurn | None:
    """The first cycle peak from one day up to the day before another."""
    return next(
        (t for t in turns if first <= t.peak_date and (end is None or t.peak_date < end)), None
    )


def _cycle(known: tuple[date, ...], day: date) -> int:
    """How many halvings had happened by a day."""
    return sum(halving <= day for halving in known)


def _to_peak(
    measure: CycleMeasure, cycle: int, start: Priced, peak: CycleTurn | None
) -> CycleMultiple:
    """Measured to a cycle peak, which may not have come, or be the record so far."""
    end = None if peak is None else (peak.peak_date, peak.peak)
    is_final = peak is not None and peak.peak_confirmed is not None
    return _multiple(measure, cycle, start, end, complete=is_final)


def _multiple(
    measure: CycleMeasure, cycle: int, start: Priced, end: Priced | None, *, complete: bool
) -> CycleMultiple:
    reached = None if end is None else CycleEnd(end[0], end[1] / start[1])
    return CycleMultiple(measure, cycle, start[0], reached, complete)


def _overlays(
    follower: PriceHistory,
    known: tuple[date, ...],
    turns: tuple[CycleTurn, ...],
    breakouts: BreakoutList,
) -> Iterator[Overlay]:
    """One overlay for each anchor that has a day with a price."""
    lows = [(t.low.date, t.low.confirmed is not None) for t in turns if t.low is not None]
    for anchor, days in (
        (Anchor.HALVING, [(day, True) for day in known]),
        (Anchor.LOW, lows),
        (Anchor.BREAKOUT, [(event.date, True) for event in breakouts.events]),
    ):
        priced = [(d, settled) for d, settled in days if follower.close_on(d) is not None]
        if not priced:
            continue
        ends = [*(d - timedelta(days=1) for d, _ in priced[1:]), follower.dates[-1].date()]
        paths = tuple(
            _path(follower, day, end, settled=settled)
            for (day, settled), end in zip(priced, ends, strict=True)
        )
        yield Overlay(anchor, paths, _range(paths[:-1]))


def _path(follower: PriceHistory, first: date, last: date, *, settled: bool) -> CyclePath:
    window = follower.between(first, last)
    days = _days_since_first(window.dates)
    return CyclePath(first, days, window.closes / window.closes[0], settled)


def _range(paths: tuple[CyclePath, ...]) -> CycleRange | None:
    """The lowest and highest multiple on each day count that any of the paths reached."""
    if not paths:
        return None
    lines = [pd.Series(path.multiples, index=path.days) for path in paths]
    together = pd.concat(lines, axis=1, sort=True)
    return CycleRange(
        days=np.asarray(together.index, dtype=np.int64),
        low=np.asarray(together.min(axis=1), dtype=np.float64),
        high=np.asarray(together.max(axis=1), dtype=np.float64),
        cycles=np.asarray(together.count(axis=1), dtype=np.int64),
    )


def _fall(follower: PriceHistory, turn: CycleTurn, low: Low) -> FallPath:
    """The follower from a peak to the close that exceeds it, or to its last day."""
    window = follower.between(turn.peak_date, low.confirmed or follower.dates[-1].date())
    distance = window.closes / turn.peak - 1
    return FallPath(turn, low, _days_since_first(window.dates), distance)


def _days_since_first(dates: pd.DatetimeIndex) -> IntArray:
    """Calendar days since the first of some dates."""
    if not len(dates):
        return np.empty(0, dtype=np.int64)
    return np.asarray((dates - dates[0]).days, dtype=np.int64)
