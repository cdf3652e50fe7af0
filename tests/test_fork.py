"""A fork publishes under its own address, and asks its own question, without touching code."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from generator.config import ROOT, load_config
from generator.pipeline import build
from generator.site.checks import check_site
from tests.helpers import MOMENT, is_built_anew, project_copy, quick_config, site_pages

ADDRESS = "https://someone.example/their-fork/"
REPOSITORY = "https://forge.example/someone/their-fork"

pytestmark = pytest.mark.xdist_group("fork")  # one worker, so that the fork is built once


@pytest.fixture(scope="module")
def forked(tmp_path_factory):
    """A site built as the workflow of a fork builds it; without its address it is another one."""
    folder = tmp_path_factory.mktemp("fork")
    file, out = project_copy(folder), folder / "site"
    stamps = {"stamps": folder / "stamps"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS[:-1])
        patch.setenv("SITE_REPOSITORY", REPOSITORY)
        config = load_config(file).model_copy(update=stamps)
    build(config, date(2026, 10, 8), MOMENT, out, lambda _: None)
    assert is_built_anew(load_config(file).model_copy(update=stamps), date(2026, 10, 8), out)
    assert not is_built_anew(config, date(2026, 10, 8), out)
    return out


def test_own_address_stands_on_every_page(forked):
    for page in forked.rglob("index.html"):
        path = page.parent.relative_to(forked).as_posix().replace(".", "")
        own = f"{ADDRESS}{path}/" if path else ADDRESS
        assert f'<link rel="canonical" href="{own}">' in page.read_text()
    assert f"<loc>{ADDRESS}</loc>" in (forked / "sitemap.xml").read_text()


def test_missing_page_finds_its_styles_below_the_sub_path(forked):
    loaded = re.findall(r'(?:href|src)="(/[^"]*)"', (forked / "404.html").read_text())
    assert loaded
    assert {path for path in loaded if not path.startswith("/their-fork/")} == set()
    assert {page.page for page in check_site(forked, "/their-fork/", strict=True)} == site_pages()


def test_own_repository_is_linked_and_no_other_owner_named(forked):
    for page in forked.rglob("*.html"):
        text = page.read_text()
        assert f'href="{REPOSITORY}"' in text
        assert "github.io" not in text
    assert json.loads((forked / "api/v1/status.json").read_text())["as_of"] == "2026-10-08"


def test_shipped_example_builds(tmp_path):
    example = load_config(ROOT / "examples" / "sp500-bitcoin.toml")
    shipped = load_config(project_copy(tmp_path, since=date.min)).history
    config = example.model_copy(update={"stamps": tmp_path / "stamps", "history": shipped})
    out = tmp_path / "site"
    build(quick_config(config), date(2026, 10, 8), MOMENT, out, lambda _: None)
    latest = json.loads((out / "api/v1/latest.json").read_text())
    assert latest["question"] == {"leader": "^GSPC", "follower": "BTC-USD"}
    assert [event["date"] for event in latest["breakouts"]] == [
        "2007-05-30", "2013-03-28", "2016-07-11", "2024-01-19"
    ]  # fmt: skip
    front = (out / "index.html").read_text()
    assert "Does a large-cap breakout lead Bitcoin, or is it luck?" in front
    assert "Russell 2000 breakout" not in front
