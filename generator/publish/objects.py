"""What every object of the API shares."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ApiObject(BaseModel):
    """A frozen object of the API; the texts under its fields describe them in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
