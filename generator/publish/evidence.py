"""The evidence in the API: base rates, luck, grid, placebos, correlation, lead and lag."""

from __future__ import annotations

import datetime as dt

from generator.models.luck import Grid, Luck, Placebo
from generator.models.question import Basis
from generator.models.report import Report
from generator.models.together import Correlation, LeadLag
from generator.publish.objects import ApiObject

DIGITS = 6
"""Digits of what random draws decide: the last ones may differ between machines."""


class BaseRateObject(ApiObject):
    """The follower's forward returns from every admissible session since a day."""

    since: dt.date
    horizon: int
    """Calendar days."""
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    share_positive: float | None
    sessions: int
    effective_n: int
    """Windows that fit between the first and the last session without overlapping."""


class PValueObject(ApiObject):
    """The one-sided p of the primary statistic under each null."""

    uniform: float | None
    """The primary test, fixed in advance."""
    spaced: float | None
    halving_matched: float | None
    halving_matched_without_prehistory: float | None
    """Without events before the first halving."""


class LeftOutObject(ApiObject):
    """The primary test without one event."""

    event: dt.date
    n: int
    mean_log_return: float | None
    p_value: float | None


class HorizonObject(ApiObject):
    """The primary test over one horizon."""

    horizon: int
    n: int
    mean_log_return: float | None
    p_value: float | None
    holm: float | None
    """Corrected for the number of horizons."""


class LookObject(ApiObject):
    """The primary test as it read on the day an event's window became complete."""

    date: dt.date
    n: int
    mean_log_return: float
    p_value: float


class RobustnessObject(ApiObject):
    """What stands beside the primary p."""

    ranks: float | None
    two_sided: float | None
    leave_one_out: list[LeftOutObject]
    horizons: list[HorizonObject]
    by_date: list[LookObject]


class LuckObject(ApiObject):
    """The primary test against chance."""

    n: int
    """Complete events."""
    horizon: int
    mean_log_return: float | None
    base_mean_log_return: float | None
    """After every admissible session."""
    p_value: PValueObject
    smallest_p: float | None
    """The smallest p that this many events could reach."""
    share_positive: float | None
    interval: tuple[float, float] | None
    """Of `share_positive`: Clopper–Pearson, 95%."""
    robustness: RobustnessObject


class GridRowObject(ApiObject):
    """One definition of a breakout over one horizon."""

    base_sessions: int
    basis: Basis
    confirmation: int
    horizon: int
    n: int
    excess: float | None
    """Mean log return after the events minus that after every admissible session."""
    p_value: float | None
    """Null below three events."""


class GridObject(ApiObject):
    """Every definition, tested alike."""

    definitions: int
    distinct: int
    """Testable, with the same events and horizon counted once."""
    testable: int
    below_5_percent: int
    """Of the distinct ones."""
    rotated_share: float | None
    """The average share below 5% when all sets of events move through the calendar together."""
    rotated_reached: float | None
    """How often that share is at least the observed one."""
    rows: list[GridRowObject]


class PlaceboObject(ApiObject):
    """The primary test for another pair."""

    leader: str
    follower: str
    n: int
    mean_log_return: float | None
    p_value: float | None


class CorrelationObject(ApiObject):
    """The latest rolling correlation of the follower with one series."""

    symbol: str
    window: int
    """Sessions."""
    value: float | None
    lower: float | None
    upper: float | None
    percentile: float | None
    """The share of its own history that is no higher."""
    beta: float | None


class PartialCorrelationObject(ApiObject):
    """The latest correlation of follower and leader, given a control."""

    given: str
    window: int
    value: float | None
    lower: float | None
    upper: float | None


class GrangerObject(ApiObject):
    """P-values of the Granger tests both ways."""

    lags: int | None
    leader_to_follower: float | None
    follower_to_leader: float | None


class LeadLagObject(ApiObject):
    """Weekly cross-correlation; at a positive lag the leader moved first."""

    lag_weeks: list[int]
    correlation: list[float | None]
    pointwise_band: float | None
    simultaneous_band: float | None
    granger: GrangerObject


