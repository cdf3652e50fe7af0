"""What a finished site must satisfy before a reader may see it.

Every file is of a known kind and holds what its kind may hold. Internal links and anchors lead
somewhere, ids are unique, pictures have a text, no page asks a third party for anything or runs
a script that is not the theme's, none carries a style of its own, and each is light enough for
a phone.

:mod:`~generator.site.checks.kinds`
    which files a site has, and what checks each.
:mod:`~generator.site.checks.pages`, :mod:`~generator.site.checks.markup`
    what a page says, and what may stand in it.
:mod:`~generator.site.checks.theme`
    which files and scripts are the theme's.
:mod:`~generator.site.checks.styles`, :mod:`~generator.site.checks.pictures`, \
:mod:`~generator.site.checks.data`
    the other files.
:mod:`~generator.site.checks.weights`
    how heavy a page is on the wire.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.config import Config
from generator.errors import SiteCheckError
from generator.site.checks.folder import Folder
from generator.site.checks.kinds import file_problems
from generator.site.checks.pages import Page, page_problems, reached
from generator.site.checks.problem import Problem
from generator.site.checks.theme import Theme
from generator.site.checks.weights import PAGE_BUDGET, PageWeight, Scale

__all__ = ["PAGE_BUDGET", "PageWeight", "check_site"]

_OURS: Path = Config.model_fields["theme"].default


def check_site(
    site: Path,
    base: str = "/",
    theme: Path = _OURS,
    *,
    strict: bool = False,
    is_part: bool = False,
) -> list[PageWeight]:
    """Check every file of a finished site and return the weights of its pages, heaviest first.

    Parameters
    ----------
    base
        The path under which the site is published; absolute addresses begin with it.
    theme
        The folder whose assets the site may have beside those of Material.
    strict
        Whether a page beyond its budget is a problem as well. A heavy page is still a sound one,
        and how much there is to show depends on the question.

    is_part
        Whether it is the edition of a further question, whose links may lead out into its site.

    Raises
    ------
    SiteCheckError
        For the first problem, with the page or file and the number of further ones.
    """
    folder = Folder.of(site, base, is_part=is_part)
    if "index.html" not in folder.files:
        raise SiteCheckError(
            "there is no front page", place=str(site), mend="build it with `make site`."
        )
    pages = {path: Page(path, folder.text(path)) for path in folder.files if path.endswith(".html")}
    scale = Scale(folder)
    weights = [scale.weigh(page) for page in pages.values()]
    problems = [*_problems(folder, pages, Theme(theme))]
    problems += [
        Problem(weight.page, str(weight)) for weight in weights if strict and weight.is_heavy
    ]
    if problems:
        first, further = problems[0], len(problems) - 1
        noted = f" (and {further} further problems)" if further else ""
        raise SiteCheckError(first.text + noted, place=first.place, mend=first.mend)
    return sorted(weights, key=lambda weight: -weight.size)


def _problems(folder: Folder, pages: dict[str, Page], theme: Theme) -> Iterator[Problem]:
    for path, page in pages.items():
        for text in page_problems(folder, page, pages, theme):
            yield Problem(folder.name(path), text)
    yield from file_problems(folder, reached(folder, pages), theme)
