"""Take the rows of a person's file into the store: what a refresh does, from a file.

::

    file -> what it says -> the days that have no row, if all is true -> fill

:mod:`~generator.importing.files`
    separator, columns and rows of a file.
:mod:`~generator.importing.forms`
    how it writes dates and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator import review, store, validation
from generator.calendars import last_settled
from generator.config import Config
from generator.errors import FileError, UsageError
from generator.importing.files import FileRows, read_file
from generator.importing.forms import Order
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory
from generator.models.refresh import closed_days

SOURCE = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")  # a row joins sources by / and +


@dataclass(frozen=True)
class Request:
    """What the command line asks of an import."""

    symbol: str
    """Whose prices the file has."""
    source: str
    """What the new rows name as their source."""
    order: Order | None = None
    """How numeric dates are to be read, where the file does not show it."""
    moves: bool = False
    """Whether moves beyond the instrument's limit are believed."""
    dry_run: bool = False


@dataclass(frozen=True)
class Imported:
    """What was understood, noted, and stored (or would be), in words."""

    understood: tuple[str, ...]
    notes: tuple[str, ...]
    added: tuple[str, ...]


def take_in(config: Config, path: Path, request: Request, now: datetime) -> Imported:
    """Store the rows of a file on days that have none; a row that is stored is never changed.

    Raises
    ------
    UsageError
        If no instrument has the symbol, or the source cannot be a name.
    FileError
        If the file cannot be understood, or one of its rows cannot be stored: then none is.
    HistoryError
        If the store is broken, cannot be written, or a refresh is running.
    """
    instrument = _asked(config, request)
    file = read_file(path, instrument, request.order)
    with store.locked(config.history):
        stored = _stored(config.history, instrument, now)
        reopen = _reopen(config, instrument.calendar)
        found = _importable(file, stored, path, request, reopen, now)
        if not request.dry_run:
            for part in _outward(found.new, stored):
                store.fill(config.history, part)
            _end_waiting(config.history, found.new)
    blank = (f"{file.blank:,} rows without a close are left out",) if file.blank else ()
    return Imported(file.understood, blank + found.notes, tuple(_parts(found.new, stored)))


def _stored(history: Path, instrument: Instrument, now: datetime) -> PriceHistory:
    """The rows that are stored, with whatever holes they have."""
    gaps = [gap.date for gap in store.read_gaps(history) if gap.instrument == instrument.key]
    return validation.price_history(
        store.read_rows(history, instrument),
        checked=None,
        today=now.date(),
        closures=closed_days(store.read_closures(history), instrument.calendar),
        gaps=gaps,
        whole=False,
    )


def _end_waiting(history: Path, new: PriceHistory) -> None:
    """A day that the file has is no gap any more, and no row of it waits."""
    key, days = new.instrument.key, {day.date() for day in new.dates}
    store.end_gaps(history, key, days)
    held = store.held_rows(history)
    store.note_held(history, [h for h in held if h.instrument != key or h.date not in days])


def _asked(config: Config, request: Request) -> Instrument:
    if not SOURCE.fullmatch(request.source):
        raise UsageError(
            f"{request.source[:60]!r} cannot name a source",
            place="--source",
            mend="use up to 40 small letters, digits, points and dashes.",
        )
    by_symbol = {instrument.symbol: instrument for instrument in config.instruments}
    if request.symbol not in by_symbol:
        raise UsageError(
            f"no instrument has the symbol {request.symbol[:60]!r}",
            place="--as",
            mend=f"use one of {', '.join(sorted(by_symbol))}, or add it to {config.file.name}.",
        )
    return by_symbol[request.symbol]


def _reopen(config: Config, calendar: str) -> dict[date, str]:
    """How each recorded closure of a calendar can be struck.

    ``review`` lists those that nobody decided about yet. Of the others each series of the exchange
    has to be told by hand that it lacks the day, as a rejection does it.
    """
    listed = {
        (one.kind, one.subject, one.date): f"run `python -m generator review --reject {number}`"
        for number, one in enumerate(review.waiting(config), start=1)
    }
    keys = ", ".join(i.key for i in config.instruments if i.calendar == calendar)
    by_hand = f"take it out of history/closures.csv and into history/gaps.csv for each of {keys}"
    days = closed_days(store.read_closures(config.history), calendar)
    return {day: listed.get(("closure", calendar, day), by_hand) for day in days}


def _importable(
    file: FileRows,
    stored: PriceHistory,
    path: Path,
    request: Request,
    reopen: dict[date, str],
    now: datetime,
) -> validation.Importable:
    try:
        return validation.importable(
            file.rows,
            stored,
            request.source,
            settled=last_settled(stored.instrument.calendar, now),
            reopen=reopen,
            moves=request.moves,
        )
    except FileError as error:
        place = f"{path.name}, {error.place}" if error.place else path.name
        raise FileError(error.problem, place=place, mend=error.mend) from error


def _outward(new: PriceHistory, stored: PriceHistory) -> Iterator[PriceHistory]:
    """The new rows year by year, from the stored ones outward.

    Each year is written at once; if the run ends between two, what is stored has no hole.
    """
    first = stored.first_date
    years = sorted({day.year for day in new.dates})
    before = [year for year in years if first is not None and year < first.year]
    for year in [*reversed(before), *(year for year in years if year not in before)]:
        yield PriceHistory(new.instrument, new.rows.loc[new.dates.year == year])


def _parts(new: PriceHistory, stored: PriceHistory) -> Iterator[str]:
    """How many rows are new, and where they lie."""
    if stored.last_date is None:
        parts = [("in all", new.rows)]
    else:
        first, last = stored.dates[0], stored.dates[-1]
        inside = (new.dates > first) & (new.dates < last)
        parts = [
            ("before the stored ones", new.rows.loc[new.dates < first]),
            ("in gaps", new.rows.loc[inside]),
            ("after the stored ones", new.rows.loc[new.dates > last]),
        ]
    for where, rows in parts:
        if len(rows):
            span = f"{rows.index[0]:%Y-%m-%d} to {rows.index[-1]:%Y-%m-%d}"
            yield f"{len(rows):,} rows {where}: {span}"
