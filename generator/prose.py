"""The prose of ``docs/<lang>/``, filled with the names of the pair that is asked about.

Prose is Markdown that speaks of ``{{ leader }}`` and ``{{ follower }}``, and leaves out by
``{% if … %}`` what a question without halvings, without claims and so on does not have. Everything
that may stand between the braces is listed in :func:`_known`.
"""

import re
from pathlib import Path
from typing import Any

import jinja2

from generator import wording
from generator.errors import BuildError
from generator.language import Language
from generator.models.publication import Imprint, StagedFile
from generator.models.report import Standing

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def prose_files(
    report: Standing, language: Language, imprint: Imprint, folder: Path, *, has_claims: bool
) -> list[StagedFile]:
    """Every page of prose in ``folder``; each takes the place of the file as it stands.

    Raises
    ------
    BuildError
        If a page uses a name that is not known here, or is no template.
    """
    environment = jinja2.Environment(  # noqa: S701 - Markdown, not HTML: _as_text escapes for both
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        finalize=_as_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",  # "{#" begins the name of a heading
        comment_end_string="##}",
    )
    known = _known(report, language) | {"claims": has_claims, "sources": imprint.sources}
    pages = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md"))]
    return [StagedFile(page, _filled(environment, page, known)) for page in pages]


def _known(report: Standing, language: Language) -> dict[str, Any]:
    """What prose may ask of a question, beside ``claims`` and ``sources``."""
    asked = report.question
    return {
        **wording.names(language, report),
        "leads_small_caps": asked.leader.role == "small caps",
        "halvings": bool(asked.halvings),
        "etf_since": asked.etf_since and language.long_date(asked.etf_since),
        "registered": asked.evidence.registered and language.long_date(asked.evidence.registered),
        "rates": any(s.instrument.role in ("policy rate", "treasuries") for s in report.freshness),
    }


def _filled(environment: jinja2.Environment, page: str, known: dict[str, Any]) -> bytes:
    try:
        return environment.get_template(page).render(known).encode()
    except jinja2.TemplateError as error:
        line = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise BuildError(
            f"the prose cannot be filled in: {error}",
            place=f"{environment.loader.searchpath[0]}/{page}{line}",  # type: ignore[union-attr]
            mend="use the names that generator/prose.py lists.",
        ) from error


def _as_text(value: object) -> str:
    """A name as plain text, in Markdown and in HTML: its punctuation as entities."""
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", str(value))
