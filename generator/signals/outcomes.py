"""What did the follower do after each breakout? Definitions: Method, "Outcomes".

The leader's session closes before the follower's UTC day does, so an event is entered at the
follower's close of the same date. Horizons are calendar days.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from generator.models.breakouts import Breakout, BreakoutList
from generator.models.outcomes import EventPath, ForwardReturn, Outcome, Outcomes, Window
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Question
from generator.statistics.records import deepest_fall


def outcomes(prices: Prices, breakouts: BreakoutList) -> Outcomes:
    """One outcome for each breakout, in the order of the breakouts."""
    return Outcomes(
        prices.question.primary_horizon,
        tuple(_outcome(prices.question, prices.follower, event) for event in breakouts.events),
    )


def event_paths(prices: Prices, breakouts: BreakoutList) -> tuple[EventPath, ...]:
    """The follower around each event that has an entry, rebased to 1 at the event."""
    paths = (_event_path(prices, event) for event in breakouts.events)
    return tuple(path for path in paths if path is not None)


def _outcome(question: Question, follower: PriceHistory, event: Breakout) -> Outcome:
    returns = tuple(
        ForwardReturn(h, _forward_return(follower, event.date, h)) for h in question.horizons
    )
    return Outcome(
        event=event,
        forward_returns=returns,
        window=_window(question, follower, event.date),
        complete=_forward_return(follower, event.date, question.primary_horizon) is not None,
    )


def _window(question: Question, follower: PriceHistory, day: date) -> Window | None:
    entry = follower.close_on(day)
    if entry is None:
        return None
    window = follower.between(day, day + timedelta(days=question.primary_horizon))
    multiples, dates = window.closes / entry, window.dates
    highest, lowest = int(multiples.argmax()), int(multiples.argmin())
    return Window(
        entry=entry,
        latest_date=dates[-1].date(),
        latest_return=float(multiples[-1]) - 1,
        peak_multiple=float(multiples[highest]),
        peak_date=dates[highest].date(),
        worst=float(multiples[lowest]) - 1,
        worst_date=dates[lowest].date(),
        deepest_fall=deepest_fall(window.closes),
    )


def _event_path(prices: Prices, event: Breakout) -> EventPath | None:
    question, entry = prices.question, prices.follower.close_on(event.date)
    if entry is None:
        return None
    first = event.date - timedelta(days=question.days_before)
    last = event.date + timedelta(days=question.primary_horizon)
    window = prices.follower.between(first, last)
    days = np.asarray((window.dates - pd.Timestamp(event.date)).days, dtype=np.int64)
    return EventPath(event, days, window.closes / entry)


def _forward_return(follower: PriceHistory, day: date, horizon: int) -> float | None:
    """F(t+h)/F(t) − 1, or None if either day is not stored."""
    entry, later = follower.close_on(day), follower.close_on(day + timedelta(days=horizon))
    return None if entry is None or later is None else later / entry - 1
