"""The explicit list of everything that the report says. A new signal is one line here."""

from dataclasses import replace

from generator.aside import Aside, here
from generator.models.freshness import FreshnessLimits
from generator.models.prices import Prices
from generator.models.question import BreakoutDefinition
from generator.models.report import Findings, Report
from generator.signals import stand
from generator.signals.base_rates import base_rates
from generator.signals.bases import base_paths
from generator.signals.breakouts import find_breakouts
from generator.signals.correlation import correlations
from generator.signals.cycles import cycles
from generator.signals.elsewhere import elsewhere
from generator.signals.grid import definition_grid
from generator.signals.lead_lag import lead_lag
from generator.signals.luck import afterwards, luck
from generator.signals.outcomes import event_paths
from generator.signals.placebos import placebos
from generator.signals.power import power
from generator.signals.published import published_facts
from generator.signals.rates import rates
from generator.signals.risk_curve import risk_curve
from generator.signals.supply import supply
from generator.signals.thresholds import thresholds
from generator.signals.track_record import track_record
from generator.signals.volatility import volatility


def find(prices: Prices, limits: FreshnessLimits) -> Findings:
    """Answer those questions on which the article's claims rest, as of ``prices.as_of``.

    This is the half of :func:`evaluate` that a replay of the claims needs.
    """
    standing = stand(prices, limits)
    breakouts = standing.breakouts
    return Findings(
        **vars(standing),
        luck=afterwards(prices, breakouts),
        correlations=correlations(prices),
        cycles=cycles(prices, breakouts),
        supply=supply(prices),
        volatility=volatility(prices),
        risk_curve=risk_curve(prices),
        rates=rates(prices, breakouts),
    )


def evaluate(
    prices: Prices,
    variants: tuple[BreakoutDefinition, ...],
    limits: FreshnessLimits,
    aside: Aside = here,
) -> Report:
    """Answer every question of the report as of ``prices.as_of``.

    Parameters
    ----------
    aside
        Begins what takes long and rests on nothing else that is found here; a process that is
        free does it meanwhile.
    """
    breakouts = stand(prices, limits).breakouts
    who_moves_first = aside(lead_lag, prices)
    record = aside(track_record, prices, breakouts)
    found = luck(prices, breakouts)
    many = aside(elsewhere, prices, found)
    findings = find(prices, limits)
    power_of_tests, grid = power(prices, found), definition_grid(prices, found)
    pairs = many()
    return Report(
        **vars(findings) | {"luck": replace(found, power=power_of_tests)},
        variants=tuple(find_breakouts(prices.leader, variant) for variant in variants),
        event_paths=event_paths(prices, breakouts),
        base_paths=base_paths(prices, breakouts),
        base_rates=base_rates(prices),
        grid=grid,
        elsewhere=pairs,
        placebos=placebos(prices, pairs),
        lead_lag=who_moves_first(),
        track_record=record(),
        thresholds=thresholds(prices, findings.leader, findings.outcomes, found),
        published_facts=published_facts(prices),
    )
