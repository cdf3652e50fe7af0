"""Does the day of the week matter? Definitions: Method, "Days of the week"."""

from __future__ import annotations

import numpy as np

from generator.models.prices import Prices
from generator.models.weekdays import Weekday


def weekdays(prices: Prices) -> tuple[Weekday, ...]:
    """The leader's sessions after its first, by day of the week; only days that have some."""
    higher = np.diff(prices.leader.closes) > 0
    day = prices.leader.dates[1:].day_of_week.to_numpy()
    return tuple(
        Weekday(int(each) + 1, int((day == each).sum()), float(higher[day == each].mean()))
        for each in np.unique(day)
    )
