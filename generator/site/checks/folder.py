"""A finished site as a set of names, and where an address in it leads."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

INDEX = "search/search_index.json"
_UPWARD = re.compile(r"^(\.{1,2}/)+")


@dataclass(frozen=True)
class Folder:
    """A finished site, and the path under which it is published."""

    site: Path
    base: str

    files: dict[str, int]
    """Every file and link in it by its path, and its size in bytes; sorted."""
    editions: tuple[str, ...]
    """Where each language begins: ``""``, and for example ``"ar/"``."""

    is_part: bool = False
    """Whether it is a part of a site, out of which a link may lead."""

    @classmethod
    def of(cls, site: Path, base: str, *, is_part: bool = False) -> Folder:
        """Look at what is there."""
        files = {
            (Path(place) / name).relative_to(site).as_posix(): os.lstat(Path(place) / name).st_size
            for place, _, names in os.walk(site)
            for name in names
        }
        inner = {path.removesuffix(INDEX) for path in files if path.endswith(f"/{INDEX}")}
        return cls(site, base, dict(sorted(files.items())), (*sorted(inner), ""), is_part)

    def leads_out(self, page: str, target: str) -> bool:
        """Whether an address on a page leads out of this part, into the site around it."""
        path = unquote(urlsplit(target).path)
        found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        return self.is_part and found.startswith("..")

    def resolve(self, page: str, target: str) -> str | None:
        """The file that an internal address on a page stands for, or None."""
        path = unquote(urlsplit(target).path)
        start = posixpath.dirname(page)
        # The 404 page is served at any depth: MkDocs writes absolute paths there, and what it
        # loads by a relative one it tries at several depths.
        if posixpath.basename(page) == "404.html":
            path = _UPWARD.sub("", path)
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            start, path = "", path.removeprefix(self.base).lstrip("/")
        found = posixpath.normpath(posixpath.join(start, path))
        if found in self.files and not path.endswith("/"):
            return found
        front = posixpath.normpath(posixpath.join(found, "index.html"))
        return front if front in self.files else None

    def edition(self, path: str) -> tuple[str, str]:
        """In which language a file stands, and its path there."""
        start = next(edition for edition in self.editions if path.startswith(edition))
        return start, path.removeprefix(start)

    def name(self, path: str) -> str:
        """A page or file as a reader would name it."""
        return "/" + path.removesuffix("index.html")

    def read(self, path: str) -> bytes:
        """What a file holds."""
        return (self.site / path).read_bytes()

    def text(self, path: str) -> str:
        """What a file of text holds; what is no UTF-8 in it is marked."""
        return self.read(path).decode("utf-8", errors="replace")
