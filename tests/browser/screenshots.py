"""Picture every page of a finished site (``make screenshots``), for whoever reviews a change.

Wide in the light palette, on a phone in the dark one: what differs most.
"""

from __future__ import annotations

import http.server
import sys
import threading
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.config import ROOT
from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS, HEIGHT, _Quiet

VIEWS = (("wide", 1280, "light"), ("phone", 390, "dark"))


def take(browser: Browser, site: Path, folder: Path) -> list[Path]:
    """One picture for each page and view; their files."""
    folder.mkdir(exist_ok=True)
    taken = []
    handler = partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, width, scheme in VIEWS:
            page = browser.new_page(
                viewport={"width": width, "height": HEIGHT},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            for file in sorted(site.rglob("*.html")):
                path = file.relative_to(site).as_posix().removesuffix("index.html")
                page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
                page.wait_for_load_state("networkidle")
                label = path.removesuffix(".html").strip("/").replace("/", "-") or "index"
                taken.append(folder / f"{label}-{name}-{scheme}.png")
                page.screenshot(path=taken[-1], full_page=True)
            page.close()
        server.shutdown()
    return taken


def main() -> None:
    """Picture what lies in site/."""
    if not (ROOT / "site" / "index.html").is_file():
        sys.exit("error: there is no site yet\nmend:  make site")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for picture in take(browser, ROOT / "site", ROOT / "screenshots"):
            print(picture.relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
