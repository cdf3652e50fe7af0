"""The store as validated price histories.

Validating every row of decades takes longer than all that follows in a ``status``. What was found
to be valid is kept; what decides it are the files, the instrument, the recorded closures and gaps,
our rules, and the calendars.
"""

import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from generator import exchanges, store, validation
from generator.config import Config
from generator.kept import Shelf, hash_of
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory
from generator.models.refresh import closed_days

MOST_KEPT = 200
"""Files: 40 MB."""

RULES = ("calendars.py", "exchanges.py", "histories.py", "models/prices.py")
"""What decides with the two rooms ``store`` and ``validation`` whether rows are valid."""


def read_histories(
    config: Config, today: date, *, repaired_since: date | None = None
) -> tuple[PriceHistory, ...]:
    """Read and validate every series of the store; no row may be dated after ``today``.

    A refresh can bring a row back that is missing, but recorded as no gap: from
    ``repaired_since`` on it is none that stops the reading.
    """
    exchanges.keep_in(config.calendars)
    checks, closures = store.read_checks(config.history), store.read_closures(config.history)
    gaps = store.read_gaps(config.history)
    asked_again = () if repaired_since is None else pd.date_range(repaired_since, today).date
    found = []
    for instrument in config.instruments:
        mine = [gap.date for gap in gaps if gap.instrument == instrument.key]
        checked = checks[instrument.key].checked if instrument.key in checks else None
        closed = closed_days(closures, instrument.calendar)
        read = _validated if repaired_since is None else _read
        found.append(read(config, instrument, today, checked, closed, [*mine, *asked_again]))
    return tuple(found)


def _read(
    config: Config,
    instrument: Instrument,
    today: date,
    checked: date | None,
    closures: tuple[date, ...],
    gaps: Sequence[date],
) -> PriceHistory:
    rows = store.read_rows(config.history, instrument)
    return validation.price_history(
        rows, checked=checked, today=today, closures=closures, gaps=gaps
    )


def _validated(
    config: Config,
    instrument: Instrument,
    today: date,
    checked: date | None,
    closures: tuple[date, ...],
    gaps: Sequence[date],
) -> PriceHistory:
    """The same, found again if it was valid before."""
    shelf = Shelf(config.histories, MOST_KEPT, ".npz")
    folder = config.history / instrument.key
    files = hash_of(folder, folder.glob("*.csv"))
    key = repr((_program(config.code), instrument, closures, sorted(gaps), files))
    kept = shelf.find(key)
    if kept is not None:
        found = _unpacked(kept, instrument, checked, closures)
        if found is not None and (found.last_date is None or found.last_date <= today):
            return found
    found = _read(config, instrument, today, checked, closures, gaps)
    shelf.keep(key, _packed(found))
    return found


@cache
def _program(code: Path) -> str:
    """What decides whether rows are valid, as a hash."""
    rooms = (file for room in ("store", "validation") for file in (code / room).rglob("*.py"))
    libraries = [version(name) for name in ("exchange-calendars", "numpy", "pandas")]
    return f"{libraries} {hash_of(code, [*rooms, *(code / name for name in RULES)])}"


def _packed(history: PriceHistory) -> bytes:
    sources, source = np.unique(history.rows["source"].to_numpy(dtype=str), return_inverse=True)
    content = io.BytesIO()
    np.savez(
        content,
        dates=history.dates.to_numpy(),
        high=history.rows["high"].to_numpy(),
        close=history.closes,
        sources=sources,
        source=source,
        gaps=history.gaps.to_numpy(),
        off_calendar=history.off_calendar.to_numpy(),
    )
    return content.getvalue()


def _unpacked(
    content: bytes, instrument: Instrument, checked: date | None, closures: tuple[date, ...]
) -> PriceHistory | None:
    """What was packed; None if another version of numpy packed it."""
    try:
        with np.load(io.BytesIO(content)) as packed:
            part = {name: packed[name] for name in packed.files}
    except (ValueError, BadZipFile):
        return None
    columns = {
        "high": part["high"],
        "close": part["close"],
        "source": part["sources"].astype(object)[part["source"]],
    }
    rows = pd.DataFrame(columns, index=pd.DatetimeIndex(part["dates"], name="date"))
    gaps, off = (pd.DatetimeIndex(part[name]) for name in ("gaps", "off_calendar"))
    return PriceHistory(instrument, rows, checked, gaps, closures, off)
