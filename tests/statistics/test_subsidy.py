"""The subsidy schedule against the protocol: every block, one by one, in whole satoshis."""

from __future__ import annotations

import pytest

from generator.statistics.subsidy import (
    INTERVAL,
    LIMIT,
    SATOSHIS,
    annual_issuance,
    block_subsidy,
    mined_before,
)


def test_every_block_summed_to_each_halving():
    """The rule of the protocol in a plain loop: the subsidy halves after every 210,000 blocks."""
    total, subsidy, height = 0, 5_000_000_000, 0
    for halving in (210_000, 420_000, 630_000, 840_000):
        while height < halving:
            total += subsidy
            height += 1
        assert mined_before(halving) == total
        assert block_subsidy(halving - 1) == subsidy
        subsidy //= 2
        assert block_subsidy(halving) == subsidy
    assert total == 19_687_500 * SATOSHIS


def test_supply_at_each_halving_by_hand():
    coins = [mined_before(h) / SATOSHIS for h in (0, 1, 210_000, 420_000, 630_000, 840_000)]
    assert coins == [0, 50, 10_500_000, 15_750_000, 18_375_000, 19_687_500]


def test_limit_is_the_published_total():
    """20,999,999.9769 coins: the sum over all 33 eras, each subsidy cut to whole satoshis."""
    assert LIMIT == 2_099_999_997_690_000
    assert sum(210_000 * int(5_000_000_000 / 2**era) for era in range(33)) == LIMIT
    assert mined_before(10**9) == LIMIT
    assert block_subsidy(33 * INTERVAL) == 0
    assert block_subsidy(64 * INTERVAL) == 0


def test_issuance_of_2024_by_hand():
    """52,596 blocks a year, 6.25 then 3.125 coins each, of 19,687,500 coins."""
    assert annual_issuance(840_000, 839_999) == pytest.approx(52_596 * 6.25 / 19_687_500)
    assert annual_issuance(840_000, 839_999) == pytest.approx(0.0167, abs=5e-5)
    assert annual_issuance(840_000, 840_000) == pytest.approx(0.00835, abs=5e-6)
