"""Sentences computed from results; they must read well for any state, any counts and any pair.

Plain text unless a function says markup. Pages, charts and the terminal share them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from generator.calendars import age_unit, closed_weekdays
from generator.language import Language
from generator.models.breakouts import BreakoutDefinition
from generator.models.freshness import FreshnessStatus, SeriesFreshness
from generator.models.prices import Instrument
from generator.models.report import Report
from generator.models.state import State


def instrument_name(language: Language, instrument: Instrument) -> str:
    """The name of an instrument in the reader's language."""
    return language.gettext(instrument.name)


def names(language: Language, report: Report) -> dict[str, str]:
    """``leader`` and ``follower``, for sentences."""
    return {
        "leader": instrument_name(language, report.question.leader),
        "follower": instrument_name(language, report.question.follower),
    }


def state_label(language: Language, state: State) -> str:
    """The state as a chip shows it."""
    _ = language.gettext
    return {
        State.NO_BREAKOUT: _("No breakout yet"),
        State.BASING: _("Basing"),
        State.FELL_BACK: _("Fell back"),
        State.PRICE_DISCOVERY: _("Price discovery"),
        State.HOLDING: _("Holding the breakout"),
    }[state]


def status_label(language: Language, status: FreshnessStatus) -> str:
    """The freshness of a series as a chip shows it."""
    _ = language.gettext
    return {
        FreshnessStatus.FRESH: _("fresh"),
        FreshnessStatus.LATE: _("late"),
        FreshnessStatus.STALE: _("stale"),
        FreshnessStatus.NO_DATA: _("no data yet"),
    }[status]


def status_labels(language: Language) -> str:
    """The labels of all ages as JSON, for the script that counts them again."""
    aged = (FreshnessStatus.FRESH, FreshnessStatus.LATE, FreshnessStatus.STALE)
    return json.dumps({s.value: status_label(language, s) for s in aged}, ensure_ascii=False)


def result_label(language: Language, result: str) -> str:
    """How the last attempt of a refresh went."""
    _ = language.gettext
    return {
        "ok": _("new rows checked"),
        "up to date": _("nothing was missing"),
        "no provider answered well": _("no provider answered well"),
    }.get(result, result)


def headline(language: Language, report: Report) -> tuple[str, str]:
    """The answer so far, in two short sentences."""
    return _evidence(language, report), _where_it_stands(language, report)


def _evidence(language: Language, report: Report) -> str:
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
    _ = language.gettext
    complete = report.outcomes.complete
    latest = report.outcomes.rows[-1] if report.outcomes.rows else None
    if latest is not None and not latest.complete and latest.entry is not None:
        return _("The latest year is still running.")
    if len(complete) < 2:
        return _("One case proves nothing.") if complete else _("There is nothing to test.")
    if (complete[-1].forward_return(report.outcomes.horizon) or 0) <= 0:
        return _("After the latest one it fell.")
    return _("That is too few to rule out luck.")


def state_sentence(language: Language, report: Report) -> str:
    """The leader's state in one sentence."""
    _ = language.gettext
    leader = report.leader
    facts = names(language, report)
    sessions = leader.sessions_since_record or 0
    facts["sessions"] = language.number(sessions)
    facts["record"] = _record_age(language, sessions)
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
                _(
                    "%(follower)s stood higher %(days)s days later <b>%(rises)s times out of "
                    "%(total)s</b>."
                )
            )
            % facts
        )
    return Markup(" ").join([*sentences, *_latest(language, report)])


