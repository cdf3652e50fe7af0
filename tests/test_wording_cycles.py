"""Headlines of Cycles and Risk curve for any count and any state of knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.config import load_config
from generator.language import Language
from generator.models.report import Report
from generator.models.risk_curve import OrderRobustness
from generator.signals.report import find
from generator.wording import cycles_headline, risk_headline, rung_change
from tests.helpers import quick, shipped_prices

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)


def with_lit(report, states):
    rungs = tuple(
        replace(rung, trend=None if lit is None else replace(rung.trend, lit=lit))
        for rung, lit in zip(report.risk_curve.rungs, states, strict=True)
    )
    curve = replace(report.risk_curve, rungs=rungs)
    return Report(**{**vars(report), "risk_curve": curve})


@pytest.mark.parametrize(
    ("day", "headline"),
    [
        (date(2010, 12, 31), ("Bitcoin’s peaks and lows.", "No halving has been seen yet.")),
        (date(2013, 6, 1), ("What followed each halving.", "There has been one.")),
        (date(2017, 3, 1), ("What followed each halving.", "There have been only two.")),
        (
            date(2026, 1, 23),
            (
                "The peak after each halving was a smaller multiple, the latest so far.",
                "There have been only four.",
            ),
        ),
        (
            date(2026, 10, 8),
            ("The peak after each halving was a smaller multiple.", "There have been only four."),
        ),
    ],
)
def test_cycles_headline_claims_no_more_than_is_settled(day, headline):
    found = find(quick(shipped_prices(day)), CONFIG.freshness)
    assert cycles_headline(ENGLISH, found) == headline


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ((True, True, True, True), "All four rungs are lit."),
        ((True, False, False, False), "One of four rungs is lit."),
        ((True, False, None, None), "One of two rungs is lit."),
        ((False, False, False, False), "No rung is lit."),
        ((None, None, None, None), "No rung has data."),
    ],
)
def test_risk_headline_counts_rungs(real_report, states, sentence):
    assert risk_headline(ENGLISH, with_lit(real_report, states))[0] == sentence


def test_risk_headline_follows_every_definition(real_report):
    """Under some of them fewer than 5 % of random orders do as well, under others more."""
    curve = real_report.risk_curve
    seldom, often = (
        [row for row in curve.robustness.rows if row.below is b] for b in (True, False)
    )
    for rows, told in (
        ((*seldom, *often), "Whether they lit in the article’s order hangs on the definition."),
        (often, "The order in which they lit looks like chance."),
        (seldom, "They lit in the article’s order more often than by chance."),
    ):
        tried = replace(curve, robustness=OrderRobustness(tuple(rows)))
        changed = Report(**{**vars(real_report), "risk_curve": tried})
        assert risk_headline(ENGLISH, changed)[1] == told
    none = replace(curve, agreement=None)
    changed = Report(**{**vars(real_report), "risk_curve": none})
    assert "no order to compare" in risk_headline(ENGLISH, changed)[1]


def test_changes_of_yields_are_in_points(real_report):
    treasuries, large, *_ = real_report.risk_curve.rungs
    assert rung_change(ENGLISH, treasuries, -0.7) == "−0.70 points"
    assert rung_change(ENGLISH, large, 0.15) == "+15.0%"
    assert rung_change(ENGLISH, large, None) == "not defined"
