"""What can be hit with a thumb, and what the keyboard passes on a phone."""

from __future__ import annotations

import pytest

from tests.browser.test_site import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPENED = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
LEAST = 24  # CSS pixels
# Whatever can be hit and is too small, but for links within running text.
SMALL = """least => [...document.querySelectorAll("a[href], button, summary, label, [role=button]")]
    .filter(part => {
        const box = part.getBoundingClientRect();
        if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
        const words = [...(part.closest("sup") ?? part).parentElement.childNodes]
            .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("");
        const runs = part.tagName === "A" && /\\p{L}/u.test(words);
        return box.width && !runs && Math.min(box.width, box.height) < least;
    }).map(part => part.outerHTML.slice(0, 120))"""
FOCUSED = """() => {
    const part = document.activeElement, box = part.getBoundingClientRect();
    return {
        html: part.outerHTML.slice(0, 120),
        last: part === document.body,
        within: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    };
}"""


@pytest.mark.parametrize("path", PAGES)
def test_everything_can_be_hit_with_a_thumb(visit, path):
    with visit(path, width=390) as seen:
        seen.page.evaluate(OPENED)
        assert seen.page.evaluate(SMALL, LEAST) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_keyboard_passes_nothing_that_is_out_of_sight(visit, scripts):
    with visit("about/", width=390, scripts=scripts) as seen:
        passed = []
        for _ in range(60):
            seen.page.keyboard.press("Tab")
            focused = seen.page.evaluate(FOCUSED)
            if focused["last"]:
                break
            passed.append(focused)
        assert 20 < len(passed) < 60
        assert [part["html"] for part in passed if not part["within"]] == []


def test_drawer_opens_and_closes_with_the_keyboard(visit):
    with visit("about/", width=390) as seen:
        page = seen.page
        button, drawer = page.get_by_role("button", name="Navigation"), page.locator("#__drawer")
        for key in ("Enter", " "):
            button.focus()
            page.keyboard.press(key)
            assert drawer.is_checked()
            assert button.get_attribute("aria-expanded") == "true"
            assert page.locator(".md-sidebar--primary :focus").count() == 1
            page.keyboard.press("Escape")
            assert not drawer.is_checked()
            assert button.evaluate("button => button === document.activeElement")
        page.keyboard.press("Enter")
        page.locator(".md-sidebar--primary a").last.focus()
        page.keyboard.press("Tab")  # out of it
        assert not drawer.is_checked()


def test_search_opens_with_the_keyboard(visit):
    with visit("about/", width=390) as seen:
        seen.page.get_by_role("button", name="Search").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.type("breakout")
        assert seen.page.locator("input.md-search__input").input_value() == "breakout"
