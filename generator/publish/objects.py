"""What every object of the API shares."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


class ApiObject(BaseModel):
    """A frozen object of the API; the texts under its fields describe them in the schema.

    ``model_validate`` reads the fields from a result's attributes of the same names, or of the
    names that a field gives as its ``validation_alias``.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, use_attribute_docstrings=True
    )


Drawn = Annotated[float, AfterValidator(lambda value: round(value, 6))]
"""A figure that random draws decide: machines may differ in its last digits."""


def part(*path: str | int) -> BeforeValidator:
    """Read a field from within an optional result, by attributes and positions; null without."""

    def within(found: Any) -> object:
        for step in path:
            if found is None:
                break
            found = getattr(found, step) if isinstance(step, str) else found[step]
        return found

    return BeforeValidator(within)


Symbol = Annotated[str, BeforeValidator(attrgetter("symbol"))]
"""An instrument, published as its symbol."""
