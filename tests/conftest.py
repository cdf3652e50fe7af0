"""Fixtures that several tests share."""

from __future__ import annotations

import os

# Before numpy is loaded: the workers use every core already, and threads that wait burn one each.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pickle
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType

import jinja2
import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from generator import pages
from generator.config import ROOT, Config, load_config
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


LONG = (
    *("test_site", "refresh_workflow", "exchanges", "month_ends", "no_look_ahead", "year"),
    *("pipeline", "processors", "terminal"),
)
"""How the names of files end whose tests are long, or stay on one worker; the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, so that no worker is still at one when the others have nothing left."""
    items.sort(key=lambda item: [not item.path.stem.endswith(end) for end in LONG])


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


class _Compiled(jinja2.BytecodeCache):
    """Templates that this process has compiled, by their names and texts."""

    def __init__(self) -> None:
        self._known: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._known.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        assert bucket.code
        self._known[bucket.key + bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """A build compiles its templates once; tests that write pages would do it a hundred times."""
    make, compiled = pages._environment, defaultdict[str, _Compiled](_Compiled)

    def environment(edition: pages.Edition, templates: Path) -> jinja2.Environment:
        made = make(edition, templates)
        # Constants are rendered as a template is compiled, in its language.
        made.bytecode_cache = compiled[f"{edition.language.code} {edition.imprint}"]
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_environment", environment)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests, the same for all its workers."""
    here = tmp_path_factory.getbasetemp()
    return here.parent if "PYTEST_XDIST_WORKER" in os.environ else here


@pytest.fixture(scope="session")
def real_report(real_prices: Prices, shared: Path) -> Report:
    """The report as of the last day of the shipped history; worked out once for all workers."""
    file = shared / "report.pickle"
    with FileLock(f"{file}.lock"):
        if not file.exists():
            file.write_bytes(pickle.dumps(evaluate(load_config(), real_prices)))
    report: Report = pickle.loads(file.read_bytes())
    return report


@pytest.fixture(scope="session")
def built_config(shared: Path) -> Config:
    """The configuration of the built site: the shipped rows, and a place for its stamp."""
    folder = shared / "built"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            folder.mkdir()
            project_copy(folder, draws={})
    return load_config(folder / "report.toml").model_copy(update={"stamps": folder / "stamps"})


@pytest.fixture(scope="session")
def built_site(built_config: Config) -> Path:
    """The whole site from the shipped rows as of 22 November 2026; built once for all workers."""
    out = built_config.stamps.with_name("site")
    with FileLock(f"{out}.lock"):
        if not out.exists():
            build(built_config, MOMENT.today, MOMENT, out, lambda _: None)
    return out
