"""The JSON API: its schema, its keys, its values, and null where nothing is defined."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from dataclasses import replace
from datetime import date
from functools import cache

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import load_config
from generator.language import Language
from generator.pipeline import evaluate
from generator.publish import api_files, series_files
from generator.publish.objects import as_json
from generator.publish.objects import published as publish_as
from tests.golden.renew import AS_OF, FOLDER
from tests.helpers import (
    EVALUATIONS,
    MOMENT,
    empty_annex,
    prices,
    quick,
    shipped_prices,
    stored_rows,
)

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)


def published(report, audit=None):
    annex = empty_annex(report.as_of)
    annex = annex if audit is None else replace(annex, audit=audit)
    files = api_files(report, annex, MOMENT.now, ENGLISH)
    latest, schema = (file.content.decode() for file in files)
    _validator(schema).validate(found := json.loads(latest))
    return found


@cache
def _validator(text):
    """Each schema is checked once; it is the same for every report."""
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_keys_are_the_promised_ones(real_report):
    latest = published(real_report)
    assert set(latest) >= {
        "as_of", "built_at", "question", "leader", "follower", "freshness", "breakouts",
    }  # fmt: skip
    assert set(latest["question"]) >= {"leader", "follower"}
    assert set(latest["leader"]) >= {
        "symbol", "name", "date", "close", "state", "record_close", "record_date",
        "sessions_since_record", "distance_to_record", "broken_record", "year_to_date",
    }  # fmt: skip
    assert set(latest["follower"]) >= {
        "symbol", "name", "date", "close", "record_close", "record_date", "drawdown",
    }  # fmt: skip
    for series in latest["freshness"]:
        assert set(series) >= {"symbol", "last_date", "age", "unit", "status", "source"}
    for event in latest["breakouts"]:
        assert set(event) >= {
            "date", "close", "old_record_date", "old_record", "base_sessions", "base_depth",
            "entry", "forward_returns", "peak_multiple", "peak_date", "worst", "complete",
        }  # fmt: skip
        assert set(event["forward_returns"]) == {"30", "90", "180", "365"}


def test_keys_of_the_evidence_are_the_promised_ones(real_report):
    latest = published(real_report)
    for rate in latest["base_rates"]:
        assert set(rate) >= {
            "since", "horizon", "median", "lower_quartile", "upper_quartile", "share_positive",
            "sessions", "effective_n",
        }  # fmt: skip
    luck = latest["luck"]
    assert set(luck) >= {
        "n", "horizon", "mean_log_return", "base_mean_log_return", "p_value", "smallest_p",
        "share_positive", "interval", "robustness", "attainable_p", "odds", "next_event", "tests",
    }  # fmt: skip
    assert luck["smallest_p"] == luck["attainable_p"]  # its name in version 1.0
    assert set(luck["next_event"]) >= {
        "multiple_for_5_percent", "p_at_base_median", "p_at_half",
    }  # fmt: skip
    assert set(luck["tests"][0]) >= {"id", "p_value"}
    assert set(luck["p_value"]) >= {
        "uniform", "spaced", "halving_matched", "halving_matched_without_prehistory",
        "same_era",
    }  # fmt: skip
    assert set(luck["robustness"]) >= {
        "ranks", "two_sided", "leave_one_out", "horizons", "by_date",
    }  # fmt: skip
    assert set(latest["grid"]) >= {
        "definitions", "distinct", "testable", "below_5_percent", "rows",
    }  # fmt: skip
    assert len(latest["grid"]["rows"]) == latest["grid"]["definitions"] == 144
    for row in latest["grid"]["rows"]:
        assert set(row) >= {
            "base_sessions", "basis", "confirmation", "horizon", "n", "excess", "p_value",
        }  # fmt: skip
    for placebo in latest["placebos"]:
        assert set(placebo) >= {"leader", "follower", "n", "mean_log_return", "p_value"}
    for row in latest["correlation"]:
        assert set(row) >= {"symbol", "window", "value", "lower", "upper", "percentile"}
    found = latest["lead_lag"]
    assert set(found) >= {
        "lag_weeks", "correlation", "pointwise_band", "simultaneous_band", "granger",
    }  # fmt: skip
    assert len(found["lag_weeks"]) == len(found["correlation"]) == 53
    assert set(found["granger"]) >= {"leader_to_follower", "follower_to_leader"}


def test_values_of_the_evidence(real_report):
    latest = published(real_report)
    assert latest["luck"]["p_value"]["uniform"] == round(real_report.luck.p_value.uniform, 6)
    assert latest["luck"]["interval"] == pytest.approx([0.2836, 0.9949], abs=1e-4)
    assert latest["grid"]["rows"][0]["basis"] == "close"
    assert [p["leader"] for p in latest["placebos"]] == [
        "^GSPC", "^DJI", "^IXIC", "^FTSE", "^N225", "BTC-USD"
    ]  # fmt: skip
    assert latest["base_rates"][3]["share_positive"] == pytest.approx(0.724, abs=5e-4)
    assert latest["partial_correlation"][0]["given"] == "^GSPC"


def test_values_of_the_shipped_history(real_report):
    latest = published(real_report)
    assert latest["as_of"] == "2026-10-08"
    assert latest["built_at"] == "2026-11-22T12:00:00Z"
    assert latest["question"] == {"leader": "^RUT", "follower": "BTC-USD"}
    assert latest["leader"]["state"] == "holding the breakout"
    assert latest["leader"]["broken_record"] == 2442.74
    assert latest["leader"]["distance_to_record"] == round(2794.13 / 3068.42 - 1, 6)
    assert latest["breakouts"][0]["entry"] == 1.9
    assert [event["base_sessions"] for event in latest["breakouts"]] == [955, 421, 353, 555, 968]
    assert [series["symbol"] for series in latest["freshness"]][:2] == ["^RUT", "BTC-USD"]


def test_what_others_published_stands_beside_what_we_have(real_report):
    facts = published(real_report)["published_facts"]
    assert [(fact["said"], fact["found"], fact["agrees"]) for fact in facts[:2]] == [
        ("2021-11-08", "2021-11-08", True), (967, 967, True),
    ]  # fmt: skip
    assert set(facts[0]) >= {"source", "title", "published", "symbol", "date", "kind"}
    unstored = replace(real_report.published_facts[0], found=None, agrees=None)
    (fact,) = published(replace(real_report, published_facts=(unstored,)))["published_facts"]
    assert (fact["found"], fact["agrees"]) == (None, None)
    prices_in_coins = replace(unstored.fact, said=117137.1234)
    told = replace(unstored, fact=prices_in_coins, found=117137.1234, agrees=True)
    (fact,) = published(replace(real_report, published_facts=(told,)))["published_facts"]
    assert (fact["said"], fact["found"]) == (117137.1234, 117137.1234)


def test_not_defined_is_null():
    latest = published(evaluate(CONFIG, quick(shipped_prices(date(2025, 10, 1)))))
    event = latest["breakouts"][-1]
    assert event["forward_returns"] == {"30": None, "90": None, "180": None, "365": None}
    assert event["complete"] is False
    assert event["peak_multiple"] is not None
    early = published(evaluate(CONFIG, quick(shipped_prices(date(2010, 12, 31)))))
    assert early["luck"]["n"] == 0
    assert early["luck"]["tests"] == []
    assert early["luck"]["p_value"]["same_era"] == {"days_365": None, "days_730": None}
    assert set(early["lead_lag"]["correlation"]) == {None}
    assert early["grid"]["testable"] == 0
    assert early["breakouts"] == []
    assert early["leader"]["broken_record"] is None
    assert early["leader"]["state"] == "no breakout yet"


closes = st.lists(st.integers(1, 40).map(float), min_size=1, max_size=50)


@settings(max_examples=EVALUATIONS)
@given(closes, closes)
def test_schema_holds_for_any_prices(leader, follower):
    published(evaluate(CONFIG, prices(leader, follower)))


def test_series_downloads_are_the_store_cut_at_the_day():
    files = {
        file.path: file.content.decode() for file in series_files(shipped_prices(date(2020, 5, 4)))
    }
    assert set(files) == {f"data/{i.key}.csv" for i in CONFIG.instruments}
    rows = list(csv.DictReader(io.StringIO(files["data/rut.csv"])))
    assert rows == stored_rows("rut", date(2020, 5, 4), since="")


def numbers(value, path=""):
    """Every number of a JSON text that has a fraction, with its place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part, path)
    elif isinstance(value, float):
        yield path, value


