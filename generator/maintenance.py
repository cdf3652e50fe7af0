"""The commands that maintain the store: what is fetched, taken from a file, and decided."""

import json
from pathlib import Path
from typing import Literal

import click

from generator import pipeline
from generator.arguments import day_of, read_clock, with_config
from generator.config import load_config
from generator.errors import UsageError
from generator.exits import freshness_code, guarded
from generator.terminal import (
    echo,
    print_import,
    print_line,
    print_refresh,
    progress,
    refresh_facts,
)


@click.command()
@with_config
@click.option("--only", multiple=True, metavar="SYMBOL", help="Ask for this symbol only.")
@click.option("--until", metavar="DATE", help="Store nothing after this day.")
@click.option("--dry-run", is_flag=True, help="Ask and check, but store nothing.")
@click.option("--accept-revisions", is_flag=True, help="Apply the restated prices noted so far.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@guarded
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

    config, moment = load_config(config_file), read_clock()
    last = None if until is None else day_of(until, "--until")
    with progress(quiet=as_json) as tell:
        done = fetch(config, Request(only, last, dry_run, accept_revisions), moment.now, tell)
    results = done or []
    standing = pipeline.stand(config, pipeline.read_prices(config, moment.now.date(), moment))
    if as_json:
        echo(json.dumps(refresh_facts(standing, results, offline=done is None), indent=2))
    elif done is None:
        print_line(f"no provider answers: history/ stands at {standing.data_date}")
    else:
        print_refresh(standing, results)
    return freshness_code(standing, quiet=as_json or done is None)


@click.command("import")
@with_config
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "symbol", required=True, metavar="SYMBOL", help="Whose prices these are.")
@click.option("--source", default="file", show_default=True, help="Who published the rows.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2026 is to be read.")
@click.option("--accept-moves", is_flag=True, help="Believe moves beyond the limit.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@guarded
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
    done = take_in(load_config(config_file), file, request, read_clock().now)
    print_import(done.understood, done.notes, done.added, "would add" if dry_run else "added")
    return 0


@click.command()
@with_config
@click.option("--accept", metavar="NUMBERS", help="Accept these: 1,3 or all.")
@click.option("--reject", metavar="NUMBERS", help="Reject these: 2 or all.")
@click.argument("numbers", nargs=-1, metavar="[NUMBER…]")
@guarded
def review(
    config_file: Path, accept: str | None, reject: str | None, numbers: tuple[str, ...]
) -> int:
    """List what waits for a decision, or decide it."""
    from generator import review as desk

    config, moment = load_config(config_file), read_clock()
    if numbers and (accept is None) is (reject is None):
        which = "say which numbers are accepted, and which rejected"
        raise UsageError(which, place="review", mend="write `review --accept 1,3 --reject 2`.")
    if accept is None and reject is None:
        lines = desk.listed(config)
    else:
        yes, no = (one and " ".join((one, *numbers)) for one in (accept, reject))
        lines = desk.decide(config, yes, no, moment.now.date())
    for line in lines:
        print_line(line)
    return 0
