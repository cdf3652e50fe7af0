"""Small pictures: paths keep their shape, colours become tokens, ids become unique."""

from __future__ import annotations

import re
from dataclasses import fields
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.svg import Caption, download_svg, inline_svg, shorten_path
from generator.charts.theme import read_palette
from generator.config import load_config
from generator.errors import BuildError

PALETTE = read_palette(load_config().tokens)
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50">
<rect width="100" height="50" fill="transparent"/><g class="x" aria-hidden="true"><path d=""/></g>
<defs><clipPath id="clip0"><rect width="10.000001" height="5"/></clipPath></defs>
<g clip-path="url(#clip0)">
<path d="M0,0L10.04,5.06L10.04,9Z" stroke="{PALETTE.lead}" fill="none"/></g>
<text fill="{PALETTE.ink}" font-family="Chart Sans">27 Apr</text></svg>"""


def points(path):
    """Absolute points of a path of M, l, h, v and z, read independently."""
    found, x, y = [], 0.0, 0.0
    for command, text in re.findall(r"([MLHVlhvzZ])([^MLHVlhvzZ]*)", path):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]
        if command in ("M", "L"):
            x, y = numbers
        elif command == "l":
            x, y = x + numbers[0], y + numbers[1]
        elif command == "h":
            x += numbers[0]
        elif command == "v":
            y += numbers[0]
        if command not in "zZ":
            found.append((x, y))
    return found


coordinate = st.floats(-2000, 2000, allow_nan=False)


@given(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=50))
def test_shortened_path_keeps_every_point(corners):
    long = "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in corners)
    short = points(shorten_path(long))
    assert len(short) == len(corners)
    for (x, y), (short_x, short_y) in zip(corners, short, strict=True):
        assert abs(x - short_x) <= 0.11
        assert abs(y - short_y) <= 0.11


def test_shortened_path_by_hand():
    assert shorten_path("M0,0L10.04,5.06L10.04,9.06L3,9.06Z") == "M0,0l10 5.1v4h-7z"
    assert shorten_path("M1,1h3v4h-3Z") == "M1,1h3v4h-3z"


def test_curves_only_have_their_numbers_rounded():
    assert shorten_path("M2.123,0A2.123,2.123,0,1,1,-2.123,0") == "M2.1,0A2.1,2.1,0,1,1,-2.1,0"


def test_inline_picture_uses_tokens_and_unique_ids():
    text = inline_svg(SVG, name="a-wide", title="T & t", description="D", palette=PALETTE)
    root = ElementTree.fromstring(text)
    assert "var(--lead)" in text
    assert "var(--ink)" in text
    assert not re.search(r"#[0-9a-f]{6}", text)
    assert 'id="a-wide-clip0"' in text
    assert "url(#a-wide-clip0)" in text
    assert 'class="x"' not in text
    assert "style=" not in text
    assert root.get("role") == "img"
    assert [child.tag.split("}")[1] for child in root][:2] == ["title", "desc"]
    assert root[0].text == "T & t"
    assert root.get("width") is None


def test_type_has_one_size_which_the_page_may_change():
    drawn = SVG.replace("<text ", '<text font-size="15.5px" ')
    text = inline_svg(drawn, name="a-wide", title="T", description="D", palette=PALETTE)
    root = ElementTree.fromstring(text)
    assert root.get("font-size") == "15.5px"
    assert text.count("font-size") == 1


def test_pictures_of_one_width_are_equally_wide():
    """So that type of one size is shown in one size; what is drawn stays in the middle."""
    wider, wide = (
        inline_svg(SVG, name="a", title="T", description="D", palette=PALETTE, width=width)
        for width in (120, 90)
    )
    assert ElementTree.fromstring(wider).get("viewBox") == "-10 0 120 50"
    assert ElementTree.fromstring(wide).get("viewBox") == "0 0 100 50"


def test_neighbours_that_look_alike_become_one_path():
    fill = f'fill="{PALETTE.lead}"'
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">'
        f'<path d="M0,0h2v2h-2Z" {fill}/><path d="M4,0h2v2h-2Z" {fill}/>'
        f'<path d="M8,0h2v2h-2Z" {fill} opacity="0.5"/><path d="M9,0h2v2h-2Z" {fill}/></svg>'
    )
    joined = inline_svg(drawn, name="x-wide", title="t", description="d", palette=PALETTE)
    assert re.findall(r' d="([^"]*)"', joined) == [
        "M0,0h2v2h-2zM4,0h2v2h-2z", "M8,0h2v2h-2z", "M9,0h2v2h-2z",
    ]  # fmt: skip


def test_colour_that_is_no_token_is_refused():
    bad = SVG.replace(PALETTE.lead, "#123456")
    with pytest.raises(BuildError, match="#123456, which is no token"):
        inline_svg(bad, name="a", title="t", description="d", palette=PALETTE)


def test_download_carries_its_caption_and_concrete_colours():
    text = download_svg(
        SVG, caption=Caption("Title", "Sub", "Source: X. Data to 1 Jan"), palette=PALETTE
    )
    assert "var(" not in text
    for words in ("Title", "Sub", "Source: X. Data to 1 Jan", PALETTE.lead, PALETTE.paper):
        assert words in text


def test_palette_comes_from_the_stylesheet_and_its_colours_differ():
    assert len(PALETTE.tokens()) == len(fields(PALETTE))
    assert PALETTE.lead == "#0f766e"
