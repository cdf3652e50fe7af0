"""The evidence in words: what chance does, what hangs on one event, and who moves first."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.language import Language
from generator.models.luck import Luck, Placebo
from generator.models.report import Report
from generator.wording.names import instrument_name, names

LEVEL = 0.05
SHOWN_DRAWS = 10_000
"""Counts of draws are told out of this many, whatever number was drawn."""


@dataclass(frozen=True)
class NamedTest:
    """One way to test the same events, with the words for it."""

    label: str
    p_value: float | None
    n: int
    primary: bool = False


def p_text(language: Language, p: float | None) -> str:
    """A p-value as a percentage with as many digits as it deserves; a dash if not defined."""
    if p is None:
        return "–"
    return language.percent(p, 0 if p >= 0.2 else 1 if p >= 0.01 else 2)


def luck_verdict(language: Language, report: Report) -> str:
    """The primary test in one short sentence."""
    _, luck = language.gettext, report.luck
    if luck.n == 0 or luck.p_value.uniform is None:
        return _("There is nothing to test.")
    if luck.n == 1:
        return _("One case proves nothing.")
    if luck.p_value.uniform < LEVEL:
        return _("Random dates seldom do as well.")
    return _("Luck is not ruled out.")


def draws_sentence(language: Language, luck: Luck) -> str:
    """How many random draws did as well, for a reader who never heard of a p-value."""
    if luck.p_value.uniform is None:
        return language.gettext("There is no complete event, so there is nothing to draw against.")
    return language.ngettext(
        "Of %(draws)s random draws of %(count)s date, %(reached)s did as well (p = %(p)s).",
        "Of %(draws)s random draws of %(count)s dates, %(reached)s did as well (p = %(p)s).",
        luck.n,
    ) % {
        "draws": language.number(SHOWN_DRAWS),
        "count": language.count(luck.n),
        "reached": language.number(luck.p_value.uniform * SHOWN_DRAWS),
        "p": p_text(language, luck.p_value.uniform),
    }


def null_tests(language: Language, report: Report) -> list[NamedTest]:
    """The primary test and the other two ways to draw."""
    _, luck, p = language.gettext, report.luck, report.luck.p_value
    after = sum(event.days_since_halving is not None for event in luck.events)
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
                _("Without %(date)s") % {"date": language.date(left.event)}, left.p_value, left.n
            )
            for left in beside.leave_one_out
        ),
        *(
            NamedTest(
                language.ngettext(
                    "After %(num)s day instead of %(primary)s",
                    "After %(num)s days instead of %(primary)s",
                    test.horizon,
                )
                % {
                    "num": language.number(test.horizon),
                    "primary": language.number(luck.horizon),
                },
                test.p_value,
                test.n,
            )
            for test in others
        ),
    ]


def defined_tests(language: Language, report: Report) -> list[NamedTest]:
    """All tests that have a p, the primary one first."""
    tests = (*null_tests(language, report), *robustness_tests(language, report))
    return [test for test in tests if test.p_value is not None]


def which_tests(language: Language, report: Report) -> str:
    """Which tests are suggestive and which are not, by name."""
    _, tests = language.gettext, defined_tests(language, report)
    below = [test for test in tests if (test.p_value or 0) < LEVEL]
    sentences = [
        _("Suggestive, with p below 5%%: %(list)s.") % {"list": _listed(language, below)}
        if below
        else _("No test is suggestive: none has a p below 5%."),
    ]
    rest = [test for test in tests if test not in below]
    if rest:
        sentences.append(_("Not suggestive: %(list)s.") % {"list": _listed(language, rest)})
    return " ".join(sentences)


def _listed(language: Language, tests: list[NamedTest]) -> str:
    return "; ".join(f"{test.label} ({p_text(language, test.p_value)})" for test in tests)


def suggestive(language: Language, report: Report) -> Markup:
    """How many of the tests are suggestive, and on which event they hang (markup)."""
    _ = language.gettext
    tests = defined_tests(language, report)
    below = sum((test.p_value or 0) < LEVEL for test in tests)
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


def carried(language: Language, report: Report) -> str:
    """Which event the result hangs on most, if it hangs on one."""
    luck = report.luck
    left = [e for e in luck.robustness.leave_one_out if e.p_value is not None]
    if luck.p_value.uniform is None or not left:
        return ""
    worst = max(left, key=lambda e: e.p_value or 0)
    if (worst.p_value or 0) < 2 * luck.p_value.uniform:
        return ""
    return language.gettext(
        "One event carries the mean: without %(date)s it would be %(without)s instead of %(p)s."
    ) % {
        "date": language.date(worst.event),
        "without": p_text(language, worst.p_value),
        "p": p_text(language, luck.p_value.uniform),
    }


def halving_sentence(language: Language, report: Report) -> str:
    """What matching on the halving clock does to p, with and without the earliest events."""
    _, p = language.gettext, report.luck.p_value
    if p.halving_matched is None:
        return _("There is no halving to match, or no complete event: this is not defined.")
    facts = {
        "matched": p_text(language, p.halving_matched),
        "without": p_text(language, p.halving_matched_without_prehistory),
        "p": p_text(language, p.uniform),
    }
    if p.halving_matched_without_prehistory in (None, p.halving_matched):
        text = _("Against days on the same halving clock p is %(matched)s instead of %(p)s.")
    else:
        text = _(
            "Against days on the same halving clock p is %(matched)s instead of %(p)s. Without "
            "events before the first halving it is %(without)s. So matching alone neither weakens "
            "nor strengthens the signal: the earliest events decide."
        )
    return text % facts


def definitions_sentence(language: Language, report: Report) -> Markup:
    """How many definitions were tried, how many look good, and how many do by chance (markup)."""
    _, grid = language.gettext, report.grid
    facts = {
        "definitions": language.number(grid.definitions),
        "testable": language.number(grid.testable),
        "distinct": language.number(len(grid.distinct)),
        "below": language.number(grid.below_5_percent),
    }
    if grid.rotation is None:
        return (
            Markup(_("Of %(definitions)s definitions none has the three events that a test needs."))
            % facts
        )
    facts |= {
        "share": language.percent(grid.below_5_percent / len(grid.distinct)),
        "mean": language.percent(grid.rotation.mean_share),
        "reached": p_text(language, grid.rotation.reached),
    }
    return (
        Markup(
            _(
                "We tried %(definitions)s definitions. %(testable)s have three events or more, and "
                "%(distinct)s of these differ. <b>%(below)s of the %(distinct)s (%(share)s)</b> "
                "have a p below 5%%. If all dates are moved through the calendar together, "
                "%(mean)s do on average, and as many as this in %(reached)s of all moves."
            )
        )
        % facts
    )


def placebo_label(language: Language, report: Report, placebo: Placebo) -> str:
    """One pair in the order of the test: S&P 500, then Bitcoin."""
    by_symbol = {s.instrument.symbol: s.instrument for s in report.freshness}
    leader, follower = (
        instrument_name(language, by_symbol[symbol])
        for symbol in (placebo.leader, placebo.follower)
    )
    facts = {"leader": leader, "follower": follower}
    return language.gettext("%(leader)s, then %(follower)s") % facts


def lead_sentence(language: Language, report: Report) -> str:
    """Whether anything moves first, by the weekly correlations."""
    _, known, found = language.gettext, names(language, report), report.lead_lag
    if found.correlation is None:
        return _("There are too few weeks to tell who moves first.")
    leading = [lag for lag in found.outside if lag > 0]
    trailing = [lag for lag in found.outside if lag < 0]
    if leading and trailing:
        return _("Both ways some weeks stand out, so neither side clearly moves first.")
    if leading:
        return _("Some weeks of the %(leader)s line up with later weeks of %(follower)s.") % known
    if trailing:
        return _("Some weeks of %(follower)s line up with later weeks of the %(leader)s.") % known
    if 0 in found.outside:
        return _("They move in the same week. Neither moves first.")
    return _("Neither moves first, and in the same week they hardly move together.")


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
            "Past weeks of the %(leader)s do not help to predict %(follower)s (p %(forward)s), nor "
            "the other way round (p %(backward)s)."
        )
    else:
        text = _(
            "Do past weeks of the %(leader)s help to predict %(follower)s? p %(forward)s. And the "
            "other way round? p %(backward)s."
        )
    return text % facts


def interval_sentence(language: Language, report: Report) -> Markup:
    """What so few events allow to say about the share of rises (markup)."""
    luck = report.luck
    if luck.interval is None or luck.base_share_positive is None:
        return Markup("%s") % language.gettext("No event is complete yet.")
    lower, upper = luck.interval
    inside = lower <= luck.base_share_positive <= upper
    _ = language.gettext
    text = _(
        "%(rises)s of %(n)s rose. With so few events the true rate may lie anywhere from "
        "<b>%(lower)s to %(upper)s</b> (95%% interval)."
    )
    base = (
        _("The base rate, %(base)s, lies inside it.")
        if inside
        else _("The base rate, %(base)s, lies outside it.")
    )
    facts = {
        "rises": language.number(luck.rises),
        "n": language.number(luck.n),
        "lower": language.percent(lower),
        "upper": language.percent(upper),
        "base": language.percent(luck.base_share_positive),
    }
    return Markup(text) % facts + " " + base % facts
