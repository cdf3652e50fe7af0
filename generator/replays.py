"""The claims as they read on an earlier day, worked out once.

A replay is half of a report, and a day that is over reads the same every time. What was found is
kept; what decides it are the prices up to that day, the question, our code, and the libraries.
"""

import hashlib
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from pydantic import TypeAdapter

from generator import claims
from generator.config import Config
from generator.kept import Shelf, hash_of
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
    key = _key(config, cut)
    content = _shelf(config).find(key)
    if content is not None:
        return _CLAIMS.validate_json(content)
    known = claims.audit(find(cut, config.freshness), cut)
    _keep(config, key, known)
    return known


def keep(config: Config, prices: Prices, known: tuple[Claim, ...]) -> None:
    """Keep the claims of the report's own day: a later report will ask for them."""
    _keep(config, _key(config, prices), known)


def _key(config: Config, prices: Prices) -> str:
    """All that decides how the claims read."""
    decides = [_program(config.code), prices.as_of, prices.question, config.freshness]
    for history in prices.histories:
        digest = hashlib.sha256(history.dates.to_numpy().tobytes())
        digest.update(history.rows[["high", "close"]].to_numpy(dtype=float).tobytes())
        digest.update("\0".join(history.rows["source"]).encode())
        decides += [history.instrument, history.checked, len(history.rows), digest.hexdigest()]
    return repr(decides)


@cache
def _program(code: Path) -> str:
    """What works out the claims, as a hash."""
    libraries = [(name, version(name)) for name in LIBRARIES]
    return f"{python_version()} {libraries} {hash_of(code, code.rglob('*.py'))}"


def _keep(config: Config, key: str, known: tuple[Claim, ...]) -> None:
    """Keep claims if they read back the same."""
    content = _CLAIMS.dump_json(known)
    if repr(_CLAIMS.validate_json(content)) == repr(known):
        _shelf(config).keep(key, content)


def _shelf(config: Config) -> Shelf:
    return Shelf(config.replays, MOST_KEPT, ".json")
