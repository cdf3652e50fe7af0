"""Words on the claims that no price can decide: what is claimed, and what would decide it."""

from __future__ import annotations

from generator.wording.claims.words import Gettext, Speaker, Words


def fund_outflows(_: Gettext) -> Words:
    """C21."""
    return Words(
        says=_("Investors took about 20 billion dollars out of US small-cap funds in 2025."),
        claimed=_("about %(claimed)s"),
        needed=_("monthly flows of US small-cap funds, as fund-data firms publish them"),
        slip=_(
            "One translation prints %(printed)s: a slip. Chinese counts large sums in hundreds of "
            "millions, and two hundred of these are %(claimed)s."
        ),
    )


def loss_makers(_: Gettext) -> Words:
    """C22."""
    return Words(
        says=_("About 40% of the index’s companies lost money in the third quarter of 2025."),
        claimed=_("about %(claimed)s"),
        needed=_("the quarterly earnings of every company in the index"),
    )


def loss_makers_doubled(_: Gettext) -> Words:
    """C23."""
    return Words(
        says=_("The share of companies with losses has more than doubled since 2007."),
        claimed=_("more than doubled, above %(claimed)s"),
        needed=_("the earnings of all members of the index in 2007 and today"),
    )


def median_company(_: Gettext) -> Words:
    """C29."""
    return Words(
        says=_("The median company in the index is worth little more than a billion dollars."),
        claimed=_("little more than %(claimed)s"),
        needed=_("the market value of every company in the index"),
    )


def etf_inflows(_: Gettext) -> Words:
    """C31."""
    return Words(
        says=_("The spot funds drew hundreds of billions of dollars."),
        claimed=_("hundreds of billions, that is at least %(printed)s"),
        needed=_("the net inflows of every US spot Bitcoin fund since January 2024"),
        slip=_(
            "Probably a slip of translation for tens of billions, that is from %(claimed)s: the "
            "Chinese words for the two differ by one character."
        ),
    )


def outflows_in_a_rise(_: Gettext) -> Words:
    """C32."""
    return Words(
        says=_("Money leaving small-cap funds while the index rises is unlike earlier rises."),
        claimed=_("unlike earlier bull markets"),
        needed=_("flows of US small-cap funds over several bull markets"),
    )


def bank_loans(_: Gettext) -> Words:
    """C33."""
    return Words(
        says=_("Small companies borrow from banks rather than by bonds."),
        claimed=_("banks rather than bonds"),
        needed=_("the balance sheets of the index’s companies: loans and bonds"),
    )


def domestic_sales(_: Gettext) -> Words:
    """C34."""
    return Words(
        says=_("Small companies earn mostly at home, so the index reads the domestic economy."),
        claimed=_("mostly at home"),
        needed=_("sales by country of the index’s companies"),
    )


SPEAKERS: dict[str, Speaker] = {
    "C21": fund_outflows,
    "C22": loss_makers,
    "C23": loss_makers_doubled,
    "C29": median_company,
    "C31": etf_inflows,
    "C32": outflows_in_a_rise,
    "C33": bank_loans,
    "C34": domestic_sales,
}
