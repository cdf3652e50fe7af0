"""Whole builds: what lands in the site, nothing twice, and the same bytes from a cut store."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from generator.annex import gather
from generator.config import ROOT, load_config
from generator.errors import ConfigError
from generator.models.changes import ChangeKind
from generator.pipeline import Moment, build, evaluate, latest_json, read_prices
from generator.site.checks import check_site
from tests.helpers import (
    MOMENT,
    SHIPPED_UNTIL,
    is_built_anew,
    project_copy,
    quick,
    quick_config,
    shipped_prices,
    site_pages,
)
from tests.questions import written


def quiet(_: str) -> None:
    """Say nothing."""


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_site_has_its_pages_downloads_and_api(built_site):
    for page in site_pages() - {"/404.html"}:
        assert (built_site / page.strip("/") / "index.html").is_file()
    for kind in ("svg", "png", "csv", "json"):
        assert (built_site / "figures" / f"two-series.{kind}").stat().st_size > 1000
    assert (built_site / "data" / "rut.csv").is_file()
    latest = json.loads((built_site / "api/v1/latest.json").read_text())
    assert latest["as_of"] == "2026-11-22"
    assert (built_site / "api/v1/latest.schema.json").is_file()


def test_site_passes_its_own_checks_with_room_to_spare(built_site):
    weights = check_site(built_site, strict=True)
    assert {weight.page for weight in weights} == site_pages()
    assert weights[0].size < 200_000


def test_every_page_states_data_and_build_date_and_the_stale_notice(built_site):
    for page in built_site.rglob("*.html"):
        text = page.read_text()
        assert "Built 22 Nov 2026, 12:00 UTC." in text
        assert "Data to 8 October 2026." in text
        assert "Russell 2000 is 31 sessions behind" in re.sub(r"</?span[^>]*>", "", text)
        assert "Not financial advice." in text


def test_no_script_or_style_of_our_own_stands_in_a_page(built_site):
    """A strict content-security policy must stay possible; what stands inline is Material's."""
    for template in (ROOT / "templates").rglob("*.*"):
        if template.suffix in (".jinja", ".html"):
            for word in ("<script(?! src=)", "<style", "style=", "onclick", "javascript:"):
                assert not re.search(word, template.read_text()), template
    for page in built_site.rglob("*.html"):
        assert "<style" not in page.read_text()


def test_nothing_changed_is_recognised(built_config, built_site):
    before = tree(built_site)
    again = build(built_config, MOMENT.today, MOMENT, built_site, quiet)
    assert again.unchanged
    assert tree(built_site) == before
    assert is_built_anew(built_config, date(2026, 10, 9), built_site)


def test_store_cut_at_a_day_gives_the_same_site_byte_for_byte(tmp_path, monkeypatch):
    """``--as-of`` reads nothing later: not one byte of any page, picture or file differs."""
    day = date(2026, 1, 23)
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(now.timestamp())))
    sites = []
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
        until = day if name == "cut" else SHIPPED_UNTIL
        config = load_config(project_copy(tmp_path / name, until=until))
        config = config.model_copy(update={"stamps": tmp_path / "stamps"})
        build(
            config, day, Moment(MOMENT.today, now, reproducible=True), tmp_path / name / "s", quiet
        )
        sites.append(tree(tmp_path / name / "s"))
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert b"2026-01-23" in sites[0]["api/v1/latest.json"]


DAYS = pd.date_range("2011-05-02", "2026-10-08", periods=10)


@pytest.mark.parametrize("day", [day.date() for day in DAYS], ids=str)
def test_replayed_api_never_uses_later_rows(tmp_path, day):
    """The store cut at the day gives the same latest.json, claims and changes included."""
    cut = load_config(project_copy(tmp_path, until=day, since=date.min, wider=True))
    whole = latest_json(load_config(), quick(shipped_prices(day)), MOMENT)
    assert latest_json(cut, quick(read_prices(cut, day, MOMENT)), MOMENT) == whole


def test_a_changed_verdict_is_news():
    """On 5 June 2026 Bitcoin closed more than half below its record: a sharp fall by itself."""
    made = quick(shipped_prices(date(2026, 6, 8)))
    annex = gather(load_config(), made, evaluate(load_config(), made))
    verdicts = [
        (change.date, change.what, change.before, change.after)
        for since in annex.news
        for change in since.items
        if change.kind is ChangeKind.VERDICT
    ]
    assert verdicts == [(date(2026, 6, 5), "C35", "holds", "depends on the definition")]
    assert annex.news[0].since == date(2026, 6, 1)


