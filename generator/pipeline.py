"""The whole flow on one screen.

::

    refresh:  sources -> validation -> store                 (network; the only step that needs it)
    build:    store -> Prices(as_of) -> signals -> Report -> claims -> charts -> pages
              -> MkDocs for each language -> checks -> site/
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from generator import signals, store
from generator.aside import Alone, Aside, here
from generator.calendars import closing_times
from generator.config import Config
from generator.config.further import load_question
from generator.errors import ConfigError, HistoryError, ReportError, UsageError
from generator.histories import read_histories
from generator.language import Language
from generator.models.annex import Annex
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices
from generator.models.publication import PLACE
from generator.models.report import Report, Standing
from generator.processes import Processes
from generator.site import checks, place, stamps, swap

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Moment:
    """When the program runs."""

    today: date
    """The real day (UTC): no stored row may be dated later."""
    now: datetime
    """The moment printed on the site; SOURCE_DATE_EPOCH, where it is set."""
    reproducible: bool = False
    """Whether ``now`` was given from outside, so that it counts as an input of the build."""


@dataclass(frozen=True, eq=False)
class Published:
    """What a build did."""

    standing: Standing
    out: Path
    unchanged: bool
    weights: list[checks.PageWeight]
    troubles: tuple[str, ...] = ()
    """A line for each further question that is not there, or not as of this day."""


def build(
    config: Config,
    as_of: date,
    moment: Moment,
    out: Path,
    tell: Tell,
    *,
    strict: bool = False,
    built: Path | None = None,
) -> Published:
    """Build the whole site in every language and swap it in; on any error the last site stands.

    If it is to be ``strict``, stale data is such an error. Further questions are built at the same
    time, or taken from ``built``, the folder of their editions; no error of theirs is one of the
    site.
    """
    out = place.admit(out, config.own(), config.site_folder)
    tell("reading history/")
    prices = read_prices(config, as_of, moment)
    standing = stand(config, prices)
    if strict:
        _refuse_stale(standing)
    built_at = moment.now if moment.reproducible else None
    inputs = (*config.inputs(), *([] if built is None else [built]))
    stamp = stamps.of_inputs(inputs, as_of, built_at, str(config.site))
    if stamps.matches(config.stamps, out, stamp):
        return Published(standing, out, True, [])
    with _second_process(config) as second:
        # Loading what draws and writes takes longer than a status or an unchanged build may.
        from generator import edition, questions  # noqa: PLC0415

        base = urlsplit(config.site.url).path or "/"
        with (
            swap.workshop(out) as workshop,
            questions.beside(
                partial(build_question, config, as_of, moment, workshop / PLACE),
                config.questions if built is None else (),
            ) as failures,
            edition.pictures(config) as pictures,  # they get ready while the evidence is weighed
        ):
            tell("weighing the evidence")
            report, annex = weigh(config, prices, second.aside)
            second.end()  # its memory is for those that draw
            editions = workshop / PLACE if built is None else built
            joined = questions.Joining(config.questions, failures, editions, out, as_of)
            content = edition.Content(prices, report, annex, moment.now, joined)
            for code in config.site.languages:
                edition.build(config, content, code, workshop, pictures, tell)
            tell("checking the site")
            finished = workshop / "site"
            joined.lay_into(finished)
            weights = checks.check_site(finished, base, is_part=bool(config.part_of))
            swap.swap_in(finished, out)
    if not (joined.troubles or config.part_of):  # with troubles, the next build tries again
        stamps.write(config.stamps, out, stamp)
    return Published(report, out, False, weights, joined.troubles)


def build_question(config: Config, as_of: date, moment: Moment, folder: Path, file: Path) -> None:
    """Build the edition of one of a site's further questions in a folder of its name."""
    build(load_question(config, file), as_of, moment, folder / file.stem, lambda _: None)


def read_prices(config: Config, as_of: date, moment: Moment) -> Prices:
    """Read and validate every series, and cut it at ``as_of``."""
    _require_store(config)
    histories = read_histories(config, moment.today)
    prices = Prices.as_of_day(as_of, config.question, histories)
    _require_order(config, as_of)
    for instrument in config.question.pair:
        series = next(h for h in histories if h.instrument == instrument)
        if config.question.since is not None:
            series = series.since(config.question.since)
        _require_rows(series, as_of, config.history / instrument.key)
    return prices


