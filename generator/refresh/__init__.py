"""Bring the store up to date: the other flow of the house, and the only one with a network.

::

    for each instrument:  providers in their order -> vet, until two agree
    for each exchange:    was it closed without notice?
    for each instrument:  decide -> store; what is doubtful waits
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator import review, store, validation
from generator.calendars import is_exchange
from generator.config import Config
from generator.errors import ConfigError, HistoryError, ReportError, UsageError
from generator.histories import read_histories
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices
from generator.models.refresh import Check, Refreshed, Revision
from generator.refresh.asking import GAP_DAYS, UNANSWERED, Asked, Request, Run, ask
from generator.refresh.notes import Notes
from generator.refresh.noting import close, note
from generator.sources import Provider, providers
from generator.sources.network import Network
from generator.validation import Findings

__all__ = ["Request", "refresh"]

CLOCK_TOLERANCE = timedelta(minutes=10)

Tell = Callable[[str], None]
Outcome = TypeVar("Outcome")


def refresh(config: Config, request: Request, now: datetime, tell: Tell) -> list[Refreshed] | None:
    """Ask the providers and store what is new and true; None if nobody can be reached.

    Raises
    ------
    HistoryError
        If the store is broken, cannot be written, or another refresh is running; or nothing could
        be stored of a new series in question.
    ReportError
        If this machine's clock is ahead, so that today would look settled.
    """
    asked = _asked(config, request)  # a name that is wrong needs no lock to be told
    with (
        store.locked(config.history),
        tempfile.TemporaryDirectory() as folder,
        Network() as network,
    ):
        sources = providers(network, Path(folder))
        run = Run(request, config.history, sources, now, Notes.read(config.history))
        noted = [r for r in run.notes.revisions if request.accept_revisions and not r.applied]
        _require_known(config, asked, sources)
        hosts = [sources[name].host for i in asked for name in i.providers]
        if not network.reachable(hosts):
            _apply(config, run, noted, tell)
            return None
        _check_clock(network, now)
        done = _bring_up_to_date(config, run, asked, tell)
        _require_rows(config, done)
        _apply(config, run, noted, tell)
        if not (request.dry_run or request.only or request.until):
            _log_call(config, now)
        return done


def _bring_up_to_date(
    config: Config, run: Run, instruments: list[Instrument], tell: Tell
) -> list[Refreshed]:
    """Ask for every instrument, decide over all answers, store."""
    repaired_since = run.today - timedelta(days=GAP_DAYS)
    histories = read_histories(config, run.today, repaired_since=repaired_since)
    by_key = {history.instrument.key: history for history in histories}
    asked = []
    for instrument in instruments:
        tell(f"asking for {instrument.name}")
        unanswered = Asked(by_key[instrument.key], UNANSWERED)
        asked.append(_guarded(unanswered, partial(ask, run, unanswered.stored), unanswered))
    _close(run, asked, histories)
    found = [_guarded(one, partial(_weigh, run, one), Findings()) for one in asked]
    if not run.request.dry_run:
        run.notes.write_before(run.history)
        found = [
            _guarded(one, partial(_store, run, one.stored.instrument, findings), Findings())
            for one, findings in zip(asked, found, strict=True)
        ]
    done = [_sum_up(run, one, findings) for one, findings in zip(asked, found, strict=True)]
    if not run.request.dry_run:
        run.notes.write_after(run.history)
    return done


def _close(run: Run, asked: list[Asked], histories: tuple[PriceHistory, ...]) -> None:
    """Look for closures; where that fails, the days wait as they would without."""
    answered = [one for one in asked if one.case]
    calendars = {one.stored.instrument.calendar for one in answered}
    for calendar in sorted(filter(is_exchange, calendars)):
        mine = [one for one in answered if one.stored.instrument.calendar == calendar]
        try:
            close(run, calendar, mine, histories)
        except Exception as error:
            mine[0].said.append(f"closures of {calendar} were not looked for: {_failed(error)}")


def _guarded(asked: Asked, step: Callable[[], Outcome], instead: Outcome) -> Outcome:
    """Go a step for one instrument; a mistake of ours in it is told, and the others go on."""
    try:
        return step()
    except (ReportError, OSError):  # the store itself
        raise
    except Exception as error:
        asked.case, asked.result = None, UNANSWERED
        asked.said.append(_failed(error))
        return instead


def _failed(error: Exception) -> str:
    return f"the program failed: {type(error).__name__}: {error}"


def _weigh(run: Run, asked: Asked) -> Findings:
    """Decide what the answers about one instrument come to, and note it."""
    findings = validation.decide(asked.case) if asked.case else Findings()
    note(run, asked, findings)
    return findings


def _require_rows(config: Config, done: list[Refreshed]) -> None:
    """Of a new series of which nothing could be stored, what its providers answered says why."""
    asked = {instrument.key: instrument for instrument in config.question.pair}
    for one in done:
        known = one.added or one.instrument not in asked
        if known or len(store.read_rows(config.history, asked[one.instrument]).frame):
            continue
        raise HistoryError(
            f"nothing is stored of {one.symbol}: {'; '.join(one.notes)}",
            place=f"history/{one.instrument}/",
            mend=f"correct symbol, calendar, currency or providers of instruments.{one.instrument} "
            f"in {config.file.name}, and refresh again.",
        )


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


def _store(run: Run, instrument: Instrument, found: Findings) -> Findings:
    """Write the rows of one instrument; return what was written."""
    if found.new:
        store.append(run.history, validation.table(instrument, found.new))
    if found.filled:
        store.fill(run.history, validation.table(instrument, found.filled))
    if found.highs:
        highs = {str(day): bar.high for day, bar in found.highs.items() if bar.high is not None}
        origin = {str(day): bar.provider for day, bar in found.highs.items()}
        store.revise(run.history, instrument, {}, highs, origin)
    return found


def _sum_up(run: Run, asked: Asked, found: Findings) -> Refreshed:
    """Remember how it went; the same day and result leave the same bytes."""
    instrument, checks = asked.stored.instrument, run.notes.checks
    provider = asked.case.answers[0].provider if asked.case else ""
    before = checks.get(instrument.key)
    good = asked.result != UNANSWERED
    checked = run.today if good else before.checked if before else None
    keep = before is not None and before.attempted == run.today and asked.result == "up to date"
    if not keep:
        checks[instrument.key] = Check(instrument.key, checked, run.today, provider, asked.result)
    added = len(found.new) + len(found.filled)
    return Refreshed(instrument.key, instrument.symbol, provider or None, added, tuple(asked.said))


def _apply(config: Config, run: Run, noted: list[Revision], tell: Tell) -> None:
    """Apply the restatements that were noted before this run and still stand."""
    standing = [r for r in noted if r in run.notes.revisions]
    if standing and not run.request.dry_run:
        review.apply_revisions(config, standing, run.today)
        tell(f"applied {len(standing)} restatements")


def _check_clock(network: Network, now: datetime) -> None:
    """A clock that is ahead would let an unfinished day pass as settled."""
    server = network.server_time
    if server is not None and now - server > CLOCK_TOLERANCE:
        raise ReportError(
            f"this machine's clock is {now - server} ahead of the providers'",
            place="refresh",
            mend="set the clock; nothing was stored.",
        )
