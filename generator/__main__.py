"""The command line: parses, prints, exits; nothing else.

Exit codes: 0 fresh and published, 3 published but some data is stale, 1 nothing published (the
last site stands), 2 the command line or the configuration is wrong.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import click

from generator import pipeline, store
from generator.arguments import Place, Program
from generator.config import DEFAULT_FILE, load_config
from generator.errors import ReportError, UsageError
from generator.models.report import Standing
from generator.site.checks import PageWeight, check_site
from generator.terminal import (
    echo,
    prepare,
    print_days,
    print_error,
    print_import,
    print_line,
    print_refresh,
    print_status,
    progress,
    refresh_facts,
    warn,
)

STALE = 3
LAST_YEAR = 2100
"""Days count until then; calendars of exchanges end in 2262."""


def _guarded(command: Callable[..., int]) -> Callable[..., None]:
    """Print errors in two plain lines and exit with their code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        prepare()
        debug = click.get_current_context().find_root().params.get("debug", False)
        try:
            code = command(*args, **kwargs)
        except ReportError as error:
            if debug:
                raise
            print_error(str(error), error.mend)
            code = error.exit_code
        except OSError as error:
            if debug:
                raise
            place = f"{error.filename}: " if error.filename else ""
            print_error(
                f"{place}{error.strerror or error}",
                "make room or give access there, and run it again; the last site stands.",
            )
            code = 1
        except Exception as error:  # a mistake of ours: still two plain lines
            if debug:
                raise
            print_error(
                f"the program failed: {type(error).__name__}: {error}",
                "run it again with `python -m generator --debug …` and report what it prints; "
                "the last site stands.",
            )
            code = 1
        sys.exit(code)

    return run


def _moment() -> pipeline.Moment:
    """The clock, read once; SOURCE_DATE_EPOCH stands in for now, never for the real today."""
    now = datetime.now(UTC).replace(microsecond=0)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return pipeline.Moment(now.date(), now)
    try:
        given = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"{epoch!r} is not a number of seconds",
            place="SOURCE_DATE_EPOCH",
            mend="unset it, or set it to seconds since 1970.",
        ) from None
    if given.year > LAST_YEAR:
        raise UsageError(
            f"{given:%Y-%m-%d} lies beyond every calendar",
            place="SOURCE_DATE_EPOCH",
            mend=f"unset it, or name a second before {LAST_YEAR + 1}.",
        )
    return pipeline.Moment(max(now, given).date(), given, reproducible=True)


def _day_of(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date", place=option, mend="write it as 2026-01-31."
        ) from None


def _as_of(asked: str | None, moment: pipeline.Moment) -> date:
    day = moment.now.date() if asked is None else _day_of(asked, "--as-of")
    if day > moment.today:
        raise UsageError(
            f"{day} lies in the future", place="--as-of", mend=f"name a day up to {moment.today}."
        )
    return day


