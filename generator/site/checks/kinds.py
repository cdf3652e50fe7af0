"""Which files a site has, and what each kind of them must satisfy."""

import re
from collections.abc import Callable, Iterator

from generator.models.publication import CARD, PLACE
from generator.site import mark
from generator.site.checks import data, pictures, styles
from generator.site.checks.folder import INDEX, Folder
from generator.site.checks.problem import Problem
from generator.site.checks.theme import Theme

Check = Callable[[Folder, str, bytes], Iterator[str]]

REQUIRED = (
    "404.html",
    "api/v1/badge.svg",
    "api/v1/latest.json",
    "api/v1/latest.schema.json",
    "api/v1/status.json",
    "feed.xml",
    "sitemap.xml",  # empty without an address; the theme asks for it on every page
    INDEX,
)
"""What every site has beside its pages."""
REQUIRED_OF_A_PART = (CARD, "sitemap.xml", INDEX)
"""What the edition of a further question has."""

REMOVE = "remove it, or what brings it there (docs/, templates/), and rebuild."
REBUILD = "build the site anew; if it is the same then, correct what writes that file."


def _content(check: Callable[[bytes], Iterator[str]]) -> Check:
    """A check that needs to see nothing but the file itself."""
    return lambda folder, path, content: check(content)  # noqa: ARG005


def _mark_problems(content: bytes) -> Iterator[str]:
    if content.decode("utf-8", errors="replace") != mark.TEXT:
        yield "it is not the mark of a site"


EVERY_LANGUAGE: dict[str, Check] = {
    r"figures/[^/]+\.svg": _content(pictures.svg_problems),
    r"figures/[^/]+\.png": _content(pictures.png_problems),
    r"figures/[^/]+\.csv": _content(data.csv_problems),
    r"figures/[^/]+\.json": _content(data.json_problems),
    r"manifest\.webmanifest": _content(data.json_problems),
    re.escape(INDEX): _content(data.json_problems),
    r"sitemap\.xml": _content(data.sitemap_problems),
    r"sitemap\.xml\.gz": data.packed_problems,
}
ONCE: dict[str, Check] = {
    r"api/v1/latest\.json": data.latest_problems,
    r"api/v1/latest\.schema\.json": _content(data.schema_problems),
    r"api/v1/status\.json": _content(data.status_problems),
    r"api/v1/badge\.svg": _content(pictures.svg_problems),
    r"data/[^/]+\.csv": _content(data.series_problems),
    r"feed\.xml": _content(data.feed_problems),
    re.escape(mark.NAME): _content(_mark_problems),
}
QUESTION: dict[str, Check] = {re.escape(CARD): _content(data.json_problems)}
SHOWN: dict[str, Check] = {
    r".+\.svg": _content(pictures.svg_problems),
    r".+\.png": _content(pictures.png_problems),
    r".+\.(jpe?g|webp|avif|gif)": _content(lambda _: iter(())),
}
"""Pictures of the prose, if a page shows them."""


def file_problems(folder: Folder, reached: set[str], theme: Theme) -> Iterator[Problem]:
    """Everything that is wrong with files; ``reached`` are those to which pages lead."""
    for path in REQUIRED_OF_A_PART if folder.is_part else REQUIRED:
        if path not in folder.files:
            yield Problem(f"/{path}", "is missing", REBUILD)
    for path in folder.files:
        if (folder.site / path).is_symlink():
            yield Problem(f"/{path}", "is a link, not a file", REMOVE)
        else:
            yield from _problems_of(folder, path, reached, theme)


def _problems_of(folder: Folder, path: str, reached: set[str], theme: Theme) -> Iterator[Problem]:
    edition, name = folder.edition(path)
    if path.endswith(".html"):  # what stands in it is looked at elsewhere
        if path not in reached:
            yield Problem(folder.name(path), "is a page to which no page leads", REMOVE)
        return
    content = folder.read(path)
    if name.startswith("assets/") and theme.has(name, content):
        if name.endswith(".css"):
            for text in styles.style_problems(folder, path, content):
                yield Problem(f"/{path}", text, "correct that style sheet, and rebuild.")
        return
    is_question = folder.is_part or edition.startswith(f"{PLACE}/")
    check = _check_for(edition, name, shown=path in reached, is_question=is_question)
    if check is None:
        strange = "is not as the theme has it" if name.startswith("assets/") else _STRANGE
        yield Problem(f"/{path}", strange, REMOVE)
        return
    for text in check(folder, path, content):
        yield Problem(f"/{path}", text, REBUILD)


_STRANGE = "is a file of no kind that a site has"


def _check_for(edition: str, name: str, *, shown: bool, is_question: bool) -> Check | None:
    """What checks a file that is neither a page nor the theme's; None for an unknown one."""
    known = EVERY_LANGUAGE | ({} if edition else ONCE) | (SHOWN if shown else {})
    known |= QUESTION if is_question else {}
    return next((check for kind, check in known.items() if re.fullmatch(kind, name)), None)
