"""What an outside monitor reads: ``api/v1/status.json``, and a badge with the same date.

A site that nobody rebuilds any more cannot say so itself. Both files therefore state dates, never
"fresh": whoever reads them compares with a clock of their own.
"""

import json
from datetime import datetime
from html import escape

from generator.language import Language
from generator.models.publication import StagedFile
from generator.models.refresh import RefreshNotes
from generator.models.report import Report

CHARACTER = 6.6  # width of a character of 11 px Verdana, on average
PADDING = 6
QUIET, LOUD = "#0f6e66", "#b45309"  # both carry white text at 4.5:1 or better


def heartbeat_files(
    report: Report, notes: RefreshNotes, built_at: datetime, language: Language
) -> list[StagedFile]:
    """``status.json`` and ``badge.svg``; the badge turns amber if a series was stale when built.

    ``refreshed`` is the last day on which a provider gave a good answer, null before the first.
    """
    refreshed = max((check.checked for check in notes.checks if check.checked), default=None)
    status = {
        "built_at": built_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "as_of": str(report.as_of),
        "data_date": str(report.data_date),
        "refreshed": None if refreshed is None else str(refreshed),
        "stale": [series.instrument.symbol for series in report.stale],
    }
    label = language.gettext("last refresh")
    badge = _badge(label, str(refreshed or "–"), LOUD if report.stale else QUIET)
    return [
        StagedFile("api/v1/status.json", (json.dumps(status, indent=2) + "\n").encode()),
        StagedFile("api/v1/badge.svg", badge.encode()),
    ]


def _badge(label: str, value: str, colour: str) -> str:
    """A small picture of a label and its value."""
    left, right = (round(CHARACTER * len(text)) + 2 * PADDING for text in (label, value))
    named = escape(f"{label}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{named}"><title>{named}</title>'
        f'<rect width="{left}" height="20" fill="#444"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,sans-serif" font-size="11">'
        f'<text x="{left / 2}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2}" y="14">{escape(value)}</text></g></svg>\n'
    )
