"""What the files that programs read must satisfy."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

from generator.site.checks import addresses
from generator.site.checks.folder import Folder

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SERIES = ["date", "high", "close", "source"]


def json_problems(content: bytes) -> Iterator[str]:
    """Say whether it is JSON that says something."""
    if not _parsed(content):
        yield "it is empty, or no JSON"


def schema_problems(content: bytes) -> Iterator[str]:
    """Say whether it describes anything."""
    schema = _parsed(content)
    if not isinstance(schema, dict) or not schema.get("required") or "$schema" not in schema:
        yield "it is no JSON Schema that asks for anything"


def latest_problems(folder: Folder, path: str, content: bytes) -> Iterator[str]:
    """Compare the report with the schema beside it."""
    # Loading it takes longer than an unchanged build may.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    latest = _parsed(content)
    if not latest:
        yield "it is empty, or no JSON"
        return
    beside = path.replace(".json", ".schema.json")
    schema = _parsed(folder.read(beside)) if beside in folder.files else None
    if not schema:
        return  # it is named by itself
    try:
        for error in Draft202012Validator(schema).iter_errors(latest):
            where = "/".join(map(str, error.absolute_path)) or "the whole"
            yield f"it breaks its schema at {where}: {error.message[:200]}"
    except Exception as error:  # whatever a broken schema leads to
        yield f"its schema cannot be used ({type(error).__name__})"


def status_problems(content: bytes) -> Iterator[str]:
    """Say whether a monitor can read when the site was built."""
    status = _parsed(content)
    try:
        for key in ("built_at", "as_of", "data_date"):
            date.fromisoformat(status[key][:10])
    except (KeyError, TypeError, ValueError):
        yield "it does not say when the site was built, and to which day the data reach"


def csv_problems(content: bytes) -> Iterator[str]:
    """Say whether it is a table: a header, and as many fields in each row."""
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        width = len(next(rows, []))
        if not width:
            yield "it is empty"
        uneven = next((rows.line_num for row in rows if len(row) != width), None)
    except (UnicodeDecodeError, csv.Error) as error:
        yield f"it is no CSV ({error})"
        return
    if uneven:
        yield f"its line {uneven} has not the {width} fields of its header"


def series_problems(content: bytes) -> Iterator[str]:
    """Say whether it is a series in the columns of the store, with at least one row."""
    yield from csv_problems(content)
    head, _, rows = content.decode("utf-8", errors="replace").partition("\n")
    if head.split(",") != _SERIES or not rows:
        yield f"it is no series: {','.join(_SERIES)} and a row for each day"


def feed_problems(content: bytes) -> Iterator[str]:
    """Say whether a feed reader can read it, and follow its links."""
    root = _xml(content)
    if root is None or root.tag != f"{_ATOM}feed":
        yield "it is no Atom feed"
        return
    for part in (root, *root.iter(f"{_ATOM}entry")):
        missing = [name for name in ("title", "id", "updated") if not _text(part, name)]
        if missing:
            yield f"a part of it has no {' and no '.join(missing)}"
    for link in root.iter(f"{_ATOM}link"):
        address = link.get("href", "")
        if addresses.scheme(addresses.plain(address)) not in addresses.WEB:
            yield f"its link {address} is no address on the web"


def sitemap_problems(content: bytes) -> Iterator[str]:
    """Say whether a search engine can read it."""
    root = _xml(content)
    if root is None or root.tag != f"{_SITEMAP}urlset":
        yield "it is no sitemap"


def packed_problems(folder: Folder, path: str, content: bytes) -> Iterator[str]:
    """Compare a packed file with the one that it was made of."""
    try:
        same = gzip.decompress(content) == folder.read(path.removesuffix(".gz"))
    except (OSError, EOFError, ValueError):
        same = False
    if not same:
        yield "it is not the packed form of the file beside it"


def _parsed(content: bytes) -> Any:
    """What JSON says, or None; NaN and infinity are none."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        return json.loads(content, parse_constant=refuse)
    except (ValueError, RecursionError):
        return None


def _xml(content: bytes) -> ElementTree.Element | None:
    """The root of an XML file without a document type, or None."""
    if b"<!DOCTYPE" in content:
        return None
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None


def _text(part: ElementTree.Element, name: str) -> str:
    return (part.findtext(f"{_ATOM}{name}") or "").strip()
