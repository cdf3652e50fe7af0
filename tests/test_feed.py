"""The feed: valid Atom, stable ids, one entry for each day and kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from generator.annex import gather
from generator.config import load_config
from generator.language import Language
from generator.models.changes import Change, ChangeKind, Changes
from generator.publish import feed_file
from generator.store import read_method_changes

CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def annex(real_prices, real_report):
    rut, btc = CONFIG.question.leader, CONFIG.question.follower
    items = (
        Change(date(2026, 10, 8), ChangeKind.PRICE, rut, "", 2700.0, 2794.13),
        Change(date(2026, 10, 8), ChangeKind.PRICE, btc, "", 80_000.0, 81_676.0),
        Change(date(2026, 10, 7), ChangeKind.STATE, rut, "", "basing", "price discovery"),
        Change(date(2026, 10, 6), ChangeKind.REVISION, rut, "2026-10-02", 2700.0, 2701.5),
        Change(date(2026, 10, 5), ChangeKind.METHOD, None, "Draws & grids.", None, None),
        Change(date(2026, 10, 4), ChangeKind.VERDICT, None, "C05", "holds", "does not hold"),
    )
    made = gather(CONFIG, real_prices, real_report)
    return replace(made, news=(Changes(date(2026, 10, 1), items),))


def parsed(report, annex, address="https://example.org/x/"):
    file = feed_file(report, annex, ENGLISH, "Lead or Luck", address)
    assert file.path == "feed.xml"
    return ElementTree.fromstring(file.content)


def test_entries_are_one_for_each_day_and_kind_newest_first(real_report, annex):
    root = parsed(real_report, annex)
    titles = [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]
    assert titles == [
        "Russell 2000: +3.5% since 1 Oct 2026, to 2,794; "
        "Bitcoin: +2.1% since 1 Oct 2026, to $81,676",
        "Russell 2000: from “Basing” to “Price discovery”",
        "Russell 2000: the close of 2 Oct 2026 was corrected from 2,700 to 2,702",
        "Method: Draws & grids.",
        "Claim C05: from “holds” to “does not hold”",
    ]


def test_feed_has_what_atom_demands(real_report, annex):
    root = parsed(real_report, annex)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert element.find(f"{ATOM}{tag}").text
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Lead or Luck"
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert ids == [element.text for element in parsed(real_report, annex).iter(f"{ATOM}id")]


def test_an_entry_keeps_its_id_when_it_is_told_again(real_report, annex):
    (week,) = annex.news
    later = replace(annex, news=(replace(week, since=date(2026, 10, 2)),))
    first, second = (
        {entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}id").text for entry in root}
        for root in (
            list(parsed(real_report, told).iter(f"{ATOM}entry")) for told in (annex, later)
        )
    )
    assert first != second
    assert list(first.values()) == list(second.values())


def test_feed_is_as_new_as_its_newest_entry(real_report, annex):
    (week,) = annex.news
    method = Change(date(2026, 11, 22), ChangeKind.METHOD, None, "A new one.", None, None)
    later = replace(annex, news=(Changes(week.since, (*week.items, method)),))
    none = replace(annex, news=())
    updated = [
        parsed(real_report, told).find(f"{ATOM}updated").text for told in (annex, later, none)
    ]
    assert updated == ["2026-10-08T00:00:00Z", "2026-11-22T00:00:00Z", "2026-10-08T00:00:00Z"]


def test_without_an_address_there_are_no_links(real_report, annex):
    assert list(parsed(real_report, annex, address="").iter(f"{ATOM}link")) == []


def test_method_changes_are_those_of_dated_releases(tmp_path):
    file = tmp_path / "CHANGELOG.md"
    file.write_text(
        "# Changelog\n\n## Unreleased\n\n### Method\n\n- Not yet.\n\n## 1.1 (2026-12-01)\n\n"
        "### Added\n\n- A page.\n\n### Method\n\n- A longer\n  base.\n- Fewer draws.\n\n"
        "## 1.0 (2026-11-22)\n\n### Method\n\n- First.\n"
    )
    assert read_method_changes(file) == [
        (date(2026, 12, 1), "A longer base."),
        (date(2026, 12, 1), "Fewer draws."),
        (date(2026, 11, 22), "First."),
    ]
    assert len(read_method_changes(CONFIG.changelog)) >= 3
    assert read_method_changes(tmp_path / "none.md") == []
