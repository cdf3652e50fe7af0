"""The checks of a finished site: each rule broken once."""

from __future__ import annotations

import os

import pytest

from generator.errors import SiteCheckError
from generator.site.checks import PAGE_BUDGET, check_site

CHART = '<svg role="img"><title>T</title><desc>D</desc></svg>'
FRONT = f'<a href="data/#rows">x</a><a href="#here">y</a><p id="here">{CHART}<svg></svg></p>'
DATA = '<a href="..">up</a><p id="rows"><img src="../a.png" alt="A"></p>'


@pytest.fixture
def site(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "index.html").write_text(f'<link rel="stylesheet" href="s.css">{FRONT}')
    (tmp_path / "data" / "index.html").write_text(DATA)
    (tmp_path / "s.css").write_text('@font-face { src: url("f.woff2") }')
    (tmp_path / "f.woff2").write_bytes(os.urandom(5000))
    (tmp_path / "a.png").write_bytes(b"png")
    (tmp_path / "404.html").write_text('<link rel="stylesheet" href="/s.css"><a href="/data/">x</a>')
    return tmp_path


def test_sound_site_and_its_weights(site):
    weights = {weight.page: weight.size for weight in check_site(site)}
    assert set(weights) == {"/", "/data/", "/404.html"}
    assert weights["/"] > 5000  # the font that the stylesheet loads counts
    assert weights["/data/"] < 500


def test_site_below_a_path(site):
    page = site / "404.html"
    page.write_text(page.read_text().replace('"/', '"/lead/'))
    check_site(site, "/lead/")
    with pytest.raises(SiteCheckError, match="does not exist"):
        check_site(site)


@pytest.mark.parametrize(
    ("addition", "says"),
    [
        ('<a href="none/">x</a>', "its link none/ leads nowhere"),
        ('<a href="../../etc/passwd">x</a>', "leads nowhere"),
        ('<a href="data/#none">x</a>', "leads to an anchor that does not exist"),
        ('<a href="#none">x</a>', "leads to an anchor that does not exist"),
        ('<p id="here">x</p>', "the id 'here' stands there 2 times"),
        ('<img src="a.png">', "has no alternative text"),
        ('<img src="a.png" alt=" ">', "has no alternative text"),
        ('<svg role="img"><title>T</title></svg>', "a picture has no desc"),
        ('<svg role="img"></svg>', "a picture has no desc and no title"),
        ('<script src="https://example.org/x.js"></script>', "from a third party"),
        ('<script src="//example.org/x.js"></script>', "from a third party"),
        ('<link rel="preconnect" href="https://example.org">', "from a third party"),
        ('<script src="none.js"></script>', "loads none.js, which does not exist"),
        ('<p style="color:red">x</p>', "<p> carries a style attribute"),
    ],
)
def test_each_problem_is_named_with_its_page(site, addition, says):
    page = site / "data" / "index.html"
    page.write_text(page.read_text().replace("..", "../") + addition.replace("data/", "../data/"))
    if 'id="here"' in addition:
        page.write_text(page.read_text() + addition)
    if 'src="a.png"' in addition:
        page.write_text(page.read_text().replace('src="a.png"', 'src="../a.png"'))
    with pytest.raises(SiteCheckError) as caught:
        check_site(site)
    assert says in caught.value.problem
    assert caught.value.place == "/data/"


def test_outside_links_are_not_followed(site):
    page = site / "index.html"
    page.write_text(page.read_text() + '<a href="https://example.org">x</a><a href="mailto:a@b">m</a>')
    check_site(site)


def test_heavy_page(site):
    (site / "a.png").write_bytes(os.urandom(PAGE_BUDGET + 1))
    assert [weight.page for weight in check_site(site) if weight.is_heavy] == ["/data/"]
    with pytest.raises(SiteCheckError, match="the budget is 200,000"):
        check_site(site, strict=True)


def test_further_problems_are_counted(site):
    (site / "index.html").write_text('<a href="x"></a><a href="y"></a><a href="z"></a>')
    with pytest.raises(SiteCheckError, match="and 2 further problems"):
        check_site(site)


def test_no_site(tmp_path):
    with pytest.raises(SiteCheckError, match="no front page"):
        check_site(tmp_path)
