"""Supply by date: known heights, the estimate beyond them, and what is not defined."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from generator.signals.supply import GENESIS, height_on, supply
from tests.helpers import prices, shipped_prices

POINTS = ((GENESIS, 0), (date(2012, 11, 28), 210_000), (date(2016, 7, 9), 420_000))


def test_height_is_exact_on_known_days_and_linear_between_them():
    assert [height_on(day, POINTS) for day, _ in POINTS] == [0, 210_000, 420_000]
    # 661 of the 1,319 days between the two halvings: 210,000 + 105,238.8
    assert height_on(date(2012, 11, 28) + timedelta(days=661), POINTS) == 315_238
    assert height_on(date(2016, 7, 19), POINTS) == 420_000 + 1_440


def test_estimate_never_passes_a_halving_that_has_no_date():
    assert height_on(date(2030, 1, 1), POINTS) == 629_999
    made = shipped_prices(date(2026, 10, 8))
    late = supply(type(made)(date(2030, 1, 1), made.question, made.histories))
    assert late.height == 1_049_999
    assert late.next_halving.estimate == date(2030, 1, 1)


def test_supply_of_the_shipped_history(real_report):
    """901 days after block 840,000 at 144 blocks a day and 3.125 coins a block."""
    found = real_report.supply
    assert found.height == 840_000 + 901 * 144
    assert found.supply == 19_687_500 + 901 * 144 * 3.125
    assert found.mined_share == pytest.approx(20_092_950 / 20_999_999.9769)
    assert found.annual_issuance == pytest.approx(144 * 365.25 * 3.125 / 20_092_950)
    assert str(found.next_halving.estimate) == "2028-04-17"  # 1,458 days after 2024-04-20
    assert found.next_halving.height == 1_050_000


def test_issuance_steps_down_at_each_halving(real_report):
    steps = real_report.supply.steps
    assert [round(step.before, 4) for step in steps] == [0.2505, 0.0835, 0.0358, 0.0167]
    assert [round(step.after, 5) for step in steps] == [0.12523, 0.04174, 0.01789, 0.00835]
    for step in steps:
        assert step.after == step.before / 2


def test_path_only_rises_in_share_and_only_falls_in_issuance(real_report):
    path = real_report.supply.path
    assert np.all(np.diff(path.mined_share) >= 0)
    assert np.all(np.diff(path.annual_issuance) < 0)
    assert list(path.dates) == sorted(path.dates)
    assert path.dates[-1] == date(2026, 10, 8)
    assert path.dates.count(date(2024, 4, 20)) == 2


def test_supply_as_of_an_earlier_day_knows_no_later_halving():
    found = supply(shipped_prices(date(2024, 4, 19)))
    assert len(found.steps) == 3
    assert found.height == 630_000 + (date(2024, 4, 19) - date(2020, 5, 11)).days * 144
    assert str(found.next_halving.estimate) == "2024-05-08"
    early = supply(shipped_prices(date(2010, 12, 31)))
    assert (early.steps, early.height) == ((), 144 * (date(2010, 12, 31) - GENESIS).days)


def test_not_defined_without_halvings_or_before_the_first_block():
    assert supply(prices([1.0], [1.0], halvings=())) is None
    assert supply(prices([1.0], [1.0], halvings=(date(2009, 1, 3),))) is None
    made = prices([1.0], [1.0])
    assert supply(type(made)(GENESIS, made.question, made.histories)) is None
    assert supply(made).height > 0
