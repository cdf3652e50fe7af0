"""The project's own record in words: thresholds, scored calls, what changed."""

from datetime import date

from generator.language import UNDEFINED, Language
from generator.models.changes import Change, ChangeKind
from generator.models.claims import Verdict
from generator.models.evidence import EventEvidence
from generator.models.report import Report
from generator.models.state import State
from generator.models.thresholds import Threshold, Trigger
from generator.models.track_record import Scores, TrackRecord
from generator.wording.labels import instrument_name, label, names


def threshold_row(language: Language, report: Report, threshold: Threshold) -> tuple[str, ...]:
    """One threshold as a row: if what happens, level, today, distance."""
    _, known = language.gettext, names(language, report)
    asked, trigger = report.question, threshold.trigger
    known |= {
        "sessions": language.number(threshold.level),
        "days": language.number(report.outcomes.horizon),
        "assumed": language.multiple(threshold.assumed),
    }
    what = {
        Trigger.FALLS_BACK: _("the %(leader)s closes below the record that it broke: “fell back”"),
        Trigger.RECOVERS: _("the %(leader)s closes at the record that it broke, or above it"),
        Trigger.NEW_RECORD: _("the %(leader)s closes above its record: “price discovery” again"),
        Trigger.BREAKS_OUT: _("the %(leader)s closes above its record: a new breakout"),
        Trigger.LAPSES: _(
            "the %(leader)s sets no record for %(sessions)s sessions: “holding the breakout”"
        ),
        Trigger.BASES: _("the %(leader)s sets no record for %(sessions)s sessions: “basing”"),
        Trigger.YEAR_ENDS_LOWER: _(
            "%(follower)s ends the %(days)s days since the latest breakout below its price that day"
        ),
        Trigger.SMALL_P: _(
            "each further breakout is followed by %(assumed)s, the typical rise so far: p falls "
            "below 5%%"
        ),
    }[trigger] % known
    if trigger in (Trigger.LAPSES, Trigger.BASES):
        return (
            what,
            _sessions(language, threshold.level),
            _sessions(language, threshold.today),
            _("%(count)s to go") % {"count": language.number(threshold.distance)},
        )
    if trigger is Trigger.SMALL_P:
        more = int(threshold.distance)
        text = language.ngettext("%(num)s more event", "%(num)s more events", more)
        return (
            what,
            _events(language, threshold.level),
            _events(language, threshold.today),
            text % {"num": language.number(more)},
        )
    quoted = asked.follower if trigger is Trigger.YEAR_ENDS_LOWER else asked.leader
    return (
        what,
        language.price(threshold.level, quoted),
        language.price(threshold.today, quoted),
        language.percent(threshold.distance, 1, signed=True),
    )


def _sessions(language: Language, count: float) -> str:
    text = language.ngettext("%(num)s session", "%(num)s sessions", int(count))
    return text % {"num": language.number(count)}


def _events(language: Language, count: float) -> str:
    text = language.ngettext("%(num)s event", "%(num)s events", int(count))
    return text % {"num": language.number(count)}


def record_verdict(language: Language, record: TrackRecord) -> str:
    """Whether the calls did better than the base rate, in one sentence."""
    return language.sentence(record_title(language, record))


def record_title(language: Language, record: TrackRecord) -> str:
    """The same as a title, without a full stop."""
    _, interval = language.gettext, record.skill_interval
    if interval is None:
        return _("No call has come due yet")
    if interval[0] > 0:
        return _("The signal called better than the base rate")
    if interval[1] < 0:
        return _("The signal called worse than the base rate")
    return _("No clear difference between the signal’s calls and the base rate’s")


def skill_text(
    language: Language, scores: Scores | None, interval: tuple[float, float] | None = None
) -> str:
    """The skill as a signed percentage, with its 95 % interval if given; a dash if not defined."""
    if scores is None or scores.skill is None:
        return UNDEFINED
    skill = language.percent(scores.skill, 1, signed=True)
    if interval is None:
        return skill
    return language.gettext("%(value)s (%(low)s to %(high)s)") % {
        "value": skill,
        "low": language.percent(interval[0], 1, signed=True),
        "high": language.percent(interval[1], 1, signed=True),
    }


def evidence_status(language: Language, event: EventEvidence) -> str:
    """Whether the e of one event counts, or from when on."""
    _ = language.gettext
    if event.replayed:
        return _("no: replayed") if event.final else _("no: replayed, so far")
    if event.final:
        return _("yes")
    return _("so far; from %(date)s on") % {"date": language.date(event.final_on)}


def change_text(language: Language, change: Change, since: date | None = None) -> str:
    """One change in one line; moves of prices name the day ``since``, unless a heading does."""
    _ = language.gettext
    facts = {
        "name": "" if change.instrument is None else instrument_name(language, change.instrument),
        "what": language.date(date.fromisoformat(change.what))
        if change.kind is ChangeKind.REVISION
        else change.what,
        "before": _told(language, change, change.before),
        "after": _told(language, change, change.after),
    }
    if change.kind is ChangeKind.PRICE:
        facts["move"] = language.percent(_move(change), 1, signed=True)
        if since is None:
            return _("%(name)s: %(move)s to %(after)s") % facts
        facts["since"] = language.date(since)
        return _("%(name)s: %(move)s since %(since)s, to %(after)s") % facts
    if change.kind is ChangeKind.METHOD and change.what.isdecimal():
        return language.ngettext(
            "Method: %(num)s definition is new or changed, as the project’s changelog tells",
            "Method: %(num)s definitions are new or changed, as the project’s changelog tells",
            int(change.what),
        ) % {"num": language.number(int(change.what))}
    return {
        ChangeKind.STATE: _("%(name)s: from “%(before)s” to “%(after)s”"),
        ChangeKind.BREAKOUT: _("%(name)s: a breakout, closing at %(after)s"),
        ChangeKind.VERDICT: _("Claim %(what)s: from “%(before)s” to “%(after)s”"),
        ChangeKind.REVISION: _(
            "%(name)s: the close of %(what)s was corrected from %(before)s to %(after)s"
        ),
        ChangeKind.METHOD: _("Method: %(what)s"),
    }[change.kind] % facts


def _move(change: Change) -> float | None:
    """From one price to another, as a fraction."""
    if isinstance(change.before, float) and isinstance(change.after, float):
        return change.after / change.before - 1
    return None


def _told(language: Language, change: Change, value: str | float | None) -> str:
    if isinstance(value, str):
        return label(language, (State if change.kind is ChangeKind.STATE else Verdict)(value))
    return language.price(value, change.instrument) if change.instrument else UNDEFINED
