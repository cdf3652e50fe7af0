"""``refresh`` as a maintainer runs it, against providers on this machine, on good and bad days.

Each run is the real program: the real yfinance and httpx, through a proxy and a throw-away
certificate named in the environment. What touches the process (its clock, disk, lock and end) is
tried in a process of its own, the rest in this one, which is the same but for the time that it
takes. After every run, whatever went wrong, each stored row must be true and no stored row may be
lost.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from generator import store, validation
from generator.calendars import expected_days
from generator.config import ROOT
from generator.sources.cboe import Cboe
from tests.helpers import ASKED_SINCE, project_copy
from tests.sources import world as local
from tests.sources.conftest import real
from tests.sources.program import run_apart, run_here

NOW = datetime(2026, 10, 20, 23, tzinfo=UTC)  # a Tuesday, New York has closed
LAST = {"rut": "2026-10-20", "spx": "2026-10-20", "btc": "2026-10-19", "dgs10": "2026-10-19"}
SYMBOLS = {"rut": "^RUT", "spx": "^GSPC", "btc": "BTC-USD", "dgs10": "DGS10"}
CALENDARS = {"rut": "XNYS", "spx": "XNYS", "btc": "daily", "dgs10": "us-bonds"}
ADDED = {"^RUT": 8, "^GSPC": 8, "BTC-USD": 11, "DGS10": 6, "DFEDTARU": 0}

RECENT = date(2025, 1, 1)
whole_history = pytest.mark.parametrize("since", [ASKED_SINCE], ids=["whole"], indirect=True)
"""For a test that is about the whole of it; where only new days matter, two years will do."""


@pytest.fixture
def since(request) -> date:
    """The first day that the store and the providers have."""
    return getattr(request, "param", RECENT)


@pytest.fixture
def providers(world, since):
    """The shipped prices and twelve more days, today's unfinished ones among them."""
    for key, symbol in SYMBOLS.items():
        series = real(key, zone=world.series[symbol].zone, opens=world.series[symbol].opens)
        series.rows = {day: row for day, row in series.rows.items() if day >= since}
        last, draw = max(series.rows), np.random.default_rng(7)
        close = series.rows[last][1]
        for day in expected_days(CALENDARS[key], last + timedelta(days=1), date(2026, 10, 20)):
            close = round(close * float(np.exp(draw.normal(0, 0.004))), 2)
            series.rows[day.date()] = (round(close * 1.01, 2), close)
        world.series[symbol] = series
    unfinished = world.series["BTC-USD"].rows
    unfinished[date(2026, 10, 20)] = (1.0, 1.0)  # must never be stored
    return world


@pytest.fixture
def project(tmp_path, since) -> Path:
    return project_copy(tmp_path, since=since)


def run(world, project, *arguments, now=NOW, by=run_here, **options):
    command = ["refresh", "--config", str(project), "--json", *arguments]
    environment = world.environment | {"SOURCE_DATE_EPOCH": str(int(now.timestamp()))}
    done = by(command, environment, **options)
    facts = json.loads(done.out) if done.out else {"instruments": []}
    return done.code, {one["symbol"]: one for one in facts["instruments"]}, done.errors


