"""Which files and which inline scripts of a site are the theme's, Material's or our own."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.errors import BuildError

_INLINE = re.compile(r"<script>(.+?)</script>", re.DOTALL)
_FILLED = re.compile(r'(?<="){{[^"{}]*}}(?=")')
"""A place of a template that a value fills; only as a whole string can the value do no harm."""


@cache
def _material() -> Path:
    """The templates of the installed theme; it is asked where it is, not loaded."""
    found = find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise BuildError(
            "Material for MkDocs is not installed",
            place="mkdocs-material",
            mend="set the environment up again with `make site`.",
        )
    return Path(found.submodule_search_locations[0]) / "templates"


@cache
def _inline_scripts() -> list[re.Pattern[str]]:
    """The scripts in Material's templates; what differs by page is any text within its quotes."""
    folder = _material() / "partials" / "javascripts"
    scripts = [
        script
        for template in sorted(folder.glob("*.html"))
        for script in _INLINE.findall(template.read_text(encoding="utf-8"))
    ]
    shapes = [[re.escape(part) for part in _FILLED.split(script)] for script in scripts]
    return [re.compile(r'[^"\\<>\n]*'.join(shape)) for shape in shapes]


@dataclass(frozen=True)
class Theme:
    """The theme with which a site is built."""

    ours: Path
    """The folder whose files go before Material's."""
    _scripts: list[re.Pattern[str]] = field(default_factory=_inline_scripts)

    def has(self, asset: str, content: bytes) -> bool:
        """Whether a file below ``assets/`` is the theme's, byte for byte."""
        for folder in (self.ours, _material()):
            if (folder / asset).is_file():
                return (folder / asset).read_bytes() == content
        return False

    def writes(self, script: str) -> bool:
        """Whether Material writes this script into its pages."""
        return any(shape.fullmatch(script) for shape in self._scripts)
