"""Bring the store up to date: the other flow of the house, and the only one with a network.

::

    for each instrument:  providers in their order -> examine -> witness for a jump -> append
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from generator import store, validation
from generator.calendars import STEPS, US_BONDS, expected_days, last_settled
from generator.config import Config
from generator.errors import ConfigError, ReportError, SourceError, UsageError
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices, Quotes
from generator.models.refresh import Check, Held, Refreshed, Revision
from generator.pipeline import read_histories
from generator.sources import Provider, providers
from generator.sources.network import Network

OVERLAP_DAYS = 60
FIRST_DAY = date(2007, 1, 1)  # where an instrument without rows begins
CLOCK_TOLERANCE = timedelta(minutes=10)

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What the command line asks of a refresh.

    Attributes
    ----------
    only
        Symbols; none means all.
    until
        No row after this day is stored.
    accept_revisions
        Apply the restated closes that earlier refreshes noted.
    """

    only: tuple[str, ...] = ()
    until: date | None = None
    dry_run: bool = False
    accept_revisions: bool = False


@dataclass
class _Run:
    """What one refresh works with, and what it has found so far."""

    request: Request
    history: Path
    sources: dict[str, Provider]
    now: datetime
    revisions: list[Revision]
    held: list[Held]
    checks: dict[str, Check]


def refresh(config: Config, request: Request, now: datetime, tell: Tell) -> list[Refreshed] | None:
    """Ask the providers and append what is new and true; None if nobody can be reached.

    Raises
    ------
    HistoryError
        If the store is broken, cannot be written, or another refresh is running.
    ReportError
        If this machine's clock is ahead, so that today would look settled.
    """
    with (
        store.locked(config.history),
        tempfile.TemporaryDirectory() as folder,
        Network() as network,
    ):
        sources = providers(network, Path(folder))
        run = _Run(
            request, config.history, sources, now, store.revisions(config.history),
            store.held_rows(config.history), store.read_checks(config.history),
        )  # fmt: skip
        if request.accept_revisions:
            _apply_revisions(config, run, tell)
        asked = _asked(config, request)
        _require_known(config, asked, sources)
        hosts = [sources[name].host for i in asked for name in i.providers]
        if not network.reachable(hosts):
            return None
        _check_clock(network, now)
        histories = {h.instrument.key: h for h in read_histories(config, now.date())}
        done = []
        for instrument in asked:
            tell(f"asking for {instrument.name}")
            done.append(_guarded(run, histories[instrument.key]))
        if not request.dry_run:
            store.note_revisions(config.history, run.revisions)
            store.note_held(config.history, run.held)
            store.note_checks(config.history, run.checks)
        if not (request.dry_run or request.only or request.until):
            _log_call(config, now)
        return done


def _log_call(config: Config, now: datetime) -> None:
    """Write down what is stated today, before anyone knows how it comes out."""
    # Loading the statistics takes longer than a status or an unchanged build may.
    from generator.signals.track_record import call_to_log  # noqa: PLC0415

    histories = read_histories(config, now.date())
    prices = Prices.as_of_day(now.date(), config.question, histories)
    if len(prices.leader.rows) and len(prices.follower.rows):
        store.append_call(config.history, call_to_log(prices))


def _asked(config: Config, request: Request) -> list[Instrument]:
    known = {instrument.symbol for instrument in config.instruments}
    for symbol in request.only:
        if symbol not in known:
            raise UsageError(
                f"no instrument has the symbol {symbol!r}",
                place="--only",
                mend=f"use one of {', '.join(sorted(known))}.",
            )
    return [i for i in config.instruments if not request.only or i.symbol in request.only]


def _require_known(config: Config, asked: list[Instrument], sources: dict[str, Provider]) -> None:
    """Who is named under [sources] may have published rows without being asked for new ones."""
    for instrument in asked:
        for name in instrument.providers:
            if name not in sources:
                raise ConfigError(
                    f"nobody here asks {name!r}",
                    place=f"{config.file.name}, instruments.{instrument.key}.providers",
                    mend=f"use some of {', '.join(sources)}.",
                )


def _guarded(run: _Run, stored: PriceHistory) -> Refreshed:
    """Bring one instrument up to date; a mistake of ours in it is told, and the others go on."""
    try:
        return _one(run, stored)
    except (ReportError, OSError):  # the store itself
        raise
    except Exception as error:
        said = (f"the program failed: {type(error).__name__}: {error}",)
        return _note_check(run, stored.instrument, "", 0, "no provider answered well", said)


