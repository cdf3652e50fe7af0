"""The article's claims in words; each text is made of the claim's own figures."""

from __future__ import annotations

from dataclasses import dataclass

from generator.language import Language
from generator.models.claims import Audit, Claim, Ground, Verdict
from generator.models.question import Article
from generator.wording.claims import bitcoin, cycles, index, rates, signal, unchecked
from generator.wording.claims.values import fact_text
from generator.wording.claims.words import Speaker, Words

SPEAKERS: dict[str, Speaker] = {
    **index.SPEAKERS,
    **bitcoin.SPEAKERS,
    **cycles.SPEAKERS,
    **signal.SPEAKERS,
    **rates.SPEAKERS,
    **unchecked.SPEAKERS,
}


@dataclass(frozen=True)
class ClaimText:
    """One claim as a reader sees it.

    Attributes
    ----------
    answers
        What was found for each part or reading, and whether it agrees (None: for comparison).
    computed
        The same as one line; None where nothing can be computed.
    """

    says: str
    claimed: str
    answers: tuple[tuple[str, bool | None], ...]
    computed: str | None
    formula: str
    why: str
    slip: str
    data: str


def claim_text(language: Language, claim: Claim, article: Article) -> ClaimText:
    """Everything that is said about one claim."""
    words = SPEAKERS[claim.id](language.gettext)
    facts = {fact.name: fact_text(language, fact) for fact in claim.facts}
    open_ones = {fact.name for fact in claim.facts if fact.value is None}
    answers = tuple(
        (words.answers[answer.name] % facts, answer.agrees)
        for answer in claim.answers
        if answer.agrees is not None or answer.name not in open_ones
    )
    return ClaimText(
        says=words.says,
        claimed=_claimed(language, claim, words.claimed % facts, article),
        answers=answers,
        computed="; ".join(text for text, _ in answers) or None,
        formula=words.formula % facts,
        why=_why(language, claim, words, facts),
        slip=words.slip % facts,
        data=_data(language, claim),
    )


def _claimed(language: Language, claim: Claim, claimed: str, article: Article) -> str:
    """What is claimed; with its source where nothing stands beside it."""
    if claim.ground is not Ground.OTHER_DATA:
        return claimed
    return language.gettext("%(claimed)s (%(source)s, %(month)s)") % {
        "claimed": claimed,
        "source": article.source,
        "month": language.month(article.published),
    }


def _why(language: Language, claim: Claim, words: Words, facts: dict[str, str]) -> str:
    if claim.ground is Ground.NOT_YET:
        return language.gettext("Not yet decidable: the data do not reach so far.")
    if claim.ground is Ground.OTHER_DATA:
        text = language.gettext("No price shows this. It would take %(needed)s.")
        return text % {"needed": words.needed}
    return words.why[claim.verdict] % facts


def _data(language: Language, claim: Claim) -> str:
    """The days of the data that were read."""
    if claim.ground is not Ground.PRICES or claim.first is None or claim.last is None:
        return ""
    first, last = language.date(claim.first), language.date(claim.last)
    if claim.first == claim.last:
        return first
    return language.gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def differs(language: Language, now: Claim, then: Claim, article: Article) -> bool:
    """Whether a reader would see another verdict or another figure."""
    if now.verdict is not then.verdict:
        return True
    texts = [claim_text(language, claim, article).computed for claim in (now, then)]
    return texts[0] != texts[1]


def verdict_label(language: Language, verdict: Verdict) -> str:
    """A verdict as a chip shows it."""
    _ = language.gettext
    return {
        Verdict.HOLDS: _("holds"),
        Verdict.PARTLY: _("holds in part"),
        Verdict.DEPENDS: _("depends on the definition"),
        Verdict.FAILS: _("does not hold"),
        Verdict.UNCHECKED: _("cannot be checked from prices"),
    }[verdict]


def claims_headline(language: Language, audit: Audit) -> tuple[str, ...]:
    """How many claims hold, and how many do not, in two short sentences."""
    if not audit.claims:
        return (language.gettext("There is no article to audit."),)
    _, many, counts = language.gettext, language.ngettext, audit.counts
    holds, fails = counts[Verdict.HOLDS], counts[Verdict.FAILS]
    total = {"total": language.number(len(audit.claims))}
    if holds:
        text = many(
            "%(holds)s of %(total)s claims holds.", "%(holds)s of %(total)s claims hold.", holds
        )
        first = (text % (total | {"holds": language.count(holds)})).capitalize()
    else:
        first = _("No claim of %(total)s holds so far.") % total
    if not fails:
        return first, _("No claim fails.")
    text = many("%(fails)s does not.", "%(fails)s do not.", fails)
    if not holds:
        text = many("%(fails)s does not hold.", "%(fails)s do not hold.", fails)
    return first, (text % {"fails": language.count(fails)}).capitalize()


def claims_deck(language: Language, audit: Audit) -> str:
    """The other verdicts, each in a short sentence; none for a verdict that no claim has."""
    many, counts = language.ngettext, audit.counts
    depends, partly = counts[Verdict.DEPENDS], counts[Verdict.PARTLY]
    open_ones = counts[Verdict.UNCHECKED]
    told = (
        (
            depends,
            many(
                "%(num)s depends on what its words mean.",
                "%(num)s depend on what their words mean.",
                depends,
            ),
        ),
        (partly, many("%(num)s holds in part.", "%(num)s hold in part.", partly)),
        (
            open_ones,
            many(
                "%(num)s cannot be checked from prices.",
                "%(num)s cannot be checked from prices.",
                open_ones,
            ),
        ),
    )
    sentences = [text % {"num": language.count(number)} for number, text in told if number]
    return " ".join(sentence.capitalize() for sentence in sentences)