def stand(config: Config, prices: Prices) -> Standing:
    """Say where things stand, without the evidence."""
    return signals.stand(prices, config.freshness)


def evaluate(config: Config, prices: Prices, aside: Aside = here) -> Report:
    """Answer every question of the report."""
    # Loading the statistics takes longer than a status or an unchanged build may.
    from generator.signals.report import evaluate as answer  # noqa: PLC0415

    return answer(prices, config.variants, config.freshness, aside)


def weigh(config: Config, prices: Prices, aside: Aside = here) -> tuple[Report, Annex]:
    """Answer every question of the report, and gather what is published beside it."""
    # Loading the claims takes longer than a status or an unchanged build may.
    from generator.annex import Replays, gather  # noqa: PLC0415

    replays = Replays(config, prices, aside)
    report = evaluate(config, prices, aside)
    return report, gather(config, prices, report, replays)


def latest_json(config: Config, prices: Prices, moment: Moment) -> str:
    """The report as the JSON API publishes it."""
    with _second_process(config) as second:
        from generator import publish  # noqa: PLC0415

        report, annex = weigh(config, prices, second.aside)
    language = Language("en", config.locales)
    return publish.api_files(report, annex, moment.now, language)[0].content.decode()


def _second_process(config: Config) -> Processes | Alone:
    """A process that loads what weighs the evidence while this one does, and shares the work.

    A further question is built in a process of its own already.
    """
    if config.part_of:
        return Alone()
    return Processes(1, loading=("generator.annex", "arch.bootstrap", "statsmodels.tsa.api"))


def _refuse_stale(standing: Standing) -> None:
    if standing.stale:
        named = ", ".join(series.instrument.symbol for series in standing.stale)
        raise ReportError(
            f"stale data: {named}",
            place="--strict",
            mend="refresh the prices, or build without --strict.",
        )


def _require_store(config: Config) -> None:
    """The prices must lie where the configuration says."""
    if not config.history.is_dir():
        raise ConfigError(
            "there is no such folder of prices",
            place=str(config.history),
            mend=f"correct [paths] history in {config.file.name}, or restore it from git.",
        )


def _require_order(config: Config, as_of: date) -> None:
    """The follower must not close before the leader: nobody could have acted on that close."""
    leader, follower = config.question.pair
    days = pd.DatetimeIndex([date(as_of.year, 1, 15), date(as_of.year, 7, 15)])  # both clocks
    first, second = (closing_times(one.calendar, days) for one in (leader, follower))
    if (second < first).any():
        raise ConfigError(
            f"{follower.name} ({follower.symbol}) closes before {leader.name} ({leader.symbol}) on "
            "the same date: a return from that close would begin before the breakout was known",
            place=f"{config.file.name}, [question]",
            mend="name a follower that closes later, or ask for the pair under [elsewhere], where "
            "it is entered at the next close.",
        )


def _require_rows(history: PriceHistory, as_of: date, folder: Path) -> None:
    """The question needs prices of both sides on or before ``as_of``; they lie in ``folder``."""
    instrument, first = history.instrument, history.first_date
    if first is None:
        raise HistoryError(
            f"{instrument.name} ({instrument.symbol}) has no data, and the question needs it",
            place=f"history/{instrument.key}/",
            mend=f"{_ways_to_fill(instrument, folder)}; or ask about another pair in the "
            "configuration.",
        )
    if as_of < first:
        raise UsageError(
            f"{as_of} lies before the first row of {instrument.name} ({first})",
            place="--as-of",
            mend=f"name a day from {first} on.",
        )


def _ways_to_fill(instrument: Instrument, folder: Path) -> str:
    command = store.restoring_command(folder)
    restore = f"restore it from git ({command}), or " if command else ""
    if instrument.providers:
        return f"{restore}run `python -m generator refresh`, which asks for all of its days"
    return f"{restore}run `python -m generator import FILE --as {shlex.quote(instrument.symbol)}`"
