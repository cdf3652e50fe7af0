"""What a reader sees and does, in a real browser on the real site."""

from __future__ import annotations

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.claims import CLAIMS
from tests.helpers import site_pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = sorted(path.removeprefix("/") for path in site_pages())
SCHEMES = ("light", "dark")
VIEWS = [(1280, "light"), (390, "light"), (390, "dark"), (1280, "dark")]
BROKEN_RULES = {
    "resultTypes": ["violations"]
}  # every rule is tried; those that hold are not listed


@pytest.mark.parametrize("path", PAGES)
def test_page_is_quiet_fits_asks_no_third_party_and_is_accessible(visit, address, path):
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with visit(path) as seen:
        for view in VIEWS:
            if view in VIEWS[1:-1]:
                seen.open(address + path, *view)
            seen.resize(view[0])  # the first is loaded by now, the last only another width
            seen.page.wait_for_load_state("networkidle")
            assert seen.complaints == []
            assert [url for url in seen.requests if not url.startswith((address, "data:"))] == []
            assert seen.page.evaluate(overflow) == 0
            assert seen.page.locator("h1").count() == 1
            shown = seen.page.locator("body").get_attribute("data-md-color-scheme")
            assert shown == {"light": "default", "dark": "slate"}[view[1]]
            found = Axe().run(seen.page, options=BROKEN_RULES).response["violations"]
            assert [(view, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


@pytest.mark.parametrize("scripts", [True, False])
def test_today_reads_fully_with_and_without_scripts(visit, scripts):
    with visit(scripts=scripts) as seen:
        page = seen.page
        assert page.locator("h1").inner_text().startswith("Bitcoin rose after four of five")
        assert page.locator(".chip").first.inner_text() == "Holding the breakout"
        assert page.locator(".tile").count() == 4
        assert page.locator("svg.chart-wide").is_visible()
        assert page.locator("table.outcomes tbody tr").count() == 5
        assert page.locator(".stale").is_visible()
        page.locator("#two-series summary").click()
        assert page.locator("#two-series table").is_visible()


def test_phone_gets_a_picture_of_its_own(visit):
    with visit(width=390) as seen:
        assert seen.page.locator("svg.chart-phone").is_visible()
        assert not seen.page.locator("svg.chart-wide").is_visible()
        box = seen.page.locator("svg.chart-phone").bounding_box()
        assert 330 < box["width"] <= 390
        labels = seen.page.locator("svg.chart-phone text").all()
        heights = [label.bounding_box()["height"] for label in labels]
        assert min(heights) > 10  # readable without zooming


def test_picture_follows_the_palette(visit):
    colour = "e => getComputedStyle(e).stroke"
    found = {}
    for scheme in SCHEMES:
        with visit(scheme=scheme) as seen:
            line = seen.page.locator('svg.chart-wide path[stroke="var(--lead)"]').first
            found[scheme] = line.evaluate(colour)
    assert found == {"light": "rgb(15, 118, 110)", "dark": "rgb(79, 195, 177)"}


def test_reader_switches_the_palette_and_it_stays(visit):
    with visit() as seen:
        body = seen.page.locator("body")
        assert body.get_attribute("data-md-color-scheme") == "default"
        seen.page.get_by_title("Switch to the dark palette").click()
        assert body.get_attribute("data-md-color-scheme") == "slate"
        seen.page.reload()
        assert body.get_attribute("data-md-color-scheme") == "slate"


def test_every_breakout_opens_and_has_a_link(visit):
    with visit("breakouts/") as seen:
        rows = seen.page.locator("details.event")
        assert rows.count() == 5
        for number in range(1, 5):
            rows.nth(number).locator("summary").click()
            assert rows.nth(number).locator(".facts").is_visible()
        first = rows.last
        assert "955 sessions" in first.inner_text()
        assert "+168%" in first.inner_text()
    with visit() as seen:
        seen.page.get_by_role("link", name="14 Nov 2016").click()
        assert seen.page.url.endswith("breakouts/#breakout-2016-11-14")


@pytest.mark.parametrize("scripts", [True, False])
def test_claims_are_filtered_by_verdict_from_the_keyboard(visit, scripts):
    with visit("claims/", scripts=scripts) as seen:
        claims = seen.page.locator("details.claim")
        assert claims.count() == len(CLAIMS)
        seen.page.locator("#show-all").focus()
        seen.page.keyboard.press("ArrowRight")
        assert seen.page.locator("#show-holds").is_checked()
        shown = [claim for claim in claims.all() if claim.is_visible()]
        assert len(shown) == 10
        assert {claim.locator("summary .chip").inner_text() for claim in shown} == {"holds"}
        seen.page.locator("label[for=show-all]").click()
        assert all(claim.is_visible() for claim in claims.all())


def test_link_to_a_claim_shows_it_opened_without_scripts(visit):
    with visit("claims/#C35", scripts=False) as seen:
        assert seen.page.locator("#C35 .claim__facts").is_visible()
        assert not seen.page.locator("#C34 .claim__facts").is_visible()
        said = seen.page.locator("#C35").inner_text()
        assert "On 23 Jan 2026" in said
        assert "was: holds" in said
    with visit("") as seen:
        assert "Ten of 36 claims hold." in seen.page.locator("#claims").inner_text()
        seen.page.get_by_role("link", name="Each claim, recomputed").click()
        assert seen.page.url.endswith("/claims/")


def test_downloads_answer(visit):
    targets = {}
    for path in PAGES:
        with visit(path, scripts=False) as seen:
            links = seen.page.locator("a[download], a[href*='api/v1/']")
            targets[path] = set(links.evaluate_all("links => links.map(link => link.href)"))
    assert all(targets[path] for path in ("", "breakouts/", "cycles/", "risk-curve/", "data/"))
    with httpx.Client() as client:
        for target in set().union(*targets.values()):
            answer = client.get(target)
            assert answer.status_code == 200, target
            assert len(answer.content) > 100, target


@pytest.mark.parametrize("scripts", [True, False])
def test_reader_switches_the_anchor_with_the_keyboard(visit, scripts):
    with visit("cycles/", scripts=scripts) as seen:
        page = seen.page
        figures = [page.locator(f"#cycles-{name}") for name in ("halving", "low", "breakout")]
        assert [figure.is_visible() for figure in figures] == [True, False, False]
        page.locator("#anchor-halving").focus()
        page.keyboard.press("ArrowRight")
        assert [figure.is_visible() for figure in figures] == [False, True, False]
        page.get_by_text("Breakout", exact=True).last.click()
        assert [figure.is_visible() for figure in figures] == [False, False, True]
        page.emulate_media(media="print")
        assert all(figure.is_visible() for figure in figures)
    with visit("cycles/#cycles-low", scripts=scripts) as seen:
        assert seen.page.locator("#cycles-low").is_visible()


def test_ladder_says_in_words_what_the_lamps_show(visit):
    with visit("risk-curve/", width=390) as seen:
        rungs = seen.page.locator(".rung")
        states = [rung.locator(".rung__state").inner_text() for rung in rungs.all()]
        assert [state.split(" since")[0] for state in states] == ["Not lit", "Lit", "Lit", "Lit"]
        assert [rung.get_attribute("class").split()[-1] for rung in rungs.all()] == [
            "rung--dark", "rung--lit", "rung--lit", "rung--lit",
        ]  # fmt: skip


def test_search_finds_a_term(visit):
    with visit() as seen:
        seen.page.wait_for_load_state("networkidle")
        seen.page.locator("input.md-search__input").press_sequentially("price discovery")
        results = seen.page.locator(".md-search-result__item")
        results.first.wait_for()
        assert "discovery" in seen.page.locator(".md-search-result__list").inner_text().lower()


def test_keyboard_reaches_the_content_first(visit):
    with visit() as seen:
        seen.page.keyboard.press("Tab")
        focused = seen.page.locator(":focus")
        assert focused.get_attribute("href") == "#content"
        assert seen.page.locator("#content").count() == 1


def test_figures_say_their_numbers_to_a_screen_reader(visit):
    with visit("breakouts/") as seen:
        for chart in seen.page.get_by_role("img").all():
            if chart.evaluate("e => e.classList.contains('chart')"):
                description = chart.locator("desc").first.text_content()
                assert len(re.findall(r"\d", description)) > 10


def test_prints_without_masthead(visit):
    with visit() as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".masthead").is_visible()
        assert seen.page.locator("svg.chart").first.count() == 1


def at(day):
    """Let the page believe that it is viewed on another day."""
    return f"(() => {{ const real = Date.parse; Date.now = () => real('{day}T12:00:00Z'); }})()"


@pytest.mark.parametrize(
    ("day", "sessions", "days", "stale"),
    [
        ("2026-10-09", "1 session", "1 day", False),
        ("2026-11-27", "35 sessions", "50 days", True),  # Thanksgiving is no session
    ],
)
def test_ages_are_counted_again_when_the_page_is_viewed(visit, day, sessions, days, stale):
    with visit("about/") as seen:
        seen.page.add_init_script(at(day))
        seen.page.goto(seen.page.url.replace("about/", "data/"))
        ages = seen.page.locator("table.series .age").all_inner_texts()
        assert ages[:2] == [sessions, days]
        chip = seen.page.locator("table.series .chip").first
        assert chip.inner_text() == ("stale" if stale else "fresh")
        seen.page.goto(seen.page.url.replace("data/", ""))
        assert seen.page.locator(".tile .chip--stale").first.is_visible() is stale


def test_a_session_on_a_sunday_counts(visit):
    def with_a_sunday(route):
        answer = route.fetch()
        body, count = re.subn(r"(XNYS(&#34;|&quot;): \[)", r"\1\g<2>2026-10-11\2, ", answer.text())
        assert count
        route.fulfill(response=answer, body=body)

    with visit("about/") as seen:
        seen.page.add_init_script(at("2026-10-12"))
        seen.page.route("**/data/", with_a_sunday)
        seen.page.goto(seen.page.url.replace("about/", "data/"))
        assert seen.page.locator("table.series .age").first.inner_text() == "3 sessions"


@pytest.mark.parametrize(("day", "raised"), [("2026-10-09", False), ("2026-10-14", True)])
def test_notice_is_raised_when_a_fresh_page_grows_old(visit, day, raised):
    """The page as it was built on fresh data: its notice hidden."""

    def freshly_built(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('class="stale"', 'class="stale" hidden')
        )

    with visit("about/") as seen:
        seen.page.add_init_script(at(day))
        seen.page.route("**/method/", freshly_built)
        seen.page.goto(seen.page.url.replace("about/", "method/"))
        assert seen.page.locator(".stale").is_visible() is raised
        assert seen.page.locator(".md-banner").is_visible() is raised


def test_stale_numbers_say_so_beside_them_without_scripts(visit):
    with visit(scripts=False) as seen:
        assert seen.page.locator(".tile .chip--stale").count() == 2
        assert seen.page.locator(".tile .chip--stale").first.is_visible()
