"""Every figure: valid Vega-Lite, numbers in its text, the same numbers in its files."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import struct
from dataclasses import replace
from datetime import date

import altair as alt
import pytest
import yaml

from generator.charts import Pictures, draw_figures, drawings
from generator.charts.theme import Canvas, read_palette
from generator.config import load_config
from generator.language import Language
from generator.models.publication import Imprint
from generator.pipeline import evaluate
from generator.vega import VEGA_LITE
from tests.golden.renew import FOLDER
from tests.helpers import FOLLOWER, SHIPPED_UNTIL, prices, quick, shipped_prices, stored_rows

pytestmark = pytest.mark.xdist_group("figures")  # one worker, so that they are drawn once

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
IMPRINT = Imprint(CONFIG.site.name, CONFIG.sources)


def shown():
    """Every figure of the golden pages, in the order of the menu."""
    menu = yaml.safe_load(CONFIG.mkdocs_file("en").read_text())["nav"]
    pages = [FOLDER / str(SHIPPED_UNTIL) / file for entry in menu for file in entry.values()]
    texts = [page.read_text() for page in pages if page.exists()]
    return re.findall(r'<figure class="figure" id="([\w-]+)"', "".join(texts))


def named_in_templates():
    texts = [path.read_text() for path in CONFIG.templates.rglob("*.jinja")]
    return set(re.findall(r'figures\["([\w-]+)"\]', "".join(texts)))


def figures_of(report, its_prices):
    return draw_figures(
        report, its_prices, ENGLISH, CONFIG.tokens, IMPRINT, Pictures(CONFIG.pictures)
    )


@pytest.fixture(scope="module")
def figures(real_report, real_prices):
    return figures_of(real_report, real_prices)


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_specifications_are_valid_vega_lite(real_report, real_prices, width):
    canvas = Canvas(width, read_palette(CONFIG.tokens))
    for drawing in drawings(real_report, real_prices, ENGLISH):
        drawn = drawing.chart(canvas).specification()
        drawn.pop("config")  # its null background (transparent) is Vega's, not in the schema
        for name, rows in drawn["datasets"].items():
            # All that the schema asks of rows: a thousand take it as long as all of the rest.
            assert all(
                isinstance(value, int | float | str) for row in rows for value in row.values()
            )
            drawn["datasets"][name] = rows[:3]
        alt.Chart.from_dict(drawn, validate=True)


def test_pictures_are_drawn_with_the_version_that_altair_writes():
    assert f"v{VEGA_LITE}." in alt.SCHEMA_VERSION + "."


def test_every_figure_is_complete(figures):
    assert list(figures) == shown()
    assert named_in_templates() <= set(figures)
    for figure in figures.values():
        assert figure.title
        assert figure.subtitle
        assert figure.how_to_read
        assert any(character.isdigit() for character in figure.alt)
        assert figure.alt in figure.svg_wide.replace("&amp;", "&")
        assert {name.rsplit(".")[-1] for name in figure.files} == {"svg", "png", "json", "csv"}
        assert figure.sources
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


def test_picture_is_small(figures):
    for figure in figures.values():
        assert len(figure.svg_wide) < 45_000
        assert len(figure.svg_phone) < 35_000


def test_png_is_a_picture_wider_than_a_phone(figures):
    for name, figure in figures.items():
        png = figure.files[f"{name}.png"]
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">I", png[16:20])[0] > 1400


def test_download_states_source_and_data_date(figures):
    for name, figure in figures.items():
        text = figure.files[f"{name}.svg"].decode()
        assert f"Source: {figure.sources}" in text
        assert "Data to 8 Oct 2026" in text


def test_csv_of_the_two_series_holds_stored_closes(figures):
    text = figures["two-series"].files["two-series.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    for symbol, key in (("^RUT", "rut"), ("BTC-USD", "btc")):
        stored = {row["date"]: float(row["close"]) for row in stored_rows(key)}
        drawn = [row for row in rows if row["series"] == symbol]
        assert len(drawn) > 800
        for row in drawn:
            assert float(row["close"]) == pytest.approx(stored[row["date"]], rel=1e-5)
        assert drawn[-1]["date"] == "2026-10-08"


def test_csv_of_the_event_study_holds_every_day(figures):
    text = figures["event-study"].files["event-study.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    stored = {row["date"]: float(row["close"]) for row in stored_rows("btc")}
    year_later = next(r for r in rows if r["breakout"] == "2013-01-02" and r["day"] == "365")
    expected = stored["2014-01-02"] / stored["2013-01-02"]
    assert float(year_later["multiple"]) == pytest.approx(expected, rel=1e-5)
    assert sum(row["breakout"] == "2013-01-02" for row in rows) == 180 + 1 + 365


def test_specification_download_is_self_contained(figures):
    specification = json.loads(figures["bases"].files["bases.json"])
    assert "url" not in json.dumps(specification["datasets"])
    assert specification["config"]["font"]


def test_tables_agree_with_the_results(figures, real_report):
    assert [row[3] for row in figures["bases"].table.rows] == ["955", "421", "353", "555", "968"]
    last = figures["event-study"].table.rows[-1]
    assert last == ("365", "×2.7", "×61", "×9.3", "×4.0", "×0.69")


def column(figure, name):
    rows = csv.DictReader(io.StringIO(figure.files[f"{figure.id}.csv"].decode()))
    return [float(row[name]) for row in rows if row[name]]


def test_figures_of_the_evidence_agree_with_the_results(figures, real_report):
    luck, grid = real_report.luck, real_report.grid
    assert sum(column(figures["base-rate"], "sessions")) == luck.sessions
    assert sum(column(figures["chance"], "draws")) == luck.draws
    p = column(figures["fragility"], "p_value")
    assert p[0] == pytest.approx(luck.p_value.uniform, rel=1e-4)
    assert len(p) == len(luck.tests) + 5 + 5  # without each event, and as it read on each day
    assert len(column(figures["definitions"], "n")) == grid.definitions
    medians = column(figures["halving-clock"], "median")
    assert medians == pytest.approx([math.exp(e.matched[2]) for e in luck.events], rel=1e-4)
    assert column(figures["lead-lag"], "correlation") == pytest.approx(
        list(real_report.lead_lag.correlation.values), abs=1e-5
    )
    others = [placebo.n for placebo in real_report.placebos]
    assert [n or 0 for n in column(figures["placebos"], "n")] == [5, *others]


def test_titles_follow_the_results(real_report, real_prices):
    def titles(**changes):
        report = replace(real_report, **changes)
        return {d.id: d.title for d in drawings(report, real_prices, ENGLISH)}

    luck = real_report.luck
    for p, words in ((0.01, "nearly all"), (0.1, "not than all"), (0.5, "Much"), (0.9, "Worse")):
        found = replace(luck, p_value=replace(luck.p_value, uniform=p))
        assert words in titles(luck=found)["chance"]
    found = real_report.lead_lag
    values = found.correlation.values.copy()
    values[26 + 3] = 0.4
    lagged = replace(found, correlation=replace(found.correlation, values=values))
    leads = titles(lead_lag=lagged)["lead-lag"]
    assert leads == "Some weeks of the Russell 2000 line up with later weeks of Bitcoin"
    assert titles()["lead-lag"] == "They move in the same week. Neither clearly moves first"


def test_running_window_and_no_event_are_drawn_too():
    running = shipped_prices(date(2025, 10, 1))
    assert "×" in figures_of(evaluate(CONFIG, quick(running)), running)["event-study"].alt
    early = shipped_prices(date(2010, 12, 31))
    figures = figures_of(evaluate(CONFIG, quick(early)), early)
    assert set(figures) >= {"two-series", "issuance", "ladder-history", "policy-rate", "yield-days"}
    assert not set(figures) & {
        "event-study", "bases", "base-rate", "chance", "fragility", "halving-clock", "definitions",
        "placebos", "lead-lag", "correlation", "cycles-halving", "cycles-low", "cycles-breakout",
        "halving-returns", "falls", "volatility", "etf-ratio", "calls",
    }  # fmt: skip
    assert figures["two-series"].title == "No breakout so far"


def test_breakout_without_a_follower_price_is_drawn():
    made = prices([1, 10, 9, 9, 9, 9, 11, 12], [5.0, 6.0])
    report = evaluate(CONFIG, made)
    figures = figures_of(report, made)
    assert {"two-series", "bases"} <= set(figures)
    assert "event-study" not in figures


@pytest.mark.parametrize(
    ("unit", "currency", "tick", "close"),
    [
        ("dollars", "USD", "$10", "$12.00"),
        ("money", "JPY", "¥10", "¥12.00"),
        ("money", "CHF", "CHF\u00a010", "CHF\u00a012.00"),
        ("money", "INR", "INR\u00a010", "₹12.00"),  # our fonts have no ₹
        ("points", "JPY", "10", "12.00"),
    ],
)
def test_amounts_are_in_the_currency_of_their_series(unit, currency, tick, close):
    made = prices([1, 10, 9, 9, 9, 9, 11, 12], [5.0, 6.0, 9.0, 10.0, 11.0, 9.0, 8.0, 12.0])
    follower = replace(FOLLOWER, unit=unit, currency=currency)
    made = replace(made, question=replace(made.question, follower=follower))
    figure = figures_of(evaluate(CONFIG, made), made)["two-series"]
    assert f">{tick}</text>" in figure.svg_wide
    assert close in {cell for row in figure.table.rows for cell in row}
