"""The checks of a finished site: what runs, what loads, and files that do not belong there."""

from __future__ import annotations

import re
from unittest import mock

import pytest

from generator.errors import SiteCheckError
from generator.site.checks import check_site
from generator.site.checks.folder import Folder
from generator.site.checks.theme import Theme
from tests.site.test_checks import problem

THIRD = "from a third party"


@pytest.mark.parametrize(
    ("addition", "says"),
    [
        ("<script>alert(1)</script>", "an inline script that is not the theme's"),
        ("<script/>alert(1)</script>", "an inline script that is not the theme's"),
        ('<script type="module">import "./x.js"</script>', "an inline script"),
        ("<svg><script>alert(1)</script></svg>", "an inline script"),
        ('<script type="application/json">{x}</script>', "one of its data blocks is no JSON"),
        ('<script src="https://example.org/x.js"></script>', THIRD),
        ('<script src="//example.org/x.js"></script>', THIRD),
        ('<script src="\\\\example.org/x.js"></script>', THIRD),
        ('<script src="https:example.org/x.js"></script>', THIRD),
        ('<script src="data:text/javascript,alert(1)"></script>', "no file of the site"),
        ('<p onclick="go()">x</p>', "<p> carries a script (onclick)"),
        ("<svg ONLOAD=go()></svg>", "<svg> carries a script (onload)"),
        ('<a href="javascript:go()">x</a>', "it begins with 'javascript'"),
        ('<a href=" java\nscript:go()">x</a>', "it begins with 'javascript'"),
        ('<a href="&#106;avascript:go()">x</a>', "it begins with 'javascript'"),
        ('<a href="vbscript:go">x</a>', "it begins with 'vbscript'"),
        ('<a href="data:text/html,x">x</a>', "it begins with 'data'"),
        ('<a href="//example.org/">x</a>', "it begins with '//'"),
        ('<a href="javascript:go()" href="../">x</a>', "it begins with 'javascript'"),
        ('<svg><a xlink:href="javascript:go()">x</a></svg>', "it begins with 'javascript'"),
        ('<a href="../" ping="https://example.org">x</a>', "an address that is told of each click"),
        ("<object></object>", "<object> has no place on a page"),
        ("<embed>", "<embed> has no place on a page"),
        ("<iframe></iframe>", "<iframe> has no place on a page"),
        ("<base>", "<base> has no place on a page"),
        ("<style>p{}</style>", "<style> has no place on a page"),
        ("<svg><foreignObject></foreignObject></svg>", "<foreignobject> has no place on a page"),
        ("<svg><animate></animate></svg>", "<animate> has no place on a page"),
        ('<form action="https://example.org/"></form>', "<form> carries an address for its form"),
        ('<button formaction="https://x.org/">x</button>', "<button> carries an address for its"),
        ('<meta http-equiv="refresh" content="0;url=x">', "an instruction for the browser"),
        ('<img src="https://example.org/x.png" alt="A">', THIRD),
        ('<img srcset="../a.png 1x, https://example.org/x.png 2x" alt="A">', THIRD),
        ('<source srcset="//example.org/x.png">', THIRD),
        ('<input poster="https://example.org/x.png">', THIRD),
        ('<svg><use href="https://example.org/x.svg#a"/></svg>', THIRD),
        ('<svg><use xlink:href="//example.org/x.svg#a"/></svg>', THIRD),
        (
            '<svg><rect fill="url(https://example.org/x.svg#a)"/></svg>',
            "<rect> loads what its fill",
        ),
        ('<link rel="stylesheet" href="https://example.org/x.css">', THIRD),
        ('<link rel="alternate stylesheet" href="https://example.org/x.css">', THIRD),
        ('<link rel="preconnect" href="https://example.org">', THIRD),
        ('<link rel="dns-prefetch" href="//example.org">', THIRD),
        ('<link rel="prefetch" href="https://example.org/x">', THIRD),
        ('<link rel="modulepreload" href="https://example.org/x.js">', THIRD),
        ('<link rel="SHORTCUT ICON" href="https://example.org/x.ico">', THIRD),
        ('<link rel="alternate" href="none.xml">', "its link none.xml leads nowhere"),
    ],
)
def test_what_has_no_place_on_a_page(small, addition, says):
    small.append("data/index.html", addition)
    found = problem(small)
    assert says in found.problem
    assert "further" not in found.problem
    assert found.place == "/data/"


