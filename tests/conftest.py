"""Fixtures that several tests share."""

from __future__ import annotations

import os

# Before numpy is loaded: the workers use every core already, and threads that wait burn one each.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import re
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from generator.config import ROOT, load_config
from generator.models.prices import Prices
from generator.models.report import Report
from generator.pipeline import build, evaluate
from tests.helpers import MOMENT, project_copy, shipped_prices

# No deadline: machines are noisy. In CI the same examples every time: a red run must repeat.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


collect_ignore = ["newcomer"]  # files for a copy of the project: tests/test_newcomer.py


def pytest_xdist_auto_num_workers() -> int:
    """One more than cores: browsers, providers and repeated requests keep tests waiting."""
    allowed = getattr(os, "sched_getaffinity", None)  # not everywhere
    return (len(allowed(0)) if allowed else os.cpu_count() or 1) + 1


class _ByGroup(LoadGroupScheduling):
    """Tests of one group on one worker; which group it is stands in their file.

    pytest-xdist 3.8 writes the group into the names of tests, which pytest 9.2 gives it no way to.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid.split("::", maxsplit=1)[0]) or nodeid


@cache
def _group(file: str) -> str:
    named = re.search(r'xdist_group\("(\w+)"\)', (ROOT / file).read_text(encoding="utf-8"))
    return named[1] if named else ""


def pytest_xdist_make_scheduler(config, log):
    return _ByGroup(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def real_prices() -> Prices:
    """The shipped history as of its last day."""
    return shipped_prices()


@pytest.fixture(scope="session")
def real_report(real_prices: Prices) -> Report:
    """The report as of the last day of the shipped history."""
    return evaluate(load_config(), real_prices)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site from the shipped rows as of 22 November 2026; built once for all workers."""
    here = tmp_path_factory.getbasetemp()
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "built"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            folder.mkdir()
            config = load_config(project_copy(folder, draws={}))
            config = config.model_copy(update={"stamps": folder / "stamps"})
            build(config, MOMENT.today, MOMENT, folder / "site", lambda _: None)
    return folder / "site"
