"""The explicit list of everything that the report says. A new signal is one line here."""

from __future__ import annotations

from generator.models.prices import Prices
from generator.models.question import BreakoutDefinition
from generator.models.report import Report
from generator.signals import stand
from generator.signals.base_rates import base_rates
from generator.signals.bases import base_paths
from generator.signals.breakouts import find_breakouts
from generator.signals.correlation import correlations
from generator.signals.cycles import cycles
from generator.signals.freshness import FreshnessLimits
from generator.signals.grid import definition_grid
from generator.signals.lead_lag import lead_lag
from generator.signals.luck import luck
from generator.signals.outcomes import event_paths
from generator.signals.placebos import placebos
from generator.signals.rates import rates
from generator.signals.risk_curve import risk_curve
from generator.signals.supply import supply
from generator.signals.thresholds import thresholds
from generator.signals.track_record import track_record
from generator.signals.volatility import volatility


def evaluate(
    prices: Prices, variants: tuple[BreakoutDefinition, ...], limits: FreshnessLimits
) -> Report:
    """Answer every question of the report as of ``prices.as_of``."""
    standing = stand(prices, limits)
    breakouts = standing.breakouts
    tested = luck(prices, breakouts)
    return Report(
        **vars(standing),
        variants=tuple(find_breakouts(prices.leader, variant) for variant in variants),
        event_paths=event_paths(prices, breakouts),
        base_paths=base_paths(prices, breakouts),
        base_rates=base_rates(prices),
        luck=tested,
        grid=definition_grid(prices),
        placebos=placebos(prices),
        correlations=correlations(prices),
        lead_lag=lead_lag(prices),
        track_record=track_record(prices, breakouts),
        thresholds=thresholds(prices, standing.leader, standing.outcomes, tested),
        cycles=cycles(prices, breakouts),
        supply=supply(prices),
        volatility=volatility(prices),
        risk_curve=risk_curve(prices),
        rates=rates(prices, breakouts),
    )
