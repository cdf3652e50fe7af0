"""The further questions of a site: each in a process of its own, then laid under ``q/<name>/``.

Nothing that is wrong with one question stops another, or the site: what cannot be built stays as it
was published last, or is left out, and is told.
"""

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

from pydantic import TypeAdapter

from generator.errors import BuildError, ReportError
from generator.models.publication import CARD, PLACE, QuestionCard
from generator.site import checks, mark

Work = Callable[[Path], None]
"""Builds the question of one file; it has to be a function, or a partial, of a module."""

_CARD = TypeAdapter(QuestionCard)


@dataclass(frozen=True)
class Joining:
    """What becomes of the questions of a site; they are waited for when it is first asked."""

    files: tuple[Path, ...]
    failures: Callable[[], Mapping[str, str]]
    """Waits, and says why some could not be built, by their names."""
    built: Path
    """The folder of the editions of this run."""
    last: Path
    """The site that stands: what is not among those stays as it is there."""
    as_of: date

    @property
    def cards(self) -> tuple[QuestionCard, ...]:
        """A card for each question that is there, in the order of the files."""
        return tuple(card for card, _folder in self._found[0])

    @property
    def troubles(self) -> tuple[str, ...]:
        """A line for each question that is not there, or not as of the site's day."""
        return self._found[1]

    def lay_into(self, site: Path) -> None:
        """Copy every edition to its place in a finished site."""
        for card, folder in self._found[0]:
            shutil.copytree(folder, site / card.link, ignore=shutil.ignore_patterns(mark.NAME))

    @cached_property
    def _found(self) -> tuple[tuple[tuple[QuestionCard, Path], ...], tuple[str, ...]]:
        failures, chosen, troubles = self.failures(), [], []
        for name in (file.stem for file in self.files):
            why, found = failures.get(name, ""), None
            for folder in (self.built / name, self.last / PLACE / name):
                try:
                    card = _sound(folder, name)
                except ReportError as error:
                    why = why or str(error)
                    continue
                if card.as_of <= self.as_of:  # a report of an earlier day foresees nothing
                    found = card, folder
                    break
                why = why or f"what is there is of {card.as_of}"
            if found is None:
                troubles.append(f"the question {name} is left out: {why}")
                continue
            chosen.append(found)
            if why or found[0].as_of != self.as_of:
                why = why or f"it was not built for {self.as_of}"
                troubles.append(f"the question {name} stays as of {found[0].as_of}: {why}")
        return tuple(chosen), tuple(troubles)


def card_file(card: QuestionCard) -> bytes:
    """A card as the file that lies beside the pages of its question."""
    return _CARD.dump_json(card, indent=1) + b"\n"


def _sound(folder: Path, name: str) -> QuestionCard:
    """The card of a finished edition that passes the checks of its own."""
    try:
        card = _CARD.validate_json((folder / CARD).read_bytes())
    except (OSError, ValueError) as error:
        raise BuildError("it was not built", place=name, mend="build it again.") from error
    checks.check_site(folder, is_part=True)
    return card


@contextmanager
def beside(work: Work, files: tuple[Path, ...]) -> Iterator[Callable[[], dict[str, str]]]:
    """Build questions while the body runs, each in a process of its own, a few at a time.

    Yields a function that waits for all of them and says why some failed, by their names.
    """
    if not files:
        yield dict  # no failures
        return
    processes: list[SpawnProcess] = []
    threads = ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1))  # one core is the site's
    try:
        running = {
            file.stem: threads.submit(_in_a_process, work, file, processes) for file in files
        }
        yield lambda: _failures(running)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            if process.is_alive():
                process.terminate()
        threads.shutdown()


def _failures(running: Mapping[str, Future[str]]) -> dict[str, str]:
    ended = {name: future.result() for name, future in running.items()}
    return {name: why for name, why in ended.items() if why}


def _in_a_process(work: Work, file: Path, processes: list[SpawnProcess]) -> str:
    """Why the question could not be built; empty if it was."""
    context: SpawnContext = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, file, there))
    processes.append(process)
    try:
        process.start()
    except OSError as error:
        return f"a process cannot be started ({error.strerror})"
    there.close()
    try:
        return str(here.recv())
    except EOFError:  # it was ended before it could say anything
        process.join()
        return f"its process ended with code {process.exitcode}"
    finally:
        process.join()


def _work(work: Work, file: Path, there: Connection) -> None:
    """What the process of one question does."""
    try:
        work(file)
    except ReportError as error:
        there.send(f"{error} ({error.mend.rstrip('.')})")
    except Exception as error:  # a mistake of ours stops no other question
        there.send(f"{type(error).__name__}: {error}")
    else:
        there.send("")
