"""How the members of the house's enumerations, and instruments, are called."""

from typing import Any

from generator.language import N_, Language
from generator.models.claims import Verdict
from generator.models.cycles import Anchor, CycleMeasure
from generator.models.freshness import FreshnessStatus
from generator.models.instruments import Instrument
from generator.models.press import FactKind
from generator.models.rates import RateRegime
from generator.models.report import Standing
from generator.models.risk_curve import Rung
from generator.models.state import State

LABELS: dict[type, dict[Any, str]] = {
    State: {
        State.NO_BREAKOUT: N_("No breakout yet"),
        State.BASING: N_("Basing"),
        State.FELL_BACK: N_("Fell back"),
        State.PRICE_DISCOVERY: N_("Price discovery"),
        State.HOLDING: N_("Holding the breakout"),
    },
    Verdict: {
        Verdict.HOLDS: N_("holds"),
        Verdict.PARTLY: N_("holds in part"),
        Verdict.DEPENDS: N_("depends on the definition"),
        Verdict.FAILS: N_("does not hold"),
        Verdict.UNCHECKED: N_("cannot be checked from prices"),
    },
    FreshnessStatus: {
        FreshnessStatus.FRESH: N_("fresh"),
        FreshnessStatus.LATE: N_("late"),
        FreshnessStatus.STALE: N_("stale"),
        FreshnessStatus.NO_DATA: N_("no data yet"),
    },
    Anchor: {
        Anchor.HALVING: N_("Halving"),
        Anchor.LOW: N_("Cycle low"),
        Anchor.BREAKOUT: N_("Breakout"),
    },
    CycleMeasure: {
        CycleMeasure.HALVING_TO_HIGHEST: N_("Halving to the highest close before the next"),
        CycleMeasure.HALVING_TO_PEAK: N_("Halving to the cycle peak"),
        CycleMeasure.HALVING_TO_YEAR: N_("Halving to 365 days later"),
        CycleMeasure.HALVING_TO_HALVING: N_("Halving to the next halving"),
        CycleMeasure.LOW_TO_PEAK: N_("Cycle low to the next cycle peak"),
        CycleMeasure.PEAK_TO_PEAK: N_("Cycle peak to the next cycle peak"),
        CycleMeasure.BREAKOUT_TO_PEAK: N_("Breakout to the next cycle peak"),
    },
    Rung: {
        Rung.TREASURIES: N_("Treasuries"),
        Rung.LARGE_CAPS: N_("Large caps"),
        Rung.SMALL_CAPS: N_("Small caps"),
        Rung.CRYPTO: N_("Crypto"),
    },
    RateRegime: {
        RateRegime.EASING: N_("easing"),
        RateRegime.ON_HOLD: N_("on hold"),
        RateRegime.TIGHTENING: N_("tightening"),
    },
    FactKind: {
        FactKind.CLOSE: N_("Close"),
        FactKind.CHANGE: N_("Change from the close before"),
        FactKind.CLOSE_SINCE: N_("Record close, the first since"),
        FactKind.HIGH_SINCE: N_("Intraday record, the first since"),
        FactKind.CLOSE_ABOVE: N_("Record close, above the old one of"),
        FactKind.HIGH_ABOVE: N_("Intraday record, above the old one of"),
        FactKind.SESSIONS: N_("Sessions without a record close before it"),
    },
    str: {  # how an attempt of a refresh went, as the store says it
        "ok": N_("new rows checked"),
        "up to date": N_("nothing was missing"),
        "no provider answered well": N_("no provider answered well"),
    },
}
"""As a chip or a table shows them."""

INSIDE: dict[type, dict[Any, str]] = {
    State: {
        State.NO_BREAKOUT: N_("no breakout yet"),
        State.BASING: N_("basing"),
        State.FELL_BACK: N_("fell back"),
        State.PRICE_DISCOVERY: N_("price discovery"),
        State.HOLDING: N_("holding the breakout"),
    },
    Anchor: {
        Anchor.HALVING: N_("halving"),
        Anchor.LOW: N_("cycle low"),
        Anchor.BREAKOUT: N_("breakout"),
    },
}
"""Within a sentence, where that differs."""


def label(language: Language, member: str | None, *, inside: bool = False) -> str:
    """A member of any enumeration in the reader's language, also ``inside`` a sentence."""
    if member is None:
        return language.gettext("not known")
    kind = type(member)
    known = INSIDE[kind] if inside and kind in INSIDE else LABELS[kind]
    return language.gettext(known[member]) if member in known else member


def instrument_name(language: Language, instrument: Instrument) -> str:
    """The name of an instrument in the reader's language."""
    return language.gettext(instrument.name)


def names(language: Language, report: Standing) -> dict[str, str]:
    """``leader`` and ``follower``, for sentences."""
    return {
        "leader": instrument_name(language, report.question.leader),
        "follower": instrument_name(language, report.question.follower),
    }


def pair_text(language: Language, leader: Instrument, follower: Instrument) -> str:
    """A pair in the order of the test: S&P 500, then Bitcoin."""
    facts = {
        "leader": instrument_name(language, leader),
        "follower": instrument_name(language, follower),
    }
    return language.gettext("%(leader)s, then %(follower)s") % facts
