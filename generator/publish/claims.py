"""The article's claims as the API publishes them; its texts are English."""

from __future__ import annotations

from generator.language import Language
from generator.models.claims import Audit, Claim, Verdict
from generator.models.question import Article
from generator.publish.objects import ApiObject
from generator.wording import claim_text, differs


class ClaimThenObject(ApiObject):
    """One claim as of the day of the article."""

    verdict: Verdict
    computed: str | None


class ClaimObject(ApiObject):
    """One claim of the article, and what the data say to it."""

    id: str
    verdict: Verdict
    claimed: str
    """The figure claimed, or the words; with its source where nothing can be computed."""
    computed: str | None
    """What was computed, in words and numbers; null where nothing can be."""
    why: str
    then: ClaimThenObject | None
    """As of the day of the article; null where the verdict and the figures are the same."""


def claims(audit: Audit, english: Language) -> list[ClaimObject]:
    """Every claim in the article's order; none without an article."""
    if audit.article is None:
        return []
    return [_claim(now, then, audit.article, english) for now, then in audit.rows]


def _claim(now: Claim, then: Claim | None, article: Article, english: Language) -> ClaimObject:
    text = claim_text(english, now, article)
    changed = then is not None and differs(english, now, then, article)
    return ClaimObject(
        id=now.id,
        verdict=now.verdict,
        claimed=text.claimed,
        computed=text.computed,
        why=text.why,
        then=ClaimThenObject(
            verdict=then.verdict, computed=claim_text(english, then, article).computed
        )
        if changed and then is not None
        else None,
    )