_config = click.option(
    "--config",
    "config_file",
    type=Place(),
    default=DEFAULT_FILE,
    show_default="report.toml",
    help="The question to answer.",
)
_day = click.option("--as-of", metavar="DATE", help="Report as of this day; nothing later is read.")
_out = click.option("--out", type=Place(), help="Where the site goes.  [default: site]")


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Does a breakout of one series lead another, or is it luck?"""


@main.command()
@_config
@_day
@_out
@click.option("--lang", "language", help="Build this language only.")
@click.option("--strict", is_flag=True, help="Publish nothing if any data is stale.")
@_guarded
def build(
    config_file: Path, as_of: str | None, out: Path | None, language: str | None, strict: bool
) -> int:
    """Build the site from history/, without the network."""
    config, moment = load_config(config_file), _moment()
    config = config if language is None else config.with_language(language)
    day = _as_of(as_of, moment)
    target = config.site_folder if out is None else out
    with progress() as tell:
        done = pipeline.build(config, day, moment, target, tell, strict=strict)
    print_line(
        f"{'nothing changed, the site stands' if done.unchanged else 'built'}: {done.out} "
        f"(as of {day}, data to {done.standing.data_date})"
    )
    if done.weights:
        heaviest = done.weights[0]
        print_line(f"heaviest page: {heaviest.page}, {heaviest.size / 1000:.0f} KB on the wire")
    _warn_of_weight(done.weights)
    return _freshness_code(done.standing)


@main.command()
@_config
@_day
@click.option("--json", "as_json", is_flag=True, help="Print latest.json instead of a table.")
@_guarded
def status(config_file: Path, as_of: str | None, as_json: bool) -> int:
    """Show the signals and the freshness of the data."""
    config, moment = load_config(config_file), _moment()
    day = _as_of(as_of, moment)
    prices = pipeline.read_prices(config, day, moment)
    standing = pipeline.stand(config, prices)
    if as_json:
        echo(pipeline.latest_json(config, prices, moment).rstrip())
    else:
        print_status(config, standing)
    return _freshness_code(standing, quiet=as_json)


@main.command()
@_config
@_out
@click.option("--strict", is_flag=True, help="A page beyond its budget is an error.")
@_guarded
def check(config_file: Path, out: Path | None, strict: bool) -> int:
    """Validate the configuration, the store, and the finished site."""
    config, moment = load_config(config_file), _moment()
    print_line(f"configuration: {config.file.name} is valid")
    standing = pipeline.stand(config, pipeline.read_prices(config, moment.now.date(), moment))
    calls, notes = store.read_calls(config.history), store.read_notes(config.history)
    decisions = store.read_decisions(config.history)
    store.read_method_changes(config.changelog)
    rows = sum(series.rows for series in standing.freshness)
    print_line(f"store: {rows:,} rows in {len(standing.freshness)} series are valid")
    print_days(standing)
    for instrument in config.instruments:
        for flaw in store.untidy(config.history, instrument):
            warn(flaw)
    print_line(f"live log: {len(calls):,} calls, chain unbroken")
    print_line(
        f"notes: {len(notes.revisions):,} restated prices, {len(notes.held):,} rows in quarantine "
        f"and {len(decisions):,} decisions are valid"
    )
    site = out or config.site_folder
    weights = check_site(site, urlsplit(config.site.url).path or "/", strict=strict)
    print_line(f"site: {len(weights)} pages in {site} are sound")
    for weight in weights:
        print_line(f"  {weight.size / 1000:7.1f} KB  {weight.page}")
    _warn_of_weight(weights)
    return 0


@main.command()
@_config
@_out
@click.option("--port", default=8000, show_default=True)
@_guarded
def serve(config_file: Path, out: Path | None, port: int) -> int:
    """Serve the finished site on this machine."""
    from generator.site.server import open_server

    site = out or load_config(config_file).site_folder
    if not (site / "index.html").is_file():
        raise UsageError("there is no site yet", place=str(site), mend="run `make site` first.")
    with open_server(site, port) as server, suppress(KeyboardInterrupt):
        print_line(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C stops it)")
        server.serve_forever()
    return 0


@main.command()
@_config
@click.option("--only", multiple=True, metavar="SYMBOL", help="Ask for this symbol only.")
@click.option("--until", metavar="DATE", help="Store nothing after this day.")
@click.option("--dry-run", is_flag=True, help="Ask and check, but store nothing.")
@click.option("--accept-revisions", is_flag=True, help="Apply the restated prices noted so far.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@_guarded
def refresh(
    config_file: Path,
    only: tuple[str, ...],
    until: str | None,
    dry_run: bool,
    accept_revisions: bool,
    as_json: bool,
) -> int:
    """Fetch what is missing into history/, after checking it."""
    from generator.refresh import Request
    from generator.refresh import refresh as fetch

    config, moment = load_config(config_file), _moment()
    last = None if until is None else _day_of(until, "--until")
    with progress(quiet=as_json) as tell:
        done = fetch(config, Request(only, last, dry_run, accept_revisions), moment.now, tell)
    standing = pipeline.stand(config, pipeline.read_prices(config, moment.now.date(), moment))
    results = done or []
    if as_json:
        echo(json.dumps(refresh_facts(standing, results, offline=done is None), indent=2))
    elif done is None:
        print_line(f"no provider answers: history/ stands at {standing.data_date}")
    else:
        print_refresh(standing, results)
    return _freshness_code(standing, quiet=as_json or done is None)


@main.command("import")
@_config
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "symbol", required=True, metavar="SYMBOL", help="Whose prices these are.")
@click.option("--source", default="file", show_default=True, help="Who published the rows.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2026 is to be read.")
@click.option("--accept-moves", is_flag=True, help="Believe moves beyond the limit.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@_guarded
def import_file(
    config_file: Path,
    file: Path,
    symbol: str,
    source: str,
    dates: Literal["dmy", "mdy"] | None,
    accept_moves: bool,
    dry_run: bool,
) -> int:
    """Take the prices of a CSV file into history/, after checking them."""
    from generator.importing import Request, take_in

    request = Request(symbol, source, dates, accept_moves, dry_run)
    done = take_in(load_config(config_file), file, request, _moment().now)
    print_import(done.understood, done.notes, done.added, "would add" if dry_run else "added")
    return 0


@main.command()
@_config
@click.option("--accept", is_flag=True, help="Accept what stands under the numbers, or all.")
@click.option("--reject", is_flag=True, help="Reject what stands under the numbers, or all.")
@click.argument("numbers", nargs=-1, metavar="[NUMBER…|all]")
@_guarded
def review(config_file: Path, accept: bool, reject: bool, numbers: tuple[str, ...]) -> int:
    """List what waits for a decision, or decide it."""
    from generator import review as desk

    config, moment = load_config(config_file), _moment()
    if accept is reject and (accept or numbers):
        raise UsageError(
            "say either --accept or --reject, and numbers",
            place="review",
            mend="write for example `review --accept 1 3`, or `review --reject all`.",
        )
    if accept or reject:
        for line in desk.decide(config, numbers, accept=accept, today=moment.now.date()):
            print_line(line)
        return 0
    listed = desk.waiting(config)
    for number, one in enumerate(listed, start=1):
        print_line(f"{number:3}  {desk.NAMES[one.kind]}  {one.text}")
    print_line(f"{len(listed)} waiting" if listed else "nothing waits")
    return 0


def _warn_of_weight(weights: list[PageWeight]) -> None:
    """A question with many events is published all the same."""
    for weight in weights:
        if weight.is_heavy:
            warn(f"{weight.page} {weight}")


def _freshness_code(standing: Standing, *, quiet: bool = False) -> int:
    """0, or 3 with one line for each stale series."""
    for series in standing.stale:
        if not quiet and series.extent is not None:
            warn(
                f"{series.instrument.name} ({series.instrument.symbol}) is stale: "
                f"{series.extent.age} {series.unit} behind {standing.as_of}, "
                f"last row {series.extent.last_date}"
            )
    return STALE if standing.stale else 0


if __name__ == "__main__":
    main()
