"""The claims as they read on an earlier day, worked out once.

A replay is half of a report, and a day that is over reads the same every time. What was found is
kept in a file that is named by a hash of all that decides it: the prices up to that day, the
question, our code, and the libraries. The file begins with a hash of the rest: one that is damaged
is worked out again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from pydantic import TypeAdapter

from generator import claims
from generator.config import Config
from generator.models.claims import Claim
from generator.models.prices import Prices
from generator.signals.report import find

MOST_KEPT = 200
"""Files: a few months of daily builds, 3 MB."""

LIBRARIES = ("arch", "numpy", "pandas", "scipy", "statsmodels")
_CLAIMS = TypeAdapter(tuple[Claim, ...])


def replayed_claims(config: Config, prices: Prices, day: date) -> tuple[Claim, ...] | None:
    """The claims as they read on an earlier day; None if it lies ahead, or before the prices."""
    cut = Prices.as_of_day(day, prices.question, prices.histories)
    if day > prices.as_of or not (len(cut.leader.rows) and len(cut.follower.rows)):
        return None
    if not claims.is_about(prices.question):
        return ()
    file = _file(config, cut)
    known = _kept(file)
    if known is None:
        known = claims.audit(find(cut, config.freshness), cut)
        _keep(file, known)
    return known


def keep(config: Config, prices: Prices, known: tuple[Claim, ...]) -> None:
    """Keep the claims of the report's own day: a later report will ask for them."""
    _keep(_file(config, prices), known)


def _file(config: Config, prices: Prices) -> Path:
    digest = hashlib.sha256(_program(config.code).encode())
    digest.update(repr((prices.as_of, prices.question, config.freshness)).encode())
    for history in prices.histories:
        digest.update(repr((history.instrument, history.checked, len(history.rows))).encode())
        digest.update(history.dates.to_numpy().tobytes())
        digest.update(history.rows[["high", "close"]].to_numpy(dtype=float).tobytes())
        digest.update("\0".join(history.rows["source"]).encode())
    return config.replays / f"{digest.hexdigest()}.json"


@cache
def _program(code: Path) -> str:
    """What works out the claims, as a hash."""
    digest = hashlib.sha256(
        repr([python_version(), *((name, version(name)) for name in LIBRARIES)]).encode()
    )
    for file in sorted(code.rglob("*.py")):
        digest.update(f"\0{file.relative_to(code)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _kept(file: Path) -> tuple[Claim, ...] | None:
    """What a file holds; None if there is none, or another than was written."""
    try:
        check, _, text = file.read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() != check:
            return None
        os.utime(file)
    except OSError:
        return None
    return _CLAIMS.validate_json(text)


def _keep(file: Path, known: tuple[Claim, ...]) -> None:
    """Keep claims, whole or not at all, if they read back the same; failing to is no error."""
    content = _CLAIMS.dump_json(known)
    if repr(_CLAIMS.validate_json(content)) != repr(known):
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        temporary.replace(file)
        _forget_old(file.parent.glob("*.json"))
    except OSError:
        pass  # the next build works them out again, that is all


def _forget_old(files: Iterable[Path]) -> None:
    """Remove what was last used the longest ago, beyond the most that are kept."""
    by_use = sorted(files, key=lambda file: -file.stat().st_mtime_ns)
    for file in by_use[MOST_KEPT:]:
        file.unlink(missing_ok=True)
