"""Every test of the primary events by name, and apart from them how fragile the primary one is."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.language import Language
from generator.models.luck import LEVEL, NamedP
from generator.models.report import Report
from generator.wording.folding import latest
from generator.wording.luck import carried, p_text


@dataclass(frozen=True)
class NamedTest:
    """One way to test the same events, with the words for it."""

    label: str
    p_value: float
    n: int
    primary: bool = False
    fragility: bool = False


def named_tests(language: Language, report: Report) -> list[NamedTest]:
    """All tests that have a p, the primary one first."""
    return [
        NamedTest(_label(language, report, test), test.p_value, test.n, test.id == "uniform")
        for test in report.luck.tests
    ]


def null_tests(language: Language, report: Report) -> list[NamedTest]:
    """The tests that differ in which days are drawn."""
    drawn = ("uniform", "spaced", "halving", "same_era")
    named = zip(report.luck.tests, named_tests(language, report), strict=True)
    return [words for test, words in named if test.id.startswith(drawn)]


def fragility(language: Language, report: Report) -> list[NamedTest]:
    """The primary test without each event, and as it read when each window was over."""
    _, beside = language.gettext, report.luck.robustness
    return [
        *(
            NamedTest(
                _("Without %(date)s") % {"date": language.date(left.event)},
                left.test.p_value,
                left.n,
                fragility=True,
            )
            for left in latest(beside.leave_one_out)
            if left.test is not None
        ),
        *(
            NamedTest(
                _("As it read on %(date)s") % {"date": language.date(look.date)},
                look.p_value,
                look.n,
                fragility=True,
            )
            for look in latest(beside.by_date)
        ),
    ]


def _label(language: Language, report: Report, test: NamedP) -> str:
    """What a test does otherwise than the primary one."""
    _ = language.gettext
    if test.id.startswith("horizon_"):
        days = int(test.id.removeprefix("horizon_"))
        named = language.ngettext("%(num)s day (Holm)", "%(num)s days (Holm)", days)
        return named % {"num": language.number(days)}
    spaced = {"sessions": language.number(report.question.base_sessions)}
    return {
        "uniform": _("Primary: any random days"),
        "spaced": _("At least %(sessions)s sessions apart") % spaced,
        "halving_matched": _("Same halving clock"),
        "halving_matched_without_prehistory": _("Halving clock, later events"),
        "same_era_365": _("Within a year of each event"),
        "same_era_730": _("Within two years of each"),
        "ranks": _("Ranks instead of returns"),
        "two_sided": _("Either way (two-sided)"),
    }[test.id]


def which_tests(language: Language, report: Report) -> str:
    """The tests and what fragility shows, each with its p."""
    _ = language.gettext
    facts = {
        "tests": _listed(language, named_tests(language, report)),
        "fragility": _listed(language, fragility(language, report)),
    }
    if not facts["fragility"]:
        return _("Tests: %(tests)s.") % facts
    return _("Tests: %(tests)s. How fragile the primary test is: %(fragility)s.") % facts


def _listed(language: Language, tests: list[NamedTest]) -> str:
    return "; ".join(f"{test.label} ({p_text(language, test.p_value)})" for test in tests)


def suggestive(language: Language, report: Report) -> Markup:
    """How many of the tests are suggestive, and on which event they hang (markup)."""
    tests = named_tests(language, report)
    if not tests:
        return Markup("")
    below = sum(test.p_value < LEVEL for test in tests)
    sentence = language.ngettext(
        "Of %(total)s test, <b>%(below)s</b> gives less than 5%%.",
        "Of %(total)s tests, <b>%(below)s</b> give less than 5%%.",
        len(tests),
    )
    parts = [
        Markup(sentence) % {"total": language.number(len(tests)), "below": language.number(below)},
        Markup("%s") % carried(language, report),
    ]
    return Markup(" ").join(part for part in parts if part)
