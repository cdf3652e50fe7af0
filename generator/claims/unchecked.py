"""Claims that no price can decide: C21 to C23, C29 and C31 to C34.

Each quotes its figure as claimed; the words name the data that would decide it.
"""

from __future__ import annotations

from generator.claims.findings import Finding, dollars, multiple, other_data, share
from generator.claims.material import Material

BILLION = 1e9


def fund_outflows(_: Material) -> Finding:
    """C21: small-cap funds lost 20 billion dollars in 2025 (one translation: 200)."""
    return other_data(dollars("claimed", 20 * BILLION), dollars("printed", 200 * BILLION))


def loss_makers(_: Material) -> Finding:
    """C22: 40 % of the companies lost money in the third quarter of 2025."""
    return other_data(share("claimed", 0.40))


def loss_makers_doubled(_: Material) -> Finding:
    """C23: that share has more than doubled since 2007."""
    return other_data(multiple("claimed", 2.0))


def median_company(_: Material) -> Finding:
    """C29: the median company is worth little more than one billion dollars."""
    return other_data(dollars("claimed", BILLION))


def etf_inflows(_: Material) -> Finding:
    """C31: hundreds of billions of dollars, where tens are probably meant."""
    return other_data(dollars("printed", 100 * BILLION), dollars("claimed", 10 * BILLION))


def outflows_in_a_rise(_: Material) -> Finding:
    """C32: outflows while the index rises are new."""
    return other_data()


def bank_loans(_: Material) -> Finding:
    """C33: small companies borrow from banks rather than by bonds."""
    return other_data()


def domestic_sales(_: Material) -> Finding:
    """C34: they earn mostly at home."""
    return other_data()
