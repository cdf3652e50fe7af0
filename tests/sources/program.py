"""The command line in this process or in one of its own, with yfinance as new each time."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yfinance.base
from click.testing import CliRunner
from yfinance import cache
from yfinance.data import SingletonMeta, YfData

from generator.__main__ import main
from generator.config import ROOT


@dataclass(frozen=True)
class Ended:
    """What a run of the program leaves to whoever started it."""

    code: int
    out: str
    errors: str


def run_here(arguments: list[str], environment: Mapping[str, str]) -> Ended:
    """Run it in this process: a process of its own spends most of its time on imports."""
    with yfinance_as_new():
        done = CliRunner(env=environment).invoke(main, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def run_apart(arguments: list[str], environment: Mapping[str, str], **options: Any) -> Ended:
    """Run it in a process of its own, as a maintainer does."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def yfinance_as_new() -> Iterator[None]:
    """No session, cookie, time zone or failure is remembered from an earlier run, or for later."""
    _forget()
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    for data in SingletonMeta._instances.values():
        data._session.close()
    SingletonMeta._instances.clear()
    YfData.cache_get.cache_clear()
    yfinance.base._tz_info_fetch_ctr = 0
    for kept, database, name in (
        (cache._TzCacheManager, cache._TzDBManager, "_tz_cache"),
        (cache._CookieCacheManager, cache._CookieDBManager, "_Cookie_cache"),
    ):
        database.close_db()
        database._db = None
        setattr(kept, name, None)
