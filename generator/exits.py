"""How a command ends.

Exit codes: 0 fresh and published, 3 published but some data or a further question is stale, 1
nothing published (the last site stands), 2 the command line or the configuration is wrong.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from generator.errors import ReportError
from generator.models.report import Standing
from generator.terminal import prepare, print_error, warn_of_no_data, warn_of_staleness

STALE = 3


def guarded(command: Callable[..., int]) -> Callable[..., None]:
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


def freshness_code(standing: Standing, *, quiet: bool = False) -> int:
    """0, or 3 if a series is stale; one without data is told, and no reason."""
    if not quiet:
        warn_of_no_data(standing)
        warn_of_staleness(standing)
    return STALE if standing.stale else 0
