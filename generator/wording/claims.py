"""The article's claims in words; each text is made of the claim's own messages and figures."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from generator.language import UNDEFINED, Language
from generator.models.claims import Audit, Claim, Fact, FactKind, Ground, Verdict, Words
from generator.models.question import Article
from generator.models.state import State
from generator.wording.labels import label
from generator.wording.power import how_often

BILLION = 1e9


@dataclass(frozen=True)
class ClaimText:
    """One claim as a reader sees it."""

    says: str
    claimed: str

    answers: tuple[tuple[str, bool | None], ...]
    """What was found for each part or reading, and whether it agrees (None: for comparison)."""
    computed: str | None
    """The same as one line; None where nothing can be computed."""
    formula: str
    why: str
    slip: str
    data: str


def claim_text(language: Language, claim: Claim, article: Article) -> ClaimText:
    """Everything that is said about one claim."""
    words, facts = claim.words, {fact.name: fact_text(language, fact) for fact in claim.facts}
    open_ones = {fact.name for fact in claim.facts if fact.value is None}
    answers = tuple(
        (_answer(language, words, answer.name, facts), answer.agrees)
        for answer in claim.answers
        if answer.agrees is not None or answer.name not in open_ones
    )
    return ClaimText(
        says=language.gettext(words.says),
        claimed=_claimed(language, claim, _filled(language, words.claimed, facts), article),
        answers=answers,
        computed="; ".join(text for text, _ in answers) or None,
        formula=_filled(language, words.formula, facts),
        why=_why(language, claim, facts),
        slip=_filled(language, words.slip, facts),
        data=_data(language, claim),
    )


def _filled(language: Language, message: str, facts: dict[str, str]) -> str:
    return language.gettext(message) % facts if message else ""


def _answer(language: Language, words: Words, name: str, facts: dict[str, str]) -> str:
    """What was found under one name; one of a series (``window_90``) is told by its own facts."""
    if name in words.answers:
        return _filled(language, words.answers[name], facts)
    series, _, which = name.rpartition("_")
    own = {key.removeprefix(f"{name}_"): text for key, text in facts.items()}
    return _filled(language, words.answers[series], own | {series: which})


def _claimed(language: Language, claim: Claim, claimed: str, article: Article) -> str:
    """What is claimed; with its source where nothing stands beside it."""
    if claim.ground is not Ground.OTHER_DATA:
        return claimed
    return language.gettext("%(claimed)s (%(source)s, %(month)s)") % {
        "claimed": claimed,
        "source": article.source,
        "month": language.month(article.published),
    }


def _why(language: Language, claim: Claim, facts: dict[str, str]) -> str:
    words = claim.words
    if claim.ground is Ground.NOT_YET:
        return language.gettext("Not yet decidable: the data do not reach so far.")
    if claim.ground is Ground.OTHER_DATA:
        text = language.gettext("No price shows this. It would take %(needed)s.")
        lacking = text % {"needed": language.gettext(words.needed)}
        return " ".join(filter(None, (lacking, _filled(language, words.beside, facts))))
    if claim.ground is Ground.ADVICE:
        return language.gettext(
            "This is advice and states no fact, so no single outcome can prove or refute it."
        )
    clear = {Verdict.HOLDS: words.holds, Verdict.FAILS: words.fails}
    told = (clear.get(claim.verdict, words.mixed), words.beside)
    return " ".join(_filled(language, message, facts) for message in told if message)


def _data(language: Language, claim: Claim) -> str:
    """The days of the data that were read."""
    read = claim.ground in {Ground.PRICES, Ground.ADVICE}
    if not read or claim.first is None or claim.last is None:
        return ""
    first, last = language.date(claim.first), language.date(claim.last)
    if claim.first == claim.last:
        return first
    return language.gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def fact_text(language: Language, fact: Fact) -> str:
    """One figure as its kind asks for; a dash where it is not known, a list where there are many.

    Numbers get as many digits as the fact says, small counts are words.
    """
    value = fact.value
    if value is None:
        return UNDEFINED
    if isinstance(value, tuple):
        return language.enumeration([_number(language, fact, each) for each in value])
    if isinstance(value, State):
        return label(language, value, inside=True)
    if isinstance(value, dt.date):
        return language.date(value)
    return _number(language, fact, value)


def _number(language: Language, fact: Fact, value: float) -> str:
    digits = fact.digits
    printed: dict[FactKind, Callable[[], str]] = {
        FactKind.SHARE: lambda: language.percent(value, digits),
        FactKind.CHANGE: lambda: language.percent(value, digits, signed=True),
        FactKind.MULTIPLE: lambda: language.multiple(value),
        FactKind.COUNT: lambda: language.count(int(value)),
        FactKind.OFTEN: lambda: how_often(language, value),
        FactKind.RATE: lambda: language.percent(value / 100, digits),
        FactKind.DOLLARS: lambda: _dollars(language, value),
        FactKind.POINTS: lambda: language.price(value, "points"),
        FactKind.NUMBER: lambda: language.number(value, digits),
    }
    return printed[fact.kind]()


def _dollars(language: Language, value: float) -> str:
    """An amount; billions in words."""
    if abs(value) < BILLION:
        return language.price(value, "dollars")
    return language.gettext("$%(num)s billion") % {"num": language.number(value / BILLION)}


def differs(language: Language, now: Claim, then: Claim, article: Article) -> bool:
    """Whether a reader would see another verdict or another figure."""
    if now.verdict is not then.verdict:
        return True
    texts = [claim_text(language, claim, article).computed for claim in (now, then)]
    return texts[0] != texts[1]


def claims_headline(language: Language, audit: Audit) -> tuple[str, ...]:
    """How many claims hold, and how many do not, in two short sentences."""
    if not audit.claims:
        return (language.gettext("There is no article to audit."),)
    _, many, counts = language.gettext, language.ngettext, audit.counts
    holds, fails = counts[Verdict.HOLDS], counts[Verdict.FAILS]
    facts = {
        "holds": language.count(holds, start=True),
        "fails": language.count(fails, start=True),
        "total": language.number(len(audit.claims)),
    }
    first = (
        many("%(holds)s of %(total)s claims holds.", "%(holds)s of %(total)s claims hold.", holds)
        if holds
        else _("No claim of %(total)s holds so far.")
    )
    if not fails:
        second = _("No claim fails.")
    elif holds:
        second = many("%(fails)s does not.", "%(fails)s do not.", fails)
    else:
        second = many("%(fails)s does not hold.", "%(fails)s do not hold.", fails)
    return first % facts, second % facts


def claims_deck(language: Language, audit: Audit) -> str:
    """The other verdicts, each in a short sentence; none for a verdict that no claim has."""
    many, counts = language.ngettext, audit.counts
    depends, partly = counts[Verdict.DEPENDS], counts[Verdict.PARTLY]
    unchecked = counts[Verdict.UNCHECKED]
    told = {
        many(
            "%(num)s depends on what its words mean.",
            "%(num)s depend on what their words mean.",
            depends,
        ): depends,
        many("%(num)s holds in part.", "%(num)s hold in part.", partly): partly,
        many(
            "%(num)s cannot be checked from prices.",
            "%(num)s cannot be checked from prices.",
            unchecked,
        ): unchecked,
    }
    return " ".join(
        text % {"num": language.count(number, start=True)}
        for text, number in told.items()
        if number
    )
