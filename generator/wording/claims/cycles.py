"""Words on the claims about cycles and supply: C06, C07, C11, C13 to C15 and C30."""

from __future__ import annotations

from dataclasses import replace

from generator.models.claims import Verdict
from generator.wording.claims.words import Gettext, Speaker, Words


def bull_market_of_2016(_: Gettext) -> Words:
    """C06."""
    return Words(
        says=_("The breakout of 2016 came at the start of a Bitcoin bull market."),
        claimed=_("at the start"),
        answers={
            "time": _("%(time)s of the days from low to peak were over"),
            "price": _("%(price)s of the rise, in logarithms, was over"),
            "record": _("the breakout came on %(breakout)s, Bitcoin’s own record on %(record)s"),
            "none": _("no breakout in that year"),
        },
        formula=_(
            "Where the breakout lies between the cycle low and the next cycle peak. The start is "
            "the first %(start)s, by days or by the log of the price; or any day before Bitcoin’s "
            "own record."
        ),
        why={
            Verdict.HOLDS: _("By time, by price and by Bitcoin’s own record it came early."),
            Verdict.DEPENDS: _(
                "By then Bitcoin stood at %(since_low)s its low of %(low)s; up to its peak "
                "%(to_peak)s more followed. Whether that is a start hangs on the definition."
            ),
            Verdict.FAILS: _("By none of the three measures did a bull market start then."),
        },
    )


def bull_market_of_2020(_: Gettext) -> Words:
    """C07."""
    return replace(
        bull_market_of_2016(_),
        says=_("The breakout of 2020, too, came at the start of a Bitcoin bull market."),
    )


def two_rises(_: Gettext) -> Words:
    """C11."""
    return Words(
        says=_("The earlier two rises were 27-fold and 5-fold."),
        claimed=_("%(claimed)s times"),
        answers={
            "breakout": _("from breakout to cycle peak: %(breakout)s"),
            "halving": _("from halving to cycle peak: %(halving)s"),
            "low": _("from cycle low to cycle peak: %(low)s"),
        },
        formula=_(
            "Close over close, from three kinds of day to the cycle peaks of 2017 and 2021. It "
            "agrees if both lie within %(tolerance)s of the figure."
        ),
        why={
            Verdict.HOLDS: _("All three ways to measure give about these figures."),
            Verdict.DEPENDS: _(
                "The article does not say from which day to which. The figures fit one way to "
                "measure and not another."
            ),
            Verdict.FAILS: _("None of the three ways to measure gives these figures."),
        },
    )


def issuance(_: Gettext) -> Words:
    """C13."""
    return Words(
        says=_("The fourth halving cut annual issuance from 1.7% to 0.85%."),
        claimed=_("%(claimed_before)s to %(claimed_after)s"),
        answers={
            "before": _("%(before)s just before the halving"),
            "after": _("%(after)s just after it"),
        },
        formula=_(
            "New coins a year at 144 blocks a day over all coins mined. It agrees within "
            "%(tolerance)s points."
        ),
        why={
            Verdict.HOLDS: _("The protocol gives these figures; the article rounds them."),
            Verdict.PARTLY: _("Only one of the two figures fits."),
            Verdict.FAILS: _("The protocol gives other figures."),
        },
    )


def mined(_: Gettext) -> Words:
    """C14."""
    return Words(
        says=_("94% of all bitcoin are already mined."),
        claimed="%(claimed)s",
        answers={
            "at_least": _("at least %(claimed)s: %(mined)s on %(date)s"),
            "rounded": _("within %(rounding)s points of that figure"),
            "today": _("%(mined_today)s on %(today)s"),
        },
        formula=_(
            "Coins mined by the day over all that there will ever be. Two parts: at least as many, "
            "and the same figure within %(rounding)s points."
        ),
        why={
            Verdict.HOLDS: _("That is the share, rounded."),
            Verdict.PARTLY: _("At least as many were mined, but the figure was out of date."),
            Verdict.FAILS: _("Fewer were mined by then."),
        },
    )


def record_before_halving(_: Gettext) -> Words:
    """C15."""
    return Words(
        says=_("March 2024 brought the first record before a halving."),
        claimed=_("the first time"),
        answers={
            "record": _("%(records)s record closes in March 2024, the first on %(record)s"),
            "first": _("%(preceded)s of %(earlier)s earlier halvings had one in the year before"),
        },
        formula=_(
            "Record closes of March 2024; and record closes within the 365 days before each "
            "earlier halving."
        ),
        why={
            Verdict.HOLDS: _("A record came that month, and none in the year before the others."),
            Verdict.PARTLY: _("Only one of the two parts fits."),
            Verdict.FAILS: _("No record came that month, and others had come before a halving."),
        },
    )


def weakening(_: Gettext) -> Words:
    """C30."""
    return Words(
        says=_("The halving’s effect weakens with every cycle."),
        claimed=_("smaller each time"),
        answers={
            "highest": _("halving to highest close before the next: %(highest)s"),
            "peak": _("halving to cycle peak: %(peak)s"),
            "year": _("halving to 365 days later: %(year)s"),
            "next": _("halving to next halving: %(next)s"),
        },
        formula=_(
            "Multiples whose last day has come, in order. A measure agrees if each is smaller than "
            "the one before; below %(fewest)s multiples it says nothing."
        ),
        why={
            Verdict.HOLDS: _(
                "Smaller each time under each measure. A handful of cycles makes no law, and prices"
                " do not say what the halving did."
            ),
            Verdict.DEPENDS: _(
                "Smaller each time under some measures, not under all. Prices do not say what the "
                "halving did."
            ),
            Verdict.FAILS: _("Under no measure were the multiples smaller each time."),
        },
    )


SPEAKERS: dict[str, Speaker] = {
    "C06": bull_market_of_2016,
    "C07": bull_market_of_2020,
    "C11": two_rises,
    "C13": issuance,
    "C14": mined,
    "C15": record_before_halving,
    "C30": weakening,
}
