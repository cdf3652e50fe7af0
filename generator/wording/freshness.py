"""How old, from whom, and how sure: what is said about the data (markup where a script counts)."""

import json
from datetime import datetime

from markupsafe import Markup

from generator.calendars import age_unit, irregular_days
from generator.language import Language
from generator.models.freshness import FreshnessStatus, SeriesFreshness
from generator.models.instruments import Instrument
from generator.models.report import Report
from generator.wording.labels import instrument_name, label, names


def status_labels(language: Language) -> str:
    """The labels of all ages as JSON, for the script that counts them again."""
    aged = (FreshnessStatus.FRESH, FreshnessStatus.LATE, FreshnessStatus.STALE)
    return json.dumps({s.value: label(language, s) for s in aged}, ensure_ascii=False)


def age_text(language: Language, series: SeriesFreshness) -> str:
    """The age of a series in its own unit: 31 sessions."""
    if series.extent is None:
        return language.gettext("no data yet")
    return _age(language, series.extent.age, series.unit)


def _age(language: Language, age: int, unit: str) -> str:
    if unit == "sessions":
        text = language.ngettext("%(age)s session", "%(age)s sessions", age)
    else:
        text = language.ngettext("%(age)s day", "%(age)s days", age)
    return text % {"age": language.number(age)}


def age_markup(language: Language, series: SeriesFreshness) -> Markup:
    """The age with what a script needs to count it again when the page is viewed (markup)."""
    if series.extent is None:
        return Markup("%s") % age_text(language, series)
    samples = {language.locale.plural_form(n): n for n in range(200, -1, -1)}
    forms = {
        category: _age(language, n, series.unit).replace(language.number(n), "#")
        for category, n in samples.items()
    }
    return Markup(
        '<span class="age" data-since="%s" data-calendar="%s" data-forms="%s">%s</span>'
    ) % (
        series.extent.known_until,
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
        if s.instrument in asked and s.extent is not None
    ]
    others = sum(s.instrument not in asked for s in report.stale)
    if others:
        more = language.ngettext(
            "%(count)s other series is stale", "%(count)s other series are stale", others
        )
        named.append(Markup(more) % {"count": language.count(others)})
    listed = Markup(language.enumeration([str(part) for part in named]))
    return Markup(language.sentence(listed))


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


def question_sentence(language: Language, report: Report) -> str:
    """What is asked, in one sentence."""
    text = language.gettext("Does a %(leader)s breakout lead %(follower)s, or is it luck?")
    return text % names(language, report)


def home_facts(language: Language, report: Report, site: str) -> dict[str, str]:
    """What the frame of a further question's pages says about it and about its ``site``."""
    asked = question_sentence(language, report)
    return {
        "home_label": site,
        "home_line": language.gettext("One of its further questions: %(question)s")
        % {"question": asked},
    }


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
        "feed_label": _("Feed"),
        "source_label": _("Source code"),
        "not_found": _("There is no such page"),
    }
    closures = {s.instrument.calendar: s.closures for s in report.freshness}
    closed = {
        calendar: [
            f"{day:%Y-%m-%d}"
            for day in irregular_days(calendar, report.data_date, ahead=400, closures=unscheduled)
        ]
        for calendar, unscheduled in closures.items()
        if age_unit(calendar) == "sessions"
    }
    return facts | {
        "stale_notice": str(stale_notice(language, report)),
        "is_stale": "yes" if report.stale else "",
        "closed_days": json.dumps(dict(sorted(closed.items()))),
        "fresh": str(limits[0]),
        "late": str(limits[1]),
    }
