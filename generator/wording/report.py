"""The answer in words: headline, deck, state and definitions; for any state, counts and pair."""

from markupsafe import Markup

from generator.language import Language
from generator.models.question import BreakoutDefinition
from generator.models.report import Report, Standing
from generator.models.state import State
from generator.wording.labels import names
from generator.wording.luck import luck_verdict


def headline(language: Language, report: Report) -> tuple[str, str]:
    """The answer so far, in two short sentences."""
    return counted(language, report), _where_it_stands(language, report)


def counted(language: Language, report: Standing) -> str:
    """After how many breakouts the follower rose, in one sentence."""
    _, many = language.gettext, language.ngettext
    known = names(language, report)
    total, rises = len(report.outcomes.complete), report.outcomes.rises
    known |= {"rises": language.count(rises), "total": language.count(total)}
    if total == 0:
        text = _("No %(leader)s breakout has a full outcome yet.")
    elif total == 1 and rises:
        text = _("%(follower)s rose after the only breakout so far.")
    elif total == 1:
        text = _("%(follower)s fell after the only breakout so far.")
    elif rises == total == 2:
        text = _("%(follower)s rose after both breakouts.")
    elif rises == total:
        text = _("%(follower)s rose after all %(total)s breakouts.")
    elif rises == 0:
        text = _("%(follower)s rose after none of %(total)s breakouts.")
    else:
        text = many(
            "%(follower)s rose after %(rises)s of %(total)s breakouts.",
            "%(follower)s rose after %(rises)s of %(total)s breakouts.",
            total,
        )
    return text % known


def _where_it_stands(language: Language, report: Report) -> str:
    if report.outcomes.followed and not report.outcomes.complete:
        return language.gettext("The first year is still running.")
    return luck_verdict(language, report)


def state_sentence(language: Language, report: Standing) -> str:
    """The leader's state in one sentence."""
    _ = language.gettext
    leader = report.leader
    facts = names(language, report)
    if leader.record is not None:
        facts["sessions"] = language.number(leader.record.sessions_since)
        facts["record"] = _record_age(language, leader.record.sessions_since)
    if leader.breakout is not None and leader.distance_to_broken_record is not None:
        facts["date"] = language.date(leader.breakout.date)
        facts["distance"] = language.percent(abs(leader.distance_to_broken_record), 1)
        facts["level"] = language.number(leader.breakout.old_record, 2)
    return {
        State.NO_BREAKOUT: _("The %(leader)s has not broken out of a long base yet."),
        State.BASING: _("The %(leader)s has set no record for %(sessions)s sessions: a new base."),
        State.FELL_BACK: _(
            "The %(leader)s has fallen back: it stands %(distance)s below %(level)s, the record "
            "that it broke on %(date)s."
        ),
        State.PRICE_DISCOVERY: _(
            "The %(leader)s is in price discovery: %(record)s, and it stands %(distance)s above "
            "%(level)s, the record that it broke on %(date)s."
        ),
        State.HOLDING: _(
            "The %(leader)s is holding its breakout: it stands %(distance)s above %(level)s, the "
            "record that it broke on %(date)s."
        ),
    }[leader.state] % facts


def _record_age(language: Language, sessions: int) -> str:
    """How long ago the latest record was set, as half a sentence."""
    if sessions == 0:
        return language.gettext("it set a record in its latest session")
    return language.ngettext(
        "it set a record %(num)s session ago", "it set a record %(num)s sessions ago", sessions
    ) % {"num": language.number(sessions)}


def deck(language: Language, report: Report) -> Markup:
    """What a breakout is, and what followed, in numbers (markup)."""
    _ = language.gettext
    facts = names(language, report) | {
        "sessions": language.number(report.question.base_sessions),
        "days": language.number(report.outcomes.horizon),
        "rises": language.number(report.outcomes.rises),
        "total": language.number(len(report.outcomes.complete)),
    }
    sentences = [
        Markup(
            _(
                "A breakout is a record close of the %(leader)s after %(sessions)s or more "
                "sessions without one."
            )
        )
        % facts
    ]
    if report.outcomes.complete:
        sentences.append(
            Markup(
                language.ngettext(
                    "%(follower)s stood higher %(days)s days later <b>%(rises)s time out of "
                    "%(total)s</b>.",
                    "%(follower)s stood higher %(days)s days later <b>%(rises)s times out of "
                    "%(total)s</b>.",
                    report.outcomes.rises,
                )
            )
            % facts
        )
    return Markup(" ").join(
        [*sentences, *_on_a_random_day(language, report), *_latest(language, report)]
    )


def _on_a_random_day(language: Language, report: Report) -> list[Markup]:
    """The base rate beside the count (markup); nothing without both."""
    base = report.luck.base
    if base is None or not report.outcomes.complete:
        return []
    text = language.gettext(
        "On a random day since %(year)s it was higher <b>%(share)s</b> of the time."
    )
    year = report.base_rates[0].since.year
    return [Markup(text) % {"year": year, "share": language.percent(base.share_positive)}]


def _latest(language: Language, report: Report) -> list[Markup]:
    """What followed the latest breakout, so far or in full (markup); nothing without one."""
    _ = language.gettext
    latest = report.outcomes.rows[-1] if report.outcomes.rows else None
    if latest is None or latest.window is None:
        return []
    change = latest.window.latest_return
    facts = {
        "month": language.month(latest.event.date),
        "change": language.percent(abs(change)),
        "date": language.date(latest.window.latest_date),
    }
    if latest.complete:
        text = (
            _("The latest one, in %(month)s, was followed by a rise of <b>%(change)s</b>.")
            if change > 0
            else _("The latest one, in %(month)s, was followed by a fall of <b>%(change)s</b>.")
        )
    else:
        text = (
            _("Since the latest one, in %(month)s, it is up <b>%(change)s</b> so far (%(date)s).")
            if change > 0
            else _(
                "Since the latest one, in %(month)s, it is down <b>%(change)s</b> so far "
                "(%(date)s)."
            )
        )
    return [Markup(text) % facts]


def definition_text(
    language: Language, definition: BreakoutDefinition, *, start: bool = False
) -> str:
    """One breakout definition in words, also as they ``start`` a line."""
    _ = language.gettext
    basis = {
        "close": (_("record close"), _("Record close")),
        "intraday": (_("record high within the session"), _("Record high within the session")),
    }[definition.basis][start]
    facts = {
        "basis": basis,
        "sessions": language.number(definition.base_sessions),
        "closes": language.number(definition.confirmation),
    }
    if definition.confirmation == 1:
        return _("%(basis)s after %(sessions)s sessions") % facts
    return (
        _("%(basis)s after %(sessions)s sessions, then %(closes)s closes above the old one") % facts
    )
