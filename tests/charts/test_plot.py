"""The grammar of the figures, as its marks are written down and as they are drawn."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import scales
from generator.charts.frames import rows, staggered, thinned
from generator.charts.pictures import Pictures
from generator.charts.plot import Plot, column
from generator.charts.theme import Canvas, read_palette
from generator.config import load_config

CONFIG = load_config()
PALETTE = read_palette(CONFIG.tokens)
RED, GREEN = "#ff0000", "#00ff00"


def panel(width="wide", margin=(0, 0)):
    """A panel of 1000 by 100 pixels on which 0 to 100 lie across and 0 to 10 up."""
    x = scales.numbers("wait", 0, 100, shown=False)
    y = scales.numbers("high", 0, 10, shown=False)
    return Plot(Canvas(width, PALETTE), x, y, height=(100, 80), margin=margin)


def drawn(plot, tmp_path, kind):
    """What is drawn of one kind of mark, in the order of drawing."""
    root = ET.fromstring(Pictures(tmp_path).svg(plot.specification()).result())
    return [node for node in root.iter() if node.get("aria-roledescription") == kind]


def values(plot):
    return list(plot.specification()["datasets"].values())


# Columns encode themselves


def test_dot_lies_where_its_row_says_in_its_size_and_colour(tmp_path):
    plot = panel()
    plot.dots(rows(wait=[25], high=[5], size=[20**2], colour=[RED]))
    (dot,) = drawn(plot, tmp_path, "circle")
    assert dot.get("transform") == "translate(250,50)"
    assert dot.get("d").startswith("M10,0A10,10")
    assert dot.get("fill") == RED


def test_rule_goes_to_the_other_end_or_across_the_panel(tmp_path):
    plot = panel()
    plot.rules(rows(wait=[10], wait2=[60], high=[5]), RED)
    plot.rules(rows(wait=[30]), RED)
    plot.rules(rows(wait=[40], high=[2]), RED, y2="height")
    lines = [
        (line.get("transform"), line.get("x2"), line.get("y2"))
        for line in drawn(plot, tmp_path, "rule mark")
    ]
    assert lines == [
        ("translate(100,50)", "500", "0"),
        ("translate(300,0)", "0", "100"),
        ("translate(400,80)", "0", "20"),
    ]


def test_box_spans_both_scales(tmp_path):
    plot = panel()
    plot.boxes(rows(wait=[10], wait2=[60], high=[2], high2=[4]), RED)
    (box,) = drawn(plot, tmp_path, "rect mark")
    assert box.get("d") == "M100,60h500v20h-500Z"


def test_each_series_is_a_line_of_its_own(tmp_path):
    plot = panel()
    plot.line(rows(wait=[0, 0, 50, 50], high=[1, 3, 1, 3], series=list("abab")), RED, width=2)
    lines = [line.get("d") for line in drawn(plot, tmp_path, "line mark")]
    assert lines == ["M0,90L500,90", "M0,70L500,70"]


def test_text_stands_at_its_row_or_at_a_pixel(tmp_path):
    plot, frame = panel(), rows(wait=[50], high=[5], text=["here"])
    plot.text(frame, RED, baseline="bottom")
    plot.text(frame, RED, baseline="bottom", y=7, x="width")
    found = drawn(plot, tmp_path, "text mark")
    assert [text.text for text in found] == ["here", "here"]
    places = [text.get("transform").rstrip(")").split(",") for text in found]
    assert [across for across, _down in places] == ["translate(500", "translate(1000"]
    assert float(places[0][1]) - float(places[1][1]) == 50 - 7


def test_phone_takes_the_second_of_two_lengths():
    made = [panel(width, margin=(60, 44)).specification() for width in ("wide", "phone")]
    sizes = [(specification["width"], specification["height"]) for specification in made]
    assert sizes == [(1000 - 60, 100), (358 - 44, 80)]


def test_fitted_picture_is_as_wide_as_the_canvas_with_its_labels(tmp_path):
    def width(margin):
        canvas = Canvas("wide", PALETTE)
        names = scales.names("name", ["a rather long name"], canvas)
        numbers = scales.numbers("wait", 0, 100)
        plot = Plot(canvas, numbers, names, height=(50, 50), margin=margin)
        plot.dots(rows(wait=[50], name=["a rather long name"]), RED)
        return float(
            ET.fromstring(Pictures(tmp_path).svg(plot.specification()).result()).get("width")
        )

    assert width(None) == 1000
    assert width((0, 0)) > 1050


# Colours and halos


def test_explicit_colour_goes_before_the_column(tmp_path):
    plot, frame = panel(), rows(wait=[1, 2], high=[1, 2], colour=[RED, RED])
    plot.dots(frame)
    plot.dots(frame, GREEN)
    fills = [dot.get("fill") for dot in drawn(plot, tmp_path, "circle")]
    assert fills == [RED, RED, GREEN, GREEN]


def test_halo_is_paper_below_the_same_text(tmp_path):
    plot = panel()
    plot.text(rows(wait=[50], high=[5], text=["here"], colour=[RED]), halo=True, dy=-9)
    below, above = drawn(plot, tmp_path, "text mark")
    assert (below.get("fill"), below.get("stroke")) == (PALETTE.paper, PALETTE.paper)
    assert float(below.get("stroke-width")) > 1
    assert (above.get("fill"), above.get("stroke")) == (RED, None)
    assert below.get("transform") == above.get("transform")


# Thinning


def test_rows_are_counted_back_from_the_last_one():
    kept = thinned(rows(day=range(10, 18)), 3)
    assert list(kept["day"]) == [11, 14, 17]


def test_days_are_kept_by_their_number_and_the_last_one_too():
    kept = thinned(rows(day=[-9, -8, -1, 0, 3, 4, 7, 9]), 4, by="day")
    assert list(kept["day"]) == [-8, 0, 4, 9]


@given(
    days=st.lists(st.integers(-400, 400), min_size=1, unique=True).map(sorted),
    step=st.integers(1, 30),
    by=st.sampled_from(["", "day"]),
)
def test_last_row_is_always_kept_and_few_others(days, step, by):
    kept = list(thinned(rows(day=days), step, by=by)["day"])
    assert kept[-1] == days[-1]
    assert kept == [day for day in days if day in kept]
    most = len(days) if by else math.ceil(len(days) / step)
    assert len(kept) <= min(most, 2 + (days[-1] - days[0]) // step)


@pytest.mark.parametrize("by", ["", "day"])
def test_nothing_thins_to_nothing(by):
    assert thinned(rows(day=pd.Series([], dtype=int)), 3, by=by).empty


@pytest.mark.parametrize(
    ("places", "lines"),
    [
        ([], []),
        ([0, 10, 20], [0, 0, 0]),
        ([0, 4, 10, 14], [0, 1, 0, 1]),
        ([0, 4, 9, 13], [0, 1, 2, 0]),
        ([0, 1, 2, 3, 4], [0, 1, 2, 0, 1]),  # no line has room: that which is longest taken
    ],
)
def test_labels_that_would_touch_take_further_lines(places, lines):
    assert staggered(places, 10) == lines


def test_texts_of_further_lines_are_moved(tmp_path):
    plot = panel()
    frame = rows(wait=[10, 11, 50], high=[5, 5, 5], text=list("abc"))
    plot.text_in_lines(frame, [0, 1, 0], RED, dy=-4, step=-20)
    found = {
        text.text: float(text.get("transform").rstrip(")").split(",")[1])
        for text in drawn(plot, tmp_path, "text mark")
    }
    assert found["a"] == found["c"] == found["b"] + 20


def test_names_have_the_room_that_wide_fonts_need(tmp_path):
    """Narrow letters are given as much as wide ones: a page may have another font than ours."""
    canvas, name = Canvas("wide", PALETTE), "i" * 20
    names, numbers = scales.names("name", [name], canvas), scales.numbers("wait", 0, 100)
    plot = Plot(canvas, numbers, names, height=(50, 50))
    plot.dots(rows(wait=[0], name=[name]), RED)
    (dot,) = drawn(plot, tmp_path, "circle")
    assert dot.get("transform") == "translate(0,25)"
    root = ET.fromstring(Pictures(tmp_path).svg(plot.specification()).result())
    left = float(re.search(r"translate\((\d+)", root.find("{*}g").get("transform"))[1])
    assert left > 20 * 0.55 * canvas.font_size


# What is stored


def test_numbers_keep_seven_digits_and_counts_all():
    plot = panel()
    plot.dots(rows(wait=[12345678.91, 0.123456789], high=[12345678, 3], n=np.array([98765432, 1])))
    assert values(plot) == [
        [
            {"wait": 12345680.0, "high": 12345678, "n": 98765432},
            {"wait": 0.1234568, "high": 3, "n": 1},
        ]
    ]


def test_bounds_keep_seven_digits_too():
    assert scales.numbers("a", 1 / 3, 2 / 3).scale["domain"] == [0.3333333, 0.6666667]
    assert scales.logarithms("a", 1 / 3, 2e7 / 3, most=5).scale["domain"] == [0.3333333, 6666667]
    wide = Canvas("wide", PALETTE)
    assert scales.multiples("a", 1 / 3, 2 / 3, wide).scale["domain"] == [0.3333333, 0.6666667]


@pytest.mark.parametrize("day", [date(2020, 1, 2), pd.Timestamp("2020-01-02")])
def test_day_is_written_as_its_local_midnight(day):
    plot = panel()
    plot.rules(rows(wait=[day]), RED)
    assert values(plot) == [[{"wait": "2020-01-02T00:00:00"}]]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_day_is_drawn_on_its_day_wherever_the_site_is_built(zone):
    first, last = pd.Timestamp("2020-01-01"), pd.Timestamp("2020-12-31")
    canvas = Canvas("wide", PALETTE)
    y = scales.numbers("high", 0, 10, shown=False)
    years = scales.years("day", first, last, canvas)
    plot = Plot(canvas, years, y, height=(100, 80), margin=(0, 0))
    plot.dots(rows(day=[first.date(), last.date()], high=5), RED)
    draw = "import sys, vl_convert; print(vl_convert.vegalite_to_svg(sys.stdin.read()))"
    svg = subprocess.run(
        [sys.executable, "-c", draw],
        input=json.dumps(plot.specification()),
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    dots = [n for n in ET.fromstring(svg).iter() if n.get("aria-roledescription") == "circle"]
    assert [dot.get("transform") for dot in dots] == ["translate(0,50)", "translate(1000,50)"]


def test_frame_of_two_marks_is_stored_once():
    frame = rows(wait=[1], high=[2])
    above, below = panel(), panel()
    above.rules(frame, RED)
    above.dots(frame, RED)
    below.dots(frame, RED)
    below.dots(frame.assign(high=3), RED)
    specification = column(above, below, spacing=9).specification()
    assert list(specification["datasets"].values()) == [
        [{"wait": 1, "high": 2}],
        [{"wait": 1, "high": 3}],
    ]
    one, other = specification["datasets"]
    named = [
        [layer["data"]["name"] for layer in each["layer"]] for each in specification["vconcat"]
    ]
    assert named == [[one, one], [one, other]]


# Scales


@given(st.floats(1e-4, 1e6), st.floats(1.05, 1e6), st.integers(2, 8))
def test_round_numbers_are_few_ascending_and_inside(low, factor, most):
    ticks = scales.round_numbers(low, low * factor, most)
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(low <= tick <= low * factor for tick in ticks)


def test_round_numbers_by_hand():
    assert scales.round_numbers(600, 3500, 6) == [700, 1000, 1500, 2000, 3000]
    assert scales.round_numbers(0.05, 200_000, 4) == [0.1, 10, 1000, 100_000]


@pytest.mark.parametrize(
    ("scale", "printed"),
    [
        (scales.numbers("wait", -26, 14, values=[-26, 0, 10]), ["−26", "0", "10"]),
        (scales.numbers("wait", 0, 2500, tickCount=3), ["0", "1,000", "2,000"]),
        (scales.numbers("wait", -0.3, 0.3, tickCount=4), ["−0.2", "0", "0.2"]),
        (scales.numbers("wait", 0, 2e6, values=[0.125, 1_234_567]), ["0.125", "1,234,567"]),
        (scales.logarithms("wait", 0.05, 20_000, most=4), ["0.1", "10", "1,000"]),
    ],
)
def test_numbers_are_printed_as_they_are(tmp_path, scale, printed):
    canvas = Canvas("wide", PALETTE)
    names = scales.names("name", ["a"], canvas, shown=False)
    plot = Plot(canvas, scale, names, height=(50, 50))
    plot.dots(rows(wait=[1], name="a"), RED)
    root = ET.fromstring(Pictures(tmp_path).svg(plot.specification()).result())
    assert [node.text for node in root.iter() if node.tag.endswith("text")] == printed
