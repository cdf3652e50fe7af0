"""Bitcoin's issuance as its protocol fixes it, in whole satoshis.

Source: ``GetBlockSubsidy`` in Bitcoin Core's ``validation.cpp``: 50 coins, shifted right by one bit
every 210,000 blocks, nothing after 64 shifts.
"""

SATOSHIS = 100_000_000
"""One coin in satoshis."""

INTERVAL = 210_000
"""Blocks between two halvings."""

BLOCKS_PER_DAY = 144
"""One block in ten minutes, the pace that the protocol aims at."""

_FIRST_SUBSIDY = 50 * SATOSHIS
_MOST_HALVINGS = 64


def block_subsidy(height: int) -> int:
    """New satoshis in the block of that height (the first block has height 0)."""
    halvings = height // INTERVAL
    return 0 if halvings >= _MOST_HALVINGS else _FIRST_SUBSIDY >> halvings


def mined_before(height: int) -> int:
    """Satoshis issued by all blocks below that height.

    The coins of the first block can never be spent; they count, as in every published total.
    """
    whole, rest = divmod(min(height, INTERVAL * _MOST_HALVINGS), INTERVAL)
    issued = sum(INTERVAL * block_subsidy(INTERVAL * epoch) for epoch in range(whole))
    return issued + rest * block_subsidy(INTERVAL * whole)


LIMIT = mined_before(INTERVAL * _MOST_HALVINGS)
"""All satoshis that will ever be issued: 20,999,999.9769 coins."""


def annual_issuance(height: int, subsidy_height: int) -> float:
    """New coins a year over the coins mined below ``height``, as a fraction.

    ``subsidy_height`` names the block whose subsidy is meant: at a halving the old and the new one
    differ. Not defined for height 0.
    """
    new = BLOCKS_PER_DAY * 365.25 * block_subsidy(subsidy_height)
    return new / mined_before(height)
