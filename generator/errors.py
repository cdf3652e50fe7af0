"""Everything that can go wrong, as one tree.

::

    ReportError                 exit  what it means
    ├── UsageError              2     the command line asks for something impossible
    ├── ConfigError             2     report.toml cannot be understood
    ├── HistoryError            1     a file or a row of history/ cannot be trusted
    ├── FileError               1     a file that a person brought cannot be stored
    ├── BuildError              1     the pages could not be written or built
    │   └── SiteCheckError      1     the finished site breaks one of its own rules
    └── SourceError             –     a provider could not be used; the next one is asked
        ├── SourceRefused             it answers, but not to us, or not now (401, 403, 429, 451)
        ├── SourceUnavailable         it does not answer, or with an error of its own (5xx)
        ├── SourceEmpty               it answers without any row
        └── SourceMalformed           it answers something else than its format, or other prices

Each error says what is wrong, where, and how to mend it. The command line prints exactly these
two lines; no traceback reaches a user unless ``--debug`` asks for it.
"""

from typing import Any


class ReportError(Exception):
    """The base of every error that a user may see.

    Parameters
    ----------
    problem
        What is wrong, in plain words, with the offending value.
    place
        Where: a file and line, a configuration key, a page.
    mend
        What the user can do about it.
    """

    exit_code = 1

    def __init__(self, problem: str, *, place: str | None = None, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else self.problem

    def __reduce__(self) -> tuple[Any, ...]:
        """Reach another process as it is: pickle alone would ask for the ``mend``."""
        return _blank, (type(self), self.args), vars(self)


def _blank(kind: type[ReportError], args: tuple[Any, ...]) -> ReportError:
    return kind.__new__(kind, *args)


class UsageError(ReportError):
    """The command line asks for something impossible."""

    exit_code = 2


class ConfigError(ReportError):
    """report.toml cannot be understood."""

    exit_code = 2


class HistoryError(ReportError):
    """A file or a row of history/ cannot be trusted."""


class FileError(ReportError):
    """A file that a person brought cannot be understood, or its rows cannot be stored."""


class BuildError(ReportError):
    """The pages could not be written or built; the last site stands."""


class SiteCheckError(BuildError):
    """The finished site breaks one of its own rules; the last site stands."""


class SourceError(ReportError):
    """A provider could not be used; ``place`` is its name. The next one is asked."""

    kind = "failed"

    def __init__(self, problem: str, *, place: str) -> None:
        super().__init__(problem, place=place, mend="the next refresh asks again.")


class SourceRefused(SourceError):
    """The provider answers, but not to us, or not now."""

    kind = "refused"


class SourceUnavailable(SourceError):
    """The provider does not answer, or with an error of its own."""

    kind = "unavailable"


class SourceEmpty(SourceError):
    """The provider answers without any row."""

    kind = "empty"


class SourceMalformed(SourceError):
    """The provider answers something else than its format, or prices that cannot be its own."""

    kind = "malformed"
