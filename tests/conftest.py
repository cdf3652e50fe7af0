"""Fixtures that several tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from generator.config import load_config
from generator.models.prices import Prices
from generator.models.results import Report
from generator.pipeline import evaluate
from tests.helpers import shipped_prices

# No deadline: machines are noisy. In CI the same examples every time: a red run must repeat.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


@pytest.fixture(scope="session")
def real_prices() -> Prices:
    """The shipped history as of its last day."""
    return shipped_prices()


@pytest.fixture(scope="session")
def real_report(real_prices: Prices) -> Report:
    """The report as of the last day of the shipped history."""
    return evaluate(load_config(), real_prices)
