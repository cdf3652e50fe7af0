"""The page for what is missing, on a site that was not told where it lies."""

from __future__ import annotations

import http.server
import threading

import pytest

from tests.browser.conftest import _Quiet

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def host(built_site):
    """Serves the site at the root and below ``/report/``, with its page for what is missing."""

    class Host(_Quiet):
        def translate_path(self, path):
            return super().translate_path(path.removeprefix("/report"))

        def send_error(self, code, *_):
            page = (built_site / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def do_GET(self):  # noqa: N802
            if self.in_report or self.path.startswith("/report/"):
                super().do_GET()
            else:
                self.send_error(404)

    def handler(in_report):
        made = type("Made", (Host,), {"in_report": in_report})
        return lambda *arguments: made(*arguments, directory=str(built_site))

    servers = [
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(in_report))
        for in_report in (True, False)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    at_root, below = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    yield {"": at_root, "/report": below}
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("folder", ["", "/report"])
@pytest.mark.parametrize("path", ["/none", "/figures/none", "/a/b/none"])
def test_page_for_what_is_missing_works_at_any_depth(browser, host, folder, path):
    page = browser.new_page()
    answer = page.goto(f"{host[folder]}{folder}{path}")
    assert answer.status == 404
    page.wait_for_load_state("networkidle")
    assert page.locator("html.js").count() == 1  # the theme runs
    family = "e => getComputedStyle(e).fontFamily"
    assert "Source Serif 4" in page.locator("h1").evaluate(family)
    page.locator("input.md-search__input").press_sequentially("halving")
    found = page.locator(".md-search-result__item a").first
    found.wait_for()
    assert page.request.get(found.evaluate("link => link.href")).status == 200
    page.keyboard.press("Escape")
    page.locator(".md-content a").last.click()
    page.locator("#two-series").wait_for()
    assert page.url == f"{host[folder]}{folder}/"
    page.close()
