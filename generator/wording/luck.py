"""The claim against chance in words: the verdict, the draws, what hangs on one event."""

from markupsafe import Markup

from generator.language import UNDEFINED, Language
from generator.models.grid import Placebo
from generator.models.luck import LEVEL, Luck
from generator.models.report import Report
from generator.wording.labels import pair_text

TINY = 0.00001
"""P-values below it are only bounded."""


def p_text(language: Language, p: float | None) -> str:
    """A p-value as a percentage with as many digits as it deserves; a dash if not defined."""
    if p is None:
        return UNDEFINED
    if p < TINY:
        return language.gettext("below %(bound)s") % {"bound": language.percent(TINY, 3)}
    return language.percent(p, 0 if p >= 0.2 else 1 if p >= 0.01 else 2 if p >= 0.0001 else 3)


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
    """Which share of random draws did as well, for a reader who never heard of a p-value."""
    if luck.p_value.uniform is None:
        return language.gettext("There is no complete event, so there is nothing to draw against.")
    return language.ngettext(
        "Of %(draws)s random draws of %(count)s date, %(p)s did as well. That share is p.",
        "Of %(draws)s random draws of %(count)s dates, %(p)s did as well. That share is p.",
        luck.n,
    ) % {
        "draws": language.number(luck.draws),
        "count": language.count(luck.n),
        "p": p_text(language, luck.p_value.uniform),
    }


def attainable_sentence(language: Language, luck: Luck) -> str:
    """What the best dates would have reached; nothing where there are none."""
    if luck.attainable_p is None:
        return ""
    return language.ngettext(
        "The best date that the rule allows would have had a p of %(p)s.",
        "The best %(num)s dates that the rule allows would have had a p of %(p)s.",
        luck.n,
    ) % {"num": language.number(luck.n), "p": p_text(language, luck.attainable_p)}


def odds_sentence(language: Language, luck: Luck) -> str:
    """How much the primary p can move a reader at most."""
    _ = language.gettext
    if luck.odds is None:
        return ""
    if luck.odds <= 1:
        return _("A p this large cannot raise the odds of a link at all.")
    return _(
        "Whatever odds you gave a link before, a p of %(p)s can multiply them by %(odds)s at most."
    ) % {"p": p_text(language, luck.p_value.uniform), "odds": language.number(luck.odds, 1)}


def era_sentence(language: Language, luck: Luck) -> str:
    """What drawing from the years around each event does to p."""
    era = luck.p_value.same_era
    if era.days_365 is None:
        return ""
    return language.gettext(
        "Random days mix eras in which prices rose at different speeds. Against days within a year "
        "of each event p is %(near)s, within two years %(far)s."
    ) % {"near": p_text(language, era.days_365), "far": p_text(language, era.days_730)}


def next_event_sentence(language: Language, report: Report) -> str:
    """What the next complete event would do to p, for and against; nothing without an event."""
    _, luck = language.gettext, report.luck
    found = luck.next_event
    if found is None or luck.p_value.uniform is None:
        return ""
    facts = {
        "multiple": language.multiple(found.multiple_for_5_percent),
        "days": language.number(luck.horizon),
        "median": language.multiple(found.base_median),
        "at_median": p_text(language, found.p_at_base_median),
        "at_half": p_text(language, found.p_at_half),
    }
    first = (
        _("The next breakout brings p to 5%% if %(multiple)s or more follows within %(days)s days.")
        if luck.p_value.uniform >= LEVEL
        else _("p stays below 5%% if the next breakout is followed by %(multiple)s or more.")
    )
    second = _(
        "At the median of all days, %(median)s, p would be %(at_median)s; after a fall by half, "
        "%(at_half)s."
    )
    if found.halves_for_25_percent is None:
        third = _("No run of such falls that we tried would bring it above 25%.")
    else:
        third = language.ngettext(
            "It takes %(count)s such fall to bring it above 25%%.",
            "It takes %(count)s such falls in a row to bring it above 25%%.",
            found.halves_for_25_percent,
        ) % {"count": language.count(found.halves_for_25_percent)}
    return " ".join((first % facts, second % facts, third))


def carried(language: Language, report: Report) -> str:
    """Which event the result hangs on most, if it hangs on one."""
    luck = report.luck
    left = [
        (one.event, one.test.p_value)
        for one in luck.robustness.leave_one_out
        if one.test is not None
    ]
    if luck.p_value.uniform is None or not left:
        return ""
    event, without = max(left, key=lambda one: one[1])
    if without < 2 * luck.p_value.uniform:
        return ""
    return language.gettext(
        "One event carries the mean: without %(date)s it would be %(without)s instead of %(p)s."
    ) % {
        "date": language.date(event),
        "without": p_text(language, without),
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
    without = p.halving_matched_without_prehistory
    if without in (None, p.halving_matched):
        return (
            _("Against days on the same halving clock p is %(matched)s instead of %(p)s.") % facts
        )
    if (without < LEVEL) == (p.halving_matched < LEVEL):
        text = _(
            "Against days on the same halving clock p is %(matched)s instead of %(p)s. Without "
            "events before the first halving it is %(without)s."
        )
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
    return pair_text(language, by_symbol[placebo.leader], by_symbol[placebo.follower])


def interval_sentence(language: Language, report: Report) -> Markup:
    """What so few events allow to say about the share of rises (markup)."""
    luck, observed, base = report.luck, report.luck.observed, report.luck.base
    if observed is None or base is None:
        return Markup("%s") % language.gettext("No event is complete yet.")
    lower, upper = observed.interval
    inside = lower <= base.share_positive <= upper
    _ = language.gettext
    text = _(
        "%(rises)s of %(n)s rose. With so few events the true rate may lie anywhere from "
        "<b>%(lower)s to %(upper)s</b> (95%% interval)."
    )
    beside = (
        _("The base rate, %(base)s, lies inside it.")
        if inside
        else _("The base rate, %(base)s, lies outside it.")
    )
    facts = {
        "rises": language.number(luck.rises),
        "n": language.number(luck.n),
        "lower": language.percent(lower),
        "upper": language.percent(upper),
        "base": language.percent(base.share_positive),
    }
    return Markup(text) % facts + " " + beside % facts