def _one(run: _Run, stored: PriceHistory) -> Refreshed:
    """Ask the providers of one instrument in their order, until one answers well."""
    instrument, notes = stored.instrument, []
    settled = min(last_settled(instrument.calendar, run.now), run.request.until or date.max)
    if _is_complete(stored, settled):
        return _note_check(run, instrument, "", 0, "up to date", ())
    since = (stored.last_date or FIRST_DAY) - timedelta(days=OVERLAP_DAYS)
    for name in instrument.providers:
        try:
            quotes = run.sources[name].fetch(instrument, since, settled)
            examined = validation.examine(quotes, stored, settled=settled, today=run.now.date())
        except SourceError as error:
            notes.append(f"{name} {error.kind}: {error.problem}")
            continue
        return _keep(run, stored, name, examined, notes, since, settled)
    return _note_check(run, instrument, "", 0, "no provider answered well", tuple(notes))


def _keep(
    run: _Run,
    stored: PriceHistory,
    provider: str,
    examined: validation.Examined,
    notes: list[str],
    since: date,
    settled: date,
) -> Refreshed:
    """Store what is true, note what is restated, hold back what nobody else has seen."""
    instrument, new, held = stored.instrument, examined.new, examined.held
    if held and _has_witness(run, instrument, provider, held[0], since, settled):
        new, held = _with_held(new, held, provider), ()
    run.held = [h for h in run.held if h.instrument != instrument.key] + list(held)
    if held:
        notes.append(f"{len(held)} rows in quarantine: {held[0].reason}")
    known = {(r.instrument, r.date, r.new) for r in run.revisions}
    for revision in examined.revisions:
        if (revision.instrument, revision.date, revision.new) not in known:
            run.revisions.append(revision)
            notes.append(f"{provider} restates {revision.date}: {revision.old} -> {revision.new}")
    added = len(new.rows) if run.request.dry_run else store.append(run.history, new)
    return _note_check(run, instrument, provider, added, "ok", tuple(notes))


def _is_complete(stored: PriceHistory, settled: date) -> bool:
    """Whether every settled day of a certain calendar is stored."""
    calendar = stored.instrument.calendar
    if stored.last_date is None or calendar in (STEPS, US_BONDS):
        return False
    return not len(expected_days(calendar, stored.last_date + timedelta(days=1), settled))


def _has_witness(
    run: _Run, instrument: Instrument, provider: str, held: Held, since: date, settled: date
) -> bool:
    """Whether a second provider saw about the same close on the day of the jump."""
    for name in instrument.providers:
        if name == provider:
            continue
        try:
            seen: Quotes = run.sources[name].fetch(instrument, since, settled)
        except SourceError:
            continue
        if validation.agree(seen, held.date, held.close):
            return True
    return False


def _with_held(new: PriceHistory, held: tuple[Held, ...], provider: str) -> PriceHistory:
    rows = pd.DataFrame(
        {
            "high": [float("nan") if h.high is None else h.high for h in held],
            "close": [h.close for h in held],
            "source": provider,
        },
        index=pd.DatetimeIndex([h.date for h in held], name="date").as_unit("us"),
    )
    return PriceHistory(new.instrument, pd.concat([new.rows, rows]))


def _note_check(
    run: _Run,
    instrument: Instrument,
    provider: str,
    added: int,
    result: str,
    notes: tuple[str, ...],
) -> Refreshed:
    """Remember how it went; the same day and result leave the same bytes."""
    today, before = run.now.date(), run.checks.get(instrument.key)
    good = result in ("ok", "up to date")
    checked = today if good else before.checked if before else None
    keep = before is not None and before.attempted == today and result == "up to date"
    if not keep:
        run.checks[instrument.key] = Check(instrument.key, checked, today, provider, result)
    return Refreshed(instrument.key, instrument.symbol, provider or None, added, notes)


def _apply_revisions(config: Config, run: _Run, tell: Tell) -> None:
    """Apply every noted revision that was not applied yet."""
    for instrument in config.instruments:
        mine = [r for r in run.revisions if r.instrument == instrument.key and not r.applied]
        if mine and not run.request.dry_run:
            store.revise(config.history, instrument, {str(r.date): r.new for r in mine})
            tell(f"applied {len(mine)} revisions of {instrument.name}")
            run.revisions = [
                replace(r, applied=run.now.date()) if r in mine else r for r in run.revisions
            ]
    if not run.request.dry_run:
        store.note_revisions(config.history, run.revisions)


def _check_clock(network: Network, now: datetime) -> None:
    """A clock that is ahead would let an unfinished day pass as settled."""
    server = network.server_time
    if server is not None and now - server > CLOCK_TOLERANCE:
        raise ReportError(
            f"this machine's clock is {now - server} ahead of the providers'",
            place="refresh",
            mend="set the clock; nothing was stored.",
        )
