"""Every test of the primary events by name, and how many of them are suggestive."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.language import Language
from generator.models.report import Report
from generator.wording.folding import latest
from generator.wording.luck import LEVEL, carried, p_text


@dataclass(frozen=True)
class NamedTest:
    """One way to test the same events, with the words for it."""

    label: str
    p_value: float | None
    n: int
    primary: bool = False


@dataclass(frozen=True)
class DefinedTest(NamedTest):
    """A test that has a p."""

    p_value: float


def null_tests(language: Language, report: Report) -> list[NamedTest]:
    """The primary test and the other two ways to draw."""
    _, luck, p = language.gettext, report.luck, report.luck.p_value
    after = luck.n_after_halvings
    spaced = _("Draws at least %(sessions)s sessions apart") % {
        "sessions": language.number(report.question.base_sessions)
    }
    tests = [
        NamedTest(_("Primary test: random days"), p.uniform, luck.n, primary=True),
        NamedTest(spaced, p.spaced, luck.n),
        NamedTest(_("Draws on the same halving clock"), p.halving_matched, luck.n),
    ]
    if after < luck.n:
        label = _("Halving clock, later events only")
        tests.append(NamedTest(label, p.halving_matched_without_prehistory, after))
    return tests


def robustness_tests(language: Language, report: Report) -> list[NamedTest]:
    """What stands beside the primary p: other statistics, fewer events, other horizons."""
    _, luck, beside = language.gettext, report.luck, report.luck.robustness
    others = [t for t in beside.horizons if t.horizon != luck.horizon]
    return [
        NamedTest(_("Ranks instead of returns"), beside.ranks, luck.n),
        NamedTest(_("Either direction (two-sided)"), beside.two_sided, luck.n),
        *(
            NamedTest(
                _("Without %(date)s") % {"date": language.date(left.event)},
                None if left.test is None else left.test.p_value,
                left.n,
            )
            for left in latest(beside.leave_one_out)
        ),
        *(
            NamedTest(
                language.ngettext(
                    "After %(num)s day instead of %(primary)s",
                    "After %(num)s days instead of %(primary)s",
                    other.horizon,
                )
                % {
                    "num": language.number(other.horizon),
                    "primary": language.number(luck.horizon),
                },
                None if other.test is None else other.test.p_value,
                other.n,
            )
            for other in others
        ),
    ]


def defined_tests(language: Language, report: Report) -> list[DefinedTest]:
    """All tests that have a p, the primary one first."""
    tests = (*null_tests(language, report), *robustness_tests(language, report))
    return [
        DefinedTest(test.label, test.p_value, test.n, test.primary)
        for test in tests
        if test.p_value is not None
    ]


def which_tests(language: Language, report: Report) -> str:
    """Which tests are suggestive and which are not, by name."""
    _, tests = language.gettext, defined_tests(language, report)
    below = [test for test in tests if test.p_value < LEVEL]
    sentences = [
        _("Suggestive, with p below 5%%: %(list)s.") % {"list": _listed(language, below)}
        if below
        else _("No test is suggestive: none has a p below 5%."),
    ]
    rest = [test for test in tests if test not in below]
    if rest:
        sentences.append(_("Not suggestive: %(list)s.") % {"list": _listed(language, rest)})
    return " ".join(sentences)


def _listed(language: Language, tests: list[DefinedTest]) -> str:
    return "; ".join(f"{test.label} ({p_text(language, test.p_value)})" for test in tests)


def suggestive(language: Language, report: Report) -> Markup:
    """How many of the tests are suggestive, and on which event they hang (markup)."""
    _ = language.gettext
    tests = defined_tests(language, report)
    below = sum(test.p_value < LEVEL for test in tests)
    if not tests:
        return Markup("")
    sentence = language.ngettext(
        "Asked in %(total)s ways, <b>%(below)s</b> gives less than 5%%.",
        "Asked in %(total)s ways, <b>%(below)s</b> give less than 5%%.",
        below,
    )
    parts = [
        Markup(sentence) % {"total": language.number(len(tests)), "below": language.number(below)},
        Markup("%s") % carried(language, report),
    ]
    return Markup(" ").join(part for part in parts if part)
