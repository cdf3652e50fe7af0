"""How heavy a page is on the wire."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.site.checks import addresses, styles
from generator.site.checks.folder import Folder
from generator.site.checks.pages import Page

PAGE_BUDGET = 200_000  # bytes of the first view on the wire (gzip), with styles and scripts


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


@dataclass(frozen=True)
class Scale:
    """Weighs the pages of one site, and each file of it once."""

    folder: Folder
    _sizes: dict[str, int] = field(default_factory=dict)
    _fonts: dict[str, set[str]] = field(default_factory=dict)

    def weigh(self, page: Page) -> PageWeight:
        """Gzip size of the page, of each file that it loads, and of the fonts that those load."""
        loaded = self._found(page.path, page.loads)
        sheets = (file for file in loaded if file.endswith(".css"))
        fonts = set().union(*(self._fonts_of(sheet) for sheet in sheets))
        size = sum(self._size(file) for file in {page.path} | loaded | fonts)
        return PageWeight(self.folder.name(page.path), size)

    def _found(self, path: str, targets: Iterable[str]) -> set[str]:
        plain = (addresses.plain(target) for target in targets)
        inner = (target for target in plain if not addresses.scheme(target))
        return {file for target in inner if (file := self.folder.resolve(path, target))}

    def _fonts_of(self, sheet: str) -> set[str]:
        if sheet not in self._fonts:
            found = self._found(sheet, styles.loaded(self.folder.text(sheet)))
            self._fonts[sheet] = {file for file in found if file.endswith(".woff2")}
        return self._fonts[sheet]

    def _size(self, file: str) -> int:
        if file not in self._sizes:
            self._sizes[file] = len(gzip.compress(self.folder.read(file), 6))
        return self._sizes[file]
