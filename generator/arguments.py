"""How the command line is understood, and what is said if it is not."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from generator.terminal import print_error

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
