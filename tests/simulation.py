"""The simulation behind the size and power of the luck tests (``make simulation`` renews it)."""

from __future__ import annotations

from generator.config import load_config
from generator.models.power import PowerTable
from generator.statistics.simulation import size_and_power
from generator.store import write_power

MARKETS, DRAWS = 2_000, 1_999
LOG_DRIFTS = (0.0, 0.25, 0.5, 1.0, 1.5)


def simulated() -> PowerTable:
    """Simulate the primary definition."""
    config = load_config()
    asked = config.question
    return size_and_power(
        MARKETS, DRAWS, LOG_DRIFTS, asked.base_sessions, asked.primary_horizon, asked.evidence.seed
    )


if __name__ == "__main__":
    write_power(load_config().power, simulated())
