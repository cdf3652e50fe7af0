"""Words on the claims about Bitcoin's price: C09, C10, C12 and C16."""

from __future__ import annotations

from generator.models.claims import Verdict
from generator.wording.claims.words import Gettext, Speaker, Words


def november_price(_: Gettext) -> Words:
    """C09."""
    return Words(
        says=_("In November 2024 Bitcoin stood around 100,000 dollars."),
        claimed=_("around %(claimed)s"),
        answers={
            "highest": _("highest close %(highest)s, %(highest_day)s"),
            "breakout": _("%(breakout)s on %(breakout_day)s, the breakout by highs"),
        },
        formula=_(
            "Highest close of November 2024, and the close on the day of the index’s intraday "
            "breakout. It agrees within %(tolerance)s."
        ),
        why={
            Verdict.HOLDS: _("It came within a tenth of it. The mean of the month was %(mean)s."),
            Verdict.DEPENDS: _("It came near on one of the two days, but not on the other."),
            Verdict.FAILS: _("It was not near that price. The mean of the month was %(mean)s."),
        },
        slip=_(
            "One translation prints %(printed)s: a slip. Chinese counts in ten thousands, and one "
            "hundred thousand is “ten ten-thousands”."
        ),
    )


def since_the_halving(_: Gettext) -> Words:
    """C10."""
    return Words(
        says=_("Since the halving of April 2024 Bitcoin went from 63,000 to 90,000, about 50%."),
        claimed=_("%(claimed_start)s to %(claimed_end)s, about %(claimed)s"),
        answers={
            "start": _("%(start)s at the halving, %(halving)s"),
            "end": _("%(end)s on %(date)s"),
            "rise": _("a change of %(rise)s"),
        },
        formula=_(
            "Close of %(date)s over the close on the day of the halving, minus 1. Prices agree "
            "within %(tolerance)s, the change within %(points)s points."
        ),
        why={
            Verdict.HOLDS: _("Both prices and the change are about right."),
            Verdict.PARTLY: _(
                "Not all three fit. The article’s own two prices make %(own)s, not %(claimed)s."
            ),
            Verdict.FAILS: _("Neither the prices nor the change fit."),
        },
    )


def from_ten_thousand(_: Gettext) -> Words:
    """C12."""
    return Words(
        says=_("In 2020 and 2021 Bitcoin rose from above 10,000 to 69,000."),
        claimed=_("above %(claimed_start)s to %(claimed_end)s"),
        answers={
            "start": _("%(start)s on %(start_day)s"),
            "end": _("%(end)s on %(end_day)s"),
        },
        formula=_(
            "First close of the rise above %(claimed_start)s, at most %(most)s; highest close of "
            "both years, within %(tolerance)s."
        ),
        why={
            Verdict.HOLDS: _("Both ends fit, by daily closes."),
            Verdict.PARTLY: _("Only one of the two ends fits."),
            Verdict.FAILS: _("Neither end fits."),
        },
    )


def calmer(_: Gettext) -> Words:
    """C16."""
    return Words(
        says=_("Institutions and the spot funds of 2024 made Bitcoin calmer."),
        claimed=_("lower volatility"),
        answers={
            f"years_{years}": text
            for years, text in (
                (1, _("%(years_1)s of the year before (%(years_1_low)s to %(years_1_high)s)")),
                (3, _("%(years_3)s of 3 years before (%(years_3_low)s to %(years_3_high)s)")),
                (6, _("%(years_6)s of 6 years before (%(years_6_low)s to %(years_6_high)s)")),
            )
        },
        formula=_(
            "Realised volatility since the funds began, over that of one, three or six years "
            "before; not before %(settled)s days of trading. It agrees if the whole 95%% interval "
            "lies below 1."
        ),
        why={
            Verdict.HOLDS: _(
                "It is calmer than before under each comparison. That says when, not why."
            ),
            Verdict.DEPENDS: _(
                "Calmer than in some of these periods, not in all. The small caps changed too "
                "(%(leader)s of 3 years before), and prices cannot say who was the reason."
            ),
            Verdict.FAILS: _("It is not clearly calmer than in any of these periods."),
        },
    )


SPEAKERS: dict[str, Speaker] = {
    "C09": november_price,
    "C10": since_the_halving,
    "C12": from_ten_thousand,
    "C16": calmer,
}
