"""Sentences computed from results; pages, charts and the terminal share them.

Plain text unless a function says markup.
"""

from generator.wording.claims import ClaimText, claim_text, claims_deck, claims_headline, differs
from generator.wording.cycles import (
    cycle_label,
    cycles_headline,
    points,
    risk_headline,
    rung_change,
)
from generator.wording.elsewhere import (
    common_cause_sentence,
    elsewhere_headline,
    other_followers,
    other_leaders,
    pair_result,
    rotation_sentence,
    years_text,
)
from generator.wording.folding import MOST_SHOWN, folded_note, latest
from generator.wording.freshness import (
    age_markup,
    age_text,
    build_facts,
    home_facts,
    publishers,
    question_sentence,
    source_name,
    stale_notice,
    status_labels,
)
from generator.wording.labels import instrument_name, label, names, pair_text
from generator.wording.luck import (
    attainable_sentence,
    definitions_sentence,
    draws_sentence,
    era_sentence,
    halving_sentence,
    interval_sentence,
    luck_verdict,
    next_event_sentence,
    odds_sentence,
    p_text,
    placebo_label,
)
from generator.wording.named_tests import (
    NamedTest,
    fragility,
    named_tests,
    null_tests,
    suggestive,
    which_tests,
)
from generator.wording.power import power_beside, power_sentence, size_sentence
from generator.wording.press import fact_text
from generator.wording.record import (
    change_text,
    evidence_status,
    record_title,
    record_verdict,
    skill_text,
    threshold_row,
)
from generator.wording.report import counted, deck, definition_text, headline, state_sentence
from generator.wording.together import granger_sentence, lead_sentence, lead_title
