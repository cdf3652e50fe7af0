"""Base rates and what speaks against luck in the API: the tests, the grid, the placebos."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AliasPath, Field

from generator.models.luck import Grid
from generator.models.question import Basis
from generator.publish.objects import ApiObject, Drawn, part


class BaseRateObject(ApiObject):
    """The follower's forward returns from every admissible session since a day."""

    since: dt.date
    horizon: int
    """Calendar days."""
    median: Annotated[float | None, part("median")] = Field(validation_alias=AliasPath("returns"))
    lower_quartile: Annotated[float | None, part("lower_quartile")] = Field(
        validation_alias=AliasPath("returns")
    )
    upper_quartile: Annotated[float | None, part("upper_quartile")] = Field(
        validation_alias=AliasPath("returns")
    )
    share_positive: Annotated[float | None, part("share_positive")] = Field(
        validation_alias=AliasPath("returns")
    )
    sessions: int
    effective_n: int
    """Windows that fit between the first and the last session without overlapping."""


class PValueObject(ApiObject):
    """The one-sided p of the primary statistic under each null."""

    uniform: Drawn | None
    """The primary test, fixed in advance."""
    spaced: Drawn | None
    halving_matched: Drawn | None
    halving_matched_without_prehistory: Drawn | None
    """Without events before the first halving."""


class LeftOutObject(ApiObject):
    """The primary test without one event."""

    event: dt.date
    n: int
    mean_log_return: Annotated[float | None, part("mean")] = Field(
        validation_alias=AliasPath("test")
    )
    p_value: Annotated[Drawn | None, part("p_value")] = Field(validation_alias=AliasPath("test"))


class HorizonObject(ApiObject):
    """The primary test over one horizon."""

    horizon: int
    n: int
    mean_log_return: Annotated[float | None, part("mean")] = Field(
        validation_alias=AliasPath("test")
    )
    p_value: Annotated[Drawn | None, part("p_value")] = Field(validation_alias=AliasPath("test"))
    holm: Annotated[Drawn | None, part("holm")] = Field(validation_alias=AliasPath("test"))
    """Corrected for the number of horizons."""


class LookObject(ApiObject):
    """The primary test as it read on the day an event's window became complete."""

    date: dt.date
    n: int
    mean_log_return: float = Field(validation_alias="mean")
    p_value: Drawn


class RobustnessObject(ApiObject):
    """What stands beside the primary p."""

    ranks: Drawn | None
    two_sided: Drawn | None
    leave_one_out: list[LeftOutObject]
    horizons: list[HorizonObject]
    by_date: list[LookObject]


class LuckObject(ApiObject):
    """The primary test against chance."""

    n: int
    """Complete events."""
    horizon: int
    mean_log_return: Annotated[float | None, part("mean")] = Field(
        validation_alias=AliasPath("observed")
    )
    base_mean_log_return: Annotated[float | None, part("mean")] = Field(
        validation_alias=AliasPath("base")
    )
    """After every admissible session."""
    p_value: PValueObject
    smallest_p: float | None
    """The smallest p that this many events could reach."""
    share_positive: Annotated[float | None, part("share_positive")] = Field(
        validation_alias=AliasPath("observed")
    )
    interval: Annotated[tuple[float, float] | None, part("interval")] = Field(
        validation_alias=AliasPath("observed")
    )
    """Of `share_positive`: Clopper–Pearson, 95%."""
    robustness: RobustnessObject


class GridRowObject(ApiObject):
    """One definition of a breakout over one horizon."""

    base_sessions: int = Field(validation_alias=AliasPath("definition", "base_sessions"))
    basis: Basis = Field(validation_alias=AliasPath("definition", "basis"))
    confirmation: int = Field(validation_alias=AliasPath("definition", "confirmation"))
    horizon: int
    n: int
    excess: float | None
    """Mean log return after the events minus that after every admissible session."""
    p_value: Drawn | None
    """Null below three events."""


class GridObject(ApiObject):
    """Every definition, tested alike."""

    definitions: int
    distinct: int
    """Testable, with the same events and horizon counted once."""
    testable: int
    below_5_percent: int
    """Of the distinct ones."""
    rotated_share: Drawn | None
    """The average share below 5% when all sets of events move through the calendar together."""
    rotated_reached: Drawn | None
    """How often that share is at least the observed one."""
    rows: list[GridRowObject]


class PlaceboObject(ApiObject):
    """The primary test for another pair."""

    leader: str
    follower: str
    n: int
    mean_log_return: Annotated[float | None, part("mean")] = Field(
        validation_alias=AliasPath("test")
    )
    p_value: Annotated[Drawn | None, part("p_value")] = Field(validation_alias=AliasPath("test"))


def grid(found: Grid) -> GridObject:
    """Every definition in the order of the grid."""
    rotation = found.rotation
    return GridObject(
        definitions=found.definitions,
        distinct=len(found.distinct),
        testable=found.testable,
        below_5_percent=found.below_5_percent,
        rotated_share=rotation and rotation.mean_share,
        rotated_reached=rotation and rotation.reached,
        rows=[GridRowObject.model_validate(row) for row in found.rows],
    )
