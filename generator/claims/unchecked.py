"""Claims that no price can decide: C21 to C23, C29, C31 to C34 and C36.

Each quotes its figure as claimed; the words name the data that would decide it.
"""

from datetime import date

from generator.claims.findings import day, dollars, multiple, other_data, share
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

average_company = Statement(
    id="C29",
    says=N_("The average market value of the companies in the index exceeds 1 billion dollars."),
    claimed=N_("above %(claimed)s"),
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
    says=N_(
        "Money leaving small-cap funds while the index rises contradicts earlier bull markets."
    ),
    claimed=N_("contradicts earlier bull markets"),
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

tesla = Statement(
    id="C36",
    says=N_("Tesla began to buy Bitcoin in 2020."),
    claimed=N_("in 2020"),
    needed=N_("the company’s own reports"),
    beside=N_(
        "The company announced its first purchase on %(announced)s, in its annual report for 2020 "
        "(Form 10-K, filed with the SEC on that day)."
    ),
    judge=lambda _: other_data(day("announced", date(2021, 2, 8))),
)
