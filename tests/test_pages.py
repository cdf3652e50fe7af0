"""Pages: golden files for two days, and what holds for every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from generator.config import load_config
from generator.errors import BuildError
from generator.language import Language
from generator.models.publication import Imprint
from generator.models.refresh import (
    Check,
    Closure,
    Held,
    RefreshNotes,
    Revision,
    Unconfirmed,
)
from generator.pages import Edition, _environment, render_pages
from generator.signals.report import evaluate
from tests.golden.renew import AS_OF, FOLDER, produced
from tests.helpers import empty_annex, quick, shipped_prices

CONFIG = load_config()


def annex(notes=None):
    made = empty_annex(AS_OF[0])
    return made if notes is None else replace(made, notes=notes)


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
def test_golden_pages(as_of, real_report):
    """After a wanted change: make golden."""
    made = produced(as_of, real_report if as_of == real_report.as_of else None)
    kept = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / str(as_of)).iterdir()}
    assert sorted(made) == sorted(kept)
    for name in made:
        assert made[name] == kept[name], name


PAGES = sorted(path.name.removesuffix(".jinja") for path in CONFIG.templates.glob("pages/*.jinja"))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_one_block_of_html_with_a_described_front(name):
    text = (FOLDER / str(AS_OF[0]) / name).read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["title"]
    assert 40 < len(facts["description"]) < 400
    assert "<" not in facts["description"]
    assert body.count("<h1") == 1
    assert "style=" not in body
    assert "onclick" not in body
    assert "None" not in body


def test_broken_template_is_named(tmp_path, real_report):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.md.jinja").write_text("line\n{% if %}")
    language, imprint = Language("en", CONFIG.locales), Imprint("Lead or Luck", CONFIG.sources)
    edition = Edition(real_report, {}, language, imprint, annex())
    with pytest.raises(BuildError) as caught:
        render_pages(edition, tmp_path)
    assert caught.value.place == "templates/pages/x.md.jinja, line 2"
    (tmp_path / "pages" / "x.md.jinja").write_text("{{ report.none }}")
    with pytest.raises(BuildError, match="cannot be rendered"):
        render_pages(edition, tmp_path)


def test_claims_page_without_an_article_says_so(real_report):
    language, imprint = Language("en", CONFIG.locales), Imprint("Lead or Luck", CONFIG.sources)
    edition = Edition(real_report, {}, language, imprint, annex())
    environment = _environment(edition, CONFIG.templates)
    text = environment.get_template("pages/claims.md.jinja").render(root="../")
    assert "There is no article to audit." in text
    assert "details" not in text


def test_data_page_tells_what_refreshes_saw(real_report):
    seen = date(2026, 10, 7)
    notes = RefreshNotes(
        (
            Check("rut", seen, seen, "cboe", "ok"),
            Check("spx", None, seen, "", "no provider answered well"),
        ),
        (Revision("rut", date(2026, 9, 30), 2800.0, 2801.5, "yahoo", seen),),
        (Held("btc", seen, None, 9.0, "yahoo", "moves more than 30%", seen),),
    )
    language, imprint = Language("en", CONFIG.locales), Imprint("Lead or Luck", CONFIG.sources)
    figures = dict.fromkeys(("two-series", "event-study", "bases"))
    edition = Edition(real_report, figures, language, imprint, annex(notes))
    environment = _environment(edition, CONFIG.templates)
    text = environment.get_template("pages/data.md.jinja").render(root="../")
    for words in ("Cboe", "new rows checked", "no provider answered well", "2,800.00 → 2,801.50",
                  "not applied", "It waits until a second provider agrees."):  # fmt: skip
        assert words in text
    assert notes.until(date(2026, 10, 6)) == RefreshNotes((), (), ())


def test_pages_tell_of_closures_and_of_rows_that_one_source_has_seen(real_report):
    day = AS_OF[0]
    closure = Closure("XNYS", date(2026, 10, 2), "yahoo: no row of ^RUT, but later ones", day)
    last = next(s.extent.last_date for s in real_report.freshness if s.instrument.key == "btc")
    notes = RefreshNotes((), (), (), (closure,), (), (Unconfirmed("btc", last, "yahoo", last),))
    language, imprint = Language("en", CONFIG.locales), Imprint("Lead or Luck", CONFIG.sources)
    figures = {"two-series": None}
    edition = Edition(real_report, figures, language, imprint, annex(notes))
    environment = _environment(edition, CONFIG.templates)
    text = environment.get_template("pages/data.md.jinja").render(root="../")
    assert text.count("one source so far") == 1
    assert "Closed without notice" in text
    assert "yahoo: no row of ^RUT, but later ones" in text
    ui = environment.get_template("partials/components.html.jinja").make_module(
        {"report": real_report, "notes": notes}
    )
    assert "one source so far" in ui.source_mark(real_report.question.follower)
    assert ui.source_mark(real_report.question.leader) == ""


def test_data_page_says_what_agrees_with_the_press(real_report):
    def section(checks):
        report = replace(real_report, published_facts=checks)
        language, imprint = Language("en", CONFIG.locales), Imprint("x", CONFIG.sources)
        environment = _environment(
            Edition(report, {}, language, imprint, annex()), CONFIG.templates
        )
        text = environment.get_template("pages/data.md.jinja").render(root="../")
        return text.partition('id="published"')[2].partition("</section>")[0]

    first, *others = real_report.published_facts
    agreeing = section((first, *others))
    assert "7 of 7 figures from the press agree" in agreeing
    assert "Barron’s" in agreeing
    assert "<strong>no</strong>" not in agreeing
    assert '<details class="figure__table">' in agreeing
    contradicted = section((replace(first, found=date(2021, 11, 5), agrees=False), *others))
    assert "6 of 7 figures" in contradicted
    assert "<td>8 Nov 2021</td>\n<td>5 Nov 2021</td>\n<td><strong>no</strong></td>" in contradicted
    assert '<details class="figure__table" open>' in contradicted
    unknown = section((replace(first, found=None, agrees=None),))
    assert "0 of 1 figure from the press agrees" in unknown
    assert "<td>–</td>\n<td>not known</td>" in unknown
    assert section(()) == ""


def test_a_revision_counts_as_applied_from_the_day_on_which_it_was():
    noted = Revision("rut", date(2026, 9, 30), 1.0, 2.0, "yahoo", date(2026, 10, 1))
    applied = replace(noted, applied=date(2026, 10, 21))
    notes = RefreshNotes((), (applied,), ())
    assert notes.until(date(2026, 10, 20)).revisions == (noted,)
    assert notes.until(date(2026, 10, 21)).revisions == (applied,)


def test_note_of_an_instrument_that_is_gone_stops_no_page(real_report):
    gone = Revision("gold", date(2026, 9, 30), 1.0, 2.0, "yahoo", date(2026, 10, 7))
    waiting = Held("gold", date(2026, 9, 30), None, 9.0, "yahoo", "moved", date(2026, 10, 7))
    notes = RefreshNotes((), (gone,), (waiting,))
    language, imprint = Language("en", CONFIG.locales), Imprint("x", CONFIG.sources)
    edition = Edition(real_report, {}, language, imprint, annex(notes))
    environment = _environment(edition, CONFIG.templates)
    assert environment.get_template("pages/data.md.jinja").render(root="../")


@pytest.mark.parametrize("day", [date(2026, 10, 8), date(2026, 11, 25)])
def test_elsewhere_names_what_ends_before_the_question_does(day):
    """The FTSE 100 does, by half a year; that all series are old is told by the notice."""
    prices = quick(shipped_prices(day))
    report = evaluate(prices, (), CONFIG.freshness)
    language, imprint = Language("en", CONFIG.locales), Imprint("x", CONFIG.sources)
    edition = Edition(report, {}, language, imprint, empty_annex(day))
    environment = _environment(edition, CONFIG.templates)
    page = environment.get_template("pages/elsewhere.md.jinja").render(root="../")
    assert page.count("its windows end there, too") == 1
    assert "The prices of the series FTSE 100 end on 16 Mar 2026" in page
