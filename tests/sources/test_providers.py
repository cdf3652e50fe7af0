"""Each provider's real client against its protocol on this machine, on good and on bad days."""

from __future__ import annotations

import dataclasses
import gzip
import re
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from generator.config import ROOT, load_config
from generator.errors import (
    SourceEmpty,
    SourceMalformed,
    SourceRefused,
    SourceUnavailable,
)
from generator.sources import providers
from generator.sources.network import Network
from tests.helpers import ELSEWHERE, stored_rows
from tests.sources import world as local

INSTRUMENTS = {instrument.key: instrument for instrument in load_config().instruments}
SINCE, UNTIL = date(2026, 8, 3), date(2026, 10, 2)
with Network() as unused:
    HOSTS = {name: provider.host for name, provider in providers(unused, Path()).items()}
HOSTS["yahoo"] = local.YAHOO  # the one of its hosts that has the prices
ASKED = [
    (provider, key, HOSTS[provider])
    for key, instrument in INSTRUMENTS.items()
    # The provider of steps lists every day; the series of Elsewhere are asked in test_wider.
    if instrument.calendar != "steps" and key not in ELSEWHERE
    for provider in instrument.providers
]
OWN = [asked for asked in ASKED if asked[0] != "yahoo"]


def fetch(folder, provider, key, since=SINCE, until=UNTIL, deadline=30.0):
    with Network(deadline) as network:
        return providers(network, folder)[provider].fetch(INSTRUMENTS[key], since, until)


def expected(key, since=SINCE, until=UNTIL):
    return {
        row["date"]: float(row["close"])
        for row in stored_rows(key)
        if str(since) <= row["date"] <= str(until)
    }


@pytest.mark.parametrize(("provider", "key", "host"), ASKED)
def test_good_day_gives_the_stored_closes(world, folder, provider, key, host):
    quotes = fetch(folder, provider, key)
    found = {f"{day:%Y-%m-%d}": close for day, close in quotes.rows["close"].items()}
    assert found == pytest.approx(expected(key))
    assert quotes.provider == provider
    assert str(quotes.rows.index.dtype) == "datetime64[us]"
    assert world.asked[host] >= 1


def test_highs_come_along_where_the_provider_has_them(world, folder):
    stored = {row["date"]: row["high"] for row in stored_rows("rut")}
    for day, high in fetch(folder, "yahoo", "rut").rows["high"].items():
        assert high == float(stored[f"{day:%Y-%m-%d}"])
    assert fetch(folder, "cboe", "rut").rows["high"].isna().all()


def test_long_span_takes_several_calls(world, folder):
    since = date(2024, 1, 1)
    quotes = fetch(folder, "coinbase", "btc", since)
    assert len(quotes.rows) == (UNTIL - since).days + 1
    assert world.asked[local.COINBASE] == 4
    assert len(fetch(folder, "bitstamp", "btc", date(2020, 1, 1)).rows) == 2467


@pytest.mark.parametrize(("provider", "key", "host"), ASKED)
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (local.status(429), SourceRefused),
        (local.status(451), SourceRefused),
        (local.status(200, local.HTML), SourceMalformed),
        (local.cut_off, SourceMalformed),
    ],
    ids=["429", "451", "HTML challenge", "cut off"],
)
def test_bad_answer_is_one_of_our_errors(world, folder, provider, key, host, fault, error):
    world.faults[host] = fault
    if provider == "yahoo":
        error = (SourceRefused, SourceMalformed, SourceUnavailable)
    with pytest.raises(error) as caught:
        fetch(folder, provider, key, deadline=4.0)
    assert caught.value.place == provider


@pytest.mark.parametrize(("provider", "key", "host"), ASKED)
@pytest.mark.parametrize("code", [500, 502])
def test_failing_server_is_unavailable(world, folder, provider, key, host, code):
    world.faults[host] = local.status(code, local.HTML)
    with pytest.raises((SourceUnavailable, SourceMalformed)):
        fetch(folder, provider, key, deadline=4.0)


@pytest.mark.parametrize(("provider", "key", "host"), OWN)
def test_unreachable_host_is_not_tried_again(world, folder, provider, key, host):
    world.unreachable.add(host)
    started = time.monotonic()
    with pytest.raises(SourceUnavailable):
        fetch(folder, provider, key)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(("provider", "key", "host"), OWN)
