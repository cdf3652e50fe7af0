"""What is said of a configuration that cannot be understood."""

import re
import reprlib
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from generator.config.tables import ConfigFile
from generator.config.values import nearest
from generator.errors import ConfigError


def config_error(file: Path, error: ValidationError) -> ConfigError:
    """Turn pydantic's complaints into our two lines; a misspelt key explains a missing one."""
    found = error.errors()
    first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
    way = first["loc"]
    place = f"{file.name}, " + ".".join(map(str, way))
    if first["type"] == "extra_forbidden":
        valid = tuple(_table_at(way[:-1]).model_fields)
        return ConfigError(
            f"unknown key {way[-1]!r}{nearest(str(way[-1]), valid)}",
            place=place,
            mend=f"valid keys here: {', '.join(valid)}.",
        )
    if first["type"] == "missing":
        return ConfigError("is missing", place=place, mend="add this key.")
    return ConfigError(
        _complaint(first["type"], first["msg"], first["input"]),
        place=place,
        mend="correct this value; the comments in report.toml say what each one means.",
    )


def _complaint(kind: str, message: str, value: object) -> str:
    """What is wrong with one value, and the value unless it is a whole table."""
    text = message.removeprefix("Value error, ")
    text = text if text.startswith(("'", '"')) else f"{text[0].lower()}{text[1:]}"
    if kind in ("literal_error", "enum"):
        text += nearest(str(value), tuple(re.findall(r"'([^']+)'", message)))
    return text if isinstance(value, dict) else f"{text} (found {reprlib.repr(value)})"


def _table_at(path: tuple[str | int, ...]) -> type[BaseModel]:
    """The table in which a key of the file stands, given the way to it."""
    table: type[BaseModel] = ConfigFile
    for part in path:
        field = table.model_fields.get(str(part))
        table = (_table_in(field.annotation) if field else None) or table
    return table


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The table that a type holds: as itself, in a list, by name, or not at all."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_table_in, get_args(annotation))), None)
