"""Every rule that compares or judges in a headline, with results for and against it.

A rule is a function that says something, results that leave room for no effect, and results that
do not. What it may say only of the latter is its strong word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from unittest import mock

import numpy as np

from generator import claims, wording
from generator.charts import (
    base_rate,
    chance,
    correlation,
    definitions,
    etf_ratio,
    fragility,
    ladder_history,
    order_variants,
    other_followers,
    yield_days,
)
from generator.claims.material import Material
from generator.models.report import Report
from generator.models.risk_curve import OrderRobustness
from generator.models.together import Granger
from generator.models.volatility import CalmRatio
from generator.signals.halving_clock import SameClock
from generator.wording.luck import carried
from generator.wording.say import Say
from tests.helpers import shipped_prices

NOT_SMALL, SMALL = (0.05, 0.06, 0.5, 0.95, 1.0), (0.0499, 0.001)
"""A p of exactly 5 % is not small."""


@dataclass(frozen=True)
class Rule:
    """One rule: ``of(say, result)`` in words."""

    name: str
    of: Callable[[Say, Any], str]
    strong: str
    """A regular expression of what needs an effect."""
    none: Sequence[Any]
    """Results that leave room for no effect, or show one the other way."""
    effect: Sequence[Any]


def beside(no_effect: float) -> dict[str, tuple[tuple[float, float], ...]]:
    """Intervals around, below and above a value; those that touch it leave room for no effect."""
    a, b, c = (no_effect + step for step in (-0.3, -0.1, 0.0))
    d, e = no_effect + 0.1, no_effect + 0.3
    return {"around": ((a, e), (b, d), (c, e), (a, c)), "below": ((a, b),), "above": ((d, e),)}


ZERO, ONE = beside(0.0), beside(1.0)


def with_p(report: Report, **values: float | None) -> Report:
    luck = replace(report.luck, p_value=replace(report.luck.p_value, **values))
    return replace(report, luck=luck)


def _chance(say: Say, p: float) -> str:
    return chance._title(p, say)


def _verdict(say: Say, p: float) -> str:
    return wording.luck_verdict(say.language, with_p(say.report, uniform=p))


def _power(say: Say, p: float) -> str:
    """The last of its words, so that it is no headline but stands beside one."""
    return wording.power_beside(say.language, with_p(say.report, uniform=p).luck)


def _fragility(say: Say, below: int) -> str:
    return fragility._title(below, 4, say)


def _next(say: Say, p: float) -> str:
    return wording.next_event_sentence(say.language, with_p(say.report, uniform=p))


def _carried(say: Say, without: float) -> str:
    """One event, without which p is another."""
    luck = say.report.luck
    left = [
        replace(one, test=replace(one.test, p_value=p))
        for one, p in zip(luck.robustness.leave_one_out, (without, 0.01, 0.01), strict=False)
    ]
    beside_it = replace(luck.robustness, leave_one_out=tuple(left))
    return carried(say.language, replace(say.report, luck=replace(luck, robustness=beside_it)))


def _halving(say: Say, found: tuple[float, float]) -> str:
    matched, without = found
    changed = with_p(
        say.report, halving_matched=matched, halving_matched_without_prehistory=without
    )
    return wording.halving_sentence(say.language, changed)


def _definitions(say: Say, p: float) -> str:
    """Every definition has this p."""
    report, grid = say.report, say.report.grid
    rows = tuple(replace(row, p_value=p) for row in grid.distinct)
    found = replace(report, grid=replace(grid, rows=rows))
    return definitions.drawing(found, say).title


def _interval(say: Say, interval: tuple[float, float]) -> str:
    luck = say.report.luck
    found = replace(
        luck,
        observed=replace(luck.observed, interval=interval),
        base=replace(luck.base, share_positive=0.5),
    )
    return str(wording.interval_sentence(say.language, replace(say.report, luck=found)))


def _base_rates(say: Say, medians: tuple[float, ...]) -> str:
    one = next(rate for rate in say.report.base_rates if rate.horizon == 365)
    rates = tuple(replace(one, returns=replace(one.returns, median=m)) for m in medians)
    return base_rate._note(rates, 365, say)


def _correlation(say: Say, intervals: tuple[tuple[float, float], ...]) -> str:
    """One control an interval of the difference, the closest first."""
    row = next(d for d in say.report.correlations.differences if d.latest is not None)
    rows = [
        replace(row, latest=replace(row.latest, other=0.9 - 0.1 * place, interval=interval))
        for place, interval in enumerate(intervals)
    ]
    return correlation._title(rows, say)


def _etf(say: Say, interval: tuple[float, float]) -> str:
    return etf_ratio._change(CalmRatio(0.5, 0.4, sum(interval) / 2, interval), 3, say)


def _orders(report: Report, below: int) -> Report:
    """Four definitions, of which some have a small p."""
    row = report.risk_curve.robustness.rows[0]
    rows = tuple(replace(row, p_value=0.01 if place < below else 0.05) for place in range(4))
    curve = replace(report.risk_curve, robustness=OrderRobustness(rows))
    return Report(**{**vars(report), "risk_curve": curve})


def _order_figure(say: Say, below: int) -> str:
    return order_variants._title(_orders(say.report, below).risk_curve.robustness, say)


def _risk(say: Say, below: int) -> str:
    return wording.risk_headline(say.language, _orders(say.report, below))[1]


def _ladder(say: Say, p: float) -> str:
    """With an article and without one."""
    agreement = replace(say.report.risk_curve.agreement, p_value=p)
    alone = replace(say.report, question=replace(say.report.question, article=None))
    return " ".join(
        ladder_history._title(agreement, each) for each in (say, Say(say.language, alone))
    )


def _yields(say: Say, found: tuple[int, int, int]) -> str:
    """On which side the whole interval of falls lies, that of falls net of the market, of rises."""
    return yield_days._title(moves(say.report, falls=found[0], net=found[1], rises=found[2]), say)


def moves(report: Report, **sides: int) -> Any:
    """The yield moves with intervals on these sides of zero; 0: touching it from above."""
    intervals = {-1: (-0.3, -0.1), 0: (0.0, 0.3), 1: (0.1, 0.3)}
    found = report.rates.yield_moves
    names = {"net": "net_falls"}
    return replace(
        found,
        **{
            names.get(name, name): replace(
                getattr(found, names.get(name, name)), interval=intervals[side]
            )
            for name, side in sides.items()
        },
    )


def _record(say: Say, interval: tuple[float, float]) -> str:
    record = replace(say.report.track_record, skill_interval=interval)
    return wording.record_verdict(say.language, record)


def _leads(say: Say, lags: dict[int, float]) -> str:
    """Correlations by lag, as multiples of the simultaneous band; 0 at all others."""
    found = say.report.lead_lag
    values, most = np.zeros(len(found.lags)), int(found.lags[-1])
    for lag, multiple in lags.items():
        values[most + lag] = multiple * found.correlation.simultaneous_band
    changed = replace(found, correlation=replace(found.correlation, values=values))
    return wording.lead_sentence(say.language, replace(say.report, lead_lag=changed))


def _granger(say: Say, found: tuple[float, float]) -> str:
    lead_lag = replace(say.report.lead_lag, granger=Granger(1, *found))
    return wording.granger_sentence(say.language, replace(say.report, lead_lag=lead_lag))


def _size(say: Say, share: float) -> str:
    """The size of the uniform test among 2,000 simulated leaders."""
    power = say.report.luck.power
    row = replace(power.rows[0], uniform=share, leaders=2_000)
    return wording.size_sentence(say.language, replace(power, rows=(row, *power.rows[1:])))


def _cycles(say: Say, found: tuple[tuple[float, ...], int]) -> str:
    """The multiples after some halvings, and how many of these are over."""
    multiples, settled = found
    one = say.report.cycles.halvings[0]
    halvings = tuple(
        replace(
            one,
            peak=replace(one.peak, multiple=multiple, date=date(1999, 1, 1)),
            complete=place < settled,
        )
        for place, multiple in enumerate(multiples)
    )
    cycles = replace(say.report.cycles, halvings=halvings)
    return wording.cycles_headline(say.language, replace(say.report, cycles=cycles))[0]


def _claim(name: str, change: Callable[[Report, Any], Report]) -> Callable[[Say, Any], str]:
    """Why a claim has its verdict, under changed results."""

    def of(say: Say, result: Any) -> str:
        prices = shipped_prices()
        article = prices.question.article
        statement = next(each for each in claims.CLAIMS if each.id == name)
        material = Material(change(say.report, result), prices, article)
        return wording.claim_text(say.language, claims._claim(statement, material), article).why

    return of


def _calm(report: Report, intervals: tuple[tuple[float, float], ...]) -> Report:
    compared = tuple(
        replace(each, follower=replace(each.follower, interval=interval))
        for each, interval in zip(report.volatility.comparisons, intervals, strict=True)
    )
    return replace(report, volatility=replace(report.volatility, comparisons=compared))


def _calm_beside(report: Report, intervals: tuple[tuple[float, float], ...]) -> Report:
    """The ratios relative to the leader's."""
    compared = tuple(
        replace(each, relative=interval)
        for each, interval in zip(report.volatility.comparisons, intervals, strict=True)
    )
    return replace(report, volatility=replace(report.volatility, comparisons=compared))


