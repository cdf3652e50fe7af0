"""The address says what a page shows, and shows it again."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CYCLES = ("halving", "low", "breakout")
LOOK = "e => getComputedStyle(e).borderTopColor"


def shown(seen):
    """The anchors of Cycles whose figures are seen, and whose labels look chosen."""
    page = seen.page
    figures = [name for name in CYCLES if page.locator(f"#cycles-{name}").is_visible()]
    looks = {name: page.locator(f"label[for=anchor-{name}]").evaluate(LOOK) for name in CYCLES}
    odd = [name for name in CYCLES if list(looks.values()).count(looks[name]) == 1]
    return figures, odd


def verdicts(seen):
    """The verdicts of all claims that are seen."""
    claims = seen.page.locator("details.claim:visible summary .chip")
    return set(claims.all_inner_texts())


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", CYCLES)
def test_link_to_a_cycle_shows_it_alone(visit, name, scripts):
    with visit(f"cycles/#cycles-{name}", scripts=scripts) as seen:
        assert shown(seen) == ([name], [name])
        if scripts:
            assert seen.page.locator(f"#anchor-{name}").is_checked()
        for other in reversed(CYCLES):
            seen.page.locator(f"label[for=anchor-{other}]").click()
            assert shown(seen) == ([other], [other])


@pytest.mark.parametrize("scripts", [True, False])
def test_link_to_a_verdict_shows_its_claims(visit, scripts):
    with visit("claims/", scripts=scripts) as seen:
        assert len(verdicts(seen)) == 5
    with visit("claims/#show-holds", scripts=scripts) as seen:
        assert verdicts(seen) == {"holds"}
        all_look, holds_look = (
            seen.page.locator(f"label[for=show-{name}]").evaluate(LOOK) for name in ("all", "holds")
        )
        assert all_look != holds_look
        seen.page.locator("label[for=show-fails]").click()
        assert verdicts(seen) == {"does not hold"}
        seen.page.locator("label[for=show-all]").click()
        assert len(verdicts(seen)) == 5


def test_address_follows_a_choice_and_brings_it_back(visit):
    with visit("cycles/") as seen:
        page = seen.page
        plain = page.url
        page.locator("label[for=anchor-low]").click()
        assert page.url == f"{plain}#cycles-low"
        page.reload()
        assert shown(seen) == (["low"], ["low"])
        page.locator("label[for=anchor-halving]").click()
        assert page.url == plain
        page.evaluate("location.hash = 'cycles-breakout'")
        page.locator("#cycles-breakout").wait_for()
        assert shown(seen) == (["breakout"], ["breakout"])
    with visit("claims/") as seen:
        seen.page.locator("label[for=show-fails]").click()
        assert seen.page.url.endswith("/claims/#show-fails")
        seen.page.reload()
        assert verdicts(seen) == {"does not hold"}
        # A claim that the choice hides is shown when an address names it.
        holding = seen.page.locator("details.claim--holds").first.get_attribute("id")
        seen.page.evaluate("id => { location.hash = id; }", holding)
        seen.page.locator(f"#{holding}").wait_for()
        assert seen.page.locator("#show-all").is_checked()
