"""Pictures are drawn once, found again, and never mistaken for another."""

from __future__ import annotations

import os

import pytest

from generator.charts import pictures
from generator.charts.pictures import Pictures

BAR = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
DOT = BAR | {"mark": "point"}


def test_a_picture_is_the_same_whether_drawn_or_found(tmp_path):
    one, other = Pictures(tmp_path / "one"), Pictures(tmp_path / "other")
    drawn, found, again = one.svg(BAR), one.svg(BAR), other.svg(BAR)
    assert drawn == found == again
    assert drawn.startswith("<svg")
    assert one.png(drawn) == one.png(drawn) == other.png(drawn)
    assert one.png(drawn)[:4] == b"\x89PNG"


def test_what_was_drawn_is_not_drawn_again(tmp_path):
    pictures = Pictures(tmp_path)
    pictures.svg(BAR)
    (kept,) = tmp_path.iterdir()
    kept.write_text("the kept one")
    assert pictures.svg(BAR) == "the kept one"
    assert pictures.svg(DOT).startswith("<svg")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["PNG_SCALE", "_program"])
def test_another_program_draws_anew(tmp_path, monkeypatch, name):
    svg = Pictures(tmp_path / "svg").svg(BAR)
    Pictures(tmp_path / "png").png(svg)
    changed = {"PNG_SCALE": 2, "_program": lambda: "of tomorrow"}[name]
    monkeypatch.setattr(pictures, name, changed)
    Pictures(tmp_path / "png").png(svg)
    assert len(list((tmp_path / "png").iterdir())) == 2


def test_folder_that_cannot_be_used_is_no_error(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file stands here")
    drawing = Pictures(blocked)
    assert drawing.svg(BAR).startswith("<svg")
    drawing.forget_old()
    assert blocked.read_text() == "a file stands here"


def test_the_longest_unused_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KEPT", 2)
    drawing = Pictures(tmp_path)
    svgs = [drawing.svg(BAR | {"width": width}) for width in (10, 20, 30)]
    for age, kept in enumerate(sorted(tmp_path.iterdir(), key=lambda f: f.stat().st_mtime_ns)):
        os.utime(kept, (1000 + age, 1000 + age))
    drawing.svg(BAR | {"width": 10})  # the oldest is used again
    drawing.forget_old()
    left = {file.read_text() for file in tmp_path.iterdir()}
    assert left == {svgs[0], svgs[2]}


def test_only_pictures_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KEPT", 0)
    drawing, key = Pictures(tmp_path), "0" * 64
    drawing.png(drawing.svg(BAR))
    (tmp_path / f"{key}.4194399").write_text("half a picture")
    others = {"holiday.png", f"{key}.jpg", f"{key}.svg.bak", f"{key[1:]}.svg", f"A{key[1:]}.svg"}
    for name in others:
        (tmp_path / name).write_text("somebody's")
    (tmp_path / "folder").mkdir()
    drawing.forget_old()
    assert {path.name for path in tmp_path.iterdir()} == others | {"folder"}
