"""Cycles: the dates as published on any earlier day, and every multiple from the stored files."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest

from generator.models.cycles import Anchor, CycleMeasure
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.cycles import cycles, find_turns
from tests.helpers import prices, shipped_prices, stored_rows

HALVINGS = [date(2012, 11, 28), date(2016, 7, 9), date(2020, 5, 11), date(2024, 4, 20)]


@pytest.fixture(scope="module")
def bitcoin():
    return {date.fromisoformat(row["date"]): float(row["close"]) for row in stored_rows("btc")}


def multiples(report, measure):
    return [m for m in report.cycles.multiples if m.measure is measure]


def cycles_of(follower, leader=(1, 10, 9, 9, 9, 9, 11), **changes):
    made = prices(leader, follower, **changes)
    return cycles(made, find_breakouts(made.leader, primary_definition(made.question)))


def test_peaks_and_lows_of_bitcoin(real_report):
    turns = real_report.cycles.turns
    assert [str(turn.peak_date) for turn in turns] == [
        "2011-06-08", "2013-12-04", "2017-12-16", "2021-11-08", "2025-10-06",
    ]  # fmt: skip
    assert [str(turn.low.date) for turn in turns] == [
        "2011-11-18", "2015-01-14", "2018-12-15", "2022-11-21", "2026-06-30",
    ]  # fmt: skip
    assert str(turns[-1].peak_confirmed) == "2026-10-06"
    assert turns[-1].low.confirmed is None
    assert all(turn.low.confirmed for turn in turns[:-1])


def test_dates_published_as_confirmed_never_change(real_prices, real_report):
    """Replayed on every tenth day: confirmed dates stay; a record so far may only be replaced."""
    final = real_report.cycles.turns
    days = real_prices.follower.dates
    seen = 0
    for day in days[5::10]:
        then = find_turns(real_prices.follower.until(day.date()))
        for number, turn in enumerate(then):
            if turn.peak_confirmed is None:
                assert turn is then[-1]
                assert turn.low is None
                continue
            assert turn.peak_confirmed <= day.date()
            assert (turn.peak_date, turn.peak_confirmed) == (
                final[number].peak_date,
                final[number].peak_confirmed,
            )
            if turn.low.confirmed is not None:
                assert turn == final[number]
                seen += 1
    assert seen > 1000


def test_peak_is_so_far_until_the_day_that_confirms_it():
    eve = find_turns(shipped_prices(date(2026, 10, 5)).follower)[-1]
    assert (eve.peak_date, eve.peak_confirmed, eve.low) == (date(2025, 10, 6), None, None)
    day = find_turns(shipped_prices(date(2026, 10, 6)).follower)[-1]
    assert day.peak_confirmed == date(2026, 10, 6)
    assert day.low.fall == pytest.approx(58558.86 / 124752.53 - 1)


def test_halvings_against_the_stored_files(real_report, bitcoin):
    found = real_report.cycles.halvings
    assert [h.date for h in found] == HALVINGS
    assert [h.height for h in found] == [210_000, 420_000, 630_000, 840_000]
    assert [round(h.peak.multiple, 2) for h in found] == [92.89, 29.73, 8.50, 1.92]
    assert [h.complete for h in found] == [True, True, True, False]
    for halving, end in zip(found, [*HALVINGS[1:], date(2027, 1, 1)], strict=True):
        window = {d: p for d, p in bitcoin.items() if halving.date <= d < end}
        highest = max(window, key=window.get)
        assert halving.peak.entry == bitcoin[halving.date]
        assert halving.peak.date == highest
        assert halving.peak.multiple == pytest.approx(window[highest] / bitcoin[halving.date])
        assert halving.peak.days == (highest - halving.date).days


def test_record_before_the_halving_only_in_2024(real_report, bitcoin):
    assert [h.record_in_year_before for h in real_report.cycles.halvings] == [
        False, False, False, True,
    ]  # fmt: skip
    for halving in real_report.cycles.halvings:
        highest, records = 0.0, []
        for day, price in sorted(bitcoin.items()):
            if price > highest:
                highest, records = price, [*records, day]
        records = [day for day in records[1:] if day < halving.date]
        assert halving.latest_record == records[-1]
        near = [day for day in records if (halving.date - day).days <= 365]
        assert halving.record_in_year_before == bool(near)


def test_multiples_under_each_measure(real_report, bitcoin):
    """From the stored closes on days named here, so that no search is repeated."""
    peaks = ["2013-12-04", "2017-12-16", "2021-11-08", "2025-10-06"]
    lows = ["2011-11-18", "2015-01-14", "2018-12-15", "2022-11-21"]
    earlier = ["2011-06-08", *peaks[:-1]]
    events = ["2011-04-27", "2013-01-02", "2016-11-14", "2020-11-13", "2025-09-18"]
    highest = ["2013-12-04", "2017-12-16", "2024-03-13", "2025-10-06"]
    halvings = [str(day) for day in HALVINGS]
    years = [str(day + timedelta(days=365)) for day in HALVINGS]
    for measure, starts, ends in (
        (CycleMeasure.HALVING_TO_HIGHEST, halvings, highest),
        (CycleMeasure.HALVING_TO_PEAK, halvings, peaks),
        (CycleMeasure.HALVING_TO_YEAR, halvings, years),
        (CycleMeasure.HALVING_TO_HALVING, halvings, [*halvings[1:], "2026-10-08"]),
        (CycleMeasure.LOW_TO_PEAK, lows, peaks),
        (CycleMeasure.PEAK_TO_PEAK, earlier, peaks),
        (CycleMeasure.BREAKOUT_TO_PEAK, events, ["2011-06-08", *peaks]),
    ):
        found = [m for m in multiples(real_report, measure) if m.end is not None]
        assert [(str(m.start), str(m.end.date)) for m in found] == list(
            zip(starts, ends, strict=True)
        )
        for one, start, end in zip(found, starts, ends, strict=True):
            expected = bitcoin[date.fromisoformat(end)] / bitcoin[date.fromisoformat(start)]
            assert one.end.multiple == pytest.approx(expected, rel=1e-12)
        assert [m.cycle for m in found] == list(range(5 - len(found), 5))


def test_what_has_not_come_is_not_yet(real_report):
    waiting = [m for m in real_report.cycles.multiples if m.end is None]
    assert [(m.measure, str(m.start)) for m in waiting] == [
        (CycleMeasure.LOW_TO_PEAK, "2026-06-30"),
        (CycleMeasure.PEAK_TO_PEAK, "2025-10-06"),
    ]
    running = multiples(real_report, CycleMeasure.HALVING_TO_HALVING)[-1]
    assert (running.end.date, running.complete) == (date(2026, 10, 8), False)


def test_halving_after_the_report_is_not_known():
    made = shipped_prices(date(2024, 4, 19))
    found = cycles(made, find_breakouts(made.leader, primary_definition(made.question)))
    assert [h.date for h in found.halvings] == HALVINGS[:3]
    assert not found.halvings[-1].complete
    assert found.halvings[-1].peak.date == date(2024, 3, 13)


def test_overlay_runs_from_anchor_to_anchor(real_report, bitcoin):
    overlays = {overlay.anchor: overlay for overlay in real_report.cycles.overlays}
    assert set(overlays) == set(Anchor)
    halving = overlays[Anchor.HALVING]
    assert [path.anchor for path in halving.paths] == HALVINGS
    assert [int(path.days[-1]) for path in halving.paths] == [1318, 1401, 1439, 901]
    today = halving.paths[-1]
    assert today.multiples[-1] == pytest.approx(81676.30 / bitcoin[HALVINGS[3]])
    assert not overlays[Anchor.LOW].paths[-1].settled
    for path in halving.paths:
        assert (path.days[0], path.multiples[0]) == (0, 1)


def test_range_of_the_earlier_cycles_on_one_day(real_report, bitcoin):
    earlier = next(o for o in real_report.cycles.overlays if o.anchor is Anchor.HALVING).earlier
    for day in (0, 500, 1350, 1439):
        values = [
            bitcoin[start + timedelta(days=day)] / bitcoin[start]
            for start, end in itertools.pairwise(HALVINGS)
            if start + timedelta(days=day) < end
        ]
        here = np.flatnonzero(earlier.days == day)[0]
        assert earlier.low[here] == pytest.approx(min(values))
        assert earlier.high[here] == pytest.approx(max(values))
        assert earlier.cycles[here] == len(values)


def test_follower_without_halvings_still_has_turns_and_breakouts():
    found = cycles_of([5, 5, 5, 5, 5, 5, 10, 9], halvings=())
    assert found.halvings == ()
    assert {m.measure for m in found.multiples} == {CycleMeasure.BREAKOUT_TO_PEAK}
    assert [o.anchor for o in found.overlays] == [Anchor.BREAKOUT]
    assert found.overlays[0].earlier is None


@pytest.mark.parametrize("follower", [[5.0], [5.0, 4.0], [4.0, 5.0]])
def test_few_days_define_little(follower):
    found = cycles_of(follower)
    assert found.halvings == ()
    assert found.multiples == ()
    assert found.overlays == ()
    assert len(found.turns) == (follower == [4.0, 5.0])


def test_halving_without_a_price_defines_nothing():
    (halving,) = cycles_of([5.0] * 5 + [6.0], [1.0] * 20).halvings
    assert halving.date == date(2020, 1, 15)
    assert halving.peak is None
    assert halving.record_in_year_before is True  # the record of the sixth day
    assert cycles_of([6.0, 5.0], [1.0] * 20).halvings[0].record_in_year_before is None