def test_wrong_certificate_is_unavailable(world, folder, provider, key, host):
    world.strangers.add(host)
    with pytest.raises(SourceUnavailable, match="cannot be reached"):
        fetch(folder, provider, key)


@pytest.mark.parametrize(("provider", "key", "host"), OWN)
def test_slow_drip_ends_with_the_deadline(world, folder, provider, key, host):
    world.faults[host] = local.slow_drip
    started = time.monotonic()
    with pytest.raises(SourceUnavailable):
        fetch(folder, provider, key, deadline=3.0)
    assert time.monotonic() - started < 10


def test_retry_after_is_honoured(world, folder):
    answers = iter([local.status(429, Retry_After="1"), None])
    world.faults[local.CBOE] = lambda handler: bool((fault := next(answers)) and fault(handler))
    started = time.monotonic()
    assert len(fetch(folder, "cboe", "rut").rows) == len(expected("rut"))
    assert time.monotonic() - started >= 1
    assert world.asked[local.CBOE] == 2


def test_retry_after_beyond_the_deadline_is_not_waited_for(world, folder):
    world.faults[local.CBOE] = local.status(429, Retry_After="3600")
    started = time.monotonic()
    with pytest.raises(SourceRefused, match="429"):
        fetch(folder, "cboe", "rut", deadline=5.0)
    assert time.monotonic() - started < 4
    assert world.asked[local.CBOE] == 1


def test_dead_provider_costs_one_attempt_a_run(world, folder):
    world.faults[local.FRED] = local.status(500)
    with Network(30) as network:
        fred = providers(network, folder)["fred"]
        for _ in range(3):
            with pytest.raises(SourceUnavailable):
                fred.fetch(INSTRUMENTS["dgs10"], SINCE, UNTIL)
    assert world.asked[local.FRED] == 3  # the first call's retries, and none after


@pytest.mark.parametrize(("provider", "key"), [(p, k) for p, k, _ in ASKED])
def test_no_rows_are_empty_or_malformed(world, folder, provider, key):
    symbol = INSTRUMENTS[key].symbol
    world.alter[provider, symbol] = lambda series: dataclasses.replace(
        series, rows={date(2010, 1, 4): (1.0, 1.0)}
    )
    with pytest.raises((SourceEmpty, SourceMalformed)):
        fetch(folder, provider, key)


def test_unknown_symbol_is_malformed_at_yahoo(world, folder):
    del world.series["^RUT"]
    with pytest.raises(SourceMalformed, match="cannot be read"):
        fetch(folder, "yahoo", "rut")


def test_other_time_zone_is_refused(world, folder):
    world.alter["yahoo", "^RUT"] = lambda series: dataclasses.replace(series, zone="Asia/Tokyo")
    with pytest.raises(SourceMalformed, match="exchangeTimezoneName 'Asia/Tokyo'"):
        fetch(folder, "yahoo", "rut")


def test_other_header_is_refused(world, folder):
    world.faults[local.CBOE] = local.status(200, "DATE,OPEN,HIGH,LOW,CLOSE\n")
    with pytest.raises(SourceMalformed, match="should have the columns DATE and RUT, found 'DATE,"):
        fetch(folder, "cboe", "rut")


@pytest.mark.parametrize("day", ["8 Oct 2026", "10/32/2026", "NaN", ""])
def test_row_without_a_day_is_refused(world, folder, day):
    file = f"DATE,RUT\n10/07/2026,2790.1\n{day},2794.1\n"
    world.faults[local.CBOE] = local.status(200, file)
    with pytest.raises(SourceMalformed, match="is no date of its form"):
        fetch(folder, "cboe", "rut", date(2026, 10, 1), date(2026, 10, 8))


def test_a_provider_is_asked_by_its_own_name(world, folder):
    other = dataclasses.replace(INSTRUMENTS["spx"], names={"cboe": "RUT"})
    with Network(30.0) as network:
        quotes = providers(network, folder)["cboe"].fetch(other, SINCE, UNTIL)
    assert quotes.rows["close"].tolist() == pytest.approx(list(expected("rut").values()))


