"""Claims about Bitcoin's price: C09, C10, C12 and C16."""

from datetime import date, timedelta

import numpy as np

from generator.claims.findings import (
    Finding,
    change,
    day,
    dollars,
    not_yet,
    number,
    parts,
    readings,
    share,
)
from generator.claims.material import (
    SETTLED_DAYS,
    Material,
    above,
    last_close,
    near,
    reaches,
    spans,
)
from generator.claims.statements import CYCLES, TODAY, Statement
from generator.language import N_
from generator.models.claims import ShownBy
from generator.signals.breakouts import find_breakouts


@Statement(
    id="C09",
    says=N_("In November 2024 Bitcoin stood around 100,000 dollars."),
    claimed=N_("around %(claimed)s"),
    answers={
        "highest": N_("highest close %(highest)s, %(highest_day)s"),
        "breakout": N_("%(breakout)s on %(breakout_day)s, the breakout by highs"),
    },
    formula=N_(
        "Highest close of November 2024, and the close on the day of the index’s intraday "
        "breakout. It agrees within %(tolerance)s."
    ),
    holds=N_("It came within a tenth of it. The mean of the month was %(mean)s."),
    mixed=N_("It came near on one of the two days, but not on the other."),
    fails=N_("It was not near that price. The mean of the month was %(mean)s."),
    slip=N_(
        "One translation prints %(printed)s: a slip. Chinese counts in ten thousands, and one "
        "hundred thousand is “ten ten-thousands”."
    ),
    shown_by=ShownBy(TODAY, "two-series"),
)
def november_price(m: Material) -> Finding:
    """C09: around 100,000 dollars in November 2024, within a tenth."""
    claimed, printed, tolerance = 100_000.0, 10_000.0, 0.1
    first, last = date(2024, 11, 1), date(2024, 11, 30)
    said = (
        dollars("claimed", claimed),
        dollars("printed", printed),
        share("tolerance", tolerance),
    )
    if not spans(m.follower, first, last) or m.prices.question.claimed is None:
        return not_yet(*said)
    month = m.follower.between(first, last)
    events = find_breakouts(m.leader, m.prices.question.claimed).events
    event = next((e.date for e in events if first <= e.date <= last), None)
    found = {"highest": float(month.closes.max())}
    if event is not None and (close := m.follower.close_on(event)) is not None:
        found["breakout"] = close
    return readings(
        {name: near(price, claimed, tolerance * claimed) for name, price in found.items()},
        *said,
        *(dollars(name, price) for name, price in found.items()),
        dollars("mean", float(month.closes.mean())),
        day("breakout_day", event),
        day("highest_day", month.dates[int(month.closes.argmax())].date()),
        span=(first, last),
    )


@Statement(
    id="C10",
    says=N_("Since the halving of April 2024 Bitcoin went from 63,000 to 90,000, about 50%."),
    claimed=N_("%(claimed_start)s to %(claimed_end)s, about %(claimed)s"),
    answers={
        "start": N_("%(start)s at the halving, %(halving)s"),
        "end": N_("%(end)s on %(date)s"),
        "rise": N_("a change of %(rise)s"),
    },
    formula=N_(
        "Close of %(date)s over the close on the day of the halving, minus 1. Prices agree within "
        "%(tolerance)s, the change within %(points)s points."
    ),
    holds=N_("Both prices and the change are about right."),
    mixed=N_("Not all three fit. The article’s own two prices make %(own)s, not %(claimed)s."),
    fails=N_("Neither the prices nor the change fit."),
    shown_by=ShownBy(CYCLES, "halving-returns"),
)
def since_the_halving(m: Material) -> Finding:
    """C10: from 63,000 at the halving to 90,000 (within 5 %), about 50 % (within ten points)."""
    start, end, rise, tolerance, points = 63_000.0, 90_000.0, 0.5, 0.05, 0.1
    said = (
        dollars("claimed_start", start),
        dollars("claimed_end", end),
        share("claimed", rise),
        share("tolerance", tolerance),
        number("points", 100 * points),
        change("own", end / start - 1),
        day("date", m.published),
    )
    halving = m.halving_in(2024)
    if halving is None or not reaches(m.follower, m.published):
        return not_yet(*said)
    first, last = m.follower.close_on(halving), last_close(m.follower, m.published)
    found = None if first is None or last is None else last / first - 1
    return parts(
        {
            "start": near(first, start, tolerance * start),
            "end": near(last, end, tolerance * end),
            "rise": near(found, rise, points),
        },
        *said,
        dollars("start", first),
        dollars("end", last),
        change("rise", found, 1),
        day("halving", halving),
        span=(halving, m.published),
    )