def test_what_a_correction_changes_is_news(tmp_path):
    """Had the old record stood at 3,100 points until a correction, there was no fifth breakout."""
    (tmp_path / "revisions.csv").write_text(
        "instrument,date,old,new,provider,seen,applied\n"
        "rut,2021-11-08,3100.00,2442.74,yahoo,2026-10-02,2026-10-05\n"
    )
    config = load_config().model_copy(update={"history": tmp_path})
    made = quick(shipped_prices())
    week, *_ = gather(config, made, evaluate(config, made)).news
    assert week.since == date(2026, 10, 1)
    told = {(change.kind, change.what): change for change in week.items}
    day = date(2026, 10, 5)
    assert told[ChangeKind.REVISION, "2021-11-08"].date == day
    state = told[ChangeKind.STATE, ""]
    assert (state.date, state.before, state.after) == (day, "basing", "holding the breakout")
    verdict = told[ChangeKind.VERDICT, "C05"]
    assert (verdict.date, verdict.before, verdict.after) == (day, "does not hold", "holds")


def test_instrument_without_data_is_shown_on_the_data_page(tmp_path):
    file = project_copy(tmp_path)
    added = (
        '\n[instruments.ndx]\nsymbol = "^NDX"\nname = "Nasdaq 100"\nrole = "other"\n'
        'calendar = "XNYS"\nunit = "points"\ndecimals = 2\n'
    )
    file.write_text(file.read_text().replace("\n[sources]", added + "\n[sources]"))
    config = load_config(file)
    files = written(config, read_prices(config, date(2026, 10, 8), MOMENT))
    page = files["data.md"]
    assert "Nasdaq 100" in page
    assert "no data yet" in page
    assert "No provider is asked for it." in page
    assert "data/ndx.csv" not in files
    assert "ndx.csv" not in page  # nor is it linked
    latest = json.loads(files["api/v1/latest.json"])
    series = next(s for s in latest["freshness"] if s["symbol"] == "^NDX")
    assert series == {
        "symbol": "^NDX",
        "last_date": None,
        "age": None,
        "unit": "sessions",
        "status": "no data",
        "source": None,
    }


@pytest.mark.parametrize("day", ["2010-07-18", "2011-04-27", "2012-01-31", "2020-03-16"])
def test_early_reports_build_too(tmp_path, day):
    """No breakout yet, the day of one, a first running window, a deep fall."""
    config = load_config().model_copy(update={"stamps": tmp_path / "stamps"})
    build(quick_config(config), date.fromisoformat(day), MOMENT, tmp_path / "site", quiet)
    text = (tmp_path / "site" / "index.html").read_text()
    assert "None" not in re.sub(r"<script.*?</script>", "", text, flags=re.S)


def test_project_stands_alone():
    """No path of a machine, no registry, no file that is too large or was built."""
    import subprocess

    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    words = ["../" + "shared", "python" + "hosted", "py" + "pi.org", "npm" + "js.org"]
    for name in listed.stdout.decode().split("\0")[:-1]:
        path = ROOT / name
        if not path.exists():
            continue
        assert path.stat().st_size < 1_000_000, name
        assert not name.startswith(("site/", "build/", ".venv/")), name
        content = path.read_bytes()
        for word in words:
            assert word.encode() not in content, name


@pytest.mark.parametrize(
    ("leader", "follower", "is_asked"),
    [
        ("^N225", "^RUT", True),
        ("^RUT", "^N225", False),
        ("^RUT", "^FTSE", False),
        ("^RUT", "^IXIC", True),
        ("BTC-USD", "^RUT", False),
    ],
)
def test_follower_that_closes_first_is_refused(leader, follower, is_asked):
    config = load_config()
    by_symbol = {instrument.symbol: instrument for instrument in config.instruments}
    pair = {"leader": by_symbol[leader], "follower": by_symbol[follower]}
    asked = config.model_copy(update={"question": replace(config.question, **pair)})
    if is_asked:
        assert read_prices(asked, SHIPPED_UNTIL, MOMENT).leader.instrument.symbol == leader
        return
    with pytest.raises(ConfigError, match="closes before") as caught:
        read_prices(asked, SHIPPED_UNTIL, MOMENT)
    assert "[elsewhere]" in caught.value.mend
