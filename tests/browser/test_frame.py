"""The frame of every page, at every width: each page of the site is within reach."""

from __future__ import annotations

import pytest

from tests.browser.test_site import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NARROW = (320, 360, 390, 600, 767)
WIDE = (768, 820, 959, 960, 1024, 1219, 1220, 1280, 1440, 1920)
IN_STRIP = [path for path in PAGES if path not in ("404.html", "about/", "glossary/")]

# Which entries can be hit at both ends and in the middle, wherever the strip stands.
SEEN = """strip => [...strip.querySelectorAll("a")].filter(link => {
    const box = link.getBoundingClientRect(), y = (box.top + box.bottom) / 2;
    return [box.left + 1, (box.left + box.right) / 2, box.right - 1]
        .every(x => document.elementFromPoint(x, y) === link);
}).map(link => link.getAttribute("href"))"""
# Whether something lies over either edge, and keeps there, that lets ever less through.
FADES = """strip => ["::before", "::after"].map(edge => {
    const style = getComputedStyle(strip, edge);
    return style.position === "sticky" && style.backgroundImage.startsWith("linear-gradient");
})"""
HIDDEN = "strip => strip.scrollWidth - strip.clientWidth"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_page_is_seen_in_the_masthead_from_a_tablet_on(visit, direction):
    with visit("method/", width=WIDE[0]) as seen:
        seen.page.evaluate("direction => { document.body.dir = direction; }", direction)
        strip = seen.page.locator(".masthead__pages")
        for width in WIDE:
            seen.resize(width)
            assert len(strip.evaluate(SEEN)) == strip.locator("a").count() == len(IN_STRIP), width
            if width >= 960:
                field = seen.page.locator("input.md-search__input").bounding_box()
                assert 80 <= field["width"] <= 240, width


@pytest.mark.parametrize("path", IN_STRIP)
def test_strip_begins_at_the_current_page(visit, path):
    with visit(path, width=NARROW[0]) as seen:
        strip = seen.page.locator(".masthead__pages")
        current = strip.locator("[aria-current]").get_attribute("href")
        for width in NARROW:
            seen.resize(width)
            seen.page.reload()
            assert current in strip.evaluate(SEEN), width


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scripts", [True, False])
def test_strip_reaches_every_page_and_shows_that_there_is_more(visit, scripts, direction):
    with visit(width=390, scripts=scripts) as seen:
        seen.page.evaluate("direction => { document.body.dir = direction; }", direction)
        strip = seen.page.locator(".masthead__pages")
        assert strip.evaluate(HIDDEN) > 100
        found = set(strip.evaluate(SEEN))
        assert len(found) < len(IN_STRIP)
        for entry in strip.locator("a").all():
            entry.focus()
            seen.page.wait_for_timeout(30)
            found |= set(strip.evaluate(SEEN))
        assert len(found) == len(IN_STRIP)
        assert strip.evaluate(FADES) == [True, True]


@pytest.mark.parametrize("width", [390, 1024, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "cycles/#falls",
        "luck/#limits",
        "claims/#C20",
        "breakouts/#breakout-2016-11-14",
        "method/#claims",
    ],
)
def test_masthead_covers_nothing_that_is_linked_to(visit, path, width):
    with visit(path, width=width) as seen:
        seen.page.wait_for_load_state("networkidle")
        top = seen.page.locator(f"#{path.partition('#')[2]}").bounding_box()["y"]
        masthead = seen.page.locator(".masthead").bounding_box()
        assert masthead["y"] + masthead["height"] <= top < 300


def test_pages_are_read_one_after_the_other(visit):
    with visit() as seen:
        page, titles = seen.page, []
        assert page.locator(".pager [rel=prev]").count() == 0
        while page.locator(".pager [rel=next]").count():
            here, onward = page.url, page.locator(".pager [rel=next]")
            titles.append(onward.inner_text().split("\n")[-1])
            onward.click()
            back = page.locator(".pager [rel=prev]").evaluate("link => link.href")
            assert back == here
        assert titles[:2] == ["Breakouts", "Luck?"]
        assert len(titles) == len(PAGES) - 2  # all but the first, and the page for missing ones


@pytest.mark.parametrize("path", ["", "luck/", "404.html"])
def test_browser_and_device_get_icons_a_name_and_colours(visit, path):
    with visit(path) as seen:
        page = seen.page
        icons = page.locator("link[rel=icon], link[rel=apple-touch-icon]")
        addresses = icons.evaluate_all("links => links.map(link => link.href)")
        manifest = page.locator("link[rel=manifest]").evaluate("link => link.href")
        told = page.request.get(manifest).json()
        assert told["name"] == "Lead or Luck"
        addresses += [manifest.rpartition("/")[0] + "/" + icon["src"] for icon in told["icons"]]
        assert len(addresses) == 5
        for address in addresses:
            answer = page.request.get(address)
            assert answer.status == 200, address
            if address.endswith(".png"):
                width = int.from_bytes(answer.body()[16:20], "big")
                assert address.endswith(f"-{width}.png")
        assert page.locator(".mark svg").is_visible()
    paper = "getComputedStyle(document.body).getPropertyValue('--paper').trim()"
    for scheme in ("light", "dark"):
        with visit(path, scheme=scheme) as seen:
            colour = seen.page.locator(f"meta[name=theme-color][media*={scheme}]")
            assert colour.get_attribute("content") == seen.page.evaluate(paper)