@Statement(
    id="C12",
    says=N_("In 2020 and 2021 Bitcoin rose from above 10,000 to 69,000."),
    claimed=N_("above %(claimed_start)s to %(claimed_end)s"),
    answers={
        "start": N_("%(start)s on %(start_day)s"),
        "end": N_("%(end)s on %(end_day)s"),
    },
    formula=N_(
        "First close of the rise above %(claimed_start)s, at most %(most)s; highest close of both "
        "years, within %(tolerance)s."
    ),
    holds=N_("Both ends fit, by daily closes."),
    mixed=N_("Only one of the two ends fits."),
    fails=N_("Neither end fits."),
    shown_by=ShownBy(TODAY, "two-series"),
)
def from_ten_thousand(m: Material) -> Finding:
    """C12: from above 10,000 (by at most a fifth) to 69,000 (within 5 %) in 2020 and 2021."""
    low, high, most, tolerance = 10_000.0, 69_000.0, 1.2, 0.05
    first, last = date(2020, 1, 1), date(2021, 12, 31)
    said = (
        dollars("claimed_start", low),
        dollars("claimed_end", high),
        dollars("most", most * low),
        share("tolerance", tolerance),
    )
    if not spans(m.follower, first, last):
        return not_yet(*said)
    window = m.follower.between(first, last)
    closes, peak = window.closes, int(window.closes.argmax())
    below = np.flatnonzero(closes[:peak] <= low)
    start = int(below[-1]) + 1 if len(below) else 0  # the first close of the rise above 10,000
    found, highest = float(closes[start]), float(closes[peak])
    return parts(
        {
            "start": low < found <= most * low,
            "end": near(highest, high, tolerance * high),
        },
        *said,
        dollars("start", found),
        day("start_day", window.dates[start].date()),
        dollars("end", highest),
        day("end_day", window.dates[peak].date()),
        span=(first, last),
    )


@Statement(
    id="C16",
    says=N_("Institutions and the spot funds of 2024 made Bitcoin calmer."),
    claimed=N_("lower volatility"),
    answers={
        "years_1": N_(
            "%(years_1)s times that of the year before (%(years_1_low)s to %(years_1_high)s)"
        ),
        "years_3": N_(
            "%(years_3)s times that of 3 years before (%(years_3_low)s to %(years_3_high)s)"
        ),
        "years_6": N_(
            "%(years_6)s times that of 6 years before (%(years_6_low)s to %(years_6_high)s)"
        ),
        "relative": N_(
            "relative to the small caps’ own ratios, 1 lies within %(open)s of %(compared)s "
            "intervals: from %(relative_low)s up to %(relative_high)s"
        ),
    },
    formula=N_(
        "Realised volatility since the funds began, over that of one, three or six years before; "
        "not before %(settled)s days of trading. It agrees if the whole 95%% interval, in "
        "brackets, lies below 1."
    ),
    holds=N_("It is calmer than before under each comparison. That says when, not why."),
    mixed=N_(
        "Calmer than in some of these periods, not in all. Prices cannot say who was the reason."
    ),
    fails=N_("It is not clearly calmer than in any of these periods."),
    beside=N_(
        "The small caps changed too (%(leader)s times the 3 years before): %(open)s of "
        "%(compared)s ratios relative to theirs hold 1 in their intervals, and leave open whether "
        "Bitcoin calmed more than they did."
    ),
    shown_by=ShownBy(CYCLES, "etf-ratio"),
)
def calmer(m: Material) -> Finding:
    """C16: lower volatility since the funds than in the one, three or six years before.

    A reading agrees if the whole 95 % interval of the ratio lies below 1. Beside it: how many of
    the ratios relative to the small caps hold 1 in theirs.
    """
    found = m.report.volatility
    since, said = found.etf_since, (number("settled", SETTLED_DAYS),)
    if since is None or not reaches(m.follower, since + timedelta(days=SETTLED_DAYS)):
        return not_yet(*said)
    known = {f"years_{c.years}": c.follower for c in found.comparisons if c.follower is not None}
    relative = [c.relative for c in found.comparisons if c.relative is not None]
    primary = found.primary
    return readings(
        {name: not above(ratio.interval[1], 1.0) for name, ratio in known.items()},
        *said,
        *(number(name, ratio.ratio, 2) for name, ratio in known.items()),
        *(number(f"{name}_low", ratio.interval[0], 2) for name, ratio in known.items()),
        *(number(f"{name}_high", ratio.interval[1], 2) for name, ratio in known.items()),
        number("leader", primary.leader.ratio if primary and primary.leader else None, 2),
        number("open", sum(low <= 1 <= high for low, high in relative)),
        number("compared", len(relative)),
        number("relative_low", tuple(low for low, _ in relative), 2),
        number("relative_high", tuple(high for _, high in relative), 2),
        span=(m.follower.first_date, m.follower.last_date),
        beside=("relative",),
    )
