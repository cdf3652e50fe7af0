"""A replay is worked out once, found again, and never mistaken for another."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest

from generator import replays
from generator.annex import audit, gather
from generator.claims import CLAIMS
from generator.config import load_config
from generator.models.freshness import FreshnessLimits
from generator.pipeline import evaluate
from generator.replays import replayed_claims
from generator.signals.report import find
from tests.helpers import quick, shipped_prices

DAY = date(2014, 3, 3)
PRICES = quick(shipped_prices(date(2016, 3, 3)))


@pytest.fixture
def config(tmp_path):
    return load_config().model_copy(update={"replays": tmp_path / "replays"})


@pytest.fixture
def worked_out(monkeypatch):
    """The days on which a replay was worked out."""
    days = []

    def counting(prices, limits):
        days.append(prices.as_of)
        return find(prices, limits)

    monkeypatch.setattr(replays, "find", counting)
    return days


def test_what_was_worked_out_is_found_again(config, worked_out):
    made, found = (replayed_claims(config, PRICES, DAY) for _ in range(2))
    assert repr(made) == repr(found)  # the values and their types
    assert len(made) == len(CLAIMS)
    assert worked_out == [DAY]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-2],
        lambda content: content.replace(b"0.", b"1.", 1),
        lambda _: b"[]",
        lambda content: content.split(b"\n")[0] + b"\n[]",
        lambda content: b"\xff" + content,
    ],
    ids=["empty", "cut", "altered", "no check", "exchanged", "no text"],
)
def test_a_damaged_file_is_worked_out_again(config, worked_out, damage):
    made = replayed_claims(config, PRICES, DAY)
    (file,) = config.replays.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert replayed_claims(config, PRICES, DAY) == made
    assert worked_out == [DAY, DAY]
    assert file.read_bytes() == whole


def other_close(prices):
    first = prices.histories[0]
    rows = first.rows.copy()
    rows.loc[rows.index[5], "close"] *= 1.0001
    histories = (replace(first, rows=rows), *prices.histories[1:])
    return replace(prices, histories=histories)


def other_seed(prices):
    evidence = replace(prices.question.evidence, seed=5)
    return replace(prices, question=replace(prices.question, evidence=evidence))


@pytest.mark.parametrize("change", [other_close, other_seed])
def test_another_input_is_another_replay(config, worked_out, change):
    replayed_claims(config, PRICES, DAY)
    replayed_claims(config, change(PRICES), DAY)
    assert worked_out == [DAY, DAY]


def test_other_limits_or_other_code_are_another_replay(config, worked_out, tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "claims.py").write_text("# of tomorrow\n")
    replayed_claims(config, PRICES, DAY)
    for changed in ({"freshness": FreshnessLimits(2, 5)}, {"code": tmp_path / "code"}):
        replayed_claims(config.model_copy(update=changed), PRICES, DAY)
    assert worked_out == [DAY] * 3


def test_rows_after_the_day_do_not_matter(config, worked_out):
    early = quick(shipped_prices(date(2015, 1, 5)))
    assert replayed_claims(config, early, DAY) == replayed_claims(config, PRICES, DAY)
    assert worked_out == [DAY]


def test_a_report_keeps_its_own_day_for_later_ones(config, worked_out):
    prices = quick(shipped_prices(DAY))
    today = audit(config, prices, evaluate(config, prices)).claims
    worked_out.clear()
    assert repr(replayed_claims(config, PRICES, DAY)) == repr(today)
    assert worked_out == []


def test_an_annex_replays_each_day_once(config, worked_out):
    prices = quick(shipped_prices())
    report = evaluate(config, prices)
    gather(config, prices, report)
    assert sorted(set(worked_out)) == sorted(worked_out)
    assert {date(2026, 1, 23), date(2026, 10, 1)} <= set(worked_out)
    asked = list(worked_out)
    gather(config, prices, report)
    assert worked_out == asked


def test_nothing_is_replayed_without_claims(config, worked_out):
    question = replace(PRICES.question, article=None)
    without = replace(PRICES, question=question)
    assert replayed_claims(config, without, DAY) == ()
    assert worked_out == []


def test_folder_that_cannot_be_used_is_no_error(config, worked_out):
    config.replays.write_text("a file stands here")
    assert replayed_claims(config, PRICES, DAY) == replayed_claims(config, PRICES, DAY)
    assert worked_out == [DAY, DAY]


def test_the_longest_unused_are_forgotten(config, monkeypatch):
    monkeypatch.setattr(replays, "MOST_KEPT", 2)
    days = [date(2014, 3, day) for day in (3, 4, 5)]
    for age, day in enumerate(days[:2]):
        replayed_claims(config, PRICES, day)
        newest = max(config.replays.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (1000 + age, 1000 + age))
    oldest = min(config.replays.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    replayed_claims(config, PRICES, days[0])  # the oldest is used again
    replayed_claims(config, PRICES, days[2])
    assert len(list(config.replays.iterdir())) == 2
    assert oldest.exists()
