"""The command line: parses, prints, exits; nothing else."""

import json
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator import maintenance, pipeline, store
from generator.arguments import (
    Place,
    Program,
    read_clock,
    report_day,
    with_config,
    with_day,
    with_out,
)
from generator.config import load_config
from generator.config.further import question_named
from generator.errors import UsageError
from generator.exits import STALE, freshness_code, guarded
from generator.signals.evidence import evidence
from generator.site.checks import PageWeight, check_site
from generator.terminal import (
    echo,
    print_days,
    print_evidence,
    print_line,
    print_status,
    progress,
    warn,
    warn_of_no_data,
)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Does a breakout of one series lead another, or is it luck?"""


for command in (maintenance.refresh, maintenance.import_file, maintenance.review):
    main.add_command(command)


@main.command()
@with_config
@with_day
@with_out
@click.option("--lang", "language", help="Build this language only.")
@click.option("--strict", is_flag=True, help="Publish nothing if any data is stale.")
@click.option("--question", help="Build only this further question, into a folder of --out.")
@click.option("--questions", "built", type=Place(), help="Where further questions lie, built.")
@guarded
def build(
    config_file: Path,
    as_of: str | None,
    out: Path | None,
    language: str | None,
    strict: bool,
    question: str | None,
    built: Path | None,
) -> int:
    """Build the site from history/, without the network."""
    config, moment = load_config(config_file), read_clock()
    config = config if language is None else config.with_language(language)
    if question is not None:
        config, out = question_named(config, question), _folder_of(question, out)
    day = report_day(as_of, moment)
    target = config.site_folder if out is None else out
    with progress() as tell:
        done = pipeline.build(config, day, moment, target, tell, strict=strict, built=built)
    print_line(
        f"{'nothing changed, the site stands' if done.unchanged else 'built'}: {done.out} "
        f"(as of {day}, data to {done.standing.data_date})"
    )
    if done.weights:
        heaviest = done.weights[0]
        print_line(f"heaviest page: {heaviest.page}, {heaviest.size / 1000:.0f} KB on the wire")
    _warn_of_weight(done.weights)
    for trouble in done.troubles:
        warn(trouble)
    return freshness_code(done.standing) or (STALE if done.troubles else 0)


@main.command()
@with_config
@click.option("--json", "as_json", is_flag=True, help="Print a list in one line.")
@guarded
def questions(config_file: Path, as_json: bool) -> int:
    """List the further questions of the site, by their names."""
    names = [file.stem for file in load_config(config_file).questions]
    for line in [json.dumps(names)] if as_json else names:
        echo(line)
    return 0


@main.command()
@with_config
@with_day
@click.option("--json", "as_json", is_flag=True, help="Print latest.json instead of a table.")
@guarded
def status(config_file: Path, as_of: str | None, as_json: bool) -> int:
    """Show the signals and the freshness of the data."""
    config, moment = load_config(config_file), read_clock()
    day = report_day(as_of, moment)
    prices = pipeline.read_prices(config, day, moment)
    standing = pipeline.stand(config, prices)
    if as_json:
        echo(pipeline.latest_json(config, prices, moment).rstrip())
    else:
        print_status(config, standing)
    return freshness_code(standing, quiet=as_json)


@main.command()
@with_config
@with_out
@click.option("--strict", is_flag=True, help="A page beyond its budget is an error.")
@guarded
def check(config_file: Path, out: Path | None, strict: bool) -> int:
    """Validate the configuration, the store, and the finished site."""
    config, moment = load_config(config_file), read_clock()
    print_line(f"configuration: {config.file.name} is valid")
    prices = pipeline.read_prices(config, moment.now.date(), moment)
    standing = pipeline.stand(config, prices)
    calls, notes = store.read_calls(config.history), store.read_notes(config.history)
    decisions = store.read_decisions(config.history)
    store.read_method_changes(config.changelog)
    rows = sum(series.rows for series in standing.freshness)
    print_line(f"store: {rows:,} rows in {len(standing.freshness)} series are valid")
    print_days(standing)
    warn_of_no_data(standing)
    for instrument in config.instruments:
        for flaw in store.untidy(config.history, instrument):
            warn(flaw)
    print_line(f"live log: {len(calls):,} calls, chain unbroken")
    print_evidence(evidence(prices, standing.breakouts))
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
@with_config
@with_out
@click.option("--port", default=8000, show_default=True)
@guarded
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


def _folder_of(question: str, out: Path | None) -> Path:
    """Where a question that is built alone goes; never into the site, which it would replace."""
    if out is None:
        raise UsageError(
            "one question alone is not the site", place="--question", mend="say where with --out."
        )
    return out / question


def _warn_of_weight(weights: list[PageWeight]) -> None:
    """A question with many events is published all the same."""
    for weight in weights:
        if weight.is_heavy:
            warn(f"{weight.page} {weight}")


if __name__ == "__main__":
    main()
