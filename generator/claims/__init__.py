"""The article's claims, each a small function of the results; see :data:`CLAIMS`.

A claim function reads the results and the prices up to the report's date and returns a
:class:`~generator.claims.findings.Finding`; the words are made in ``wording``. A new claim is a new
function and one line here.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.claims import bitcoin, cycles, index, rates, signal, unchecked
from generator.claims.findings import Finding
from generator.claims.material import Material
from generator.models.claims import Claim, ShownBy
from generator.models.prices import Prices
from generator.models.report import Findings

PAIR = ("^RUT", "BTC-USD")
"""Whom the article is about; a report on another pair has no claims."""

TODAY, BREAKOUTS, LUCK, CYCLES, RISK = "", "breakouts/", "luck/", "cycles/", "risk-curve/"

CLAIMS: tuple[tuple[str, Callable[[Material], Finding], ShownBy | None], ...] = (
    ("C01", index.three_weeks, ShownBy(TODAY, "two-series")),
    ("C02", index.above_level, ShownBy(TODAY, "two-series")),
    ("C03", index.sideways, ShownBy(BREAKOUTS, "bases")),
    ("C04", index.november, ShownBy(BREAKOUTS, "bases")),
    ("C05", index.price_discovery, ShownBy(TODAY, "two-series")),
    ("C06", cycles.bull_market_of_2016, ShownBy(BREAKOUTS, "event-study")),
    ("C07", cycles.bull_market_of_2020, ShownBy(BREAKOUTS, "event-study")),
    ("C08", signal.two_for_two, ShownBy(LUCK, "chance")),
    ("C09", bitcoin.november_price, ShownBy(TODAY, "two-series")),
    ("C10", bitcoin.since_the_halving, ShownBy(CYCLES, "halving-returns")),
    ("C11", cycles.two_rises, ShownBy(CYCLES, "halving-returns")),
    ("C12", bitcoin.from_ten_thousand, ShownBy(TODAY, "two-series")),
    ("C13", cycles.issuance, ShownBy(CYCLES, "issuance")),
    ("C14", cycles.mined, ShownBy(CYCLES, "issuance")),
    ("C15", cycles.record_before_halving, ShownBy(CYCLES, "falls")),
    ("C16", bitcoin.calmer, ShownBy(CYCLES, "etf-ratio")),
    ("C17", rates.risk_curve, ShownBy(RISK, "ladder-history")),
    ("C18", signal.closest_to_small_caps, ShownBy(LUCK, "correlation")),
    ("C19", signal.after_a_halving, ShownBy(LUCK, "halving-clock")),
    ("C20", index.year_2025, ShownBy(TODAY, "two-series")),
    ("C21", unchecked.fund_outflows, None),
    ("C22", unchecked.loss_makers, None),
    ("C23", unchecked.loss_makers_doubled, None),
    ("C24", signal.two_instances, ShownBy(LUCK, "base-rate")),
    ("C25", signal.watch_not_trade, ShownBy(BREAKOUTS, "event-study")),
    ("C26", rates.tightening, ShownBy(RISK, "policy-rate")),
    ("C27", rates.cut_to_the_floor, ShownBy(RISK, "policy-rate")),
    ("C28", rates.first_to_feel_rates, ShownBy(RISK, "yield-days")),
    ("C29", unchecked.median_company, None),
    ("C30", cycles.weakening, ShownBy(CYCLES, "halving-returns")),
    ("C31", unchecked.etf_inflows, None),
    ("C32", unchecked.outflows_in_a_rise, None),
    ("C33", unchecked.bank_loans, None),
    ("C34", unchecked.domestic_sales, None),
)
"""Every claim in the article's order, and the figure that shows it (linked where it is drawn)."""


def audit(report: Findings, prices: Prices) -> tuple[Claim, ...]:
    """Recompute every claim as of the report's date; none without an article on this pair."""
    question = report.question
    if question.article is None or (question.leader.symbol, question.follower.symbol) != PAIR:
        return ()
    material = Material(report, prices, question.article)
    return tuple(_claim(name, claim(material), shown_by) for name, claim, shown_by in CLAIMS)


def _claim(name: str, found: Finding, shown_by: ShownBy | None) -> Claim:
    first, last = found.span
    return Claim(
        id=name,
        verdict=found.verdict,
        ground=found.ground,
        answers=found.answers,
        facts=found.facts,
        first=first,
        last=last,
        shown_by=shown_by,
    )
