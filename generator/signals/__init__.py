"""One file for each question the report answers; each is a pure function of prices.

Nothing in here touches the disk, the network, the clock or the environment. :func:`evaluate` is
the explicit list: a new signal is a new file and one line there. :func:`stand` is the part of it
that costs little, which is all that ``status`` and an unchanged build need.
"""

from __future__ import annotations

from generator.models.breakouts import BreakoutDefinition
from generator.models.prices import Prices
from generator.models.report import Report, Standing
from generator.signals.bases import base_paths
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.freshness import FreshnessLimits, freshness
from generator.signals.outcomes import event_paths, outcomes
from generator.signals.state import follower_state, leader_state


def stand(prices: Prices, limits: FreshnessLimits) -> Standing:
    """Say where things stand as of ``prices.as_of``."""
    breakouts = find_breakouts(prices.leader, primary_definition(prices.question))
    return Standing(
        as_of=prices.as_of,
        question=prices.question,
        leader=leader_state(prices, breakouts),
        follower=follower_state(prices),
        breakouts=breakouts,
        outcomes=outcomes(prices, breakouts),
        freshness=freshness(prices, limits),
    )


def evaluate(
    prices: Prices, variants: tuple[BreakoutDefinition, ...], limits: FreshnessLimits
) -> Report:
    """Answer every question of the report as of ``prices.as_of``."""
    standing = stand(prices, limits)
    breakouts = standing.breakouts
    return Report(
        **vars(standing),
        variants=tuple(find_breakouts(prices.leader, variant) for variant in variants),
        event_paths=event_paths(prices, breakouts),
        base_paths=base_paths(prices, breakouts),
    )
