"""Work that may be done by somebody else meanwhile: begun now, and asked for later.

Who begins independent parts of an answer this way need not know who does them. :func:`here` nobody
else does; :class:`generator.processes.Processes` has other processes do them.
"""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, Protocol, Self, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Aside(Protocol):
    """Begins some work; what it returns waits for the answer, or raises what the work raised.

    The work is a function of a module, and knows what it is given and nothing else. It may be done
    in another process: neither what it is given nor what it answers is changed afterwards.
    """

    def __call__(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Answer]:
        """Begin."""
        ...


def here(
    work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
) -> Callable[[], Answer]:
    """Do it in this process, when its answer is asked for."""
    return partial(work, *args, **kwargs)


class Alone:
    """Nobody else, where somebody could be: :func:`here` does the work."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def aside(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Callable[[], Answer]:
        """Do it in this process, when its answer is asked for."""
        return here(work, *args, **kwargs)

    def end(self) -> None:
        """Nothing has begun, and nothing is to end."""
