"""Words on the claims about money and interest rates: C17 and C26 to C28."""

from __future__ import annotations

from generator.models.claims import Verdict
from generator.wording.claims.words import Gettext, Speaker, Words


def risk_curve(_: Gettext) -> Words:
    """C17."""
    return Words(
        says=_("Money moves along the risk curve: Treasuries, large caps, small caps, crypto."),
        claimed=_("in this order"),
        answers={
            "order": _("mean agreement %(tau)s, reached by %(p)s of random orders"),
        },
        formula=_(
            "The order in which the rungs lit in each episode, compared with the article’s "
            "(Kendall’s tau, from −1 to 1). It agrees if it is positive and fewer than %(level)s "
            "of random orders do as well."
        ),
        why={
            Verdict.HOLDS: _("The order fits better than chance. Prices do not show the money."),
            Verdict.FAILS: _(
                "In %(episodes)s episodes, under the one definition that was tried, the order fits "
                "no better than chance would. Prices do not show the money itself."
            ),
        },
    )


def tightening(_: Gettext) -> Words:
    """C26."""
    return Words(
        says=_("In 2016 the Federal Reserve’s tightening was nearly over."),
        claimed=_("nearly over"),
        answers={
            "done": _("%(steps_done)s of %(steps)s rises, %(done)s of the way, by the end of 2016"),
        },
        formula=_(
            "The policy rate’s rise up to the end of 2016 over its whole rise until the next cut. "
            "Nearly over means at least %(needed)s."
        ),
        why={
            Verdict.HOLDS: _("Most of the rise lay behind."),
            Verdict.FAILS: _(
                "Much of the rise lay ahead: the rate stood at %(rate)s and went on to %(peak)s."
            ),
        },
    )


def cut_to_the_floor(_: Gettext) -> Words:
    """C27."""
    return Words(
        says=_("In 2020 policy rates were cut to the floor."),
        claimed=_("to the floor"),
        answers={
            "cut": _("%(cuts)s cuts, %(change)s points in all"),
            "floor": _("down to %(rate)s; the lowest so far was %(floor)s"),
        },
        formula=_(
            "Changes of the federal funds target (upper bound) in 2020, and its lowest level among "
            "all stored until then."
        ),
        why={
            Verdict.HOLDS: _("It was cut to the lowest level on record here."),
            Verdict.PARTLY: _("Only one of the two parts fits."),
            Verdict.FAILS: _("It was not cut, and not at its lowest."),
        },
    )


def first_to_feel_rates(_: Gettext) -> Words:
    """C28."""
    return Words(
        says=_("Small caps suffer first when rates rise and gain first when they fall."),
        claimed=_("worse on rises, better on falls"),
        answers={
            "rises": _(
                "%(rises)s a day against large caps on large rises of the yield (%(rises_low)s to "
                "%(rises_high)s, n = %(days_rises)s)"
            ),
            "falls": _(
                "%(falls)s on large falls of it (%(falls_low)s to %(falls_high)s, n = "
                "%(days_falls)s)"
            ),
        },
        formula=_(
            "Mean log return of small minus large caps on the %(tail)s of days with the largest "
            "rises and the %(tail)s with the largest falls of the 10-year yield. It agrees if the "
            "whole 95%% interval, in brackets, lies on the claimed side."
        ),
        why={
            Verdict.HOLDS: _("Both ways they moved as claimed on such days."),
            Verdict.PARTLY: _("They moved as claimed one way, not the other."),
            Verdict.FAILS: _(
                "Neither way did they clearly move as claimed; an interval wholly beyond zero on "
                "the other side says the opposite. Moves of one day cannot say who was first."
            ),
        },
    )


SPEAKERS: dict[str, Speaker] = {
    "C17": risk_curve,
    "C26": tightening,
    "C27": cut_to_the_floor,
    "C28": first_to_feel_rates,
}
