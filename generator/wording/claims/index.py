"""Words on the claims about the small caps: C01 to C05 and C20."""

from __future__ import annotations

from generator.models.claims import Verdict
from generator.wording.claims.words import Gettext, Speaker, Words


def three_weeks(_: Gettext) -> Words:
    """C01."""
    return Words(
        says=_("The small-cap index gained 9% in the first three weeks of 2026."),
        claimed="%(claimed)s",
        answers={
            "three_weeks": _("%(three_weeks)s by %(three_weeks_end)s"),
            "article_day": _("%(article_day)s by %(article_day_end)s"),
        },
        formula=_(
            "Last close by the day over the last close of 2025, minus 1. It agrees within "
            "%(tolerance)s percentage points."
        ),
        why={
            Verdict.HOLDS: _("It had gained as much after three weeks and on the article’s day."),
            Verdict.DEPENDS: _(
                "Three weeks end on 21 January. Count to that day or to the day of the article: "
                "the answers differ."
            ),
            Verdict.FAILS: _("On neither day was the gain near the figure."),
        },
    )


def above_level(_: Gettext) -> Words:
    """C02."""
    return Words(
        says=_("The index rose above 2,700."),
        claimed=_("above %(claimed)s"),
        answers={
            "close": _("highest close %(close)s, %(close_day)s"),
            "intraday": _("highest within a session %(intraday)s, %(intraday_day)s"),
        },
        formula=_("Highest close, and highest high, from 1 January 2026 to %(date)s."),
        why={
            Verdict.HOLDS: _("Both the closes and the highs had passed that level."),
            Verdict.DEPENDS: _("It passed that level within a session, but closed below it."),
            Verdict.FAILS: _("It had not reached that level by the day of the article."),
        },
    )


def sideways(_: Gettext) -> Words:
    """C03."""
    return Words(
        says=_("The index had gone sideways for three years since its peak of late 2021."),
        claimed=_("%(claimed)s years"),
        answers={
            "close": _("by closes %(close)s years, %(close_peak)s to %(close_end)s"),
            "intraday": _("by highs %(intraday)s years, %(intraday_peak)s to %(intraday_end)s"),
        },
        formula=_(
            "Years from the record of late 2021 to the next one (at most to the article’s day). It "
            "agrees within %(tolerance)s years."
        ),
        why={
            Verdict.HOLDS: _("By closes and by highs it waited for about as long as that."),
            Verdict.DEPENDS: _(
                "By closes and by highs the answers differ. It was no calm wait: the lowest close "
                "lay %(deepest)s below the peak."
            ),
            Verdict.FAILS: _("Neither by closes nor by highs did it wait for about three years."),
        },
    )


def november(_: Gettext) -> Words:
    """C04."""
    return Words(
        says=_("The index first broke out in November: 2024 in one passage, 2025 in another."),
        claimed=_("November 2024, or November 2025"),
        answers={
            "close": _("by closes on %(close)s"),
            "intraday": _("by highs on %(intraday)s"),
        },
        formula=_(
            "First record after %(sessions)s or more sessions without one, since the peak of 2021; "
            "by closes, and by highs within the session. It agrees if it lies in either month."
        ),
        why={
            Verdict.HOLDS: _("By closes and by highs the breakout came in one of the two months."),
            Verdict.DEPENDS: _(
                "The two records give different dates, and only one of them lies in a November "
                "that the article names."
            ),
            Verdict.FAILS: _("Under neither definition did it break out in those months."),
        },
    )


def price_discovery(_: Gettext) -> Words:
    """C05."""
    return Words(
        says=_("In January 2026 the index is in price discovery."),
        claimed=_("price discovery"),
        answers={
            "article_day": _("%(date)s: %(state)s"),
            "today": _("%(today)s: %(state_today)s"),
        },
        formula=_(
            "The state on %(published)s: above the record that it broke, with a record in the "
            "latest %(limit)s sessions."
        ),
        why={
            Verdict.HOLDS: _("Sessions since its latest record on that day: %(sessions)s."),
            Verdict.FAILS: _("On that day it was not in that state."),
        },
    )


def year_2025(_: Gettext) -> Words:
    """C20."""
    return Words(
        says=_("In 2025 the index rose by more than 40%."),
        claimed=_("more than %(claimed)s"),
        answers={
            "calendar": _("%(calendar)s over the calendar year"),
            "from_low": _("%(from_low)s from the low of %(low)s"),
        },
        formula=_(
            "Close of %(end)s over the last close of the year before, and over the lowest close of "
            "April 2025, minus 1."
        ),
        why={
            Verdict.HOLDS: _("It rose by more than that over the year and from its low."),
            Verdict.DEPENDS: _(
                "Over the year and from the low of April the answers differ. A rise that is "
                "measured from a low always looks large."
            ),
            Verdict.FAILS: _("It rose by less, over the year and from its low."),
        },
    )


SPEAKERS: dict[str, Speaker] = {
    "C01": three_weeks,
    "C02": above_level,
    "C03": sideways,
    "C04": november,
    "C05": price_discovery,
    "C20": year_2025,
}
