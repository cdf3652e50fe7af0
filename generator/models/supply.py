"""How much there is of the follower: the results of :mod:`generator.signals.supply`."""

import datetime as dt
from dataclasses import dataclass

from generator.models.precision import Share
from generator.models.prices import FloatArray


@dataclass(frozen=True)
class IssuanceStep:
    """New coins a year as a share of all coins, just before and just after one halving."""

    halving: dt.date
    before: Share
    after: Share


@dataclass(frozen=True)
class NextHalving:
    """When the next halving would come at ``blocks_per_day`` from the last known height on."""

    height: int
    estimate: dt.date
    blocks_per_day: int


@dataclass(frozen=True, eq=False)
class SupplyPath:
    """Annual issuance and the share mined through time, shape (m,) each.

    Each halving has two entries on its day: before, and after.
    """

    dates: tuple[dt.date, ...]
    annual_issuance: FloatArray
    mined_share: FloatArray


@dataclass(frozen=True, eq=False)
class Supply:
    """The supply on one day."""

    date: dt.date

    height: int
    """Blocks so far: interpolated between known ones, estimated after the last."""
    supply: float
    """Coins mined in those blocks."""
    limit: float

    mined_share: Share
    """Of all coins that the protocol will ever issue, ``limit``."""
    annual_issuance: Share
    """New coins a year at the day's subsidy, as a share of ``supply``."""
    steps: tuple[IssuanceStep, ...]
    next_halving: NextHalving
    path: SupplyPath
