"""One file for each question the report answers; each is a pure function of prices.

Nothing in here touches the disk, the network, the clock or the environment.
:mod:`generator.signals.report` is the explicit list: a new signal is a new file and one line
there. :func:`stand` is the part that loads and costs little; ``status`` needs no more.
"""

from generator.models.freshness import FreshnessLimits
from generator.models.prices import Prices
from generator.models.report import Standing
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.freshness import freshness
from generator.signals.outcomes import outcomes
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
        leader_since=prices.leader.dates[0].date(),
    )
