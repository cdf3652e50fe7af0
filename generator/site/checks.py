"""What a finished site must satisfy before a reader may see it.

Internal links and anchors lead somewhere, ids are unique, pictures have a text, no page asks a
third party for anything, none carries a style of its own, and each is light enough for a phone.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from generator.errors import SiteCheckError

PAGE_BUDGET = 200_000  # bytes of the first view on the wire (gzip), with styles and scripts
_LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
_FONT = re.compile(r"url\(\"?([^)\"]+\.woff2)\"?\)")
_LOADING_RELATIONS = {"stylesheet", "icon", "preload", "preconnect", "modulepreload", "manifest"}


@dataclass
class _Page(HTMLParser):
    """The facts of one page that the checks need."""

    path: Path
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _svg: list[set[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in _LOADING and _LOADING[tag] in values:
            self.loads.append(values[_LOADING[tag]])
        if tag == "link" and _LOADING_RELATIONS & set(values.get("rel", "").split()):
            self.loads.append(values.get("href", ""))
        if tag == "img" and not values.get("alt", "").strip():
            self.problems.append(f"the image {values.get('src')} has no alternative text")
        if "style" in values:
            self.problems.append(f"<{tag}> carries a style attribute")
        self._follow_svg(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg" and self._svg:
            missing = {"title", "desc"} - self._svg.pop()
            if missing:
                self.problems.append(f"a picture has no {' and no '.join(sorted(missing))}")

    def _follow_svg(self, tag: str, values: dict[str, str]) -> None:
        """Charts (role img) need a title and a description; icons are decoration."""
        if tag == "svg":
            is_chart = values.get("role") == "img"
            self._svg.append(set() if is_chart else {"title", "desc"})
        elif self._svg and tag in ("title", "desc"):
            self._svg[-1].add(tag)


@dataclass(frozen=True)
class PageWeight:
    """The first view of one page on the wire: bytes with gzip, styles and scripts included."""

    page: str
    size: int

    @property
    def is_heavy(self) -> bool:
        """Whether the page takes longer on a phone than a reader should wait."""
        return self.size > PAGE_BUDGET

    def __str__(self) -> str:
        return f"weighs {self.size:,} bytes on the wire, the budget is {PAGE_BUDGET:,}"


def check_site(site: Path, base: str = "/", *, strict: bool = False) -> list[PageWeight]:
    """Check every page of a finished site and return their weights, heaviest first.

    Parameters
    ----------
    base
        The path under which the site is published; absolute addresses begin with it.
    strict
        Whether a page beyond its budget is a problem as well. A heavy page is still a sound one,
        and how much there is to show depends on the question.

    Raises
    ------
    SiteCheckError
        For the first problem, with the page and the number of further ones.
    """
    folder = _Folder(site.resolve(), base)
    pages = {path: _Page(path) for path in sorted(folder.site.rglob("*.html"))}
    if folder.site / "index.html" not in pages:
        raise SiteCheckError(
            "there is no front page", place=str(site), mend="build it with `make site`."
        )
    weights = [PageWeight(folder.name(path), folder.weight(page)) for path, page in pages.items()]
    problems = [
        (folder.name(path), problem)
        for path, page in pages.items()
        for problem in _problems(folder, page, pages)
    ]
    problems += [(w.page, str(w)) for w in weights if strict and w.is_heavy]
    if problems:
        page, problem = problems[0]
        further = f" (and {len(problems) - 1} further problems)" if len(problems) > 1 else ""
        raise SiteCheckError(
            problem + further, place=page, mend="correct its template or its prose, and rebuild."
        )
    return sorted(weights, key=lambda weight: -weight.size)


@dataclass(frozen=True)
class _Folder:
    """A finished site, and the path under which it is published."""

    site: Path
    base: str
    _sizes: dict[Path, int] = field(default_factory=dict)

    def resolve(self, page: Path, target: str) -> Path | None:
        """The file that an internal address stands for, or None."""
        path = unquote(urlsplit(target).path)
        # MkDocs writes absolute paths on the 404 page, for it is served at any depth.
        start = self.site if path.startswith("/") else page.parent
        found = (start / path.removeprefix(self.base).lstrip("/")).resolve()
        if found.is_dir():
            found /= "index.html"
        return found if found.is_relative_to(self.site) and found.is_file() else None

    def weight(self, page: _Page) -> int:
        """Gzip size of the page, of each file that it loads, and of the fonts that those load."""
        loaded = {
            found
            for target in page.loads
            if not urlsplit(target).netloc and (found := self.resolve(page.path, target))
        }
        fonts = {
            font
            for sheet in loaded
            if sheet.suffix == ".css"
            for target in _FONT.findall(sheet.read_text(encoding="utf-8"))
            if (font := self.resolve(sheet, target))
        }
        return sum(self._size(file) for file in {page.path} | loaded | fonts)

    def name(self, path: Path) -> str:
        """A page as a reader would name it."""
        return "/" + path.relative_to(self.site).as_posix().removesuffix("index.html")

    def _size(self, file: Path) -> int:
        if file not in self._sizes:
            self._sizes[file] = len(gzip.compress(file.read_bytes(), 6))
        return self._sizes[file]


def _problems(folder: _Folder, page: _Page, pages: dict[Path, _Page]) -> Iterator[str]:
    yield from page.problems
    for identifier, times in Counter(page.ids).items():
        if times > 1:
            yield f"the id {identifier!r} stands there {times} times"
    for target in page.loads:
        if urlsplit(target).netloc:
            yield f"it loads {target} from a third party"
        elif folder.resolve(page.path, target) is None:
            yield f"it loads {target}, which does not exist"
    for target in page.links:
        if not _is_external(target):
            yield from _broken_link(folder, page, target, pages)


def _broken_link(
    folder: _Folder, page: _Page, target: str, pages: dict[Path, _Page]
) -> Iterator[str]:
    address, anchor = urldefrag(target)
    found = folder.resolve(page.path, address) if address else page.path
    if found is None:
        yield f"its link {target} leads nowhere"
    elif anchor and found in pages and unquote(anchor) not in pages[found].ids:
        yield f"its link {target} leads to an anchor that does not exist"


def _is_external(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in ("mailto", "javascript", "data")
