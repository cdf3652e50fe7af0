"""The article's claims, each a small function of the results; see :data:`CLAIMS`.

A claim is a :class:`~generator.claims.statements.Statement`: its words, and a function of the
results and the prices up to the report's date. A new claim is one of them and one line here.
"""

from generator.claims import bitcoin, cycles, falls, halvings, index, rates, signal, unchecked
from generator.claims.material import Material
from generator.claims.statements import Statement
from generator.models.claims import Claim
from generator.models.prices import Prices
from generator.models.question import Question
from generator.models.report import Findings

PAIR = ("^RUT", "BTC-USD")
"""Whom the article is about; a report on another pair has no claims."""

CLAIMS: tuple[Statement, ...] = (
    index.three_weeks,
    index.above_level,
    index.sideways,
    index.november,
    index.price_discovery,
    cycles.bull_market_of_2016,
    cycles.bull_market_of_2020,
    signal.two_for_two,
    bitcoin.november_price,
    bitcoin.since_the_halving,
    cycles.two_rises,
    bitcoin.from_ten_thousand,
    halvings.issuance,
    halvings.mined,
    halvings.record_before_halving,
    bitcoin.calmer,
    rates.risk_curve,
    signal.closest_to_technology,
    halvings.after_a_halving,
    index.year_2025,
    unchecked.fund_outflows,
    unchecked.loss_makers,
    unchecked.loss_makers_doubled,
    signal.two_instances,
    signal.watch_not_trade,
    rates.tightening,
    rates.cut_to_the_floor,
    rates.first_to_feel_rates,
    unchecked.average_company,
    cycles.weakening,
    unchecked.etf_inflows,
    unchecked.outflows_in_a_rise,
    unchecked.bank_loans,
    unchecked.domestic_sales,
    falls.no_sharp_falls,
    unchecked.tesla,
)
"""Every claim in the article's order."""


def is_about(question: Question) -> bool:
    """Whether there are claims: an article, and it is about this pair."""
    pair = (question.leader.symbol, question.follower.symbol)
    return question.article is not None and pair == PAIR


def audit(report: Findings, prices: Prices) -> tuple[Claim, ...]:
    """Recompute every claim as of the report's date; none without an article on this pair."""
    article = report.question.article
    if article is None or not is_about(report.question):
        return ()
    material = Material(report, prices, article)
    return tuple(_claim(statement, material) for statement in CLAIMS)


def _claim(statement: Statement, material: Material) -> Claim:
    found = statement.judge(material)
    first, last = found.span
    return Claim(
        id=statement.id,
        verdict=found.verdict,
        ground=found.ground,
        answers=found.answers,
        facts=found.facts,
        first=first,
        last=last,
        shown_by=statement.shown_by,
        words=statement.words,
    )
