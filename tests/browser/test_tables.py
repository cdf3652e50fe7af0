"""Tables on a phone: their rows are rows, and what is wider than the screen says so."""

from __future__ import annotations

import pytest

from tests.browser.test_site import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPENED = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
# Cells of a row that do not begin and end with it.
UNEVEN = """() => [...document.querySelectorAll("table.data tr")].flatMap(row => {
    const { top, bottom } = row.getBoundingClientRect();
    return [...row.cells].filter(cell => cell.checkVisibility() && cell.rowSpan === 1
        && Math.abs(cell.getBoundingClientRect().top - top)
         + Math.abs(cell.getBoundingClientRect().bottom - bottom) > 1);
}).map(cell => cell.textContent)"""
# What each table that scrolls looks like at both ends of its way.
WIDE = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const drawn = () => frame().then(frame);
    const found = [];
    for (const view of document.querySelectorAll(".scroll")) {
        if (!view.checkVisibility() || view.scrollWidth - view.clientWidth < 25) continue;
        const cell = view.querySelector("tbody :is(th, td):not([colspan])");
        const look = () => {
            const box = cell.getBoundingClientRect(), edge = view.getBoundingClientRect();
            return {
                away: Math.round(Math.abs(box.left - edge.left)),
                share: box.width / edge.width,
                shadow: Number(getComputedStyle(cell, "::after").opacity),
            };
        };
        await drawn();
        const start = look();
        view.scrollLeft = view.scrollWidth;
        await drawn();
        const style = getComputedStyle(view);
        found.push({
            id: view.closest("[id]").id, start, end: look(),
            edges: style.backgroundAttachment,
            covered: style.backgroundImage.split("linear-gradient").length - 1,
        });
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_cells_are_as_high_as_their_row(visit, path, width):
    with visit(path, width=width) as seen:
        seen.page.evaluate(OPENED)
        assert seen.page.evaluate(UNEVEN) == []


def test_dates_stand_beside_each_other(visit):
    with visit("breakouts/") as seen:
        dates = seen.page.locator("table.definitions td.dates").first.locator("span")
        heights = {date.bounding_box()["y"] for date in dates.all()}
        assert len(heights) < dates.count() == 5


@pytest.mark.parametrize("path", ["", "breakouts/", "cycles/", "data/", "luck/"])
def test_wide_tables_keep_their_first_column_and_show_that_there_is_more(visit, path):
    with visit(path, width=320) as seen:
        seen.page.evaluate(OPENED)
        tables = seen.page.evaluate(WIDE)
        assert tables
        for table in tables:
            assert table["start"]["away"] == table["end"]["away"] == 0, table
            assert table["end"]["share"] < 0.5, table
            assert (table["start"]["shadow"], table["end"]["shadow"]) == (0, 1), table
            # Covers that go with the table, over shadows that stay.
            assert table["edges"] == "local, local, scroll, scroll", table
            assert table["covered"] == 4, table
