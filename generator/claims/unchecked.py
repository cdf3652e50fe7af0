"""Claims that no price can decide: C21 to C23, C29 and C31 to C34.

Each quotes its figure as claimed; the words name the data that would decide it.
"""

from generator.claims.findings import dollars, multiple, other_data, share
from generator.claims.statements import Statement
from generator.language import N_

BILLION = 1e9

fund_outflows = Statement(
    id="C21",
    says=N_("Investors took about 20 billion dollars out of US small-cap funds in 2025."),
    claimed=N_("about %(claimed)s"),
    needed=N_("monthly flows of US small-cap funds, as fund-data firms publish them"),
    slip=N_(
        "One translation prints %(printed)s: a slip. Chinese counts large sums in hundreds of "
        "millions, and two hundred of these are %(claimed)s."
    ),
    judge=lambda _: other_data(dollars("claimed", 20 * BILLION), dollars("printed", 200 * BILLION)),
)

loss_makers = Statement(
    id="C22",
    says=N_("About 40% of the index’s companies lost money in the third quarter of 2025."),
    claimed=N_("about %(claimed)s"),
    needed=N_("the quarterly earnings of every company in the index"),
    judge=lambda _: other_data(share("claimed", 0.40)),
)

loss_makers_doubled = Statement(
    id="C23",
    says=N_("The share of companies with losses has more than doubled since 2007."),
    claimed=N_("more than doubled, above %(claimed)s"),
    needed=N_("the earnings of all members of the index in 2007 and today"),
    judge=lambda _: other_data(multiple("claimed", 2.0)),
)

median_company = Statement(
    id="C29",
    says=N_("The median company in the index is worth little more than a billion dollars."),
    claimed=N_("little more than %(claimed)s"),
    needed=N_("the market value of every company in the index"),
    judge=lambda _: other_data(dollars("claimed", BILLION)),
)

etf_inflows = Statement(
    id="C31",
    says=N_("The spot funds drew hundreds of billions of dollars."),
    claimed=N_("hundreds of billions, that is at least %(printed)s"),
    needed=N_("the net inflows of every US spot Bitcoin fund since January 2024"),
    slip=N_(
        "Probably a slip of translation for tens of billions, that is from %(claimed)s: the "
        "Chinese words for the two differ by one character."
    ),
    judge=lambda _: other_data(dollars("printed", 100 * BILLION), dollars("claimed", 10 * BILLION)),
)

outflows_in_a_rise = Statement(
    id="C32",
    says=N_("Money leaving small-cap funds while the index rises is unlike earlier rises."),
    claimed=N_("unlike earlier bull markets"),
    needed=N_("flows of US small-cap funds over several bull markets"),
)

bank_loans = Statement(
    id="C33",
    says=N_("Small companies borrow from banks rather than by bonds."),
    claimed=N_("banks rather than bonds"),
    needed=N_("the balance sheets of the index’s companies: loans and bonds"),
)

domestic_sales = Statement(
    id="C34",
    says=N_("Small companies earn mostly at home, so the index reads the domestic economy."),
    claimed=N_("mostly at home"),
    needed=N_("sales by country of the index’s companies"),
)
