"""Hostile text stays text: a site made of it, in a real browser."""

from __future__ import annotations

import csv
import http.server
import io
import threading
from datetime import date

import pytest

from generator.pipeline import build
from tests import hostile
from tests.browser.conftest import _Quiet
from tests.helpers import MOMENT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

INJECTED = """() => [...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(a => a.name.startsWith("on"))
    || /^\\s*javascript:/i.test(element.getAttribute("href") ?? element.getAttribute("src"))
    || ["IFRAME", "OBJECT", "EMBED"].includes(element.tagName.toUpperCase())
    || element.matches("img[src=x]")
    || (element.tagName === "STYLE" && element.textContent.includes("body{display:none}"))
    || (element.tagName === "SCRIPT" && /__hit|alert/.test(element.textContent))
).map(element => element.outerHTML)"""


@pytest.fixture(scope="module")
def hostile_project(tmp_path_factory):
    """Its configuration and its site."""
    folder = tmp_path_factory.mktemp("hostile")
    config = hostile.project(folder)
    build(config, date(2026, 10, 8), MOMENT, folder / "site", lambda _: None)
    return config, folder / "site"


@pytest.fixture(scope="module")
def served(hostile_project):
    _, site = hostile_project

    def handler(*arguments):
        return _Quiet(*arguments, directory=str(site))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def watched(browser):
    """A page, and everything that should never happen on it."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page, seen = context.new_page(), []
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("console", lambda m: seen.append(f"console: {m.text}") if _matters(m) else None)
    yield page, seen
    context.close()


def _matters(message):
    """An error, but for the icon that a browser asks of a picture or a feed opened by itself."""
    return message.type == "error" and not message.location["url"].endswith("/favicon.ico")


def test_nothing_runs_on_any_page(hostile_project, served, watched):
    _, site = hostile_project
    page, seen = watched
    opened = [p.relative_to(site).as_posix() for p in site.rglob("*.html")]
    opened += [p.relative_to(site).as_posix() for p in site.rglob("*.svg")]
    opened += ["feed.xml", "api/v1/latest.json", "sitemap.xml"]
    assert "404.html" in opened
    for path in opened:
        page.goto(served + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__hit") is None, path
        if not path.endswith((".json", ".xml")):
            assert page.evaluate(INJECTED) == [], path
    assert seen == []


def test_texts_are_shown_as_they_are(hostile_project, served, watched):
    config, _ = hostile_project
    page, seen = watched
    page.goto(served)
    assert page.title() == " ".join(f"{config.site.name}: {config.site.description}".split())
    assert page.locator("meta[name=description]").get_attribute("content")
    shown = page.locator("#changes").inner_text()
    for text in hostile.TEXTS:
        assert f"Method: {text}" in shown
    for name in (config.question.leader.name, config.question.follower.name):
        assert name in page.locator(".tiles").inner_text()
    page.goto(f"{served}404.html")
    assert page.locator(".md-content a").last.inner_text() == config.site.name
    page.goto(f"{served}claims/")
    assert config.question.article.title in page.locator("#content").inner_text()
    assert seen == []


def test_search_shows_texts_as_they_are(served, watched):
    page, seen = watched
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(served)
    page.wait_for_load_state("networkidle")
    page.locator("input.md-search__input").press_sequentially("Method")
    page.locator(".md-search-result__item").first.wait_for()
    assert page.evaluate("window.__hit") is None
    assert page.evaluate(INJECTED) == []
    assert seen == []


def test_no_cell_is_a_formula(hostile_project):
    _, site = hostile_project
    files = sorted(site.rglob("*.csv"))
    assert len(files) > 10
    for path in files:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            for cell in row:
                if cell.startswith(("=", "+", "-", "@")):
                    float(cell)  # a number may have a sign
