"""``feed.xml``: what changed, for feed readers (Atom, RFC 4287)."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from generator.language import Language
from generator.models.annex import Annex
from generator.models.publication import StagedFile
from generator.models.report import Report
from generator.wording import change_text

ATOM = "http://www.w3.org/2005/Atom"


def feed_file(
    report: Report, annex: Annex, language: Language, site_name: str, address: str
) -> StagedFile:
    """One entry for each day and kind of change; its id is made of them, so that it stays the same.

    ``address`` is where the site stands, with a closing slash; without one, links are left out.
    """
    # Plain tags below one xmlns: registering a default namespace would change every other writer.
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language.code})
    _add(root, "title", site_name)
    _add(root, "id", _identity(address or site_name))
    grouped = _grouped(annex, language)
    _add(root, "updated", _moment(max([report.data_date, *(day for day, _ in grouped)])))
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", site_name)
    if address:
        _link(root, "self", f"{address}feed.xml")
        _link(root, "alternate", address)
    for (day, kind), texts in sorted(grouped.items(), reverse=True):
        entry = ElementTree.SubElement(root, "entry")
        text = "; ".join(texts)
        _add(entry, "title", text)
        _add(entry, "id", _identity(f"{address or site_name} {day} {kind}"))
        _add(entry, "updated", _moment(day))
        if address:
            _link(entry, "alternate", f"{address}#changes")
        _add(entry, "content", f"{text}.")
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return StagedFile("feed.xml", body + b"\n")


def _grouped(annex: Annex, language: Language) -> dict[tuple[date, str], list[str]]:
    grouped: dict[tuple[date, str], list[str]] = {}
    for news in annex.news[:1]:
        for change in news.items:
            key = (change.date, change.kind.value)
            grouped.setdefault(key, []).append(change_text(language, change, news.since))
    return grouped


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _link(parent: ElementTree.Element, relation: str, address: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "href": address})


def _identity(text: str) -> str:
    return uuid5(NAMESPACE_URL, text).urn


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
