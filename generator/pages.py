"""Results and figures become Markdown pages through ``templates/pages``.

The path of a template is the path of its page: ``pages/data.md.jinja`` becomes ``data.md``.
Templates hold what contains data; prose lies in ``docs/`` (:mod:`generator.prose`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from generator import wording
from generator.errors import BuildError
from generator.language import Language
from generator.models.annex import Annex
from generator.models.claims import Verdict
from generator.models.freshness import FreshnessStatus
from generator.models.publication import Figure, Imprint, QuestionCard, StagedFile
from generator.models.report import Report

SUFFIX = ".md.jinja"
_TO_A_PAGE = re.compile(
    r'<a href="((?:\.\./)*)([\w-]+)/(#[^"]*)?"([^>]*)>(.*?)</a>', flags=re.DOTALL
)


@dataclass(frozen=True, eq=False)
class Edition:
    """What the pages of one language are made of."""

    report: Report
    figures: dict[str, Figure]
    language: Language
    imprint: Imprint
    annex: Annex

    questions: tuple[QuestionCard, ...] = ()
    """The further questions of the site."""
    up: str = ""
    """The way from the root of this edition to that of the site: ``""``, or ``../`` and so on."""
    only: tuple[str, ...] = ()
    """The names of its pages, where it has not all of them."""
    above: tuple[str, ...] = ()
    """Pages that only the site above has, and to which its own may lead."""


def render_pages(edition: Edition, templates: Path) -> list[StagedFile]:
    """Render every page template.

    Raises
    ------
    BuildError
        If a template is broken or uses a value that does not exist.
    """
    environment = _environment(edition, templates)
    names = [
        path.relative_to(templates / "pages").as_posix()
        for path in sorted((templates / "pages").rglob(f"*{SUFFIX}"))
    ]
    kept = [n for n in names if not edition.only or n.removesuffix(SUFFIX) in edition.only]
    pages = [_page(environment, name) for name in kept]
    return [replace(page, content=_led(page.content, edition)) for page in pages]


def figures_on(templates: Path, names: Iterable[str]) -> set[str]:
    """The figures that some pages show, by the names of the pages."""
    texts = ((templates / "pages" / f"{name}{SUFFIX}").read_text("utf-8") for name in names)
    return {figure for text in texts for figure in re.findall(r'figures\["([\w-]+)"\]', text)}


def downloads(figures: Mapping[str, Figure]) -> Iterator[StagedFile]:
    """The files of all figures, each made when it is its turn; pages link to them as they stand."""
    for figure in figures.values():
        for name, content in figure.files.items():
            yield StagedFile(f"figures/{name}", content)


def _led(page: bytes, edition: Edition) -> bytes:
    """A page whose links to pages that this edition lacks lead to the site above, or are none."""
    if not edition.only:
        return page

    def lead(link: re.Match[str]) -> str:
        back, name, anchor, more, text = link.groups(default="")
        if name in edition.only:
            return link[0]
        if name in edition.above:
            return f'<a href="{back}{edition.up}{name}/{anchor}"{more}>{text}</a>'
        return text

    return _TO_A_PAGE.sub(lead, page.decode()).encode()


def _environment(edition: Edition, templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    language = edition.language
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.ngettext, newstyle=True
    )
    environment.globals |= {
        "report": edition.report,
        "question": edition.report.question,
        "figures": edition.figures,
        "imprint": edition.imprint,
        "questions": edition.questions,
        "up": edition.up,
        **vars(edition.annex),
        "Verdict": Verdict,
        "names": {
            series.instrument.key: wording.instrument_name(language, series.instrument)
            for series in edition.report.freshness
        },
        "language": language,
        "FreshnessStatus": FreshnessStatus,
        "wording": wording,
    }
    environment.filters["front_matter"] = _front_matter
    environment.filters |= _filters(language, edition.imprint)
    return environment


def _filters(language: Language, imprint: Imprint) -> dict[str, Any]:
    """How values become text; the names are those of :class:`Language`."""
    named = ("number", "price", "percent", "multiple", "date", "long_date", "count")
    return {
        **{name: getattr(language, name) for name in named},
        "label": lambda member: wording.label(language, member),
        "name": lambda instrument: wording.instrument_name(language, instrument),
        "source": lambda source: wording.source_name(language, source, imprint.sources),
    }


def _front_matter(text: str) -> Markup:
    """A text as YAML; escaped, for the theme prints what stands there as it is."""
    quoted = str(htmlsafe_json_dumps(str(escape(text))))
    # JSON writes characters beyond 16 bits as two halves, which YAML does not put together.
    halves = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)")
    return Markup(halves.sub(_whole, quoted))


def _whole(halves: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in halves.groups())
    return f"\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08x}"


def _page(environment: jinja2.Environment, name: str) -> StagedFile:
    """Render one page; ``root`` is the way from the page back to the root of its language."""
    path = PurePosixPath(name.removesuffix(SUFFIX))
    depth = len(path.parts) - (1 if path.name == "index" else 0)
    try:
        text = environment.get_template(f"pages/{name}").render(root="../" * depth)
    except jinja2.TemplateError as error:
        line = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise BuildError(
            f"the template cannot be rendered: {error}",
            place=f"templates/pages/{name}{line}",
            mend="correct the template.",
        ) from error
    return StagedFile(f"{path}.md", text.encode())