def _closest(report: Report, interval: tuple[float, float]) -> Report:
    found = report.correlations
    rows = tuple(
        replace(row, latest=replace(row.latest, interval=interval)) for row in found.technology
    )
    return replace(report, correlations=replace(found, technology=rows))


def _days(report: Report, sides: tuple[int, int]) -> Report:
    """Net of the market on days of falls and of rises; the years after steps agree with both."""
    found = moves(report, net_falls=sides[0], net_rises=sides[1])
    hikes, cuts = report.rates.after_hikes, report.rates.after_cuts
    rates = replace(
        report.rates,
        yield_moves=found,
        after_hikes=replace(hikes, mean=0.1 * (1 if sides[1] != -1 else -1)),
        after_cuts=replace(cuts, mean=0.1 * (1 if sides[0] == 1 else -1)),
    )
    return replace(report, rates=rates)


def _rises(report: Report, share: float) -> Report:
    luck = replace(report.luck, base=replace(report.luck.base, share_positive=share))
    return replace(report, luck=luck)


def _long_after(report: Report, days: int | None) -> Report:
    """So many days after a halving; None: as they were."""
    if days is None:
        return report
    events = tuple(replace(event, days_since_halving=days) for event in report.luck.events)
    return replace(report, luck=replace(report.luck, events=events))


