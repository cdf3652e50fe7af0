"""How the command line is understood, and what is said if it is not."""

import contextlib
import os
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import click

from generator import pipeline
from generator.config import DEFAULT_FILE
from generator.errors import UsageError
from generator.terminal import print_error

LAST_YEAR = 2100
"""Days count until then; calendars of exchanges end in 2262."""

_UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, bytes that are no UTF-8, and what ends a line."""


class Program(click.Group):
    """Commands that answer a misspelt line in two plain lines, as every other error."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read what stands before the command."""
        with _two_lines():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Read what stands after the command, and run it."""
        with _two_lines():
            return super().invoke(ctx)


class Place(click.Path):
    """A file or a folder whose name can be shown."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse names with control characters: a script that typed them was mistaken."""
        if any(unicodedata.category(character) in _UNSHOWN for character in str(value)):
            self.fail(f"{str(value)!a} holds a character that cannot be shown.", param, ctx)
        return super().convert(value, param, ctx)


class _Misused(click.ClickException):
    """A line that the program does not understand."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(" ".join(error.format_message().split()))
        self.command = error.ctx.command_path if error.ctx else "python -m generator"

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002
        """Print it where errors are printed."""
        print_error(self.message, f"see `{self.command} --help`.")


@contextlib.contextmanager
def _two_lines() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # what it shows is the help
    except click.UsageError as error:
        raise _Misused(error) from error


with_config = click.option(
    "--config",
    "config_file",
    type=Place(),
    default=DEFAULT_FILE,
    show_default="report.toml",
    help="The question to answer.",
)
with_day = click.option(
    "--as-of", metavar="DATE", help="Report as of this day; nothing later is read."
)
with_out = click.option("--out", type=Place(), help="Where the site goes.  [default: site]")


def read_clock() -> pipeline.Moment:
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


def day_of(text: str, option: str) -> date:
    """The day that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date", place=option, mend="write it as 2026-01-31."
        ) from None


def report_day(asked: str | None, moment: pipeline.Moment) -> date:
    """The day of the report: the one asked for, or the one printed on the site."""
    day = moment.now.date() if asked is None else day_of(asked, "--as-of")
    if day > moment.today:
        raise UsageError(
            f"{day} lies in the future", place="--as-of", mend=f"name a day up to {moment.today}."
        )
    return day
