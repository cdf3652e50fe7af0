"""Elsewhere: every pair against plain Python and the library's own closing times, entries by hand,
and the joint rotation against a loop."""

from __future__ import annotations

import bisect
import math
from dataclasses import replace
from datetime import date, timedelta

import exchange_calendars
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from generator.models.instruments import Instrument
from generator.models.luck import LEVEL
from generator.models.prices import PriceHistory, Prices
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.elsewhere import _rotation, _Tested, elsewhere
from generator.signals.luck import luck
from generator.signals.pairs import pair_sample
from generator.signals.sample import Sample
from generator.statistics.permutation import TIE
from tests.helpers import SHIPPED_UNTIL, quick, shipped_prices, stored_rows

NEW_YORK, TOKYO, LONDON, ALWAYS_OPEN = "XNYS", "XTKS", "XLON", "daily"


def named(report, leader, follower):
    return next(
        pair
        for pair in report.elsewhere.pairs
        if (pair.leader.symbol, pair.follower.symbol) == (leader, follower)
    )


@pytest.mark.parametrize(
    ("leader", "follower", "n", "rises", "mean", "base", "p"),
    [  # worked out on the shipped history by separate code
        ("^RUT", "^IXIC", 9, 7, 0.11, 0.11, 0.54),
        ("^RUT", "^GSPC", 9, 8, None, None, 0.30),
        ("^DJI", "BTC-USD", 3, 3, None, None, 0.07),
        ("^FTSE", "BTC-USD", 4, 4, None, None, 0.23),
        ("^GSPC", "BTC-USD", 3, 3, None, None, 0.21),
        ("^IXIC", "BTC-USD", 3, 3, None, None, 0.40),
    ],
)
def test_reference_figures(real_report, leader, follower, n, rises, mean, base, p):
    pair = named(real_report, leader, follower)
    assert (pair.n, pair.rises) == (n, rises)
    assert pair.p_value.uniform == pytest.approx(p, abs=0.012)
    if mean is not None:
        assert pair.mean_log_return == pytest.approx(mean, abs=0.005)
        assert pair.base.mean == pytest.approx(base, abs=0.005)


def closings(calendar, days):
    """When each day's close is made: as the library says, else by the clock of the exchange."""
    if calendar == ALWAYS_OPEN:
        return [pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1) for day in days]
    made = exchange_calendars.get_calendar(
        calendar, start=None if calendar == TOKYO else "1970-01-01", end="2026-12-31"
    )
    clock = {TOKYO: ("Asia/Tokyo", "15:30")}.get(calendar)
    known = made.closes
    return [
        known[day] if day in known.index else pd.Timestamp(f"{day} {clock[1]}", tz=clock[0])
        for day in days
    ]


def test_every_pair_against_plain_python(real_report, real_prices):
    rows, moments = {}, {}
    for history in real_prices.histories:
        key, calendar = history.instrument.key, history.instrument.calendar
        if history.instrument.unit == "percent":
            continue
        stored = stored_rows(key, since="")
        rows[key] = [(row["date"], float(row["close"])) for row in stored]
        moments[key] = closings(calendar, [day for day, _close in rows[key]])
    gaps = dict.fromkeys(rows, real_prices.histories)
    checked = 0
    for pair in real_report.elsewhere.pairs:
        lead, follow = pair.leader.key, pair.follower.key
        history = next(h for h in gaps[lead] if h.instrument.key == lead)
        days = [day for day, _close in rows[follow]]
        found = {}
        for (day, _close), moment in zip(rows[lead], moments[lead], strict=True):
            at = bisect.bisect_left(moments[follow], moment)
            if at == len(days) or (at == 0 and days[0] != day):
                continue
            entered = date.fromisoformat(days[at])
            if (entered - date.fromisoformat(day)).days > 7:
                continue
            end = entered + timedelta(days=365)
            last = bisect.bisect_right(days, str(end)) - 1
            if str(end) > days[-1] or (end - date.fromisoformat(days[last])).days > 7:
                continue
            found[day] = math.log(rows[follow][last][1] / rows[follow][at][1])
        events = find_breakouts(history, primary_definition(real_prices.question)).events
        expected = {str(e.date): found[str(e.date)] for e in events if str(e.date) in found}
        assert {str(e.date): e.log_return for e in pair.events} == pytest.approx(expected)
        assert (pair.base is None) == (not found)
        if found and not len(history.gaps):
            values = list(found.values())
            assert pair.base.sessions == len(values)
            assert pair.base.mean == pytest.approx(math.fsum(values) / len(values))
            assert pair.base.share_positive == pytest.approx(
                sum(value > 0 for value in values) / len(values)
            )
        checked += 1
    assert checked == 60


