"""Results become objects of the API: a list of fields says which, their types say the rest.

:func:`published` makes the object of a result. Types, precision and descriptions are those of the
result itself: a figure is stated once, where it is defined. :func:`as_json` writes numbers, and is
the only place that does: none leaves with more digits than it means.
"""

import ast
import dataclasses
import datetime as dt
import inspect
import json
import sys
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, create_model, model_validator

from generator.models.instruments import Instrument
from generator.models.precision import Digits


class ApiObject(BaseModel):
    """A frozen object of the API."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paths: ClassVar[Mapping[str, str]] = {}
    """Where in a result each field stands."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, found: Any) -> Any:
        if not cls.paths or isinstance(found, (cls, dict)):
            return found
        return {name: _within(found, path) for name, path in cls.paths.items()}


def published(result: type, fields: str = "", name: str = "") -> Any:
    """The object of a result, here and in every other result that holds it.

    Parameters
    ----------
    fields
        In their order: ``close``, or ``price=peak.entry`` under another name; none: all.
        What lies in a part that is None is null; ``interval.0`` is a place in a tuple, and
        ``calls.len()`` counts.
    name
        In the schema; else it is the result's.
    """
    listed = fields.split() or [field.name for field in dataclasses.fields(result)]
    paths = {field.split("=")[0]: field.split("=")[-1] for field in listed}
    model: type[ApiObject] = create_model(
        name or f"{result.__name__}Object",
        __base__=ApiObject,
        __doc__=_plain_text(_paragraphs(result)[0]),
        **{key: _field(result, path) for key, path in paths.items()},  # type: ignore[call-overload]
    )
    model.paths = paths
    _PUBLISHED[result] = model
    return model


def as_json(found: BaseModel) -> bytes:
    """An object as JSON, each number in its digits; what is not typed otherwise is a statistic."""
    text = json.dumps(_plain(found.model_dump()), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode()


class _Rounded(float):
    """A number that has been rounded to what it means."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        known = isinstance(value, _Rounded)
        return float(value) if known else Digits.EIGHT_SIGNIFICANT.round(value)
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else value


_PUBLISHED: dict[Any, Any] = {Instrument: str}
"""How a type that results use is published; an instrument by its symbol."""


def _within(found: Any, path: str) -> Any:
    """Follow a path as far as there is something."""
    for step in path.split("."):
        if found is not None:
            found = _step(found, step)
    if isinstance(found, tuple):
        return tuple(part.symbol if isinstance(part, Instrument) else part for part in found)
    return found.symbol if isinstance(found, Instrument) else found


def _step(found: Any, step: str) -> Any:
    if step == "len()":
        return len(found)
    return found[int(step)] if step.isdigit() else getattr(found, step)


def _field(result: type, path: str) -> tuple[Any, Any]:
    """Type and description of what stands at a path in a result."""
    kind, described, optional = result, None, False
    for step in path.split("."):
        owner = next(part for part in _alternatives(kind) if part is not type(None))
        if step == "len()":
            kind = int
        elif step.isdigit():
            kind = get_args(owner)[int(step)]
        else:
            kind, described = _hint(owner, step), _description(owner, step)
        optional = optional or type(None) in _alternatives(kind)
    found = _as_published(kind)
    return (found | None if optional else found), Field(description=described)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _hint(owner: type, name: str) -> Any:
    """The type of a field or a property."""
    stated = inspect.getattr_static(owner, name, None)
    if isinstance(stated, property):
        return get_type_hints(stated.fget, include_extras=True)["return"]
    return get_type_hints(owner, include_extras=True)[name]


def _as_published(kind: Any) -> Any:
    """A type with every result in it replaced by its object, and every figure in its digits."""
    if kind in _PUBLISHED:
        return _PUBLISHED[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        base, digits = parts
        rounded = PlainSerializer(lambda value: _Rounded(digits.round(value)), return_type=float)
        return Annotated[base, rounded]
    if origin in (Union, UnionType):
        return reduce(or_, (_as_published(part) for part in parts))
    if origin in (tuple, dict):
        return origin[tuple(part if part is ... else _as_published(part) for part in parts)]
    return published(kind) if isinstance(kind, type) and dataclasses.is_dataclass(kind) else kind


def _description(owner: type, name: str) -> str | None:
    """What a result says under a field, or a property in its docstring."""
    stated = inspect.getattr_static(owner, name, None)
    if isinstance(stated, property):
        return _plain_text(_paragraphs(stated)[0])
    return _texts(owner.__module__).get((owner.__name__, name))


@cache
def _texts(module: str) -> dict[tuple[str, str], str]:
    """The texts under the fields of all classes of a module, by class and field.

    A text is about the field above it, and those above that without a blank line or another text.
    """
    found: dict[tuple[str, str], str] = {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    for owner in (part for part in tree.body if isinstance(part, ast.ClassDef)):
        above: list[ast.AnnAssign] = []
        for part in owner.body:
            match part:
                case ast.AnnAssign():
                    is_near = bool(above) and part.lineno == (above[-1].end_lineno or 0) + 1
                    above = [*above, part] if is_near else [part]
                case ast.Expr(ast.Constant(str(text))):
                    found |= {(owner.name, ast.unparse(f.target)): _plain_text(text) for f in above}
                    above = []
    return found


def _paragraphs(documented: Any) -> list[str]:
    return (inspect.getdoc(documented) or "").split("\n\n")


def _plain_text(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
