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
from generator.wording.luck import (
    NamedTest,
    defined_tests,
    definitions_sentence,
    draws_sentence,
    granger_sentence,
    halving_sentence,
    interval_sentence,
    lead_sentence,
    luck_verdict,
    null_tests,
    p_text,
    placebo_label,
    suggestive,
    which_tests,
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
    "NamedTest",
    "age_markup",
    "age_text",
    "build_facts",
    "counted",
    "deck",
    "defined_tests",
    "definition_text",
    "definitions_sentence",
    "draws_sentence",
    "granger_sentence",
    "halving_sentence",
    "headline",
    "instrument_name",
    "interval_sentence",
    "lead_sentence",
    "luck_verdict",
    "names",
    "null_tests",
    "p_text",
    "placebo_label",
    "publishers",
    "result_label",
    "source_name",
    "stale_notice",
    "state_label",
    "state_sentence",
    "status_label",
    "status_labels",
    "suggestive",
    "which_tests",
]
