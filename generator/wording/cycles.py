"""Names and sentences of cycles, supply, volatility, risk curve and rates."""

from generator.language import Language
from generator.models.report import Report
from generator.models.risk_curve import RungState
from generator.wording.labels import names


def points(language: Language, value: float | None) -> str:
    """A change in percentage points with its sign."""
    text = language.number(value, 2)
    return f"+{text}" if value is not None and round(value, 2) > 0 else text


def rung_change(language: Language, rung: RungState, value: float | None) -> str:
    """A distance or a momentum: percent of a price, points of a yield."""
    if value is None:
        return language.gettext("not defined")
    if rung.instrument is not None and rung.instrument.unit == "percent":
        return language.gettext("%(change)s points") % {"change": points(language, value)}
    return language.percent(value, 1, signed=True)


def cycle_label(language: Language, report: Report, cycle: int) -> str:
    """A cycle by the halving that began it, as a heading."""
    _ = language.gettext
    if not report.question.halvings:
        return _("Since the first price")
    if cycle == 0:
        return _("Before the first halving")
    return _("Halving of %(year)s") % {"year": report.cycles.halvings[cycle - 1].date.year}


def cycles_headline(language: Language, report: Report) -> tuple[str, str]:
    """How the halvings compare, and how many of them there are; for any count."""
    _, many = language.gettext, language.ngettext
    known = names(language, report)
    priced = [(h.peak, h.complete) for h in report.cycles.halvings if h.peak is not None]
    multiples = [peak.multiple for peak, _complete in priced]
    if not multiples:
        first = _("%(follower)s’s peaks and lows.") % known
        if not report.question.halvings:
            return first, _("What was lost after each peak, and when it came back.")
        return first, _("No halving has been seen yet.")
    count = language.count(len(multiples))
    confirmed = [turn.peak_date for turn in report.cycles.turns if turn.peak_confirmed]
    settled = sum(complete or peak.date in confirmed for peak, complete in priced)
    if settled < 2 or multiples != sorted(multiples, reverse=True):
        first = _("What followed each halving.")
    elif settled == len(priced):
        first = _("The peak after each halving was a smaller multiple.")
    else:
        first = _("The peak after each halving was a smaller multiple, the latest so far.")
    second = many("There has been %(count)s.", "There have been only %(count)s.", len(multiples))
    return first, second % {"count": count}


def risk_headline(language: Language, report: Report) -> tuple[str, str]:
    """How many rungs are lit, and whether the order of lighting agrees with the article's, under
    every definition that was tried.
    """
    _, many = language.gettext, language.ngettext
    trends = [rung.trend for rung in report.risk_curve.rungs if rung.trend is not None]
    lit = sum(trend.lit for trend in trends)
    facts = {
        "lit": language.count(lit, start=True),
        "total": language.count(len(trends)),
        "episodes": language.count(len(report.risk_curve.counted)),
    }
    if not trends:
        first = _("No rung has data.")
    elif lit == len(trends) == 2:
        first = _("Both rungs are lit.")
    elif lit == len(trends) > 1:
        first = _("All %(total)s rungs are lit.") % facts
    elif lit == 0:
        first = _("No rung is lit.")
    else:
        first = (
            many("%(lit)s of %(total)s rungs is lit.", "%(lit)s of %(total)s rungs are lit.", lit)
            % facts
        )
    return first, _order_sentence(language, report)


def _order_sentence(language: Language, report: Report) -> str:
    """Whether the order of lighting is the one that is told, under every definition."""
    _, tried = language.gettext, report.risk_curve.robustness
    if report.risk_curve.agreement is None:
        if report.risk_curve.has_order:
            return _("There is no order to compare yet.")
        return _("Too few rungs are known for an order.")
    if not tried.below_5_percent:
        return _("The order in which they lit looks like chance.")
    if tried.below_5_percent < tried.variants:
        claimed = _("Whether they lit in the article’s order hangs on the definition.")
        common = _("Whether they lit from safe to risky hangs on the definition.")
    else:
        claimed = _("They lit in the article’s order more often than by chance.")
        common = _("They lit from safe to risky more often than by chance.")
    return common if report.question.article is None else claimed
