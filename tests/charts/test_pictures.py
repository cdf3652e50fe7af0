"""Pictures are drawn once, found again, and never mistaken for another."""

from __future__ import annotations

import os
import time

import pytest

from generator.charts import pictures
from generator.charts.pictures import Pictures
from generator.errors import BuildError
from generator.vega import Drawers

BAR = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
DOT = BAR | {"mark": "point"}


def svg(pictures, specification):
    return pictures.svg(specification).result().decode()


def test_a_picture_is_the_same_whether_drawn_or_found(tmp_path):
    one, other = Pictures(tmp_path / "one"), Pictures(tmp_path / "other")
    drawn, found, again = svg(one, BAR), svg(one, BAR), svg(other, BAR)
    assert drawn == found == again
    assert drawn.startswith("<svg")
    pngs = [pictures.png(drawn).result() for pictures in (one, one, other)]
    assert pngs[0] == pngs[1] == pngs[2]
    assert pngs[0][:4] == b"\x89PNG"


def test_what_was_drawn_is_not_drawn_again(tmp_path):
    pictures = Pictures(tmp_path)
    svg(pictures, BAR)
    (kept,) = tmp_path.iterdir()
    kept.write_text("the kept one")
    assert svg(pictures, BAR) == "the kept one"
    assert svg(pictures, DOT).startswith("<svg")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["PNG_SCALE", "_program"])
def test_another_program_draws_anew(tmp_path, monkeypatch, name):
    drawn = svg(Pictures(tmp_path / "svg"), BAR)
    Pictures(tmp_path / "png").png(drawn).result()
    changed = {"PNG_SCALE": 2, "_program": lambda: "of tomorrow"}[name]
    monkeypatch.setattr(pictures, name, changed)
    Pictures(tmp_path / "png").png(drawn).result()
    assert len(list((tmp_path / "png").iterdir())) == 2


def test_folder_that_cannot_be_used_is_no_error(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file stands here")
    drawing = Pictures(blocked)
    assert svg(drawing, BAR).startswith("<svg")
    drawing.forget_old()
    assert blocked.read_text() == "a file stands here"


def test_the_longest_unused_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KEPT", 2)
    drawing = Pictures(tmp_path)
    svgs = [svg(drawing, BAR | {"width": width}) for width in (10, 20, 30)]
    for age, kept in enumerate(sorted(tmp_path.iterdir(), key=lambda f: f.stat().st_mtime_ns)):
        os.utime(kept, (1000 + age, 1000 + age))
    drawing.svg(BAR | {"width": 10})  # the oldest is used again
    drawing.forget_old()
    left = {file.read_text() for file in tmp_path.iterdir()}
    assert left == {svgs[0], svgs[2]}


def test_what_another_build_has_just_used_is_not_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KEPT", 0)
    drawing = Pictures(tmp_path)
    for width, age in ((10, -60), (20, 60)):
        svg(drawing, BAR | {"width": width})
        (new,) = (file for file in tmp_path.iterdir() if file.stat().st_mtime > time.time() - 60)
        used = time.time() - pictures.IN_USE - age
        os.utime(new, (used, used))
    drawing.forget_old()
    assert [file.read_text() for file in tmp_path.iterdir()] == [svg(drawing, BAR | {"width": 10})]


def test_only_pictures_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_KEPT", 0)
    monkeypatch.setattr(pictures, "IN_USE", -1)
    drawing, key = Pictures(tmp_path), "0" * 64
    drawing.png(svg(drawing, BAR)).result()
    (tmp_path / f"{key}.4194399").write_text("half a picture")
    others = {"holiday.png", f"{key}.jpg", f"{key}.svg.bak", f"{key[1:]}.svg", f"A{key[1:]}.svg"}
    for name in others:
        (tmp_path / name).write_text("somebody's")
    (tmp_path / "folder").mkdir()
    drawing.forget_old()
    assert {path.name for path in tmp_path.iterdir()} == others | {"folder"}


def test_a_process_draws_what_would_be_drawn_here(tmp_path):
    here = Pictures(tmp_path / "here")
    charts = [BAR | {"width": width} for width in range(100, 106)]
    with Drawers() as drawers:
        there = Pictures(tmp_path / "there", drawers.draw)
        svgs = [there.svg(chart) for chart in charts]
        assert [made.result() for made in svgs] == [here.svg(chart).result() for chart in charts]
        png = there.png(svgs[0].result().decode())
        assert png.result() == here.png(svgs[0].result().decode()).result()
    kept = [{file.name for file in (tmp_path / place).iterdir()} for place in ("here", "there")]
    assert kept[0] == kept[1]


def test_what_cannot_be_drawn_is_one_plain_error(tmp_path):
    with Drawers() as drawers:
        drawing = Pictures(tmp_path, drawers.draw)
        broken, sound = drawing.svg({"mark": "none such"}), drawing.svg(BAR)
        with pytest.raises(BuildError, match="a picture cannot be drawn") as caught:
            broken.result()
        assert "\n" not in str(caught.value)
        assert sound.result().startswith(b"<svg")
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_kept_when_the_processes_die(tmp_path):
    with Drawers() as drawers:
        for process in drawers.processes:
            process.kill()
            process.wait()
        drawn = Pictures(tmp_path, drawers.draw).svg(BAR)
        with pytest.raises(BuildError, match="ended with code -9"):
            drawn.result()
    assert list(tmp_path.iterdir()) == []