def _clocks(say: Say, share: float, days: int | None = None) -> str:
    found = SameClock(share, 0.0001, 0.3, 0.8)
    with mock.patch("generator.claims.halvings.same_clock", return_value=found):
        return _claim("C19", _long_after)(say, days)


def _later_clocks(say: Say, share: float) -> str:
    return _clocks(say, share, 1_000)


def _elsewhere(report: Report, p: float) -> Report:
    """Every other series after the leader's breakouts with one p; two events count for nothing."""
    found = report.elsewhere
    pairs = tuple(
        replace(pair, p_value=replace(pair.p_value, uniform=0.001 if pair.n < 3 else p))
        for pair in found.pairs
    )
    return replace(report, elsewhere=replace(found, pairs=pairs))


def _others(say: Say, p: float) -> str:
    return " ".join(wording.elsewhere_headline(say.language, _elsewhere(say.report, p)))


def _most_dates(say: Say, share: float) -> str:
    """Where so many of all days rose."""
    found = say.report.elsewhere
    pairs = tuple(
        replace(pair, base=pair.base and replace(pair.base, share_positive=share))
        for pair in found.pairs
    )
    report = replace(say.report, elsewhere=replace(found, pairs=pairs))
    return wording.common_cause_sentence(say.language, report)


def _others_figure(say: Say, p: float) -> str:
    drawn = other_followers.drawing(_elsewhere(say.report, p), say)
    return drawn.title if drawn is not None else ""


