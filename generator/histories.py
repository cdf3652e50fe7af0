"""The store as validated price histories.

Validating every row of decades takes longer than all that follows in a ``status``. What was found
to be valid is kept; what decides it are the files, the instrument, the recorded closures and gaps,
our rules, and the calendars.
"""

import io
from dataclasses import dataclass
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
    read = _validated if repaired_since is None else _read
    return tuple(
        read(
            config,
            instrument,
            _Noted(
                checks[instrument.key].checked if instrument.key in checks else None,
                today,
                closed_days(closures, instrument.calendar),
                (*(gap.date for gap in gaps if gap.instrument == instrument.key), *asked_again),
            ),
        )
        for instrument in config.instruments
    )


@dataclass(frozen=True)
class _Noted:
    """What is known of a series beside its rows; see :func:`validation.price_history`."""

    checked: date | None
    today: date
    closures: tuple[date, ...]
    gaps: tuple[date, ...]


def _read(config: Config, instrument: Instrument, noted: _Noted) -> PriceHistory:
    return validation.price_history(store.read_rows(config.history, instrument), **vars(noted))


def _validated(config: Config, instrument: Instrument, noted: _Noted) -> PriceHistory:
    """The same, found again if it was valid before."""
    shelf = Shelf(config.histories, MOST_KEPT, ".npz")
    folder = config.history / instrument.key
    files = hash_of(folder, folder.glob("*.csv"))
    key = repr((_program(config.code), instrument, noted.closures, sorted(noted.gaps), files))
    kept = shelf.find(key)
    if kept is not None:
        found = _unpacked(kept, instrument, noted)
        if found is not None and (found.last_date is None or found.last_date <= noted.today):
            return found
    found = _read(config, instrument, noted)
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


def _unpacked(content: bytes, instrument: Instrument, noted: _Noted) -> PriceHistory | None:
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
    return PriceHistory(instrument, rows, noted.checked, gaps, noted.closures, off)