def _latest(language: Language, report: Report) -> list[Markup]:
    """What followed the latest breakout, so far or in full (markup); nothing without one."""
    _ = language.gettext
    latest = report.outcomes.rows[-1] if report.outcomes.rows else None
    if latest is None or latest.latest_return is None or latest.latest_date is None:
        return []
    change = latest.latest_return
    facts = {
        "month": language.month(latest.event.date),
        "change": language.percent(abs(change)),
        "date": language.date(latest.latest_date),
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


def definition_text(language: Language, definition: BreakoutDefinition) -> str:
    """One breakout definition in words."""
    _ = language.gettext
    basis = (
        _("record close") if definition.basis == "close" else _("record high within the session")
    )
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


def age_text(language: Language, series: SeriesFreshness) -> str:
    """The age of a series in its own unit: 31 sessions."""
    if series.age is None:
        return language.gettext("no data yet")
    if series.unit == "sessions":
        text = language.ngettext("%(age)s session", "%(age)s sessions", series.age)
    else:
        text = language.ngettext("%(age)s day", "%(age)s days", series.age)
    return text % {"age": language.number(series.age)}


def age_markup(language: Language, series: SeriesFreshness) -> Markup:
    """The age with what a script needs to count it again when the page is viewed (markup)."""
    if series.known_until is None:
        return Markup("%s") % age_text(language, series)
    samples = {language.locale.plural_form(n): n for n in range(200, -1, -1)}
    forms = {
        category: age_text(language, replace(series, age=n)).replace(language.number(n), "#")
        for category, n in samples.items()
    }
    return Markup(
        '<span class="age" data-since="%s" data-calendar="%s" data-forms="%s">%s</span>'
    ) % (
        series.known_until,
        series.instrument.calendar,
        json.dumps(forms, ensure_ascii=False),
        age_text(language, series),
    )


def stale_notice(language: Language, report: Report) -> Markup:
    """How far behind leader and follower are, and how many others are stale (markup).

    It stands on every page; it is shown where something is stale, now or when the page is viewed.
    """
    asked = (report.question.leader, report.question.follower)
    named = [
        Markup(language.gettext("%(name)s is %(age)s behind"))
        % {"name": instrument_name(language, s.instrument), "age": age_markup(language, s)}
        for s in report.freshness
        if s.instrument in asked and s.age is not None
    ]
    others = sum(s.instrument not in asked for s in report.stale)
    if others:
        more = language.ngettext(
            "%(count)s other series is stale", "%(count)s other series are stale", others
        )
        named.append(Markup(more) % {"count": language.count(others)})
    listed = Markup(language.enumeration([str(part) for part in named]))
    return Markup(language.gettext("%(series)s.")) % {"series": listed}


def source_name(language: Language, source: str, known: dict[str, str]) -> str:
    """Who stands behind the ``source`` of a row: ``shipped/yahoo`` -> Yahoo Finance (shipped)."""
    shipped, _slash, providers = source.rpartition("/")
    listed = " + ".join(known.get(provider, provider) for provider in providers.split("+"))
    return language.gettext("%(source)s (shipped)") % {"source": listed} if shipped else listed


def publishers(report: Report, instruments: tuple[Instrument, ...], known: dict[str, str]) -> str:
    """Who published the rows of some instruments, each named once."""
    found = {
        known.get(provider, provider): None
        for instrument in instruments
        for series in report.freshness
        if series.instrument == instrument
        for rows in series.sources
        for provider in rows.source.rpartition("/")[2].split("+")
    }
    return ", ".join(found)


def build_facts(
    language: Language, report: Report, built_at: datetime, limits: tuple[int, int]
) -> dict[str, str]:
    """What the frame of every page shows (``extra.report`` of MkDocs).

    ``limits`` are the ages up to which a series is fresh, and up to which it is late.
    """
    _ = language.gettext
    facts = {
        "built_line": _("Built %(moment)s.") % {"moment": language.moment(built_at)},
        "data_line": _("Data to %(date)s.") % {"date": language.long_date(report.data_date)},
        "disclaimer": _("Not financial advice."),
        "licence": _("Code under the MIT licence."),
        "api_label": _("JSON"),
        "source_label": _("Source code"),
        "not_found": _("There is no such page"),
    }
    closed = {
        calendar: [
            f"{day:%Y-%m-%d}" for day in closed_weekdays(calendar, report.data_date, ahead=400)
        ]
        for calendar in {s.instrument.calendar for s in report.freshness}
        if age_unit(calendar) == "sessions"
    }
    return facts | {
        "stale_notice": str(stale_notice(language, report)),
        "is_stale": "yes" if report.stale else "",
        "closed_days": json.dumps(dict(sorted(closed.items()))),
        "fresh": str(limits[0]),
        "late": str(limits[1]),
    }