def stored(project, key):
    rows = []
    for path in sorted((project.parent / "history" / key).glob("*.csv")):
        with path.open(newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def tree(project):
    history = project.parent / "history"
    return {str(p.relative_to(history)): p.read_bytes() for p in history.rglob("*.csv")}


def assert_true_and_whole(world, project, before):
    """No stored row is wrong, unfinished or lost; every file is whole."""
    for key, symbol in SYMBOLS.items():
        truth, rows = world.series[symbol].rows, stored(project, key)
        for row in rows:
            assert float(row["close"]) == pytest.approx(truth[date.fromisoformat(row["date"])][1])
            assert row["date"] <= LAST[key]
        days = [row["date"] for row in rows]
        assert days == sorted(set(days))
    after = tree(project)
    for name, content in before.items():
        if name[0].islower() and "/" in name:
            assert after[name].startswith(content), name


@whole_history
@pytest.mark.parametrize("by", [run_here, run_apart])
def test_good_day_takes_the_history_to_its_last_day(providers, project, by):
    before = tree(project)
    code, results, _ = run(providers, project, by=by)
    assert code == 0
    assert {symbol: one["added"] for symbol, one in results.items()} == ADDED
    assert results["^RUT"]["provider"] == "yahoo"
    assert results["DGS10"]["provider"] == "fred"
    assert_true_and_whole(providers, project, before)
    for key, last in LAST.items():
        assert stored(project, key)[-1]["date"] == last
        assert stored(project, key)[-1]["source"] == results[SYMBOLS[key]]["provider"]
    assert store.read_checks(project.parent / "history")["fedfunds"].checked == NOW.date()


@whole_history
def test_each_refresh_day_is_called_once(providers, project):
    history = project.parent / "history"
    run(providers, project)
    run(providers, project)
    (first,) = store.read_calls(history)
    assert (first.date, first.data_date) == (NOW.date(), date(2026, 10, 19))
    assert first.state == "holding the breakout"
    assert 0 < first.probability < 1
    run(providers, project, "--dry-run", now=NOW + timedelta(days=1))
    run(providers, project, "--only", "^RUT", now=NOW + timedelta(days=1))
    assert store.read_calls(history) == (first,)
    run(providers, project, now=NOW + timedelta(days=1))
    assert [call.date.day for call in store.read_calls(history)] == [20, 21]


@whole_history
def test_second_run_changes_no_byte(providers, project):
    run(providers, project)
    before = tree(project)
    code, results, _ = run(providers, project, by=run_apart)
    assert code == 0
    assert {one["added"] for one in results.values()} == {0}
    assert tree(project) == before


def test_only_until_and_dry_run(providers, project):
    before = tree(project)
    _, results, _ = run(providers, project, "--dry-run")
    assert results["^RUT"]["added"] == 8
    assert tree(project) == before
    _, results, _ = run(providers, project, "--only", "^RUT", "--until", "2026-10-14")
    assert list(results) == ["^RUT"]
    assert stored(project, "rut")[-1]["date"] == "2026-10-14"
    code, _, errors = run(providers, project, "--only", "GOLD")
    assert (code, "no instrument has the symbol 'GOLD'" in errors) == (2, True)


def test_who_is_named_and_cannot_be_asked_is_told(providers, project):
    project.write_text(project.read_text().replace('["yahoo", "cboe"]', '["yahoo", "fomc"]', 1))
    before = tree(project)
    code, _, errors = run(providers, project)
    assert code == 2
    assert "report.toml, instruments.rut.providers: nobody here asks 'fomc'" in errors
    assert tree(project) == before


def test_session_that_is_not_over_is_not_stored(providers, project):
    run(providers, project, now=datetime(2026, 10, 20, 19, 59, tzinfo=UTC))
    assert stored(project, "rut")[-1]["date"] == "2026-10-19"


def rows_changed(change):
    """A fault of one provider's rows: ``change`` maps its list of (day, (high, close))."""
    return lambda series: dataclasses.replace(series, rows=dict(change(list(series.rows.items()))))


def scaled(factor):
    return rows_changed(lambda rows: [(d, (h * factor, c * factor)) for d, (h, c) in rows])


def shifted(rows):
    days = [day for day, _ in rows]
    return list(zip(days[1:], [value for _, value in rows[:-1]], strict=True))


def without(*days):
    return rows_changed(lambda rows: [row for row in rows if str(row[0]) not in days])


def with_close(day, close):
    return rows_changed(
        lambda rows: [
            (d, (max(h, close), close) if str(d) == day else (h, c)) for d, (h, c) in rows
        ]
    )


def nan_on(day):
    nan = float("nan")
    return rows_changed(lambda rows: [(d, (h, nan if str(d) == day else c)) for d, (h, c) in rows])


def chart(change):
    """A fault of the chart's JSON: ``change`` alters the answer in place."""

    def fault(handler):
        from urllib.parse import parse_qs, urlsplit

        parts = urlsplit(handler.path)
        if "/chart/" not in parts.path:
            return False
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        answer = local.yahoo_chart(handler.world, parts.path.rsplit("/", 1)[-1], query)
        change(answer["chart"])
        handler.say_json(answer)
        return True

    return fault


def empty_result(answer):
    answer["result"] = []


def no_timestamps(answer):
    del answer["result"][0]["timestamp"]


def other_symbol(world):
    world.alter["yahoo", "^RUT"] = lambda _: world.series["^GSPC"]


def host(name, fault):
    return lambda world: world.faults.__setitem__(name, fault)


def altered(provider, symbol, change):
    return lambda world: world.alter.__setitem__((provider, symbol), change)


YAHOO_DOWN = {"^RUT": "cboe", "BTC-USD": "coinbase", "^GSPC": "cboe", "DGS10": "fred"}
RUT_FROM_CBOE = {"^RUT": "cboe", "BTC-USD": "yahoo", "^GSPC": "yahoo", "DGS10": "fred"}
GOOD = RUT_FROM_CBOE | {"^RUT": "yahoo"}

FAULTS = {
    "429": (host(local.YAHOO, local.status(429)), YAHOO_DOWN, 0, "refused"),
    "429 with Retry-After": (
        host(local.YAHOO, local.status(429, Retry_After="3600")),
        YAHOO_DOWN,
        0,
        "refused",
    ),
    "500": (host(local.YAHOO, local.status(500)), YAHOO_DOWN, 0, "yahoo"),
    "502 with HTML": (host(local.YAHOO, local.status(502, local.HTML)), YAHOO_DOWN, 0, "yahoo"),
    "200 with a challenge": (
        host(local.YAHOO, local.status(200, local.HTML)),
        YAHOO_DOWN,
        0,
        "yahoo",
    ),
    "empty result": (host(local.YAHOO, chart(empty_result)), YAHOO_DOWN, 0, "malformed"),
    "no timestamps": (host(local.YAHOO, chart(no_timestamps)), YAHOO_DOWN, 0, "yahoo"),
    "truncated JSON": (host(local.YAHOO, local.cut_off), YAHOO_DOWN, 0, "yahoo"),
    "slow drip": (host(local.YAHOO, local.slow_drip), YAHOO_DOWN, 0, "yahoo"),
    "refused or no such host": (
        lambda world: world.unreachable.update(local.YAHOO_HOSTS),
        YAHOO_DOWN,
        0,
        "unavailable",
    ),
    "TLS failure": (
        lambda world: world.strangers.update(local.YAHOO_HOSTS),
        YAHOO_DOWN,
        0,
        "unavailable",
    ),
    "FRED down": (
        lambda world: world.unreachable.add(local.FRED),
        GOOD | {"DGS10": "treasury", "DFEDTARU": "newyorkfed"},
        0,
        "unavailable",
    ),
    "NaN close on the newest day": (
        altered("yahoo", "^RUT", nan_on("2026-10-20")),
        GOOD,
        0,
        None,
    ),
    "NaN close in the middle": (
        altered("yahoo", "^RUT", nan_on("2026-10-14")),
        GOOD,
        0,
        "positive and finite",
    ),
    "flaws in days stored long ago": (
        altered(
            "yahoo",
            "^RUT",
            rows_changed(
                lambda rows: sorted(
                    [
                        (d, (c / 2, c) if str(d) == "2026-09-08" else (h, c))
                        for d, (h, c) in rows
                        if str(d) != "2026-09-10"
                    ]
                    + [(date(2026, 9, 7), (9.0, 9.0))]
                )
            ),
        ),
        GOOD,
        0,
        "2026-09-07 is no day of the calendar",
    ),
    "half a percent off in the whole overlap": (
        altered("yahoo", "BTC-USD", scaled(1.005)),
        GOOD | {"BTC-USD": "coinbase"},
        0,
        "agrees with the provider's own earlier rows",
    ),
    "another symbol's series": (other_symbol, RUT_FROM_CBOE, 0, "agrees with the stored tail"),
    "tenfold": (
        altered("yahoo", "^RUT", scaled(10)),
        RUT_FROM_CBOE,
        0,
        "agrees with the stored tail",
    ),
    "a tenth": (
        altered("yahoo", "^RUT", scaled(0.1)),
        RUT_FROM_CBOE,
        0,
        "agrees with the stored tail",
    ),
    "shifted by a day": (
        altered("yahoo", "^RUT", rows_changed(shifted)),
        RUT_FROM_CBOE,
        0,
        "agrees with the stored tail",
    ),
    "missing day": (
        altered("yahoo", "^RUT", without("2026-10-14")),
        GOOD,
        0,
        None,
    ),
    "missing days before the fetched ones": (
        altered("yahoo", "^RUT", without("2026-10-09", "2026-10-12")),
        GOOD,
        0,
        None,
    ),
    "time zone flipped": (
        altered("yahoo", "^RUT", lambda s: dataclasses.replace(s, zone="Asia/Tokyo")),
        RUT_FROM_CBOE,
        0,
        "exchangeTimezoneName",
    ),
    "weekend row": (
        altered(
            "yahoo", "^RUT", rows_changed(lambda r: sorted([*r, (date(2026, 10, 17), r[-1][1])]))
        ),
        GOOD,
        0,
        "day of the calendar",
    ),
    "negative close": (
        altered("yahoo", "^RUT", with_close("2026-10-14", -5.0)),
        GOOD,
        0,
        "positive",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_bad_day(providers, project, name):
    inflict, used, code, says = FAULTS[name]
    inflict(providers)
    before = tree(project)
    exit_code, results, errors = run(providers, project)
    assert exit_code == code, errors
    assert {s: results[s]["provider"] for s in used} == used
    notes = " ".join(note for one in results.values() for note in one["notes"])
    assert says is None or says in notes
    assert_true_and_whole(providers, project, before)


def test_last_bar_twice_is_stored_once(providers, project):
    providers.unreachable.update(local.YAHOO_HOSTS)

    def twice(handler):
        text = local.cboe_file(handler.world, handler.path)
        return handler.say(200, text + text.splitlines()[-1] + "\n", "text/csv")

    providers.faults[local.CBOE] = twice
    before = tree(project)
    _, results, _ = run(providers, project)
    assert (results["^RUT"]["provider"], results["^RUT"]["added"]) == ("cboe", 8)
    assert_true_and_whole(providers, project, before)


def test_restated_close_is_noted_and_only_applied_on_request(providers, project):
    providers.alter["yahoo", "^RUT"] = with_close("2026-09-30", 2801.5)
    before = tree(project)
    code, results, _ = run(providers, project)
    assert code == 0
    assert results["^RUT"]["added"] == 8
    assert "restates 2026-09-30" in results["^RUT"]["notes"][0]
    assert_true_and_whole(providers, project, before)
    (revision,) = store.revisions(project.parent / "history")
    assert (revision.date, revision.new, revision.applied) == (date(2026, 9, 30), 2801.5, None)
    run(providers, project)
    assert len(store.revisions(project.parent / "history")) == 1
    later = NOW + timedelta(days=20)
    run(providers, project, "--accept-revisions", now=later)
    (revision,) = store.revisions(project.parent / "history")
    assert (revision.seen, revision.applied) == (NOW.date(), later.date())
    closes = {row["date"]: row["close"] for row in stored(project, "rut")}
    assert closes["2026-09-30"] == "2801.50"


def test_jump_waits_for_a_second_provider(providers, project):
    def halve(rows):
        return [(d, (h / 2, c / 2) if d >= date(2026, 10, 16) else (h, c)) for d, (h, c) in rows]

    crash = rows_changed(halve)
    providers.alter["yahoo", "^RUT"] = crash
    providers.unreachable.add(local.CBOE)
    before = tree(project)
    _, results, _ = run(providers, project)
    assert results["^RUT"]["added"] == 5
    notes = " ".join(results["^RUT"]["notes"])
    assert "1 rows in quarantine: moves more than 15% on 2026-10-16; 2 later rows wait" in notes
    assert_true_and_whole(providers, project, before)
    (held,) = store.held_rows(project.parent / "history")
    assert str(held.date) == "2026-10-16"
    providers.unreachable.clear()
    providers.alter["cboe", "^RUT"] = crash  # now it is seen by both: it did happen
    _, results, _ = run(providers, project)
    assert results["^RUT"]["added"] == 3
    assert store.held_rows(project.parent / "history") == []


def test_mistake_of_ours_in_one_reader_is_a_failure_of_that_provider(
    providers, project, monkeypatch
):
    def fails(*_):
        return {}["chart"]

    monkeypatch.setattr(Cboe, "fetch", fails)
    providers.alter["yahoo", "^RUT"] = scaled(10)
    before = tree(project)
    _, results, _ = run(providers, project)
    assert "cboe failed: our reader failed: KeyError: 'chart' (test_refresh.py, line" in " ".join(
        results["^RUT"]["notes"]
    )
    assert {s: one["added"] for s, one in results.items()} == ADDED | {"^RUT": 0}
    assert_true_and_whole(providers, project, before)


def test_mistake_of_ours_in_one_series_does_not_stop_the_others(providers, project, monkeypatch):
    append = store.append

    def fails(history, prices):
        return 1 / 0 if prices.instrument.key == "rut" else append(history, prices)

    monkeypatch.setattr(store, "append", fails)
    before = tree(project)
    _, results, _ = run(providers, project)
    assert "the program failed: ZeroDivisionError: division by zero" in results["^RUT"]["notes"]
    assert {s: one["added"] for s, one in results.items()} == ADDED | {"^RUT": 0}
    assert_true_and_whole(providers, project, before)


def test_mistake_of_ours_in_the_search_for_closures_stops_nothing(providers, project, monkeypatch):
    monkeypatch.setattr(validation, "find_closures", lambda *_: 1 / 0)
    before = tree(project)
    _, results, _ = run(providers, project)
    notes = [note for one in results.values() for note in one["notes"]]
    assert notes == [
        "closures of XNYS were not looked for: "
        "the program failed: ZeroDivisionError: division by zero"
    ]
    assert {s: one["added"] for s, one in results.items()} == ADDED
    assert_true_and_whole(providers, project, before)
    assert {c.checked for c in store.read_checks(project.parent / "history").values()} == {
        NOW.date()
    }


NEW = """
[instruments.eth]
symbol = "ETH-USD"
name = "Ether"
role = "crypto"
calendar = "daily"
unit = "dollars"
decimals = 4
providers = ["yahoo", "coinbase", "bitstamp"]
tolerance = 0.02
jump = 0.3
"""


@pytest.mark.parametrize("failing", [(), local.YAHOO_HOSTS], ids=["all answer", "one is down"])
def test_new_instrument_is_filled_from_its_first_day(providers, project, failing):
    """With as many days as the providers list, though some of them answer in parts."""
    first, last = date(2017, 8, 1), date(2026, 10, 20)
    moves = np.random.default_rng(3).normal(0, 0.02, (last - first).days + 1)
    closes = np.round(300 * np.exp(np.cumsum(moves)), 4).tolist()
    truth = {first + timedelta(days=i): (close + 1, close) for i, close in enumerate(closes)}
    providers.series["ETH-USD"] = local.Series(truth, zone="UTC", opens="00:00")
    providers.unreachable.update(failing)
    project.write_text(project.read_text() + NEW)
    before, history = tree(project), project.parent / "history"
    code, results, errors = run(providers, project)
    assert (code, results["ETH-USD"]["status"]) == (0, "fresh"), errors
    assert_true_and_whole(providers, project, before)
    rows = [(row["date"], float(row["close"])) for row in stored(project, "eth")]
    assert rows == [(str(day), close) for day, (_, close) in truth.items()][:-1]
    assert "eth" not in {row.instrument for row in store.unconfirmed_rows(history)}
    assert store.read_gaps(history) == ()
    run(providers, project, "--only", "ETH-USD")
    assert rows == [(row["date"], float(row["close"])) for row in stored(project, "eth")]


def test_series_that_were_deleted_come_back_from_their_first_day(providers, project):
    history = project.parent / "history"
    shipped = {key: stored(project, key) for key in (*SYMBOLS, "fedfunds")}
    for symbol in ("^RUT", "^GSPC"):  # a close twice in the same range would pass for a copy
        rows = providers.series[symbol].rows
        rows.update({day: (close + 1 + day.day / 100, close) for day, (_, close) in rows.items()})
    for key in shipped:
        shutil.rmtree(history / key)
    code, _, errors = run(providers, project)
    assert code == 0, errors
    for key, rows in shipped.items():
        back = {row["date"]: float(row["close"]) for row in stored(project, key)}
        assert back.items() >= {row["date"]: float(row["close"]) for row in rows}.items()
    assert (store.unconfirmed_rows(history), store.read_gaps(history)) == ([], ())


def test_reason_why_the_leader_has_no_row_is_told(providers, project):
    shutil.rmtree(project.parent / "history" / "rut")
    providers.alter["yahoo", "^RUT"] = lambda s: dataclasses.replace(s, zone="Asia/Tokyo")
    providers.unreachable.add(local.CBOE)
    code, _, errors = run(providers, project)
    assert code == 1
    told, mend = errors.splitlines()[-2:]
    assert told.startswith(
        "error: history/rut/: nothing is stored of ^RUT: yahoo malformed: asked "
    )
    assert "asked for America/New_York" in told
    assert mend.startswith(
        "mend:  correct symbol, calendar, currency or providers of instruments.rut"
    )
    assert stored(project, "spx")[-1]["date"] == LAST["spx"]  # the others went on


def lacking(*days, symbols=("^GSPC",)):
    """Nobody has a row of some days."""

    def inflict(world):
        for symbol in symbols:
            for provider in ("yahoo", "cboe"):
                world.alter[provider, symbol] = without(*days)

    return inflict


def closed(*days):
    return lacking(*days, symbols=("^RUT", "^GSPC"))


def both(*faults):
    """Several at once; of one series the last."""

    def inflict(world):
        for fault in faults:
            fault(world)

    return inflict


def copied(*days):
    """One provider has a copy of the row before, on days on which all others have none."""

    def change(rows):
        table = dict(rows)
        for day in map(date.fromisoformat, days):
            table[day] = table[day - timedelta(days=1)]
        return list(table.items())

    return both(closed(*days), altered("yahoo", "^RUT", rows_changed(change)))


def with_high(day, factor):
    return rows_changed(
        lambda rows: [(d, (h * factor if str(d) == day else h, c)) for d, (h, c) in rows]
    )


# What is inflicted; closures and gaps of large caps after it; last days of both; days without row.
ODDITIES = {
    "a closure": (closed("2026-10-15"), {"2026-10-15"}, set(), "2026-10-20", "2026-10-20"),
    "a closure on the newest day": (closed("2026-10-20"), set(), set(), "2026-10-19", "2026-10-19"),
    "two closures in one week": (
        closed("2026-10-13", "2026-10-15"),
        {"2026-10-13", "2026-10-15"},
        set(),
        "2026-10-20",
        "2026-10-20",
    ),
    "a copy on a closed day": (copied("2026-10-15"), {"2026-10-15"}, set(), "2026-10-20",
                               "2026-10-20"),
    "a hole": (lacking("2026-10-14"), set(), {"2026-10-14"}, "2026-10-20", "2026-10-20"),
    "a young hole": (lacking("2026-10-16"), set(), set(), "2026-10-20", "2026-10-15"),
    "a closure and a hole": (
        both(closed("2026-10-13"), lacking("2026-10-13", "2026-10-14")),
        {"2026-10-13"},
        {"2026-10-14"},
        "2026-10-20",
        "2026-10-20",
    ),
    "a hole on the eve of a closure": (
        both(closed("2026-10-14"), lacking("2026-10-13", "2026-10-14")),
        {"2026-10-14"},
        {"2026-10-13"},
        "2026-10-20",
        "2026-10-20",
    ),
    "a newest close that another provider contradicts": (
        altered("yahoo", "^RUT", with_close("2026-10-20", 2900.0)),
        set(),
        set(),
        "2026-10-19",
        "2026-10-20",
    ),
    "a high three times too high": (
        altered("yahoo", "^RUT", with_high("2026-10-20", 3)),
        set(),
        set(),
        "2026-10-20",
        "2026-10-20",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODDITIES)
def test_odd_day(providers, project, name):
    """The truth is stored but for what nobody has; a good day later all of it is."""
    inflict, closures, gaps, rut, spx = ODDITIES[name]
    inflict(providers)
    before, history = tree(project), project.parent / "history"
    run(providers, project)
    assert_true_and_whole(providers, project, before)
    assert {str(closure.date) for closure in store.read_closures(history)} == closures
    assert {str(gap.date) for gap in store.read_gaps(history)} == gaps
    assert (stored(project, "rut")[-1]["date"], stored(project, "spx")[-1]["date"]) == (rut, spx)
    providers.reset_faults()
    day = date(2026, 10, 21)  # all of them have another session
    for symbol in ("^RUT", "^GSPC"):
        high, close = providers.series[symbol].rows[date(2026, 10, 20)]
        providers.series[symbol].rows[day] = (high + 1, round(close + 1, 2))
    code, _, _ = run(providers, project, now=NOW + timedelta(days=1))
    assert code == 0
    truth = providers.series
    for key in ("rut", "spx"):
        kept = {date.fromisoformat(row["date"]): row for row in stored(project, key)}
        assert {d: float(row["close"]) for d, row in kept.items()} == {
            d: close for d, (_, close) in truth[SYMBOLS[key]].rows.items()
        }
        assert all(
            float(row["high"]) == pytest.approx(truth[SYMBOLS[key]].rows[d][0])
            for d, row in kept.items()
            if d > date(2026, 10, 8)
        )
    assert store.read_closures(history) == store.read_gaps(history) == ()


def test_withdrawn_restatement_is_never_applied(providers, project):
    before = tree(project)
    providers.alter["yahoo", "^RUT"] = with_close("2026-09-30", 2801.5)
    run(providers, project, now=NOW - timedelta(days=1))
    assert len(store.revisions(project.parent / "history")) == 1
    providers.reset_faults()
    _, results, _ = run(providers, project, "--accept-revisions")
    assert "takes back" in " ".join(results["^RUT"]["notes"])
    assert store.revisions(project.parent / "history") == []
    assert_true_and_whole(providers, project, before)


def test_all_providers_down(providers, project):
    providers.unreachable.update(local.HOSTS)
    before = tree(project)
    code, _, _ = run(providers, project, by=run_apart)
    assert code == 3
    assert tree(project) == before


def test_clock_a_day_ahead(providers, project):
    before = tree(project)
    code, _, errors = run(
        providers, project, now=datetime.now(UTC) + timedelta(days=1), by=run_apart
    )
    assert code == 1
    assert "clock is" in errors
    assert tree(project) == before


def test_second_refresh_at_the_same_moment(providers, project):
    with store.locked(project.parent / "history"):
        code, _, errors = run(providers, project, by=run_apart)
    assert code == 1
    assert "another refresh is running" in errors


def test_full_disk_loses_nothing(providers, project):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    before = tree(project)
    code, _, errors = run(providers, project, by=run_apart, preexec_fn=limit)
    assert code == 1
    assert len(errors.splitlines()) == 2
    assert_true_and_whole(providers, project, before)
    assert run(providers, project)[0] == 0


def test_history_that_cannot_be_written(providers, project):
    (project.parent / "history" / ".lock").mkdir()
    before = tree(project)
    code, _, errors = run(providers, project, by=run_apart)
    assert code == 1
    assert "the store cannot be written" in errors
    assert tree(project) == before


@whole_history
def test_kill_at_any_moment_loses_nothing(providers, project):
    before = tree(project)
    command = [sys.executable, "-m", "generator", "refresh", "--config", str(project), "--json"]
    environment = os.environ | providers.environment
    environment |= {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    draw = random.Random(3)
    for _ in range(6):
        started_at = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(draw.uniform(1.0, 4.0))
        started_at.kill()
        started_at.wait()
        assert_true_and_whole(providers, project, before)
    assert run(providers, project)[0] == 0
    for key, last in LAST.items():
        assert stored(project, key)[-1]["date"] == last


@pytest.mark.parametrize("seed", range(3))
def test_any_bad_days_then_a_good_one_end_in_the_good_store(
    providers, project, tmp_path, since, seed
):
    (tmp_path / "good").mkdir()
    good = project_copy(tmp_path / "good", since=since)
    run(providers, good)
    names = random.Random(seed).sample(sorted(set(FAULTS) - {"slow drip"}), 3)
    for name in names:
        providers.reset_faults()
        FAULTS[name][0](providers)
        run(providers, project)
    providers.reset_faults()
    assert run(providers, project)[0] == 0
    for key in LAST:
        ours = [(row["date"], float(row["close"])) for row in stored(project, key)]
        assert ours == [(row["date"], float(row["close"])) for row in stored(good, key)], names
