"""A few processes that draw pictures while this one goes on.

The library that draws holds the interpreter for as long as it draws: threads would wait for each
other, processes do not.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self, cast

from generator.charts import vega
from generator.errors import BuildError

PROCESSES = 2
"""Each takes about 130 MB; one a core of the machines on which sites are built."""


class Drawers:
    """Processes that draw; use it in a ``with`` statement, after which they are gone.

    They start at once, and are ready when the first picture is asked for some time later.
    """

    def __init__(self) -> None:
        # -P: the names of our modules must not hide those of the standard library.
        command = [sys.executable, "-P", vega.__file__]
        try:
            self.processes = [
                # In a group of its own: Ctrl-C is for this process, which then hangs up.
                subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
                )
                for _ in range(PROCESSES)
            ]
        except OSError as error:
            raise _failed(f"{command[0]} cannot be started ({error.strerror})") from error
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for process in self.processes:
            self._free.put(process)
        self._threads = ThreadPoolExecutor(PROCESSES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=error is not None)
        for process in self.processes:
            process.communicate()  # closes its input, so that it ends

    def draw(self, kind: vega.Kind, text: str) -> Future[bytes]:
        """Have one picture drawn; pictures are begun in the order in which they are asked for.

        The result raises ``BuildError`` if the picture cannot be drawn.
        """
        return self._threads.submit(self._draw, kind, text)

    def _draw(self, kind: vega.Kind, text: str) -> bytes:
        process = self._free.get()
        try:
            return _ask(process, kind, text)
        finally:
            self._free.put(process)


def _ask(process: subprocess.Popen[bytes], kind: vega.Kind, text: str) -> bytes:
    try:
        vega.send(cast("BinaryIO", process.stdin), kind, text.encode())
        answer = vega.receive(cast("BinaryIO", process.stdout))
    except BrokenPipeError:
        answer = None
    if answer is None:
        raise _failed(f"the process that draws ended with code {process.wait()}")
    how, content = answer
    if how != "ok":
        raise _failed((content.decode().strip() or "no reason given").splitlines()[0])
    return content


def _failed(reason: str) -> BuildError:
    return BuildError(
        f"a picture cannot be drawn: {reason}",
        place="generator/charts",
        mend="see whether memory ran out, and run it again; the last site stands.",
    )
