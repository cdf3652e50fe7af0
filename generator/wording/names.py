"""How instruments are called in the reader's language."""

from __future__ import annotations

from generator.language import Language
from generator.models.instruments import Instrument
from generator.models.report import Standing


def instrument_name(language: Language, instrument: Instrument) -> str:
    """The name of an instrument in the reader's language."""
    return language.gettext(instrument.name)


def names(language: Language, report: Standing) -> dict[str, str]:
    """``leader`` and ``follower``, for sentences."""
    return {
        "leader": instrument_name(language, report.question.leader),
        "follower": instrument_name(language, report.question.follower),
    }
