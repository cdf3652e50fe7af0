"""One set of local providers for all tests of a worker, with the real shipped prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import stored_rows
from tests.sources.world import Series, World, running

UNTIL = date(2026, 10, 8)


def real(key: str, **clock: Any) -> Series:
    """The shipped prices as a provider would publish them; a close stands in for a high."""
    return Series(dict(_rows(key)), **clock)


@cache
def _rows(key: str) -> dict[date, tuple[float, float]]:
    return {
        date.fromisoformat(row["date"]): (float(row["high"] or row["close"]), float(row["close"]))
        for row in stored_rows(key)
    }


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture
def world(started: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The providers on a good day, and the way to them: a worker may know those of two folders."""
    for name, value in started.environment.items():
        monkeypatch.setenv(name, value)
    started.reset()
    started.series = {
        "^RUT": real("rut"),
        "^GSPC": real("spx"),
        "BTC-USD": real("btc", zone="UTC", opens="00:00"),
        "DGS10": real("dgs10"),
        "DFEDTARU": real("fedfunds", steps=True),
    }
    return started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a run."""
    return tmp_path
