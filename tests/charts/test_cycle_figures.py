"""Figures of cycles and risk curve: their words and numbers, and what is left out without data."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from generator import charts
from generator.charts import Pictures, draw_figures, etf_ratio
from generator.config import load_config
from generator.language import Language
from generator.models.prices import Prices
from generator.models.publication import Imprint
from generator.models.volatility import CalmRatio
from generator.pipeline import evaluate
from generator.wording.say import Say
from tests.helpers import prices, quick, shipped_prices, stored_rows

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
IMPRINT = Imprint(CONFIG.site.name, CONFIG.sources)


def drawn(report, made):
    return draw_figures(report, made, ENGLISH, CONFIG.tokens, IMPRINT, Pictures(CONFIG.pictures))


def figures_of(made, *names):
    """The figures of a day with few random draws: all of them, or those that a test looks at."""
    few = quick(made)
    report = evaluate(CONFIG, few)
    listed = [d for d in charts.drawings(report, few, ENGLISH) if not names or d.id in names]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "drawings", lambda *_: listed)
        return drawn(report, few)


@pytest.fixture(scope="module")
def figures(real_report, real_prices):
    return drawn(real_report, real_prices)


def csv_of(figures, name):
    return list(csv.DictReader(io.StringIO(figures[name].files[f"{name}.csv"].decode())))


def test_titles_are_the_message(figures):
    titles = {
        "cycles-halving": "Day 901: ×1.3; earlier cycles stood at ×2.4 to ×18.9",
        "cycles-low": "Day 100: ×1.4; earlier cycles stood at ×1.2 to ×2.4",
        "cycles-breakout": "Day 385: ×0.70; earlier cycles stood at ×2.7 to ×65",
        "halving-returns": "Highest after each halving: ×93, ×30, ×8.5, ×1.9 so far",
        "falls": "From peak to low: −93%, −85%, −83%, −77%, −53% so far",
        "issuance": "New coins: 1.67% a year before the last halving, 0.83% after it",
        "volatility": "Bitcoin is 2.4 times as volatile as the Russell 2000: 45% a year",
        "etf-ratio": "Since the ETFs: 26% calmer than in the three years before, no clear change "
        "against the year before",
        "ladder-history": "By these rules the rungs light in no clear order",
        "order-variants": "Whether the order beats chance hangs on the definition",
        "policy-rate": "The policy rate before five breakouts: four on hold, one falling",
        "yield-days": "Small caps lag on days of falling yields, but not clearly net of the market",
    }
    assert {name: figures[name].title for name in titles} == titles


def test_earlier_cycles_of_day_901_against_the_stored_files(figures):
    stored = {date.fromisoformat(r["date"]): float(r["close"]) for r in stored_rows("btc")}
    rows = csv_of(figures, "cycles-halving")
    here = {row["anchor"]: float(row["multiple"]) for row in rows if row["day"] == "901"}
    assert sorted(here) == ["2012-11-28", "2016-07-09", "2020-05-11", "2024-04-20"]
    for anchor, multiple in here.items():
        first = date.fromisoformat(anchor)
        later = date.fromordinal(first.toordinal() + 901)
        assert multiple == pytest.approx(stored[later] / stored[first], rel=1e-5)


def test_falls_and_policy_rate_files_hold_everything(figures):
    falls = csv_of(figures, "falls")
    deepest = min(float(row["distance"]) for row in falls if row["peak"] == "2011-06-08")
    assert deepest == pytest.approx(2.05 / 29.6 - 1, rel=1e-5)
    assert len(csv_of(figures, "policy-rate")) == len(stored_rows("fedfunds"))


def test_file_of_the_order_holds_every_combination(figures):
    rows = csv_of(figures, "order-variants")
    assert len(rows) == 96
    assert sum(float(row["p_value"]) < 0.05 for row in rows) == 37
    assert figures["order-variants"].table.rows[0][1:3] == ("96", "37")


def test_issuance_names_the_protocol_not_a_publisher(figures):
    assert figures["issuance"].sources == "Bitcoin’s protocol"


def test_peak_so_far_and_cycle_beyond_the_earlier_ones_are_drawn():
    made = figures_of(shipped_prices(date(2017, 12, 1)), "falls", "halving-returns")
    assert made["falls"].title == "From peak to low: −93%, −85%"
    assert made["halving-returns"].title.endswith("so far")
    name = "cycles-halving"
    far = figures_of(shipped_prices(date(2016, 7, 8)), name)[name]
    assert far.title == "Day 1,318: ×54 in the only cycle so far"
    late = figures_of(shipped_prices(date(2020, 5, 10)), name)[name]
    assert late.title == "Day 1,401: ×13.5, further than any earlier cycle went"


def test_missing_series_leave_their_figures_out():
    made = shipped_prices(date(2014, 6, 1))
    kept = tuple(h for h in made.histories if h.instrument.key in ("rut", "btc"))
    names = set(figures_of(Prices(made.as_of, made.question, kept)))
    assert not names & {"policy-rate", "yield-days", "etf-ratio"}
    assert "ladder-history" in names


def test_follower_without_halvings_has_no_supply():
    closes = [10.0 + day % 7 for day in range(500)]
    names = set(figures_of(prices(closes, closes, halvings=())))
    assert not names & {"issuance", "halving-returns", "cycles-halving"}
    assert "volatility" in names


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ((0.6, 0.9), "25% calmer than in the year before"),
        ((0.6, 1.0), "no clear change against the year before"),
        ((0.6, 1.2), "no clear change against the year before"),
    ],
)
def test_title_on_the_funds_says_no_more_than_its_interval(real_report, interval, words):
    say = Say(Language("en", load_config().locales), real_report)
    assert etf_ratio._change(CalmRatio(0.4, 0.3, 0.75, interval), 1, say) == words


def test_title_on_the_funds_names_a_clear_rise(real_report):
    calm, say = (
        CalmRatio(0.4, 0.5, 1.25, (1.1, 1.4)),
        Say(Language("en", load_config().locales), real_report),
    )
    assert etf_ratio._change(calm, 3, say) == "25% wilder than in the three years before"
