"""One run's way to the providers: retries, a deadline, a circuit breaker.

A request is tried again when the provider fails or asks for patience (429 and ``Retry-After``,
5xx, a time-out), with growing, jittered waits, within the deadline of the run. A provider that
cannot be reached at all (refused, no such name, TLS) is not tried again; once a provider has
failed, every further call fails at once, so that a dead provider costs one attempt a run.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self, TypeVar

import httpx
import tenacity

from generator.errors import SourceError, SourceRefused, SourceUnavailable
from generator.sources.bodies import read_text

Answer = TypeVar("Answer")

ATTEMPTS = 3
REQUEST_SECONDS = 12.0
PROBE_SECONDS = 3.0
OTHERS_SECONDS = 1.0  # how long the other hosts are waited for once one has answered
MOST_REDIRECTS = 5
REFUSALS = (401, 403, 404, 429, 451)
USER_AGENT = "lead-or-luck (a public research report; one daily request)"


class Patience(SourceRefused):
    """The provider asks to come back later; ``seconds`` if it says when."""

    def __init__(self, problem: str, *, place: str, seconds: float | None) -> None:
        super().__init__(problem, place=place)
        self.seconds = seconds


class Interrupted(SourceUnavailable):
    """The provider failed in a way that may pass within the run."""


class Network:
    """The shared client of one run.

    Parameters
    ----------
    deadline
        Seconds that all requests of the run may take together, waits included.
    """

    def __init__(self, deadline: float = 90.0) -> None:
        self._client = httpx.Client(
            timeout=httpx.Timeout(REQUEST_SECONDS, connect=PROBE_SECONDS),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
        )
        self._ends = time.monotonic() + deadline
        self._broken: dict[str, SourceError] = {}
        self.server_time: datetime | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def reachable(self, hosts: Iterable[str]) -> bool:
        """Whether any of some hosts answers at all; asked at once, known within seconds.

        Once one has answered, the others have a moment to state their time too. The threads are
        not waited for: looking up a name has no time-out of its own.
        """
        asked, answered = set(hosts), threading.Event()
        waiting = threading.Semaphore(0)

        def ask(host: str) -> None:
            if self._answers(host):
                answered.set()
            waiting.release()

        for host in asked:
            threading.Thread(target=ask, args=(host,), daemon=True).start()
        ends = time.monotonic() + PROBE_SECONDS + 0.5
        for _ in asked:
            if answered.is_set():
                ends = min(ends, time.monotonic() + OTHERS_SECONDS)
            if not waiting.acquire(timeout=max(0.0, ends - time.monotonic())):
                break
        return answered.is_set()

    def get(self, provider: str, url: str, parameters: Mapping[str, str | int]) -> str:
        """The text of an answer with status 200, within retries, deadline and breaker.

        Raises
        ------
        SourceRefused, SourceUnavailable
            With the provider's name and what it did.
        """
        return self.guarded(provider, lambda: self._get(provider, url, parameters))

    def guarded(self, provider: str, ask: Callable[[], Answer]) -> Answer:
        """Run one call to a provider within retries, deadline and breaker."""
        if provider in self._broken:
            raise self._broken[provider]
        try:
            return self._retrying()(ask)
        except (SourceRefused, SourceUnavailable) as error:
            self._broken[provider] = error
            raise

    def _retrying(self) -> tenacity.Retrying:
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((Patience, Interrupted)),
            stop=self._enough,
            wait=_wait,
            reraise=True,
        )

    def _enough(self, state: tenacity.RetryCallState) -> bool:
        """No further attempt after the last one, or if its wait alone would pass the deadline."""
        return state.attempt_number >= ATTEMPTS or time.monotonic() + _wait(state) >= self._ends

    def _get(self, provider: str, url: str, parameters: Mapping[str, str | int]) -> str:
        ends = min(time.monotonic() + REQUEST_SECONDS, self._ends)
        try:
            with contextlib.closing(self._opened(provider, url, parameters)) as answer:
                _check_status(provider, answer)
                encoding = answer.headers.get("Content-Encoding", "").strip().lower()
                return read_text(provider, encoding, answer.iter_raw(), ends)
        except httpx.TimeoutException as error:
            raise Interrupted("it did not answer in time", place=provider) from error
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            raise SourceUnavailable(f"it cannot be reached ({error})", place=provider) from error
        except httpx.HTTPError as error:
            raise Interrupted(f"the answer broke off ({error})", place=provider) from error

    def _opened(
        self, provider: str, url: str, parameters: Mapping[str, str | int]
    ) -> httpx.Response:
        """The answer at the end of all redirects; httpx would read each of them to its end."""
        request = self._client.build_request("GET", url, params=dict(parameters))
        for _ in range(MOST_REDIRECTS):
            answer = self._client.send(request, stream=True)
            self._note_time(answer)
            if answer.next_request is None:
                return answer
            answer.close()
            request = answer.next_request
        raise SourceUnavailable("it leads from one address to the next", place=provider)

    def _answers(self, host: str) -> bool:
        """Whether a host can be reached: what it says to its bare address does not matter."""
        try:
            with self._client.stream("GET", f"https://{host}/", timeout=PROBE_SECONDS) as answer:
                self._note_time(answer)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError):
            return False
        except httpx.HTTPError:
            return True
        return True

    def _note_time(self, answer: httpx.Response) -> None:
        """Remember the latest of the servers' clocks: ours may be ahead of all of them.

        An answer with an ``Age`` comes from a cache, and its ``Date`` is that of the original.
        """
        stated = answer.headers.get("Date")
        if stated is None or "Age" in answer.headers:
            return
        with contextlib.suppress(ValueError):
            time_there = parsedate_to_datetime(stated).astimezone(UTC)
            self.server_time = max(self.server_time or time_there, time_there)


def _check_status(provider: str, answer: httpx.Response) -> None:
    status = answer.status_code
    if status == 429:
        raise Patience(
            "too many requests (429)", place=provider, seconds=_retry_after(answer.headers)
        )
    if status in REFUSALS:
        raise SourceRefused(f"it refuses the request ({status})", place=provider)
    if status != httpx.codes.OK:
        raise Interrupted(f"it answers with status {status}", place=provider)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110, 10.2.3)."""
    stated = headers.get("Retry-After", "")
    try:
        return float(stated)
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


_backoff = tenacity.wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5)


def _wait(state: tenacity.RetryCallState) -> float:
    """What the provider asks for, else growing, jittered waits."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Patience) and error.seconds is not None:
        return error.seconds
    return _backoff(state)
