"""Forks on other exchanges: their own clocks, currencies and holidays, from refresh to site.

Each is a project of its own with an empty store. Its providers say what they would at that moment:
rows up to the day, in their currency, dated by their exchange's clock.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from generator.calendars import expected_days
from generator.config import load_config
from generator.pipeline import Moment, build
from tests.sources.program import run_here
from tests.sources.test_refresh import run, stored
from tests.sources.world import Series, World

pytestmark = pytest.mark.xdist_group("exchanges")  # one worker has the providers

CONFIGURATION = """
[site]
name = "Elsewhere: Lead or Luck"
description = "Does it lead, or is it luck?"
[question]
leader = "{leader}"
follower = "{follower}"
[evidence]
draws = 200
grid_draws = 100
resamples = 100
leaders = 20
[instruments.lead]
symbol = "{leader}"
name = "{name}"
role = "large caps"
calendar = "{calendar}"
unit = "points"
currency = "{currency}"
providers = ["yahoo"]
[instruments.follow]
symbol = "{follower}"
name = "Bitcoin"
role = "crypto"
calendar = "daily"
unit = "money"
currency = "{quoted}"
decimals = 4
providers = ["yahoo", "coinbase"]
tolerance = 0.02
jump = 0.3
[sources]
yahoo = "Yahoo Finance"
coinbase = "Coinbase Exchange"
[paths]
history = "history"
"""


@dataclass(frozen=True)
class Fork:
    """A question about another exchange, and how its amounts begin."""

    leader: str
    name: str
    calendar: str
    currency: str
    zone: str
    opens: str
    sign: str

    @property
    def follower(self) -> str:
        return f"BTC-{self.currency}"


TOKYO = Fork("^N225", "Nikkei 225", "XTKS", "JPY", "Asia/Tokyo", "09:00", "¥")
LONDON = Fork("^FTSE", "FTSE 100", "XLON", "GBP", "Europe/London", "08:00", "£")
SHANGHAI = Fork("000001.SS", "SSE Composite", "XSHG", "CNY", "Asia/Shanghai", "09:30", "CN¥")
BOMBAY = Fork("^BSESN", "Sensex", "XBOM", "INR", "Asia/Kolkata", "09:15", "₹")


def project_of(fork: Fork, folder: Path, **changes: str) -> Path:
    """Its configuration, with an empty store beside it."""
    (folder / "history").mkdir()
    file = folder / "report.toml"
    facts = vars(fork) | {"follower": fork.follower, "quoted": fork.currency} | changes
    file.write_text(CONFIGURATION.format(**facts))
    return file


def open_world(world: World, fork: Fork, now: datetime) -> None:
    """The providers at a moment: rows up to that day, whether it is over or not."""
    world.clock = now.timestamp()
    for symbol, calendar, level, clock in (
        (fork.leader, fork.calendar, 3_000.0, {"zone": fork.zone, "opens": fork.opens}),
        (fork.follower, "daily", 2_000.0, {"zone": "UTC", "opens": "00:00"}),
    ):
        days = expected_days(calendar, date(2013, 1, 1), now.date()).date
        moves = np.random.default_rng(5).normal(0.0003, 0.008, len(days))
        closes = np.round(level * np.exp(np.cumsum(moves)), 2).tolist()
        rows = {day: (round(c * 1.002, 2), c) for day, c in zip(days, closes, strict=True)}
        world.series[symbol] = Series(rows, **clock, currency=fork.currency)


def refreshed(world: World, fork: Fork, project: Path, now: datetime) -> dict[str, str]:
    """The last stored day of each series after a refresh at a moment."""
    open_world(world, fork, now)
    code, _, errors = run(world, project, now=now)
    assert code == 0, errors
    return {key: stored(project, key)[-1]["date"] for key in ("lead", "follow")}


@pytest.mark.parametrize(
    ("fork", "closes"),
    [
        (TOKYO, "2026-10-20T06:30Z"),  # seven hours before New York opens
        (LONDON, "2026-10-20T15:30Z"),  # in summer time
        (SHANGHAI, "2027-02-03T07:00Z"),  # in a year of which no holiday is known
        (BOMBAY, "2026-12-31T10:00Z"),
    ],
    ids=lambda value: getattr(value, "calendar", None),
)
def test_a_session_is_stored_once_its_own_exchange_has_closed(world, tmp_path, fork, closes):
    project, close = project_of(fork, tmp_path), datetime.fromisoformat(closes)
    today, yesterday = str(close.date()), str(close.date() - timedelta(days=1))
    before = refreshed(world, fork, project, close - timedelta(minutes=1))
    assert before == {"lead": yesterday, "follow": yesterday}
    assert refreshed(world, fork, project, close) == {"lead": today, "follow": yesterday}
    rows = {row["date"]: float(row["close"]) for row in stored(project, "lead")}
    truth = world.series[fork.leader].rows
    assert rows == {str(d): close for d, (_, close) in truth.items() if str(d) in rows}
    assert len(rows) > 3000


@pytest.mark.parametrize(
    ("fork", "now"),
    [
        (TOKYO, datetime(2026, 11, 25, 12, tzinfo=UTC)),
        (LONDON, datetime(2026, 11, 25, 18, tzinfo=UTC)),
        (SHANGHAI, datetime(2027, 2, 1, 12, tzinfo=UTC)),
    ],
    ids=["Tokyo", "London", "Shanghai"],
)
def test_site_is_about_its_own_exchange(world, tmp_path, fork, now):
    project, out = project_of(fork, tmp_path), tmp_path / "site"
    refreshed(world, fork, project, now)
    build_at(project, now, out)
    environment = {"SOURCE_DATE_EPOCH": str(int(now.timestamp()))}
    for command in ("check", "status"):
        place = ["--out", str(out)] if command == "check" else []
        ended = run_here([command, "--config", str(project), *place], environment)
        assert ended.code == 0, ended.errors
    amount = rf"{re.escape(fork.sign)}[0-9]{{1,3}}(,[0-9]{{3}})"
    assert re.search(amount, ended.out)
    pages = {page.relative_to(out): visible(page) for page in out.rglob("*.html")}
    assert re.search(amount, pages[Path("index.html")])
    for page, text in pages.items():
        for untrue in ("$", "dollar", "New York"):
            assert untrue not in text, (page, untrue)


def build_at(project: Path, now: datetime, out: Path) -> None:
    config = load_config(project).model_copy(update={"stamps": project.parent / "stamps"})
    build(config, now.date(), Moment(now.date(), now, reproducible=True), out, lambda _: None)


def visible(page: Path) -> str:
    """What a page says, in its pictures as well."""
    text = re.sub(r"<(script|style).*?</\1>", " ", page.read_text(), flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"currency": "EUR"}, "yahoo malformed: asked for EUR, it answers with currency 'JPY'"),
        ({"quoted": "EUR"}, "coinbase malformed: BTC-JPY is quoted in JPY, and BTC-JPY in EUR"),
        ({"calendar": "XLON"}, "yahoo malformed: asked for Europe/London, it answers with exch"),
    ],
)
def test_an_answer_in_another_currency_or_time_zone_is_refused(world, tmp_path, changes, says):
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    open_world(world, TOKYO, now)
    project = project_of(TOKYO, tmp_path, **changes)
    code, _, errors = run(world, project, now=now)
    assert (code, says in errors) == (1, True)
    assert "mend:  correct symbol, calendar, currency or providers of instruments." in errors
    assert [] in (stored(project, "lead"), stored(project, "follow"))


@pytest.mark.parametrize(("zone", "last"), [("Asia/Seoul", "26"), ("Asia/Kolkata", "25")])
def test_a_clock_of_another_name_can_be_the_same_clock(world, tmp_path, zone, last):
    project, now = project_of(TOKYO, tmp_path), datetime(2026, 11, 25, 12, tzinfo=UTC)
    refreshed(world, TOKYO, project, now)
    open_world(world, TOKYO, now + timedelta(days=1))
    world.series["^N225"].zone = zone
    run(world, project, now=now + timedelta(days=1))
    assert stored(project, "lead")[-1]["date"] == f"2026-11-{last}"
