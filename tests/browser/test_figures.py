"""Every chart of every page can be read at every width, in narrow and in wide fonts."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pipeline import build
from generator.vega import FONTS
from tests.browser.conftest import served
from tests.helpers import MOMENT, SHIPPED_UNTIL, project_copy, site_pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = sorted(path.removeprefix("/") for path in site_pages())
WIDTHS = (320, 390, 600, 767, 768, 1000, 1280, 1920)
SIZES = (10.95, 16.05)  # 11 to 16 px; a scaled picture is not of whole pixels
UNREADABLE = Path(__file__).with_name("unreadable.js").read_text(encoding="utf-8")


def drawn_with():
    """The fonts that charts are drawn with, which no machine need have."""
    faces = {"400": "NotoSans-Regular.ttf", "600": "NotoSans-SemiBold.ttf"}
    for weight, file in faces.items():
        data = base64.b64encode((FONTS / file).read_bytes()).decode()
        yield (
            f"@font-face {{ font-family: Drawn; font-weight: {weight};"
            f" src: url(data:font/ttf;base64,{data}); }}"
        )
    yield ":root { --sans: Drawn; }"


STYLES = {
    "this machine's": ":root {}",
    "drawn": "".join(drawn_with()),
    # As wide as Verdana and DejaVu Sans are.
    "wide": ".chart { letter-spacing: 0.06em; }",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where a site with every figure is served: with all series, whose names are labels."""
    folder = tmp_path_factory.mktemp("figures")
    config = load_config(project_copy(folder, draws={}, wider=True))
    build(config, SHIPPED_UNTIL, MOMENT, folder / "site", lambda _: None)
    with served(folder / "site") as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_charts_are_read_at_every_width(visit, path):
    found = []
    with visit(path) as seen:
        if not seen.page.locator(".figure").count():
            return
        seen.page.add_style_tag(content=".switch > .figure { display: block !important; }")
        for fonts, style in STYLES.items():
            seen.page.add_style_tag(content=style)
            seen.page.evaluate("document.fonts.ready")
            for width in WIDTHS:
                seen.resize(width)
                faults = seen.page.evaluate(UNREADABLE, SIZES)
                found += [f"{fonts} fonts, {width} px: {fault}" for fault in faults]
    assert found == []


def test_what_cannot_be_read_is_found(visit):
    def text(words, x, y, size=12, more=""):
        return f'<text transform="translate({x},{y})" font-size="{size}" {more}>{words}</text>'

    def picture(*parts):
        return f'<svg class="chart" viewBox="0 0 200 90" width="200">{"".join(parts)}</svg>'

    halo = 'stroke="white"'
    charts = {
        "fine": [picture(text("One", 9, 20), text("Two", 50, 20), text("Three", 9, 40))],
        "twice": [picture(text("One", 9, 20))] * 2,
        "small": [picture(text("One", 9, 20, size=9))],
        "out": [picture(text("One", -9, 20))],
        "touching": [picture(text("One", 9, 20), text("Two", 20, 20))],
        "dashed": [
            picture(
                '<line x1="20" x2="20" y2="90" stroke="black" stroke-dasharray="2,3"/>',
                text("Crossed", 9, 20), text("Kept", 9, 60, more=halo), text("Kept", 9, 60),
            )
        ],
    }  # fmt: skip
    page = "".join(
        f'<figure id="{name}"><div class="figure__picture">{"".join(pictures)}</div></figure>'
        for name, pictures in charts.items()
    )
    with visit() as seen:
        seen.page.set_content(page)
        found = seen.page.evaluate(UNREADABLE, SIZES)
    assert [fault.split(":")[0] for fault in found] == [
        "twice", "small", "out", "touching", "dashed"
    ]  # fmt: skip


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_pair_of_the_grid_opens_its_events(visit, width, scripts):
    """The grid fits a phone and names each pair; without a script, too, a tap shows its events."""
    with visit("elsewhere/", width=width, scripts=scripts) as seen:
        page = seen.page
        assert page.locator("table.pairs").bounding_box()["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        events = page.locator("#pair-dji-btc")
        assert not events.is_visible()
        page.get_by_role("button", name="Dow Jones, then Bitcoin: 3 of 3 rose, p = ").click()
        assert events.is_visible()
        for day in ("5 Mar 2013", "12 Jul 2016", "13 Dec 2023"):
            assert day in events.inner_text()
        page.keyboard.press("Escape")
        assert not events.is_visible()
