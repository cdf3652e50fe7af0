"""In which order do the rungs light after a long dark spell of the small caps, and does the answer
hang on its definitions? See Method, "Risk curve".

States are 1 (lit), 0 (dark) or −1 (not known yet) on the sessions of the small caps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from generator.models.prices import IntArray
from generator.models.risk_curve import (
    Agreement,
    LightingDefinition,
    OrderRobustness,
    OrderVariant,
    Rung,
)
from generator.statistics.means import mean_interval
from generator.statistics.orders import order_agreement, random_order_p_value, smallest_p_value
from generator.statistics.trend import UNKNOWN, spells

SEARCH_SESSIONS = 504
PRIMARY = LightingDefinition(
    run_sessions=10, mean_sessions=200, dark_sessions=63, treasuries_first=False
)
RUNS = (5, 10, 15, 20)
MEANS = (100, 150, 200, 250)
DARK = (42, 63, 126)

States = Mapping[Rung, IntArray]
"""The states of the rungs that have data, in the article's order."""


@dataclass(frozen=True)
class Order:
    """The order of lighting in one episode, which is a dark spell of the small caps."""

    first: int
    last: int
    """The positions of the spell's first and last session."""
    sessions: dict[Rung, int]
    """From the first session to each rung's lighting, in the article's order."""
    complete: bool

    @property
    def tau(self) -> float | None:
        """Kendall's tau-b against the article's order; None below three rungs."""
        return order_agreement(list(self.sessions.values()))


def orders(states: States, definition: LightingDefinition) -> list[Order]:
    """Every long unlit spell of the small caps since all rungs with data have a state."""
    known = [np.flatnonzero(one != UNKNOWN) for one in states.values()]
    if Rung.SMALL_CAPS not in states or not all(map(len, known)):
        return []
    start = max(int(positions[0]) for positions in known)
    return [
        _order(states, first, last, definition)
        for first, last in spells(states[Rung.SMALL_CAPS], 0)
        if first >= start and last - first + 1 >= definition.dark_sessions
    ]


def _order(states: States, first: int, last: int, definition: LightingDefinition) -> Order:
    found = {rung: _lighting(one, first) for rung, one in states.items()}
    if definition.treasuries_first and Rung.TREASURIES in states:
        found |= {Rung.TREASURIES: 0} if states[Rung.TREASURIES][first] == 1 else {}
    lit = {rung: after for rung, after in found.items() if after is not None}
    searched = first + SEARCH_SESSIONS < len(states[Rung.SMALL_CAPS])
    return Order(first, last, lit, searched or len(lit) == len(states))


def _lighting(states: IntArray, first: int) -> int | None:
    """Sessions from the start to the first lit one after an unlit one; None within the search."""
    window = states[first : first + SEARCH_SESSIONS + 1]
    dark = np.flatnonzero(window == 0)
    if not len(dark):
        return None
    lit = np.flatnonzero(window[dark[0] :] == 1)
    return int(dark[0] + lit[0]) if len(lit) else None


def agreement(found: list[Order]) -> Agreement | None:
    """The mean tau of the complete episodes; None without one that has a tau."""
    counted = [(order, order.tau) for order in found if order.complete]
    taus = np.array([tau for _, tau in counted if tau is not None], dtype=np.float64)
    if not len(taus):
        return None
    times = [list(order.sessions.values()) for order, tau in counted if tau is not None]
    mean = float(taus.mean())
    return Agreement(
        mean_tau=mean,
        tau_interval=mean_interval(taus) if len(taus) > 1 else None,
        p_value=random_order_p_value(times, mean),
        smallest_p=smallest_p_value(times),
        episodes=len(taus),
    )


def robustness(states_under: Callable[[int, Sequence[int]], list[States]]) -> OrderRobustness:
    """The agreement under every combination of definitions under which there is one.

    Parameters
    ----------
    states_under
        The states with a mean of so many sessions, for each run of sessions that turns a rung.
    """
    rows = []
    for mean in MEANS:
        for run, states in zip(RUNS, states_under(mean, RUNS), strict=True):
            for dark, first in product(DARK, (False, True)):
                definition = LightingDefinition(run, mean, dark, first)
                found = agreement(orders(states, definition))
                if found is not None:
                    tau, p = found.mean_tau, found.p_value
                    rows.append(OrderVariant(definition, found.episodes, tau, p))
    return OrderRobustness(tuple(rows))
