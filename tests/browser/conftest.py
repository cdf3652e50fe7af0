"""A real browser on the real site, served on loopback; every request it makes is noted."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import find

# Without these a fresh Chromium asks its maker's hosts for updates at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


HEIGHT = 900  # of every screen, in CSS pixels


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def copyfile(self, *files: Any) -> None:
        """Send a file; nobody may be there any more."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(*files)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find()
    if executable is None:
        pytest.skip("no Chromium")  # make test has said so loudly, and failed where CI is set
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Where a site is served, as long as the statement lasts."""

    def handler(*arguments: object) -> _Quiet:
        return _Quiet(*arguments, directory=str(site))  # type: ignore[arg-type]

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the built site is served."""
    with served(built_site) as found:
        yield found


class Visit:
    """One page in the browser, with everything it asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)

    def open(self, address: str, width: int, scheme: str) -> None:
        """Load a page, as somebody who has not been there before."""
        self.leave()
        self.resize(width)
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.goto(address)

    def leave(self) -> None:
        """Leave the page, with nothing remembered that it keeps in the browser (the palette)."""
        if self.page.url != "about:blank":
            self.page.evaluate("localStorage.clear()")
            self.page.goto("about:blank")

    def resize(self, width: int) -> None:
        """Show the page on another screen; what has loaded stays."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})


@pytest.fixture(scope="session")
def readers(browser: Browser):
    """A reader with or without scripts; one each, for a new one has to load every file again."""

    @cache
    def reader(scripts: bool) -> BrowserContext:  # noqa: FBT001
        return browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")

    return reader


@pytest.fixture
def visit(readers, address: str):
    """Open a page: ``with visit("data/", width=390, scheme="dark", scripts=False) as v``.

    Nothing is remembered of an earlier visit but what was loaded.
    """

    @contextmanager
    def opened(
        path: str = "", *, width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Iterator[Visit]:
        made = Visit(readers(scripts).new_page())
        made.open(address + path, width, scheme)
        yield made
        made.leave()
        made.page.close()

    return opened