@pytest.mark.parametrize(
    "addition",
    [
        '<svg><use href="#rows"/><rect fill="url(#a)"/></svg>',
        '<img srcset="../a.png 1x, ../figures/x.png 1.5x" alt="A">',
        '<link rel="canonical" href="https://example.org/report/data/">',
        '<script id="__config" type="application/json">{"base": ".."}</script>',
        '<form name="search"><input></form>',
    ],
)
def test_what_may_stand_on_a_page(small, addition):
    small.append("data/index.html", addition)
    small.check()


def test_page_in_another_encoding(small):
    small.write("data/index.html", (small.folder / "data/index.html").read_bytes() + b"<p>\xe9</p>")
    assert "not written in UTF-8" in problem(small).problem


def test_scripts_of_the_theme_at_any_depth(small, tmp_path):
    """What differs by page is the way to the root; nothing else may."""
    theme = Theme(tmp_path)
    scope = next(s for s in theme._scripts if s.pattern.startswith("__md_scope"))
    for base in (".", "../..", "/", "/report/"):
        written = re.sub(r"\\(.)", r"\1", scope.pattern.replace(r'[^"\\<>\n]*', base))
        assert theme.writes(written)
        assert not theme.writes(written + ";alert(1)")
        assert not theme.writes(written.replace(f'"{base}"', f'"{base}"+alert(1)+""'))


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ('@import "other.css";', "it imports another style sheet (@import)"),
        ("p { background: url(https://example.org/x.png) }", THIRD),
        ("p { background: url( '//example.org/x.png' ) }", THIRD),
        ('p { background: image-set("https://example.org/x.png" 1x) }', THIRD),
        ("p { background: url(none.png) }", "it loads none.png, which does not exist"),
        ("p { background: url(javascript:x) }", "no file of the site"),
    ],
)
def test_style_sheets(small, sheet, says):
    small.style(sheet)
    found = problem(small)
    assert says in found.problem
    assert found.place == "/assets/s.css"