def test_p_of_a_pair_is_that_of_scipys_permutation_test(real_report, real_prices):
    """A mean of random sessions is a random relabelling of all of them."""
    pair = named(real_report, "^RUT", "^IXIC")
    small, nasdaq = (
        next(h for h in real_prices.histories if h.instrument.key == key) for key in ("rut", "ixic")
    )
    sample = pair_sample(small, nasdaq, 365)
    chosen = sample.dates.isin([pd.Timestamp(event.date) for event in pair.events])
    values = sample.log_returns
    test = stats.permutation_test(
        (values[chosen], values[~chosen]),
        lambda some, _rest, axis: some.mean(axis=axis),
        permutation_type="independent",
        alternative="greater",
        n_resamples=4_000,
        batch=200,
        vectorized=True,
        rng=np.random.default_rng(7),
    )
    error = math.sqrt(test.pvalue * (1 - test.pvalue) / 4_000)
    assert abs(test.pvalue - pair.p_value.uniform) < 4 * error


def test_one_test_has_one_number(real_report):
    own = named(real_report, "^RUT", "BTC-USD")
    assert own.p_value.uniform == real_report.luck.p_value.uniform
    assert own.p_value.spaced == real_report.luck.p_value.spaced
    for placebo in real_report.placebos[:-1]:
        pair = named(real_report, placebo.leader, placebo.follower)
        assert (placebo.n, placebo.test.p_value) == (pair.n, pair.p_value.uniform)


def at(calendar, *days):
    """A history whose closes are 1, 2, 4 … on some days: a return tells which two were used."""
    instrument = Instrument(calendar, calendar, calendar, "other", calendar, "points", 2)
    index = pd.DatetimeIndex(days, name="date").as_unit("us")
    closes = 2.0 ** np.arange(len(days))
    return PriceHistory(
        instrument, pd.DataFrame({"high": np.nan, "close": closes, "source": "x"}, index=index)
    )


