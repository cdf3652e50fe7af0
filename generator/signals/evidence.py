"""What do breakouts say against luck that came after the rule was written down?

Definitions: Method, "Evidence from here on". Bets that were fixed in advance multiply (Ville 1939;
Vovk & Wang 2021, Annals of Statistics 49(3)).
"""

import math
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from generator.models.breakouts import BreakoutList
from generator.models.evidence import EventEvidence, Evidence
from generator.models.prices import IntArray, Prices
from generator.signals.sample import Sample, admissible_sessions

NEARBY = timedelta(days=730)
"""An event is compared with the sessions up to so far from it, on either side."""
TIE = 1e-12
"""Log returns that differ by less are the same: no processor decides about a tie."""


def evidence(prices: Prices, breakouts: BreakoutList) -> Evidence | None:
    """The evidence as of ``prices.as_of``; None for a question that registered no day."""
    registered = prices.question.evidence.registered
    if registered is None:
        return None
    sample = admissible_sessions(prices, prices.question.primary_horizon)
    over = _last_over(prices)
    events = tuple(
        event_evidence(sample, position, registered, over)
        for position in bets(sample, sample.positions(breakouts), registered)
    )
    return Evidence(registered, math.prod((e.e for e in events if e.counts), start=1.0), events)


def bets(sample: Sample, positions: IntArray, registered: date) -> Iterator[int]:
    """The events that are bets of their own, by position: windows after the day do not overlap.

    Events before the registered day count for nothing, and are all told.
    """
    free = registered
    for position in map(int, positions):
        day = sample.dates[position].date()
        if day < registered:
            yield position
        elif day >= free:  # else it would be much the same bet once more
            free = day + timedelta(days=sample.horizon)
            yield position


def event_evidence(
    sample: Sample, position: int, registered: date, over: date | None
) -> EventEvidence:
    """How one session ranks among its neighbours.

    Parameters
    ----------
    position
        Of the event in the sample.
    over
        The last session whose window is over.
    """
    days, day = sample.dates, sample.dates[position]
    near = np.asarray((days >= day - NEARBY) & (days <= day + NEARBY))
    near[position] = False  # the 1 that is added to both counts is the event itself
    as_well = sample.log_returns[near] >= sample.log_returns[position] - TIE
    end = day.date() + NEARBY
    return EventEvidence(
        date=day.date(),
        sessions=len(as_well),
        as_well=int(as_well.sum()),
        final_on=end + timedelta(days=sample.horizon),
        final=over is not None and over >= end,
        replayed=day.date() < registered,
    )


def _last_over(prices: Prices) -> date | None:
    """The last day for which every session up to it is stored, and has had its window."""
    session, close = prices.leader.last_date, prices.follower.last_date
    if session is None or close is None:
        return None
    return min(session, close - timedelta(days=prices.question.primary_horizon))
