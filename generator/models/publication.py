"""What is published: tables, figures and pages, all in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Imprint:
    """Who publishes, and how those are called whose prices are used (by their short name)."""

    site_name: str
    sources: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table for readers: formatted cells, the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart with everything a reader needs to understand, check and reuse it."""

    id: str

    title: str
    """The message in one sentence."""
    subtitle: str
    """What is measured, in which units, over which period."""
    how_to_read: str
    """One or two sentences for a reader who sees such a chart for the first time."""
    alt: str
    """The facts in numbers, for those who cannot see the picture."""
    sources: str
    data_date: date
    """Who published the prices, and the last day drawn."""
    table: Table

    svg_wide: str
    svg_phone: str
    """The picture for inlining; its colours are the page's CSS variables."""
    files: Mapping[str, bytes]
    """Downloads by file name (``<id>.svg``, ``.png``, ``.csv``, ``.json``), each made when it is
    first asked for."""


@dataclass(frozen=True)
class StagedFile:
    """One file of the site before MkDocs sees it; ``path`` is relative to the docs folder."""

    path: str
    content: bytes


PLACE = "q"
"""The folder of a site under which its further questions lie."""
CARD = "card.json"
"""The file beside the pages of a question that holds its card."""


@dataclass(frozen=True)
class QuestionCard:
    """A further question of the same site, as the site shows it."""

    name: str
    """The stem of its file, and its folder."""
    question: str
    """In one sentence."""
    headline: str
    """The answer so far."""
    data_date: date
    """The last day of the older of the two series in question."""
    as_of: date
    """The day for which it was built."""

    @property
    def link(self) -> str:
        """Its way from the root of the site."""
        return f"{PLACE}/{self.name}/"