PRICES = {
    ".leader.close", ".leader.record_close", ".leader.broken_record",
    ".follower.close", ".follower.record_close",
    ".breakouts.close", ".breakouts.old_record", ".breakouts.entry",
    ".halvings.price", ".thresholds.level", ".thresholds.today", ".rates.policy_rate",
    ".published_facts.said", ".published_facts.found",
}  # fmt: skip
"""Where prices stand: as stored, in up to four decimals."""


def assert_precision(latest):
    for path, value in numbers(latest):
        if path in PRICES:
            assert value == round(value, 4), path
        else:
            assert value in (round(value, 6), float(f"{value:.8g}")), path


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
def test_no_number_has_more_digits_than_it_means(as_of):
    assert_precision(json.loads((FOLDER / str(as_of) / "latest.json").read_text()))


def test_no_number_of_a_made_up_report_has_more_digits_than_it_means():
    steps = np.random.default_rng(5).normal(0.002, 0.03, (2, 400))
    leader, follower = (np.exp(np.cumsum(walk)) * 100 for walk in steps)
    report = evaluate(CONFIG, prices(leader.round(2).tolist(), follower.round(4).tolist()))
    assert report.luck.n > 3
    assert_precision(published(report))


@dataclasses.dataclass(frozen=True)
class Untyped:
    """A result whose author forgot to say what its figures mean."""

    third: float
    listed: tuple[float, ...]
    named: dict[str, float | None]


def test_no_field_can_bypass_the_rounding():
    thirds = Untyped(1 / 3, (2 / 3, 1e9 / 7), {"x": -1e-7 / 3, "y": None})
    shown = json.loads(as_json(publish_as(Untyped).model_validate(thirds)))
    assert shown == {
        "third": 0.33333333,
        "listed": [0.66666667, 142857140.0],
        "named": {"x": -3.3333333e-08, "y": None},
    }


def test_the_schema_describes_what_the_results_say(real_report):
    _latest, schema = api_files(real_report, empty_annex(real_report.as_of), MOMENT.now, ENGLISH)
    kinds = json.loads(schema.content)["$defs"]
    assert kinds["HalvingObject"]["properties"]["peak_multiple"]["description"] == (
        "The highest close over `entry`."
    )
    assert kinds["LeaderObject"]["properties"]["year_to_date"]["description"]
    assert kinds["BaseRateObject"]["description"].startswith("The follower's forward returns")