@pytest.mark.parametrize(
    ("leader", "session", "follower", "others", "entered"),
    [
        # Tokyo closes before New York does on the same date.
        (TOKYO, "2024-02-22", NEW_YORK, ["2024-02-21", "2024-02-22", "2024-02-23"], "2024-02-22"),
        # After New York, Tokyo's next session: the 23rd was the Emperor's birthday.
        (NEW_YORK, "2024-02-22", TOKYO, ["2024-02-21", "2024-02-22", "2024-02-26"], "2024-02-26"),
        # London closes at 16:30, New York at 21:00 UTC: on a Friday the next close is Monday's.
        (NEW_YORK, "2023-02-03", LONDON, ["2023-02-02", "2023-02-03", "2023-02-06"], "2023-02-06"),
        (LONDON, "2023-02-03", NEW_YORK, ["2023-02-02", "2023-02-03", "2023-02-06"], "2023-02-03"),
        # On half days both close early, London still first.
        (LONDON, "2024-12-24", NEW_YORK, ["2024-12-23", "2024-12-24", "2024-12-26"], "2024-12-24"),
        (NEW_YORK, "2024-12-24", LONDON, ["2024-12-23", "2024-12-24", "2024-12-27"], "2024-12-27"),
        # A half day in New York (18:00 UTC) is still after a whole one in London.
        (NEW_YORK, "2023-11-24", LONDON, ["2023-11-23", "2023-11-24", "2023-11-27"], "2023-11-27"),
        # In the weeks in which only one side keeps summer time.
        (NEW_YORK, "2024-03-12", LONDON, ["2024-03-11", "2024-03-12", "2024-03-13"], "2024-03-13"),
        (LONDON, "2024-10-29", NEW_YORK, ["2024-10-28", "2024-10-29", "2024-10-30"], "2024-10-29"),
        # A holiday of the follower: New York was closed on 2 January 2007, by surprise.
        (LONDON, "2007-01-02", NEW_YORK, ["2006-12-29", "2007-01-03", "2007-01-04"], "2007-01-03"),
        # A UTC day ends after every session of its date.
        (NEW_YORK, "2024-02-22", ALWAYS_OPEN, ["2024-02-21", "2024-02-22", "2024-02-23"],
         "2024-02-22"),
        (TOKYO, "2024-02-22", ALWAYS_OPEN, ["2024-02-21", "2024-02-22", "2024-02-23"],
         "2024-02-22"),
        # After a UTC day has ended, New York's next close: Saturday's is followed by Monday's.
        (ALWAYS_OPEN, "2024-02-24", NEW_YORK, ["2024-02-23", "2024-02-26", "2024-02-27"],
         "2024-02-26"),
        (ALWAYS_OPEN, "2024-02-22", NEW_YORK, ["2024-02-21", "2024-02-22", "2024-02-23"],
         "2024-02-23"),
        # The same exchange.
        (NEW_YORK, "2024-02-22", NEW_YORK, ["2024-02-21", "2024-02-22", "2024-02-23"],
         "2024-02-22"),
    ],
)  # fmt: skip
def test_entry_is_the_first_close_after_the_leader_s(leader, session, follower, others, entered):
    end = pd.Timestamp(entered) + pd.Timedelta(days=30)
    history = at(follower, *others, f"{end:%Y-%m-%d}")
    sample = pair_sample(at(leader, session), history, 30)
    assert [f"{day:%Y-%m-%d}" for day in sample.dates] == [session]
    assert sample.log_returns[0] / math.log(2) == pytest.approx(3 - others.index(entered))


def test_exit_is_the_last_close_up_to_a_week_before_the_end():
    leader = at(NEW_YORK, "2024-02-22")
    days = ["2024-02-22", "2024-03-15", "2024-03-25"]  # the window ends on Saturday, 23 March
    assert len(pair_sample(leader, at(NEW_YORK, *days), 30).dates) == 0  # 15 March: 8 days before
    days[1] = "2024-03-18"
    assert pair_sample(leader, at(NEW_YORK, *days), 30).log_returns[0] == pytest.approx(math.log(2))
    assert len(pair_sample(leader, at(NEW_YORK, *days[:2]), 30).dates) == 0  # not over


def test_nothing_is_entered_long_after_the_session_nor_before_the_first_close_is_known():
    end = "2024-03-29"
    late = at(NEW_YORK, "2024-02-20", "2024-03-05", end)
    assert len(pair_sample(at(NEW_YORK, "2024-02-22"), late, 1).dates) == 0
    first = at(NEW_YORK, "2024-02-26", "2024-02-27", end)
    assert len(pair_sample(at(NEW_YORK, "2024-02-23"), first, 1).dates) == 0
    assert len(pair_sample(at(NEW_YORK, "2024-02-26"), first, 1).dates) == 1
    nothing = first.with_rows(first.rows.iloc[:0], None)
    assert len(pair_sample(at(NEW_YORK, "2024-02-23"), nothing, 1).dates) == 0
    assert len(pair_sample(nothing, first, 1).dates) == 0


def answered(prices):
    breakouts = find_breakouts(prices.leader, primary_definition(prices.question))
    return elsewhere(prices, luck(prices, breakouts))


def pair_of(rng, first, years, chosen):
    """A testable pair on business days, and its null."""
    days = pd.bdate_range(first, periods=260 * years, unit="us")
    sample = Sample(30, days, rng.normal(0, 0.3, len(days)))
    positions = np.array(chosen, dtype=np.int64)
    null = np.sort(rng.choice(sample.log_returns, (99, len(positions))).mean(axis=1))
    mean = sample.log_returns[positions].mean()
    return _Tested(sample, positions, null, p_of(null, mean))


def p_of(null, mean):
    return (sum(value >= mean - TIE for value in null) + 1) / (len(null) + 1)


