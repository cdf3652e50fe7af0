"""A few processes of ours that work while this one goes on.

Much of the work holds the interpreter for as long as it goes on, and whether warnings are raised is
a matter of a whole process: threads would wait for each other, and disturb each other.

A process imports what it needs from where this one does. It is asked on its input and answers on
its output, pickled, and ends with its input: when whoever asks is gone, however it went.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Generic, Self, cast

from generator.aside import Answer, Asked
from generator.errors import BuildError

_PROGRAM = """
import sys
sys.path[:] = {path!r}
from generator import processes
processes.serve({loading!r})
"""


class Processes:
    """Processes that work; use it in a ``with`` statement, after which they are gone.

    They start at once, and are ready some time later.

    Parameters
    ----------
    number
        How many there are.
    loading
        The modules that each of them imports before anybody asks.

    Raises
    ------
    BuildError
        If a process cannot be started.
    """

    def __init__(self, number: int, loading: Sequence[str]) -> None:
        # -P: not even for a moment is anything imported from the working directory.
        program = _PROGRAM.format(path=sys.path, loading=loading)
        try:
            self.processes = [
                # In a group of its own: Ctrl-C is for this process, which then hangs up.
                subprocess.Popen(
                    [sys.executable, "-P", "-c", program],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    process_group=0,
                )
                for _ in range(number)
            ]
        except OSError as error:
            raise _failed(f"{sys.executable} cannot be started ({error.strerror})") from error
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for process in self.processes:
            self._free.put(process)
        self._threads = ThreadPoolExecutor(number)
        self._tasks: list[_Task[Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(at_once=error is not None)

    def end(self, *, at_once: bool = False) -> None:
        """Let the processes end: after what they were asked, or ``at_once``."""
        if at_once:
            for process in self.processes:
                process.kill()
        self._threads.shutdown(cancel_futures=at_once)
        for process in self.processes:
            with suppress(BrokenPipeError), process:  # closes its input, so that it ends
                pass

    def submit(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Future[Answer]:
        """Have a function of a module called; calls are begun in the order of asking.

        The result raises what the function raised, or ``BuildError`` if its process ended.
        """
        return self._threads.submit(self._ask, partial(work, *args, **kwargs))

    def aside(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Answer]:
        """Have work done meanwhile (see :class:`generator.aside.Aside`).

        Who waits for an answer lends a hand: it does what no process has begun.
        """
        task = _Task(partial(work, *args, **kwargs), self.submit(work, *args, **kwargs))
        self._tasks.append(task)
        return partial(self._wait, task)

    def _wait(self, task: _Task[Answer]) -> Answer:
        while not task.future.done():
            # The last one first: the processes will come to it the latest.
            if not any(one.is_taken_over() for one in (task, *reversed(self._tasks))):
                break
        return task.future.result()

    def _ask(self, call: partial[Answer]) -> Answer:
        process = self._free.get()
        try:
            return _asked(process, call)
        finally:
            self._free.put(process)


class _Task(Generic[Answer]):
    """Work that a process was asked to do."""

    def __init__(self, call: partial[Answer], future: Future[Answer]) -> None:
        self._call = call
        self.future = future

    def is_taken_over(self) -> bool:
        """Do it here, if no process has begun it."""
        if not self.future.cancel():
            return False
        self.future = Future()
        try:
            self.future.set_result(self._call())
        except Exception as error:
            self.future.set_exception(error)  # for whoever waits for this answer
        return True


def _asked(process: subprocess.Popen[bytes], call: partial[Answer]) -> Answer:
    try:
        _send(cast("BinaryIO", process.stdin), pickle.dumps(call))
        done, answer = pickle.loads(pickle.load(cast("BinaryIO", process.stdout)))
    except (BrokenPipeError, EOFError):
        raise _failed(f"it ended with code {process.wait()}") from None
    if not done:
        raise answer
    return cast("Answer", answer)


def _send(pipe: BinaryIO, content: bytes) -> None:
    """Send bytes; as a pickle they are read whole, whatever is in them."""
    pickle.dump(content, pipe)
    pipe.flush()


def _failed(reason: str) -> BuildError:
    return BuildError(
        f"a process of the program failed: {reason}",
        place="generator/processes.py",
        mend="see whether memory ran out, and run it again; the last site stands.",
    )


def serve(loading: Sequence[str]) -> None:
    """Be such a process: answer until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    for name in loading:
        importlib.import_module(name)
    with suppress(BrokenPipeError, EOFError, pickle.UnpicklingError):
        while True:
            _send(answers, _answer(pickle.load(sys.stdin.buffer)))
    os._exit(0)  # there is nothing to tidy up, and nobody to tell


def _answer(asked: bytes) -> bytes:
    """Whether a call could be done, and what it returned or raised."""
    try:
        return pickle.dumps((True, pickle.loads(asked)()))
    except Exception as error:
        error.add_note(traceback.format_exc())
        told = error
    except BaseException as error:  # a library that panics raises no Exception
        told = RuntimeError(f"{type(error).__name__}: {error}")
    try:
        content = pickle.dumps((False, told))
        pickle.loads(content)
    except Exception:  # it cannot be sent as it is
        return pickle.dumps((False, RuntimeError(f"{type(told).__name__}: {told}")))
    return content
