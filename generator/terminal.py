"""What the command line prints: tables, progress, warnings and errors."""

import codecs
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TextIO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator import wording
from generator.config import Config
from generator.language import UNDEFINED, Language
from generator.models.evidence import Evidence
from generator.models.freshness import SeriesFreshness
from generator.models.refresh import Refreshed
from generator.models.report import Standing
from generator.texts import printable


class _Console(Console):
    """A console that prints what it is given: no markup in it, and no end if nobody listens."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, **options)

    def on_broken_pipe(self) -> None:
        """Whoever read has had enough; what was begun is brought to its end."""
        _silence(sys.stdout)


COLOURS = {"fresh": "green", "late": "yellow", "stale": "red", "no data": "dim"}

# A minus that became a question mark would turn a fall into a rise.
SIMILAR = {"\N{MINUS SIGN}": "-", "–": "-", "—": "-", "×": "x", "’": "'", "‘": "'"} | {
    "“": '"', "”": '"', "→": "->", "…": "...", "\N{NO-BREAK SPACE}": " ", "\u202f": " ", "·": "-",
}  # fmt: skip

LISTED = 5  # days that are named

plain = _Console(soft_wrap=True)


def prepare() -> None:
    """Let the terminal show something like what its encoding does not have."""
    codecs.register_error("similar", _similar)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="similar")


def _similar(error: UnicodeError) -> tuple[str, int]:
    """ASCII in the place of typography, a question mark for anything else."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(SIMILAR.get(character, "?") for character in missing), error.end


def echo(text: str, *, err: bool = False) -> None:
    """Print a text as it stands."""
    try:
        click.echo(text, err=err)
    except BrokenPipeError:
        _silence(sys.stderr if err else sys.stdout)


def print_line(text: str) -> None:
    """Print one line; control characters in it become visible."""
    plain.print(printable(text))


def _silence(stream: TextIO) -> None:
    """Send what follows nowhere: ``build | head`` shall publish, and end as if it were read."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _annotate(level: str, text: str) -> None:
    """A line that GitHub Actions shows on the page of a run; nothing elsewhere."""
    if os.environ.get("GITHUB_ACTIONS"):
        echo(f"::{level}::{printable(text).replace('%', '%25')}")


def print_error(problem: str, mend: str) -> None:
    """Two plain lines, and an annotation in GitHub Actions."""
    echo(f"error: {printable(problem)}", err=True)
    echo(f"mend:  {printable(mend)}", err=True)
    _annotate("error", f"{problem} — {mend}")


def warn(text: str) -> None:
    """One line, and an annotation in GitHub Actions."""
    echo(f"warning: {printable(text)}", err=True)
    _annotate("warning", text)


def warn_of_no_data(standing: Standing) -> None:
    """A line for each series without a row."""
    for series in standing.freshness:
        if series.extent is None:
            name = f"{series.instrument.name} ({series.instrument.symbol})"
            warn(f"{name} has no data yet; the report does without it")


def warn_of_staleness(standing: Standing) -> None:
    """A line for each series that is stale."""
    for series in standing.stale:
        if series.extent is not None:
            warn(
                f"{series.instrument.name} ({series.instrument.symbol}) is stale: "
                f"{series.extent.age} {series.unit} behind {standing.as_of}, "
                f"last row {series.extent.last_date}"
            )


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A moving line on a terminal, plain lines elsewhere."""
    if quiet:
        yield lambda _: None
        return
    if not plain.is_terminal:
        yield print_line
        return
    with plain.status("starting") as line:
        yield lambda text: line.update(Text(printable(text)))


def print_status(config: Config, standing: Standing) -> None:
    """The signals and the freshness of the data as tables."""
    language = Language("en", config.locales)
    console = _Console()
    console.print(wording.counted(language, standing), style="bold")
    console.print(wording.state_sentence(language, standing))
    breakouts = Table("Breakout", "Base", "Entry", *(f"{h} d" for h in standing.question.horizons))
    for row in standing.outcomes.rows:
        returns = (r.value for r in row.forward_returns)
        breakouts.add_row(
            str(row.event.date),
            f"{row.event.base_sessions} sessions",
            language.price(row.window.entry if row.window else None, standing.question.follower),
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
            Text(series.status.value, style=colour),
            f"{series.rows:,}",
        )
    console.print(ages)
    print_days(standing)


def print_days(standing: Standing) -> None:
    """Which days have no row, and which rows stand on a day that is none by now."""
    for series in standing.freshness:
        name, symbol = series.instrument.name, series.instrument.symbol
        for days, what in (
            (series.gaps, "no row on which one was expected"),
            (series.off_calendar, "kept, though the calendar calls the day closed by now"),
        ):
            if days:
                shown = ", ".join(map(str, days[-LISTED:]))
                more = f" and {len(days) - LISTED} earlier" if len(days) > LISTED else ""
                print_line(f"{name} ({symbol}), {what}: {shown}{more}")


def print_evidence(evidence: Evidence | None) -> None:
    """Print what the registered breakouts say against luck; nothing where none are registered."""
    if evidence is not None:
        counted = f"breakouts counted since {evidence.registered}: {evidence.counted}"
        print_line(f"evidence: E = {evidence.value:.4g} ({counted})")


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
            "\n".join(map(printable, one.notes)),
        )
    _Console().print(table)


def print_import(
    understood: Sequence[str], notes: Sequence[str], added: Sequence[str], done: str
) -> None:
    """What a file was understood to say, and what became of it."""
    for line in understood:
        echo(printable(f"understood  {line}"))
    for line in notes:
        echo(printable(f"note        {line}"))
    for line in added or ["nothing: every day of the file is stored"]:
        echo(printable(f"{done:<10}  {line}"))


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
