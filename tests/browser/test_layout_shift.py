"""Nothing on a page moves while it arrives over a phone's network."""

from __future__ import annotations

import pytest

from tests.browser.test_site import PAGES, at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 500_000,  # bytes a second; nothing is packed here
    "uploadThroughput": 100_000,
}
MOST = 0.02
WATCH = """window.shifts = [];
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture
def shift(browser, address):
    """By how much a page moves in all, viewed on a given day."""

    def measured(path, day, alter=None):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", PHONE)
        page.add_init_script(WATCH)
        page.add_init_script(at(day))
        if alter:
            alter(page)
        page.goto(address + path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => null)")
        assert page.evaluate("document.fonts.check('600 1rem \"Source Serif 4\"')")
        # A shift is told after the frame that shows it.
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
        moved = sum(page.evaluate("shifts"))
        is_raised = page.locator(".md-banner").is_visible()
        context.close()
        return moved, is_raised

    return measured


@pytest.mark.parametrize("path", PAGES)
def test_page_stays_in_its_place_while_it_arrives(shift, path):
    moved, _ = shift(path, "2026-11-22")
    assert moved <= MOST


@pytest.mark.parametrize("path", ["", "data/", "method/"])
def test_notice_that_is_raised_moves_nothing(shift, path):
    """The page as it was built on fresh data, and viewed when they are old."""

    def freshly_built(page):
        page.route("**/" + path, lambda route: route.fulfill(body=_hidden(route), status=200))

    def _hidden(route):
        return route.fetch().text().replace('class="stale"', 'class="stale" hidden')

    moved, is_raised = shift(path, "2026-11-22", freshly_built)
    assert is_raised
    assert moved <= MOST
