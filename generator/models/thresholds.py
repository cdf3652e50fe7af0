"""What would change our mind: the results of :mod:`generator.signals.thresholds`."""

from dataclasses import dataclass
from enum import StrEnum

from generator.models.precision import Price, Share


class Trigger(StrEnum):
    """What would happen at a threshold."""

    FALLS_BACK = "falls back"
    RECOVERS = "recovers"
    NEW_RECORD = "new record"
    BREAKS_OUT = "breaks out"
    LAPSES = "price discovery ends"
    BASES = "bases"
    YEAR_ENDS_LOWER = "year ends lower"
    SMALL_P = "p below 5%"


@dataclass(frozen=True)
class Threshold:
    """One computed level that would alter the state or a verdict."""

    trigger: Trigger

    level: Price
    """Points or dollars for prices, sessions for waits, events for p-values."""
    today: Price
    """Where that figure stands now, in the same unit (for p-values: the events so far)."""
    distance: Share
    """For prices the move that is needed, as a fraction of today's; else level minus today."""
    assumed: float | None = None
    """For p-values the multiple that each further event is assumed to end on."""
