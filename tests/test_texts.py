"""Texts from outside: what is kept, what is marked, and that no page takes them for markup."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import yaml

from generator.pages import _front_matter
from generator.pipeline import read_prices
from generator.texts import cell, is_printable, printable
from tests import hostile
from tests.helpers import MOMENT, SHIPPED_UNTIL
from tests.questions import written

ODD = [
    "\0",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ud800",
    "\ufffe",
    "\U0001ffff",
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_what_no_line_may_hold_becomes_a_mark(text):
    assert not is_printable(f"a{text}b")
    assert printable(f"a{text}b").startswith("a\N{REPLACEMENT CHARACTER}")
    assert is_printable(printable(f"a{text}b"))


@pytest.mark.parametrize("text", [*hostile.TEXTS, "العربية\u200f", "S&P 500", "\u200d", "½ – ×"])
def test_what_a_line_may_hold_stays(text):
    assert printable(text) == text


def test_line_breaks_become_spaces():
    assert printable("a\r\nb\tc") == "a  b c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@x", "'@x"), ("a=1", "a=1"), ("", "")],
)
def test_cells_start_no_formula(text, shown):
    assert cell(text) == shown


@pytest.mark.parametrize("text", [*hostile.TEXTS, "\U0001f600" * 3, "\\u0041", "ÿ\U0010fffd"])
def test_front_matter_is_read_back_as_escaped_text(text):
    read = yaml.safe_load(f"title: {_front_matter(text)}\n")["title"]
    assert not set('<>"') & set(read)
    assert HTMLText(read).text == text


class HTMLText(HTMLParser):
    """The text of a page and the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("turn", [9, 18])
def test_no_page_or_file_takes_a_text_for_markup(tmp_path, turn):
    """The texts take turns in the fields; the browser tries the first turn."""
    config = hostile.project(tmp_path, turn)
    files = written(config, read_prices(config, SHIPPED_UNTIL, MOMENT))
    for name, text in files.items():
        if name.endswith(".md"):
            for tag, attributes in HTMLText(text).tags:
                assert tag not in ("script", "img", "iframe", "u", "style"), name
                assert not [key for key in attributes if key.startswith("on")], name
                assert not (attributes.get("href") or "").startswith("javascript"), name
        elif name.endswith((".xml", ".svg")):
            ElementTree.fromstring(text)
        elif name.endswith(".json"):
            json.loads(text)
    assert config.question.follower.name in HTMLText(files["index.md"]).text