def test_new_york_fed_states_the_upper_bound_of_each_day(world, folder):
    quotes = fetch(folder, "newyorkfed", "fedfunds", date(2026, 9, 14), date(2026, 9, 21))
    closes = {f"{day:%m-%d}": close for day, close in quotes.rows["close"].items()}
    before = float(stored_rows("fedfunds")[-2]["close"])
    assert closes == {"09-14": before, "09-15": before, "09-16": before, "09-17": 4.0, "09-18": 4.0}


@pytest.mark.parametrize(
    "answer",
    [
        {"refRates": []},
        {"refRates": [{"effectiveDate": "2026-09-17", "targetRateTo": None}]},
        {"refRates": [{"effectiveDate": "2026-09-17", "targetRateTo": ""}]},
    ],
)
def test_new_york_fed_without_a_value_has_no_row(world, folder, answer):
    world.faults[local.NEWYORKFED] = lambda handler: handler.say_json(answer) or True
    with pytest.raises(SourceEmpty):
        fetch(folder, "newyorkfed", "fedfunds")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"refRates": [{"effectiveDate": "2026-09-17", "percentRate": 3.9}]}, "no 'targetRateTo'"),
        ({"refRates": [{"effectiveDate": "17 Sep", "targetRateTo": 4}]}, "is no date of its form"),
        ({"refRates": [{"effectiveDate": "2026-09-17", "targetRateTo": "x"}]}, "is no number"),
        ({"refRates": None}, "cannot be read"),
        ([1], "cannot be read"),
    ],
)
def test_new_york_fed_in_another_form_is_refused(world, folder, answer, says):
    world.faults[local.NEWYORKFED] = lambda handler: handler.say_json(answer) or True
    with pytest.raises(SourceMalformed, match=says):
        fetch(folder, "newyorkfed", "fedfunds")


def test_treasury_is_asked_for_each_year_and_finds_the_column_by_name(world, folder):
    def only(handler):
        year = handler.path.split("daily-treasury-rates.csv/")[1][:4]
        other = 'Date,"10 Yr","2 Yr"\n01/04/2027,4.11,3.9\n' if year == "2027" else None
        return bool(other and handler.say(200, other, "text/csv"))

    world.faults[local.TREASURY] = only
    quotes = fetch(folder, "treasury", "dgs10", date(2026, 10, 1), date(2027, 1, 4))
    assert quotes.rows["close"].iloc[-1] == 4.11
    assert quotes.rows.index[0] == pd.Timestamp("2026-10-01")
    world.faults[local.TREASURY] = local.status(200, "")
    with pytest.raises(SourceEmpty):
        fetch(folder, "treasury", "dgs10")
    world.faults[local.TREASURY] = local.status(200, "Date,5 Yr\n")
    with pytest.raises(SourceMalformed, match="the columns Date and 10 Yr, found 'Date,5 Yr'"):
        fetch(folder, "treasury", "dgs10")


@pytest.mark.parametrize(
    ("provider", "key", "name", "text", "first"),
    [
        ("fred", "dgs10", local.FRED, "DATE,DGS10\r\n2026-08-03,4.2\r\n2026-08-04,.\r\n", 4.2),
        ("cboe", "rut", local.CBOE, "\ufeffDATE, RUT\n08/04/2026,\n08/03/2026,2500.1\n", 2500.1),
        ("treasury", "dgs10", local.TREASURY, "Date,10 Yr\n08/04/2026,N/A\n08/03/2026,4\n", 4),
    ],
)
def test_old_headers_line_ends_blanks_and_any_order(
    world, folder, provider, key, name, text, first
):
    world.faults[name] = local.status(200, text)
    assert fetch(folder, provider, key).rows["close"].tolist() == [first]