def test_style_sheet_with_a_picture_of_its_own(small):
    small.style('/* url(https://example.org) */ p { background: url("data:image/svg+xml,<svg/>") }')
    small.check()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("figures/x.svg", "", "no well-formed SVG"),
        ("figures/x.svg", "<svg><script>x</script></svg>", "<script> has no place in a picture"),
        ("figures/x.svg", "<svg><foreignObject/></svg>", "<foreignObject> has no place"),
        ("figures/x.svg", "<svg><style>@import 'x'</style></svg>", "<style> has no place"),
        ("figures/x.svg", '<svg onload="go()"/>', "<svg> carries a script (onload)"),
        ("figures/x.svg", '<svg><use href="https://x.org/y#a"/></svg>', "outside of the picture"),
        ("figures/x.svg", '<svg fill="url(https://x.org/y)"/>', "outside of the picture"),
        ("figures/x.svg", '<?xml-stylesheet href="x"?><svg/>', "it holds an instruction"),
        ("figures/x.svg", "<!DOCTYPE svg><svg/>", "it declares a document type"),
        ("api/v1/badge.svg", '<svg><image href="x"/></svg>', "<image> has no place"),
        ("figures/x.png", b"\x89PNG\r\n\x1a\nhalf", "it is no PNG, or a part of one"),
        ("figures/x.csv", "", "it is empty"),
        ("figures/x.csv", "a,b\n1,2\n3\n", "its line 3 has not the 2 fields"),
        ("figures/x.csv", b"a,b\n\xe9,2\n", "it is no CSV"),
        ("data/btc.csv", "date,high,close,source\n", "it is no series"),
        ("data/btc.csv", "day,price\n1,2\n", "it is no series"),
        ("figures/x.json", "{}", "it is empty, or no JSON"),
        ("figures/x.json", '{"a": NaN}', "it is empty, or no JSON"),
        ("search/search_index.json", "", "it is empty, or no JSON"),
        ("api/v1/latest.json", "", "it is empty, or no JSON"),
        ("api/v1/latest.json", "{}", "it is empty, or no JSON"),
        ("api/v1/latest.json", '{"day": 1}', "it breaks its schema at the whole"),
        ("api/v1/latest.json", '{"as_of": 1}', "it breaks its schema at as_of: 1 is not of type"),
        ("api/v1/latest.schema.json", '{"type": "object"}', "it is no JSON Schema that asks"),
        ("api/v1/status.json", '{"built_at": "soon"}', "does not say when the site was built"),
        ("api/v1/status.json", "[]", "does not say when the site was built"),
        ("feed.xml", "<feed>", "it is no Atom feed"),
        ("feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"/>', "no title and no id and no"),
        ("sitemap.xml.gz", b"half", "not the packed form"),
        ("sitemap.xml", "<urlset/>", "it is no sitemap"),
        (".lead-or-luck", "mine", "it is not the mark of a site"),
        ("assets/s.css", "p{}", "is not as the theme has it"),
        ("assets/new.js", "x", "is not as the theme has it"),
        ("secret.txt", "x", "is a file of no kind that a site has"),
        (".DS_Store", "x", "is a file of no kind that a site has"),
        ("tracker.js", "x", "is a file of no kind that a site has"),
        ("b.png", "x", "is a file of no kind that a site has"),  # no page shows it
        ("figures/deep/x.svg", "<svg/>", "is a file of no kind that a site has"),
        ("evil.html", "x", "is a page to which no page leads"),
        ("evil/index.html", "x", "is a page to which no page leads"),
    ],
)
def test_each_file_holds_what_its_kind_may_hold(small, name, content, says):
    small.write(name, content)
    found = problem(small)
    assert says in found.problem
    assert found.place == f"/{name}".removesuffix("index.html")


@pytest.mark.parametrize(
    "name", ["404.html", "feed.xml", "api/v1/latest.json", "api/v1/status.json", "sitemap.xml"]
)
def test_what_every_site_has(small, name):
    (small.folder / name).unlink()
    found = problem(small)
    assert found.place == f"/{name}"
    assert "is missing" in found.problem


def test_schema_that_cannot_be_used(small):
    schema = '{"$schema": "x", "required": ["as_of"], "type": "strange"}'
    small.write("api/v1/latest.schema.json", schema)
    assert "its schema cannot be used" in problem(small).problem


def test_entries_of_the_feed(small):
    feed = (small.folder / "feed.xml").read_text()
    small.write("feed.xml", feed.replace("</feed>", "<entry><title>x</title></entry></feed>"))
    assert "a part of it has no id and no updated" in problem(small).problem
    small.write("feed.xml", feed.replace("</feed>", '<link href="javascript:x"/></feed>'))
    assert "its link javascript:x is no address on the web" in problem(small).problem


def test_link_in_the_folder(small):
    (small.folder / "data/etc.csv").symlink_to("/etc/passwd")
    found = problem(small)
    assert (found.place, found.problem) == ("/data/etc.csv", "is a link, not a file")


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("index.html", (b"__md_scope=", b"__md_scope=alert(1),"), "an inline script"),
        ("index.html", (b"<h1", b"<h1 onclick=go()"), "<h1> carries a script (onclick)"),
        ("api/v1/latest.json", (b'"leader"', b'"lead"'), "it breaks its schema at question"),
        ("assets/javascripts/freshness.js", (b"864", b"865"), "is not as the theme has it"),
    ],
)
def test_alterations_of_a_real_site(built_site, name, change, says):
    """Read as the check reads it, without writing to the site that all tests share."""
    altered = (built_site / name).read_bytes().replace(*change, 1)
    assert altered != (built_site / name).read_bytes()
    read = Folder.read

    def reads(folder, path):
        return altered if path == name else read(folder, path)

    check_site(built_site)
    with (
        mock.patch.object(Folder, "read", reads),
        pytest.raises(SiteCheckError, match=re.escape(says)),
    ):
        check_site(built_site)
