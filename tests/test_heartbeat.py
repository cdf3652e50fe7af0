"""The heartbeat: dates that an outside monitor can compare with its own clock."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from xml.etree import ElementTree

import pytest

from generator.config import load_config
from generator.heartbeat import LOUD, QUIET, heartbeat_files
from generator.language import Language
from generator.models.freshness import FreshnessStatus
from generator.models.refresh import Check, RefreshNotes
from tests.helpers import MOMENT

SEEN = (
    Check("rut", date(2026, 10, 20), date(2026, 10, 21), "yahoo", "ok"),
    Check("btc", date(2026, 10, 21), date(2026, 10, 21), "yahoo", "ok"),
    Check("spx", None, date(2026, 10, 22), "", "no provider answered well"),
)


def heartbeat(report, checks=SEEN):
    language = Language("en", load_config().locales)
    files = heartbeat_files(report, RefreshNotes(checks, (), ()), MOMENT.now, language)
    by_path = {file.path: file.content for file in files}
    return json.loads(by_path["api/v1/status.json"]), by_path["api/v1/badge.svg"].decode()


def test_states_the_last_good_answer_not_the_last_attempt(real_report):
    status, badge = heartbeat(real_report)
    assert status == {
        "built_at": "2026-11-22T12:00:00Z",
        "as_of": "2026-10-08",
        "data_date": "2026-10-08",
        "refreshed": "2026-10-21",
        "stale": [],
    }
    root = ElementTree.fromstring(badge)
    assert root.get("aria-label") == "last refresh: 2026-10-21"
    assert [e.text for e in root.iter() if e.tag.endswith("text")] == ["last refresh", "2026-10-21"]


def test_badge_is_amber_when_a_series_is_stale(real_report):
    series = dataclasses.replace(real_report.freshness[0], status=FreshnessStatus.STALE)
    stale = dataclasses.replace(real_report, freshness=(series, *real_report.freshness[1:]))
    status, badge = heartbeat(stale)
    assert status["stale"] == ["^RUT"]
    assert LOUD in badge
    assert LOUD not in heartbeat(real_report)[1]


def test_never_refreshed_is_null(real_report):
    status, badge = heartbeat(real_report, ())
    assert status["refreshed"] is None
    assert "last refresh: –" in badge


@pytest.mark.parametrize("colour", [QUIET, LOUD, "#444444"])
def test_white_text_on_the_badge_is_readable(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_site_publishes_both(built_site):
    status = json.loads((built_site / "api/v1/status.json").read_text())
    assert status["as_of"] == "2026-11-22"
    assert status["stale"] == ["^RUT", "BTC-USD", "^GSPC", "DGS10", "DFEDTARU"]
    assert LOUD in (built_site / "api/v1/badge.svg").read_text()
