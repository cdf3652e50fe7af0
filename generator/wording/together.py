"""Who moves first, in words."""

from generator.language import Language
from generator.models.luck import LEVEL
from generator.models.report import Report
from generator.wording.labels import names
from generator.wording.luck import p_text


def lead_sentence(language: Language, report: Report) -> str:
    """Whether anything moves first, by the weekly correlations."""
    return language.sentence(lead_title(language, report))


def lead_title(language: Language, report: Report) -> str:
    """The same as a title, without a full stop."""
    _, known, found = language.gettext, names(language, report), report.lead_lag
    if found.correlation is None:
        return _("There are too few weeks to tell who moves first")
    leading = [lag for lag in found.outside if lag > 0]
    trailing = [lag for lag in found.outside if lag < 0]
    if leading and trailing:
        return _("Both ways some weeks stand out, so neither side clearly moves first")
    if leading:
        return _("Some weeks of the %(leader)s line up with later weeks of %(follower)s") % known
    if trailing:
        return _("Some weeks of %(follower)s line up with later weeks of the %(leader)s") % known
    if 0 in found.outside:
        return _("They move in the same week. Neither clearly moves first")
    return _("Neither clearly moves first, nor do they clearly move together")


def granger_sentence(language: Language, report: Report) -> str:
    """The Granger tests both ways."""
    _, granger = language.gettext, report.lead_lag.granger
    if granger is None:
        return _("There are too few weeks for Granger tests.")
    facts = names(language, report) | {
        "forward": p_text(language, granger.leader_to_follower),
        "backward": p_text(language, granger.follower_to_leader),
    }
    if min(granger.leader_to_follower, granger.follower_to_leader) >= LEVEL:
        text = _(
            "Past weeks of the %(leader)s do not clearly help to predict %(follower)s (p "
            "%(forward)s), nor the other way round (p %(backward)s)."
        )
    else:
        text = _(
            "Do past weeks of the %(leader)s help to predict %(follower)s? p %(forward)s. And the "
            "other way round? p %(backward)s."
        )
    return text % facts
