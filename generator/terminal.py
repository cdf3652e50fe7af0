"""What the command line prints: tables, progress, warnings and errors."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence

import click
from rich.console import Console
from rich.table import Table

from generator import wording
from generator.config import Config
from generator.language import UNDEFINED, Language
from generator.models.freshness import SeriesFreshness
from generator.models.refresh import Refreshed
from generator.models.report import Standing

COLOURS = {"fresh": "green", "late": "yellow", "stale": "red", "no data": "dim"}

plain = Console(highlight=False, soft_wrap=True)


def print_error(problem: str, mend: str) -> None:
    """Two plain lines, and an annotation in GitHub Actions."""
    click.echo(f"error: {problem}", err=True)
    click.echo(f"mend:  {mend}", err=True)
    if os.environ.get("GITHUB_ACTIONS"):
        click.echo(f"::error::{problem} — {mend}")


def warn(text: str) -> None:
    """One line, and an annotation in GitHub Actions."""
    click.echo(f"warning: {text}", err=True)
    if os.environ.get("GITHUB_ACTIONS"):
        click.echo(f"::warning::{text}")


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A moving line on a terminal, plain lines elsewhere."""
    if quiet:
        yield lambda _: None
        return
    if not plain.is_terminal:
        yield plain.print
        return
    with plain.status("starting") as line:
        yield line.update


def print_status(config: Config, standing: Standing) -> None:
    """The signals and the freshness of the data as tables."""
    language = Language("en", config.locales)
    console = Console()
    console.print(f"[bold]{wording.counted(language, standing)}[/bold]")
    console.print(wording.state_sentence(language, standing))
    breakouts = Table("Breakout", "Base", "Entry", *(f"{h} d" for h in standing.question.horizons))
    for row in standing.outcomes.rows:
        returns = (r.value for r in row.forward_returns)
        breakouts.add_row(
            str(row.event.date),
            f"{row.event.base_sessions} sessions",
            language.price(
                row.window.entry if row.window else None, standing.question.follower.unit
            ),
            *(language.percent(r, signed=True) for r in returns),
        )
    console.print(breakouts)
    ages = Table("Series", "Symbol", "Last", "Age", "Status", "Rows")
    for series in standing.freshness:
        colour = COLOURS[series.status.value]
        ages.add_row(
            series.instrument.name,
            series.instrument.symbol,
            *_last_and_age(series),
            f"[{colour}]{series.status.value}[/{colour}]",
            f"{series.rows:,}",
        )
    console.print(ages)


def _last_and_age(series: SeriesFreshness) -> tuple[str, str]:
    if series.extent is None:
        return UNDEFINED, UNDEFINED
    return str(series.extent.last_date), f"{series.extent.age} {series.unit}"


def print_refresh(standing: Standing, done: list[Refreshed]) -> None:
    """What a refresh did, one line an instrument."""
    by_key = {series.instrument.key: series for series in standing.freshness}
    table = Table("Instrument", "Provider", "Rows added", "Now at", "Age", "Notes")
    for one in done:
        series = by_key[one.instrument]
        table.add_row(
            series.instrument.name,
            one.provider or UNDEFINED,
            f"{one.added:,}",
            *_last_and_age(series),
            "\n".join(one.notes),
        )
    Console().print(table)


def print_import(
    understood: Sequence[str], notes: Sequence[str], added: Sequence[str], done: str
) -> None:
    """What a file was understood to say, and what became of it."""
    for line in understood:
        click.echo(f"understood  {line}")
    for line in notes:
        click.echo(f"note        {line}")
    for line in added or ["nothing: every day of the file is stored"]:
        click.echo(f"{done:<10}  {line}")


def refresh_facts(standing: Standing, done: list[Refreshed], *, offline: bool) -> dict[str, object]:
    """What a refresh did, as JSON says it."""
    by_key = {series.instrument.key: series for series in standing.freshness}
    return {
        "offline": offline,
        "instruments": [_refreshed(one, by_key[one.instrument]) for one in done],
    }


def _refreshed(one: Refreshed, series: SeriesFreshness) -> dict[str, object]:
    extent = series.extent
    return {
        "symbol": one.symbol,
        "provider": one.provider,
        "added": one.added,
        "last_date": None if extent is None else str(extent.last_date),
        "age": None if extent is None else extent.age,
        "unit": series.unit,
        "status": series.status.value,
        "notes": list(one.notes),
    }
