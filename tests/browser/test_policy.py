"""The pages as the server of ``hosting/`` sends them: its policy stops nothing of ours."""

from __future__ import annotations

import pytest

from tests.hosting.conftest import server  # noqa: F401  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("path", ["/", "/report/data/", "/none"])
def test_pages_run_under_the_policy(server, browser, path):  # noqa: F811
    page, complaints = browser.new_page(), []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.address}{path}")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").is_visible()
    assert [text for text in complaints if "404 (Not Found)" not in text] == []
    page.close()
