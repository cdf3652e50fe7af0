"""How much is mined, how fast, and when is the next halving? Definitions: Method, "Supply"."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from generator.models.prices import Prices
from generator.models.supply import IssuanceStep, NextHalving, Supply, SupplyPath
from generator.statistics.subsidy import (
    BLOCKS_PER_DAY,
    INTERVAL,
    LIMIT,
    SATOSHIS,
    annual_issuance,
    mined_before,
)

GENESIS = date(2009, 1, 3)
"""The day of the block of height 0."""

PATH_STEP = 30  # days between two points of the path


def supply(prices: Prices) -> Supply | None:
    """The supply on the report's day; None for a follower without halvings, or before the first
    block.

    The halvings of the question are taken to be Bitcoin's: one every 210,000 blocks.
    """
    listed = prices.question.halvings
    if not listed or min(listed[0], prices.as_of) <= GENESIS:
        return None
    points = (
        (GENESIS, 0),
        *((day, n * INTERVAL) for n, day in enumerate(prices.halvings, start=1)),
    )
    height = height_on(prices.as_of, points)
    mined = mined_before(height)
    return Supply(
        date=prices.as_of,
        height=height,
        supply=mined / SATOSHIS,
        limit=LIMIT / SATOSHIS,
        mined_share=mined / LIMIT,
        annual_issuance=annual_issuance(height, height),
        steps=tuple(
            IssuanceStep(day, annual_issuance(h, h - 1), annual_issuance(h, h))
            for day, h in points[1:]
        ),
        next_halving=_next_halving(prices.as_of, points),
        path=_path(prices.follower.first_date or GENESIS, prices.as_of, points),
    )


def height_on(day: date, points: tuple[tuple[date, int], ...]) -> int:
    """Blocks by a day: interpolated between known points, 144 a day after the last.

    The next halving is known only by its date, so no estimate goes beyond the block before it.
    """
    for (earlier, low), (later, high) in pairwise(points):
        if day < later:
            return low + (high - low) * (day - earlier).days // (later - earlier).days
    last, height = points[-1]
    return min(height + BLOCKS_PER_DAY * (day - last).days, height + INTERVAL - 1)


def _next_halving(as_of: date, points: tuple[tuple[date, int], ...]) -> NextHalving:
    last, height = points[-1]
    estimate = last + timedelta(days=INTERVAL // BLOCKS_PER_DAY)
    return NextHalving(height + INTERVAL, max(estimate, as_of), BLOCKS_PER_DAY)


def _path(first: date, last: date, points: tuple[tuple[date, int], ...]) -> SupplyPath:
    """Every 30 days, and twice on each halving."""
    start = max(first, GENESIS + timedelta(days=1))
    steps = [start + timedelta(days=d) for d in range(0, max((last - start).days, 0), PATH_STEP)]
    halvings = dict(points[1:])
    known = [(day, height_on(day, points), height_on(day, points)) for day in [*steps, last]]
    known = [row for row in known if row[0] not in halvings]
    for day, height in halvings.items():
        if start <= day <= last:
            known += [(day, height, height - 1), (day, height, height)]
    known.sort(key=lambda row: (row[0], row[2]))
    return SupplyPath(
        dates=tuple(day for day, _, _ in known),
        annual_issuance=np.array([annual_issuance(h, subsidy) for _, h, subsidy in known]),
        mined_share=np.array([mined_before(h) / LIMIT for _, h, _ in known]),
    )
