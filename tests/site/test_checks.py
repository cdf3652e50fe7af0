"""The checks of a finished site: each rule on links, pictures and weights broken once."""

from __future__ import annotations

import os
import shutil

import pytest

from generator.errors import SiteCheckError
from generator.site.checks import PAGE_BUDGET, check_site


def problem(small):
    """What a check says of the site, and where."""
    with pytest.raises(SiteCheckError) as caught:
        small.check()
    return caught.value


def test_sound_site_and_its_weights(small):
    weights = {weight.page: weight.size for weight in small.check()}
    assert set(weights) == {"/", "/data/", "/404.html"}
    assert weights["/"] > 5000  # the font that the stylesheet loads counts
    assert weights["/data/"] < 500


def test_site_below_a_path(small):
    page = small.folder / "404.html"
    page.write_text(page.read_text().replace('"/', '"/lead/'))
    small.check("/lead/")
    assert "does not exist" in problem(small).problem
    page.write_text(page.read_text() + '<a href="/data/">x</a>')
    with pytest.raises(SiteCheckError, match="its link /data/ leads nowhere"):
        small.check("/lead/")


def test_page_for_what_is_missing_may_try_several_depths(small):
    small.append("404.html", '<link rel="stylesheet" href="../../assets/s.css">')
    small.check()
    small.append("404.html", '<link rel="stylesheet" href="../assets/none.css">')
    assert "loads ../assets/none.css, which does not exist" in problem(small).problem


@pytest.mark.parametrize(
    ("addition", "says"),
    [
        ('<a href="none/">x</a>', "its link none/ leads nowhere"),
        ('<a href="btc.csv/">x</a>', "its link btc.csv/ leads nowhere"),
        ('<a href="../../etc/passwd">x</a>', "leads nowhere"),
        ('<a href="../data/#none">x</a>', "leads to an anchor that does not exist"),
        ('<a href="#none">x</a>', "leads to an anchor that does not exist"),
        ('<p id="rows">x</p>', "the id 'rows' stands there 2 times"),
        ('<img src="../a.png">', "has no alternative text"),
        ('<img src="../a.png" alt=" ">', "has no alternative text"),
        ('<svg role="img"><title>T</title></svg>', "a picture has no desc"),
        ('<svg role="img"></svg>', "a picture has no desc and no title"),
        ('<script src="none.js"></script>', "loads none.js, which does not exist"),
        ('<p style="color:red">x</p>', "<p> carries a style attribute"),
    ],
)
def test_each_problem_is_named_with_its_page(small, addition, says):
    small.append("data/index.html", addition)
    found = problem(small)
    assert says in found.problem
    assert "further" not in found.problem
    assert found.place == "/data/"


def test_outside_links_are_not_followed(small):
    small.append("index.html", '<a href="https://example.org">x</a><a href="mailto:a@b">m</a>')
    small.check()


def test_second_language(small):
    """It has pages, figures and a theme of its own; the API is that of the first one."""
    for name in ("index.html", "404.html", "search/search_index.json", "figures/x.csv"):
        small.write(f"ar/{name}", (small.folder / name).read_bytes())
    shutil.copytree(small.folder / "assets", small.folder / "ar/assets")
    shutil.copytree(small.folder / "data", small.folder / "ar/data")
    (small.folder / "ar/data/btc.csv").unlink()
    small.write("ar/a.png", (small.folder / "a.png").read_bytes())
    assert {weight.page for weight in small.check()} >= {"/ar/", "/ar/data/", "/ar/404.html"}
    small.write("ar/feed.xml", (small.folder / "feed.xml").read_bytes())
    assert problem(small).place == "/ar/feed.xml"


def test_heavy_page(small):
    heavy = (small.folder / "a.png").read_bytes()
    small.write("a.png", heavy[:8] + os.urandom(PAGE_BUDGET) + heavy[8:])
    assert [weight.page for weight in small.check() if weight.is_heavy] == ["/data/"]
    with pytest.raises(SiteCheckError, match="the budget is 200,000"):
        small.check(strict=True)


def test_further_problems_are_counted(small):
    small.append("index.html", '<a href="x"></a><a href="y"></a><a href="z"></a>')
    assert "and 2 further problems" in problem(small).problem


def test_no_site(tmp_path):
    with pytest.raises(SiteCheckError, match="no front page"):
        check_site(tmp_path)