RULES = (
    Rule("elsewhere", _others, "other series clearly rose", NOT_SMALL, SMALL),
    Rule("elsewhere, nothing", _others, "Nothing else clearly", SMALL, NOT_SMALL),
    Rule("elsewhere, most dates", _most_dates, "Most dates", (0.4, 0.5), (0.51, 0.8)),
    Rule("elsewhere, the figure", _others_figure, "other series clearly", NOT_SMALL, SMALL),
    Rule("elsewhere, nothing in the figure", _others_figure, "Nothing else", SMALL, NOT_SMALL),
    Rule("luck", _verdict, "seldom", NOT_SMALL, SMALL),
    Rule("no power where luck is ruled out", _power, "^$", NOT_SMALL, SMALL),
    Rule("random draws", _chance, "nearly all", NOT_SMALL, SMALL),
    Rule("tests: all", _fragility, "seldom", (0, 1, 3), (4,)),
    Rule("tests: none", _fragility, "However one asks", (1, 3), (0, 4)),
    Rule("next event", _next, "stays below", NOT_SMALL, SMALL),
    Rule("one event", _carried, "carries the mean", (0.07, 0.1), (0.2,)),
    Rule("halving clock", _halving, "decide", ((0.17, 0.06), (0.01, 0.04)), ((0.17, 0.04),)),
    Rule("definitions", _definitions, "[1-9][0-9]* clearly", NOT_SMALL, SMALL),
    Rule("share of rises", _interval, "outside",
         ((0.3, 0.9), (0.5, 0.9), (0.1, 0.5)), ((0.6, 0.9), (0.1, 0.4))),
    Rule("start of the base rates", _base_rates, "lower",
         ((0.9,), (0.9, 0.9), (0.9, 0.5, 0.7)), ((0.9, 0.5), (0.9, 0.5, 0.2))),
    Rule("most with the leader", _correlation, "now moves most",
         [*((i,) for i in (*ZERO["around"], *ZERO["below"])), ((0.1, 0.2), (-0.1, 0.2))],
         [(i,) for i in ZERO["above"]] + [((0.1, 0.2), (0.2, 0.3))]),
    Rule("more with a control", _correlation, "^Bitcoin moves more with",
         [(i,) for i in (*ZERO["around"], *ZERO["above"])],
         [(i,) for i in ZERO["below"]] + [((0.1, 0.2), (-0.3, -0.2))]),
    Rule("calmer", _etf, "calmer", (*ONE["around"], *ONE["above"]), ONE["below"]),
    Rule("wilder", _etf, "wilder", (*ONE["around"], *ONE["below"]), ONE["above"]),
    Rule("order beats chance", _order_figure, "every definition", (0, 1, 3), (4,)),
    Rule("order hangs on the definition", _order_figure, "hangs", (0, 4), (1, 3)),
    Rule("order by chance", _risk, "more often than by chance", (0, 1, 3), (4,)),
    Rule("order of the page", _risk, "hangs", (0, 4), (1, 3)),
    Rule("one order", _ladder, "tend to", NOT_SMALL, SMALL),
    Rule("small caps on yields", _yields, "lag|are ahead",
         [(0, net, rises) for net in (-1, 0, 1) for rises in (-1, 0, 1)],
         [(-1, -1, 0), (-1, 0, 0), (1, 1, 0), (1, 0, -1)]),
    Rule("small caps net of the market", _yields, "not clearly on rising",
         [(-1, 0, 0), (-1, 1, 0), (1, 0, 0), (1, -1, -1)], [(-1, -1, 0), (1, 1, 0)]),
    Rule("calls: better", _record, "better", (*ZERO["around"], *ZERO["below"]), ZERO["above"]),
    Rule("calls: worse", _record, "worse", (*ZERO["around"], *ZERO["above"]), ZERO["below"]),
    Rule("weeks line up", _leads, "line up|stand out",
         ({}, {0: 1.2}, {3: 1.0, -3: -0.9}), ({3: 1.1}, {-3: -1.1}, {3: 1.1, -3: 1.1})),
    Rule("same week", _leads, "move in the same week", ({}, {0: 1.0}), ({0: 1.1},)),
    Rule("Granger", _granger, "^Do past weeks", ((0.05, 0.9), (0.9, 0.05)), ((0.04, 0.9),)),
    Rule("size: cautious", _size, "cautious", (0.05, 0.041, 0.047, 0.07), (0.03, 0.04)),
    Rule("size: too large", _size, "too often", (0.05, 0.059, 0.03), (0.061, 0.1)),
    Rule("smaller multiples", _cycles, "smaller multiple",
         (((9.0, 3.0), 1), ((9.0, 3.0, 4.0), 3), ((1.0, 2.0), 2)),
         (((9.0, 3.0), 2), ((9.0, 3.0, 2.0), 2))),
    Rule("C16", _claim("C16", _calm), "It is calmer than before",
         [(a, b, c) for a in ONE["below"] for b in ONE["around"][:2] for c in ONE["above"]]
         + [(i, i, i) for i in (*ONE["around"][:3], *ONE["above"])],
         [(i, i, i) for i in ONE["below"]]),
    Rule("C16, relative", _claim("C16", _calm_beside), "0 of 3 ratios",
         [(i, ONE["below"][0], ONE["below"][0]) for i in ONE["around"]],
         [(i, i, i) for i in (*ONE["below"], *ONE["above"])]),
    Rule("C17", _claim("C17", _orders), "Under every definition", (0, 1, 3), (4,)),
    Rule("C18", _claim("C18", _closest), "No other stored index comes as close",
         (*ZERO["around"], *ZERO["below"]), ZERO["above"]),
    Rule("C19", _clocks, "Only one part fits",
         (0.05, 0.3, 1.0), (0.0499, 0.001)),
    Rule("C19, long after", _later_clocks, "seldom do as well", (0.05, 0.3, 1.0), (0.0499, 0.001)),
    Rule("C24", _claim("C24", _rises), "Rises were so rare", (0.3, 0.7, 1.0), (0.2,)),
    Rule("C28", _claim("C28", _days), "Both ways they moved as claimed",
         ((0, 0), (1, 0), (0, -1), (-1, 1)), ((1, -1),)),
)  # fmt: skip