def test_rotation_against_a_plain_loop():
    rng = np.random.default_rng(11)
    pairs = [
        pair_of(rng, "2001-01-01", 9, (100, 400, 900, 2300)),
        pair_of(rng, "2001-01-01", 9, (101, 500, 1200)),
        pair_of(rng, "2006-03-01", 4, (3, 300, 700, 1039)),  # a shorter calendar
    ]
    longest = (pairs[0].sample.dates[-1] - pairs[0].sample.dates[0]).days + 1
    shifts = range(365, longest - 365)
    observed, least = sum(p.p_value < 0.05 for p in pairs), min(p.p_value for p in pairs)
    below = smallest = 0
    for shift in shifts:
        found = []
        for one in pairs:
            days = [day.date() for day in one.sample.dates]
            circle = (days[-1] - days[0]).days + 1
            turn = 365 + (shift - 365) % (circle - 730)
            total = 0.0
            for position in one.positions:
                since = ((days[position] - days[0]).days + turn) % circle
                moved = days[0] + timedelta(days=since)
                total += one.sample.log_returns[bisect.bisect_left(days, moved)]
            found.append(p_of(one.null, total / len(one.positions)))
        below += sum(p < 0.05 for p in found) >= observed
        smallest += min(found) <= least + TIE
    rotation = _rotation(pairs)
    assert rotation.shifts == len(shifts)
    assert rotation.smallest_p == least
    assert rotation.below_5_percent_reached == (below + 1) / (len(shifts) + 1)
    assert rotation.smallest_p_reached == (smallest + 1) / (len(shifts) + 1)
    assert _rotation([]) is None


def test_rotation_keeps_every_pair_its_events(real_report):
    rotation = real_report.elsewhere.rotation
    assert rotation.smallest_p == min(
        pair.p_value.uniform for pair in real_report.elsewhere.pairs if pair.is_testable
    )
    assert 0 < rotation.smallest_p_reached <= 1
    below = sum(
        pair.p_value.uniform < LEVEL for pair in real_report.elsewhere.pairs if pair.is_testable
    )
    assert real_report.elsewhere.below_5_percent == below
    if below == 0:
        assert rotation.below_5_percent_reached == 1


def test_two_events_are_not_tested(real_report):
    few = [pair for pair in real_report.elsewhere.pairs if pair.n < 3]
    assert few
    assert not any(pair.is_testable or pair.is_below_5_percent for pair in few)
    assert real_report.elsewhere.testable == len(real_report.elsewhere.pairs) - len(few)


@pytest.mark.parametrize("day", [date(2016, 11, 14), date(2017, 11, 20), SHIPPED_UNTIL])
def test_no_pair_knows_of_tomorrow(day):
    """Other prices after the report's day change nothing."""
    whole = quick(shipped_prices())
    rng = np.random.default_rng(0)
    altered = []
    for history in whole.histories:
        rows = history.rows.copy()
        later = rows.index > pd.Timestamp(day)
        rows.loc[later, "close"] *= rng.uniform(0.5, 2.0, int(later.sum()))
        altered.append(replace(history, rows=rows))
    one, other = (
        answered(Prices.as_of_day(day, whole.question, histories))
        for histories in (whole.histories, tuple(altered))
    )
    assert one == other
    assert all(
        event.date + timedelta(days=365) <= day for pair in one.pairs for event in pair.events
    )


def test_a_question_without_others_has_its_own_pair():
    prices = quick(shipped_prices())
    alone = replace(prices, question=replace(prices.question, other_leaders=(), other_followers=()))
    found = answered(alone)
    assert [(p.leader.symbol, p.follower.symbol) for p in found.pairs] == [("^RUT", "BTC-USD")]


def test_a_series_without_rows_is_a_pair_without_events():
    prices = quick(shipped_prices(date(2010, 7, 20)))  # Ethereum has no price yet
    found = answered(prices)
    ether = [pair for pair in found.pairs if pair.follower.symbol == "ETH-USD"]
    assert len(ether) == 6
    assert all((pair.n, pair.base, pair.p_value.uniform) == (0, None, None) for pair in ether)


def test_report_holds_the_pairs(real_report):
    assert len(real_report.elsewhere.leaders) == 6
    assert len(real_report.elsewhere.followers) == 11