def base_rates(report: Report) -> list[BaseRateObject]:
    """By start, then by horizon."""
    return [BaseRateObject(**vars(rate)) for rate in report.base_rates]


def luck(found: Luck) -> LuckObject:
    """The primary test and what stands beside it."""
    beside = found.robustness
    return LuckObject(
        n=found.n,
        horizon=found.horizon,
        mean_log_return=found.mean,
        base_mean_log_return=found.base_mean,
        p_value=PValueObject(**{k: _rounded(p) for k, p in vars(found.p_value).items()}),
        smallest_p=found.smallest_p,
        share_positive=found.share_positive,
        interval=found.interval,
        robustness=RobustnessObject(
            ranks=_rounded(beside.ranks),
            two_sided=_rounded(beside.two_sided),
            leave_one_out=[
                LeftOutObject(
                    event=left.event,
                    n=left.n,
                    mean_log_return=left.mean,
                    p_value=_rounded(left.p_value),
                )
                for left in beside.leave_one_out
            ],
            horizons=[
                HorizonObject(
                    horizon=test.horizon,
                    n=test.n,
                    mean_log_return=test.mean,
                    p_value=_rounded(test.p_value),
                    holm=_rounded(test.holm),
                )
                for test in beside.horizons
            ],
            by_date=[
                LookObject(
                    date=look.date,
                    n=look.n,
                    mean_log_return=look.mean,
                    p_value=round(look.p_value, DIGITS),
                )
                for look in beside.by_date
            ],
        ),
    )


def grid(found: Grid) -> GridObject:
    """Every definition in the order of the grid."""
    rotation = found.rotation
    return GridObject(
        definitions=found.definitions,
        distinct=len(found.distinct),
        testable=found.testable,
        below_5_percent=found.below_5_percent,
        rotated_share=None if rotation is None else round(rotation.mean_share, DIGITS),
        rotated_reached=None if rotation is None else round(rotation.reached, DIGITS),
        rows=[
            GridRowObject(
                **vars(row.definition),
                horizon=row.horizon,
                n=row.n,
                excess=row.excess,
                p_value=_rounded(row.p_value),
            )
            for row in found.rows
        ],
    )


def placebo(found: Placebo) -> PlaceboObject:
    """One other pair."""
    return PlaceboObject(
        leader=found.leader,
        follower=found.follower,
        n=found.n,
        mean_log_return=found.mean,
        p_value=_rounded(found.p_value),
    )


def correlation(row: Correlation) -> CorrelationObject:
    """One series over one window."""
    return CorrelationObject(
        symbol=row.instrument.symbol,
        window=row.window,
        value=row.value,
        lower=_rounded(row.lower),
        upper=_rounded(row.upper),
        percentile=row.percentile,
        beta=row.beta,
    )


def partial_correlations(rows: tuple[Correlation, ...]) -> list[PartialCorrelationObject]:
    """Given each control, over each window."""
    return [
        PartialCorrelationObject(
            given=row.given.symbol,
            window=row.window,
            value=row.value,
            lower=_rounded(row.lower),
            upper=_rounded(row.upper),
        )
        for row in rows
        if row.given is not None
    ]


def lead_lag(found: LeadLag) -> LeadLagObject:
    """All lags, or nulls where they are not defined."""
    granger = found.granger
    return LeadLagObject(
        lag_weeks=[int(lag) for lag in found.lags],
        correlation=[None] * len(found.lags)
        if found.correlation is None
        else [float(r) for r in found.correlation.round(10)],
        pointwise_band=_rounded(found.pointwise_band),
        simultaneous_band=_rounded(found.simultaneous_band),
        granger=GrangerObject(
            lags=None if granger is None else granger.lags,
            leader_to_follower=None if granger is None else granger.leader_to_follower,
            follower_to_leader=None if granger is None else granger.follower_to_leader,
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
