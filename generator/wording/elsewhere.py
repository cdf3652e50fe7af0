"""What followed the breakouts of other indices, and what followed this one's elsewhere."""

from generator.language import Language
from generator.models.elsewhere import Elsewhere, Pair
from generator.models.report import Report
from generator.wording.labels import names, pair_text
from generator.wording.luck import p_text

HALF = 0.5


def elsewhere_headline(language: Language, report: Report) -> tuple[str, ...]:
    """Both halves in a sentence each; the second one says whether anything clearly rose."""
    return tuple(part for part in (_others(language, report), _own(language, report)) if part)


def _others(language: Language, report: Report) -> str:
    """What followed the breakouts of other leaders."""
    _, facts = language.gettext, names(language, report)
    pairs = other_leaders(report)
    n, rises = sum(pair.n for pair in pairs), sum(pair.rises for pair in pairs)
    if not n:
        return _("No other index has a breakout to compare with.")
    facts |= {"rises": language.number(rises), "n": language.number(n)}
    if rises == n:
        return _("%(follower)s rose after every breakout of other indices.") % facts
    return _("%(follower)s rose after %(rises)s of %(n)s breakouts of other indices.") % facts


def _own(language: Language, report: Report) -> str:
    """What followed the leader's own breakouts elsewhere."""
    _, facts = language.gettext, names(language, report)
    testable = [pair for pair in other_followers(report) if pair.is_testable]
    below = sum(pair.is_below_5_percent for pair in testable)
    if not testable:
        return ""
    facts |= {"below": language.number(below), "total": language.number(len(testable))}
    if not below:
        return _("Nothing else clearly rose after those of the %(leader)s.") % facts
    return _("%(below)s of %(total)s other series clearly rose after those of the %(leader)s.") % (
        facts
    )


def other_leaders(report: Report) -> tuple[Pair, ...]:
    """The follower after the breakouts of every other leader."""
    asked = report.question
    return tuple(
        pair for pair in report.elsewhere.before(asked.follower) if pair.leader != asked.leader
    )


def other_followers(report: Report) -> tuple[Pair, ...]:
    """Every other follower after the leader's breakouts."""
    asked = report.question
    return tuple(
        pair for pair in report.elsewhere.after(asked.leader) if pair.follower != asked.follower
    )


def years_text(language: Language, pairs: tuple[Pair, ...]) -> str:
    """From which year to which the sessions of some pairs lie."""
    bases = [pair.base for pair in pairs if pair.base is not None]
    if not bases:
        return ""
    years = {"from": min(b.first for b in bases).year, "to": max(b.last for b in bases).year}
    return language.gettext("%(from)s to %(to)s") % years


def common_cause_sentence(language: Language, report: Report) -> str:
    """What both halves say together about the reason that is given."""
    _, facts = language.gettext, names(language, report)
    pairs = other_leaders(report)
    base = next((pair.base for pair in pairs if pair.base is not None), None)
    n, rises = sum(pair.n for pair in pairs), sum(pair.rises for pair in pairs)
    if base is None or not n:
        return ""
    facts |= {
        "rises": language.number(rises),
        "n": language.number(n),
        "days": language.number(report.question.primary_horizon),
        "base": language.percent(base.share_positive),
    }
    counted = _(
        "%(follower)s rose after %(rises)s of %(n)s breakouts of other indices, and over "
        "%(days)s days after %(base)s of all days."
    )
    if base.share_positive <= HALF:
        return counted % facts
    return " ".join([counted, _("Most dates would have looked good.")]) % facts


def rotation_sentence(language: Language, report: Report) -> str:
    """How surprising the best of so many pairs is."""
    _, found = language.gettext, report.elsewhere
    rotation = found.rotation
    if rotation is None:
        return _("No pair has the three events that a test needs.")
    facts = {
        "below": language.number(found.below_5_percent),
        "testable": language.number(found.testable),
        "reached": p_text(language, rotation.below_5_percent_reached),
        "smallest": p_text(language, rotation.smallest_p),
        "pair": best_pair(language, found),
        "as_small": p_text(language, rotation.smallest_p_reached),
    }
    first = (
        _(
            "%(below)s of %(testable)s testable pairs are below 5%%; by luck alone as many or more "
            "are in %(reached)s of all shifts."
        )
        if found.below_5_percent
        else _("Of %(testable)s testable pairs not one is below 5%%.")
    )
    second = _(
        "The smallest p of all is %(smallest)s (%(pair)s); by luck alone the smallest of so many "
        "is as small or smaller in %(as_small)s of all shifts."
    )
    return f"{first} {second}" % facts


def best_pair(language: Language, found: Elsewhere) -> str:
    """The testable pair with the smallest p."""
    tested = [pair for pair in found.pairs if pair.is_testable]
    best = min(tested, key=lambda pair: pair.p_value.uniform or 0.0)
    return pair_text(language, best.leader, best.follower)


def pair_result(language: Language, pair: Pair) -> str:
    """The result of one pair in a few words."""
    _ = language.gettext
    facts = {
        "n": language.number(pair.n),
        "rises": language.number(pair.rises),
        "p": p_text(language, pair.p_value.uniform),
    }
    if not pair.n:
        return _("no complete event")
    if not pair.is_testable:
        return _("n = %(n)s, too few to test") % facts
    return _("%(rises)s of %(n)s rose, p = %(p)s") % facts
