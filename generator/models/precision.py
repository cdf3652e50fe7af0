"""In how many digits a figure is published (Method, "Precision").

Two processors may differ in the last digits of a float. What is published is rounded to the digits
that mean something, so that both publish the same bytes. A plain ``float`` in a result is a
statistic: eight significant digits.
"""

from enum import Enum
from typing import Annotated


class Digits(Enum):
    """What is kept of a figure."""

    AS_STORED = "as stored"
    SIX_DECIMALS = "six decimals"
    EIGHT_SIGNIFICANT = "eight significant digits"

    def round(self, value: float) -> float:
        """The figure as it is published; NaN and infinity stay as they are."""
        if self is Digits.SIX_DECIMALS:
            return round(value, 6) + 0.0  # no negative zero
        return float(f"{value:.8g}") if self is Digits.EIGHT_SIGNIFICANT else value


Price = Annotated[float, Digits.AS_STORED]
"""A price of the store, in its instrument's unit."""

Share = Annotated[float, Digits.SIX_DECIMALS]
"""A share or a return, as a fraction (0.25: a quarter)."""

Drawn = Annotated[float, Digits.SIX_DECIMALS]
"""A p-value, or another figure that random draws or a count of cases decide."""
