"""Results and figures become Markdown pages through ``templates/pages``.

The path of a template is the path of its page: ``pages/data.md.jinja`` becomes ``data.md``.
Templates hold what contains data; prose lies in ``docs/`` (:mod:`generator.prose`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from generator.models.publication import Figure, Imprint, StagedFile
from generator.models.report import Report

SUFFIX = ".md.jinja"


@dataclass(frozen=True, eq=False)
class Edition:
    """What the pages of one language are made of."""

    report: Report
    figures: dict[str, Figure]
    language: Language
    imprint: Imprint
    annex: Annex


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
    return [_page(environment, name) for name in names]


def downloads(figures: Mapping[str, Figure]) -> Iterator[StagedFile]:
    """The files of all figures, each made when it is its turn; pages link to them as they stand."""
    for figure in figures.values():
        for name, content in figure.files.items():
            yield StagedFile(f"figures/{name}", content)


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
