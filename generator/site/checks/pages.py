"""What a page says, and what is wrong with it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

from generator.site.checks import addresses, markup
from generator.site.checks.folder import Folder
from generator.site.checks.theme import Theme

OUTSIDE_URL = re.compile(r"url\(\s*[\"']?(?!#)", re.IGNORECASE)
_IS_LOOKED_AT = (
    markup.LOADING | markup.CANDIDATES | markup.REFERENCES | set(markup.REFUSED) | {"id"}
)
_SPOKEN = addresses.WEB | {"mailto"}

Attributes = list[tuple[str, str | None]]


@dataclass
class Page(HTMLParser):
    """The facts of one page that the checks need."""

    path: str
    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _svg: list[set[str]] = field(default_factory=list)
    _inline: str | None = None
    """The type of the script that is being read."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.text)
        self.close()

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Count no lines: nobody asks for them, and counting takes a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Look at an element and at those of its attributes that can do something."""
        if tag not in markup.ELEMENTS:
            self.problems.append(f"<{tag}> has no place on a page")
        for name, value in attrs:
            if name in _IS_LOOKED_AT or name[:2] == "on":
                self._look_at(tag, name, value or "", attrs)
            elif value and "(" in value and OUTSIDE_URL.search(value):
                self.problems.append(f"<{tag}> loads what its {name} names: {value}")
        if tag == "img" and not _value(attrs, "alt").strip():
            self.problems.append(f"the image {_value(attrs, 'src')} has no alternative text")
        elif tag == "script" and not _value(attrs, "src"):
            self._inline = _value(attrs, "type")
            self.scripts.append("")
        elif tag == "svg":
            self._open_svg(attrs)
        elif self._svg and tag in ("title", "desc"):
            self._svg[-1].add(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Take an element that closes itself as one that is closed at once."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text of inline scripts."""
        if self._inline is not None:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Look at what an element as a whole must have."""
        if tag == "script" and self._inline is not None:
            self._close_script(self._inline)
            self._inline = None
        elif tag == "svg" and self._svg:
            missing = {"title", "desc"} - self._svg.pop()
            if missing:
                self.problems.append(f"a picture has no {' and no '.join(sorted(missing))}")

    def _look_at(self, tag: str, name: str, value: str, attrs: Attributes) -> None:
        if refused := markup.refusal(name):
            self.problems.append(f"<{tag}> carries {refused}")
        elif name == "id":
            self.ids.append(value)
        elif name in markup.CANDIDATES:
            self.loads += [part.split()[0] for part in value.split(",") if part.strip()]
        elif name in markup.REFERENCES and _leads(tag, attrs):
            self.links.append(value)
        else:
            self.loads.append(value)

    def _open_svg(self, attrs: Attributes) -> None:
        """Charts (role img) need a title and a description; icons are decoration."""
        is_chart = _value(attrs, "role") == "img"
        self._svg.append(set() if is_chart else {"title", "desc"})

    def _close_script(self, kind: str) -> None:
        """Of the scripts on the page keep those that run; the others must be JSON."""
        if kind not in markup.DATA_BLOCKS:
            return
        try:
            json.loads(self.scripts.pop())
        except ValueError:
            self.problems.append("one of its data blocks is no JSON")


def page_problems(
    folder: Folder, page: Page, pages: dict[str, Page], theme: Theme
) -> Iterator[str]:
    """Everything that is wrong with one page."""
    yield from page.problems
    if "\ufffd" in page.text:
        yield "it is not written in UTF-8"
    for script in page.scripts:
        if not theme.writes(script):
            yield "it has an inline script that is not the theme's"
    for identifier, times in Counter(page.ids).items():
        if times > 1:
            yield f"the id {identifier!r} stands there {times} times"
    for target in page.loads:
        yield from _loaded(folder, page, target)
    for target in page.links:
        yield from _linked(folder, page, target, pages)


def reached(folder: Folder, pages: dict[str, Page]) -> set[str]:
    """Every file to which a reader gets from a front page, and what those pages load."""
    found: set[str] = set()
    waiting = [f"{edition}index.html" for edition in folder.editions]
    waiting += [f"{edition}404.html" for edition in folder.editions]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if page := pages.get(path):
            targets = [addresses.plain(target) for target in page.links + page.loads]
            inner = (target for target in targets if not addresses.scheme(target))
            waiting += [file for target in inner if (file := folder.resolve(path, target))]
    return found


def _loaded(folder: Folder, page: Page, target: str) -> Iterator[str]:
    address = addresses.plain(target)
    if addresses.is_foreign(address):
        yield f"it loads {target} from a third party"
    elif addresses.scheme(address):
        yield f"it loads {target}, which is no file of the site"
    elif not address.startswith("#") and folder.resolve(page.path, address) is None:
        yield f"it loads {target}, which does not exist"


def _linked(folder: Folder, page: Page, target: str, pages: dict[str, Page]) -> Iterator[str]:
    plain = addresses.plain(target)
    scheme = addresses.scheme(plain)
    if scheme and scheme not in _SPOKEN:
        yield f"its link {target} is no address of a page (it begins with {scheme!r})"
    if scheme:
        return
    address, anchor = urldefrag(plain)
    found = folder.resolve(page.path, address) if address else page.path
    if found is None:
        if not folder.leads_out(page.path, address):
            yield f"its link {target} leads nowhere"
    elif anchor and found in pages and unquote(anchor) not in pages[found].ids:
        yield f"its link {target} leads to an anchor that does not exist"


def _leads(tag: str, attrs: Attributes) -> bool:
    """Whether an address is followed by a reader, and not loaded by the browser."""
    relations = set(_value(attrs, "rel").lower().split())
    return tag in markup.LEADING or (
        tag == "link" and bool(relations) and relations <= markup.QUIET
    )


def _value(attrs: Attributes, name: str) -> str:
    """The value of an attribute; of several with one name, the first one counts."""
    return next((value or "" for found, value in attrs if found == name), "")
