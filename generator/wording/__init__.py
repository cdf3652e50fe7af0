"""Sentences computed from results; pages, charts and the terminal share them.

Plain text unless a function says markup.
"""

from generator.wording.freshness import (
    age_markup,
    age_text,
    build_facts,
    publishers,
    result_label,
    source_name,
    stale_notice,
    status_label,
    status_labels,
)
from generator.wording.names import instrument_name, names
from generator.wording.report import (
    counted,
    deck,
    definition_text,
    headline,
    state_label,
    state_sentence,
)

__all__ = [
    "age_markup",
    "age_text",
    "build_facts",
    "counted",
    "deck",
    "definition_text",
    "headline",
    "instrument_name",
    "names",
    "publishers",
    "result_label",
    "source_name",
    "stale_notice",
    "state_label",
    "state_sentence",
    "status_label",
    "status_labels",
]