MEASURED = """
import re, sys, tempfile
from datetime import date
from pathlib import Path
from generator.config import load_config
from generator.errors import SourceError
from generator.sources import providers
from generator.sources.network import Network
instruments = {instrument.key: instrument for instrument in load_config().instruments}
with Network(30) as network, tempfile.TemporaryDirectory() as folder:
    for provider, key in (asked.split() for asked in sys.argv[1:]):
        try:
            providers(network, Path(folder))[provider].fetch(
                instruments[key], date(2026, 8, 3), date(2026, 10, 2)
            )
        except SourceError as error:
            print(error)
# Not ru_maxrss: it begins with what the process held that started this one.
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""

YAHOOS = [("yahoo", "rut", host) for host in local.YAHOO_HOSTS]
BOMBS = [
    *((packed, [asked]) for asked in YAHOOS for packed in ("gzip", "zstd")),
    ("deflate", YAHOOS[-1:]),
    ("gzip", [asked for asked in OWN if asked[1] != "spx"]),
    ("gzip", [asked for asked in OWN if asked[1] == "spx"]),  # a host is asked once by a process
]


@pytest.mark.parametrize(("packed", "asked"), BOMBS)
def test_answer_that_unpacks_without_end_is_refused(world, packed, asked):
    """In a process of its own, for its memory is measured (kilobytes)."""
    for *_, host in asked:
        world.faults[host] = local.bombs(packed)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *(f"{provider} {key}" for provider, key, _ in asked)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    *errors, memory = done.stdout.splitlines()
    for (provider, _, host), error in zip(asked, errors, strict=True):
        most = "5" if host not in local.YAHOO_HOSTS[:2] else "[05.]+"
        assert re.fullmatch(
            f"{provider}: its answer is larger than {most} MB, the most that is read", error
        )
    assert int(memory) < 400_000
    assert [world.asked[host] for *_, host in asked] == [1] * len(asked)


def leads_on(handler):
    """To the same question again; what comes on the way is a bomb."""
    address = f"https://{handler.headers['Host']}{handler.path}"
    return local.bombs("gzip", 302, Location=address)(handler)


@pytest.mark.parametrize(("provider", "key", "host"), ASKED)
def test_what_leads_elsewhere_is_followed_but_not_read(world, folder, provider, key, host):
    first = iter([True])
    world.faults[host] = lambda handler: next(first, False) and leads_on(handler)
    local.bomb("gzip")
    tracemalloc.start()
    quotes = fetch(folder, provider, key)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert quotes.rows["close"].tolist() == pytest.approx(list(expected(key).values()))
    assert peak < 60_000_000
    world.faults[host] = leads_on
    with pytest.raises((SourceUnavailable, SourceMalformed)):
        fetch(folder, provider, key)


def test_packed_answers_are_unpacked_and_checked(world, folder):
    text = local.cboe_file(world, "RUT_History.csv").encode()
    packed = gzip.compress(text)
    for body, encoding, says in (
        (packed[:-200], "gzip", "is cut off"),
        (b"no gzip at all", "gzip", "cannot be unpacked"),
        (text, "br", "is packed as 'br'"),
        (text, "gzip, gzip", "is packed as"),
    ):
        world.faults[local.CBOE] = local.status(200, body, Content_Encoding=encoding)
        with pytest.raises(SourceMalformed, match=says):
            fetch(folder, "cboe", "rut")
    world.faults[local.CBOE] = local.status(200, packed, Content_Encoding="gzip")
    assert len(fetch(folder, "cboe", "rut").rows) == len(expected("rut"))


@pytest.mark.parametrize("door", [local.hangs, local.hangs_up, local.status(405), local.slow_drip])
def test_host_that_says_nothing_to_its_bare_address_is_there(world, door):
    world.unreachable |= set(local.HOSTS) - {local.CBOE}
    world.doors[local.CBOE] = door
    with Network() as network:
        assert network.reachable([local.CBOE, local.FRED])


def test_clock_is_judged_by_the_newest_answer_that_no_cache_gave(world):
    cached, stale = local.old_answer(25, Age="1500"), local.old_answer(25)
    world.unreachable |= set(local.HOSTS) - {local.CBOE, local.FRED}
    now = datetime.now(UTC)
    for one, other, known in (
        (cached, cached, False),
        (cached, None, True),
        (None, stale, True),
        (stale, local.hangs, False),
    ):
        world.doors = {
            host: door for host, door in ((local.CBOE, one), (local.FRED, other)) if door
        }
        with Network() as network:
            assert network.reachable([local.CBOE, local.FRED])
            heard = network.server_time
        assert (heard is not None and abs(now - heard) < timedelta(minutes=5)) == known


def test_offline_is_known_within_seconds(world, folder):
    world.unreachable |= set(local.HOSTS)
    with Network() as network:
        hosts = [provider.host for provider in providers(network, folder).values()]
        started = time.monotonic()
        assert not network.reachable(hosts)
        assert time.monotonic() - started < 5
        world.unreachable.clear()
        assert network.reachable(hosts)
        assert network.server_time is not None
