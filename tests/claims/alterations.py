"""Altered copies of the real series: the same days, other prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from generator.models.prices import Prices
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.correlation import correlations
from generator.signals.cycles import cycles
from generator.signals.luck import luck
from generator.signals.outcomes import outcomes
from generator.signals.rates import rates
from generator.signals.risk_curve import risk_curve
from generator.signals.state import follower_state, leader_state
from generator.signals.supply import supply
from generator.signals.volatility import volatility

Alteration = Callable[[Prices], Prices]


class FindingsOnDemand:
    """The results that claims read, each computed when it is asked for: a claim needs few."""

    def __init__(self, prices: Prices) -> None:
        self.prices, self.question, self.as_of = prices, prices.question, prices.as_of

    breakouts = cached_property(
        lambda self: find_breakouts(self.prices.leader, primary_definition(self.question))
    )
    leader = cached_property(lambda self: leader_state(self.prices, self.breakouts))
    follower = cached_property(lambda self: follower_state(self.prices))
    data_date = cached_property(lambda self: min(self.leader.date, self.follower.date))
    outcomes = cached_property(lambda self: outcomes(self.prices, self.breakouts))
    luck = cached_property(lambda self: luck(self.prices, self.breakouts))
    correlations = cached_property(lambda self: correlations(self.prices))
    cycles = cached_property(lambda self: cycles(self.prices, self.breakouts))
    supply = cached_property(lambda self: supply(self.prices))
    volatility = cached_property(lambda self: volatility(self.prices))
    risk_curve = cached_property(lambda self: risk_curve(self.prices))
    rates = cached_property(lambda self: rates(self.prices, self.breakouts))


def real(prices: Prices) -> Prices:
    """The series as they are."""
    return prices


def both(*alterations: Alteration) -> Alteration:
    """One after the other."""

    def altered(prices: Prices) -> Prices:
        for alteration in alterations:
            prices = alteration(prices)
        return prices

    return altered


def scaled(key: str, first: str, last: str, factor: float) -> Alteration:
    """Prices of a window multiplied."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[first:last, ["high", "close"]] *= factor
        return rows

    return _rows(key, change)


def stretched(key: str, first: str, last: str, anchor: str, power: float) -> Alteration:
    """Log returns of a window multiplied, the price of one day kept."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        kept = rows["close"].loc[anchor]
        window = rows.loc[first:last, "close"]
        rows.loc[first:last, "close"] = kept * (window / kept) ** power
        return rows

    return _rows(key, change)


def path(key: str, **points: float) -> Alteration:
    """Prices along straight lines in logarithms, through points named ``d20131204``."""
    days = pd.to_datetime([name[1:] for name in points])

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        inside = (rows.index >= days[0]) & (rows.index <= days[-1])
        at = rows.index[inside].astype("int64"), days.as_unit("us").astype("int64")
        closes = np.exp(np.interp(*at, np.log(list(points.values()))))
        rows.loc[inside, "close"] = closes
        rows.loc[inside, "high"] = np.nan
        return rows

    return _rows(key, change)


def without(key: str, until: str) -> Alteration:
    """A series that begins later."""
    return _rows(key, lambda rows: rows.loc[rows.index > until])


def as_another(key: str, other: str) -> Alteration:
    """One series with the closes of another, where that has one."""

    def altered(prices: Prices) -> Prices:
        source = next(h for h in prices.histories if h.instrument.key == other).close

        def change(rows: pd.DataFrame) -> pd.DataFrame:
            known = source.reindex(rows.index)
            rows.loc[known.notna(), "close"] = known.dropna()
            rows["high"] = np.nan
            return rows

        return _rows(key, change)(prices)

    return altered


def against_yields(weight: float) -> Alteration:
    """Small caps that follow large caps minus a share of the yield."""

    def altered(prices: Prices) -> Prices:
        large, yields = (
            next(h for h in prices.histories if h.instrument.key == key).close
            for key in ("spx", "dgs10")
        )

        def change(rows: pd.DataFrame) -> pd.DataFrame:
            level = yields.reindex(rows.index).ffill().bfill()
            rows["close"] = large.reindex(rows.index) * np.exp(-weight * level)
            rows["high"] = np.nan
            return rows

        return _rows("rut", change)(prices)

    return altered


def waves(period: int, lags: dict[str, int]) -> Alteration:
    """Every series a wave in calendar days, each later than the one before by its lag."""

    def wave(lag: int, sign: float) -> Callable[[pd.DataFrame], pd.DataFrame]:
        def change(rows: pd.DataFrame) -> pd.DataFrame:
            days = (rows.index - pd.Timestamp("2007-01-01")).days.to_numpy() - lag
            rows["close"] = 5 * np.exp(sign * 0.3 * np.sin(2 * np.pi * days / period))
            rows["high"] = np.nan
            return rows

        return change

    return both(
        *(_rows(key, wave(lag, -1.0 if key == "dgs10" else 1.0)) for key, lag in lags.items())
    )


def asked(**changes: object) -> Alteration:
    """The same series, and another question."""
    return lambda prices: replace(prices, question=replace(prices.question, **changes))


def _rows(key: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Alteration:
    def altered(prices: Prices) -> Prices:
        histories = tuple(
            replace(h, rows=change(h.rows.copy())) if h.instrument.key == key else h
            for h in prices.histories
        )
        return replace(prices, histories=histories)

    return altered
