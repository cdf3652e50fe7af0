"""``make screenshots`` pictures every page."""

from __future__ import annotations

import shutil

import pytest

from tests.browser.screenshots import take

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_every_page_is_pictured_wide_and_on_a_phone(browser, built_site, tmp_path):
    site = shutil.copytree(built_site, tmp_path / "site")
    pages = [page for page in site.rglob("*.html") if page.parent.name not in ("site", "data")]
    for page in pages:
        page.unlink()
    assert len(pages) > 5
    pages = list(site.rglob("*.html"))
    assert len(pages) == 3
    taken = take(browser, site, tmp_path / "pictures")
    assert {picture.name for picture in taken} == {
        f"{page}-{view}.png"
        for page in {file.stem if file.parent == site else file.parent.name for file in pages}
        for view in ("wide-light", "phone-dark")
    }
    for picture in taken:
        width = int.from_bytes(picture.read_bytes()[16:20], "big")
        assert width == (1280 if "wide" in picture.name else 390)
