"""What a picture for download may hold: drawing, and nothing that runs or loads."""

from collections.abc import Iterator
from xml.parsers import expat

from generator.site.checks import markup
from generator.site.checks.pages import OUTSIDE_URL

_PNG = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def png_problems(content: bytes) -> Iterator[str]:
    """Say whether it is a whole PNG."""
    if not content.startswith(_PNG[0]) or not content.endswith(_PNG[1]):
        yield "it is no PNG, or a part of one"


def svg_problems(content: bytes) -> Iterator[str]:
    """Everything that is wrong with one SVG."""
    found: list[str] = []

    def look(tag: str, values: dict[str, str]) -> None:
        if tag.lower() not in markup.SVG:
            found.append(f"<{tag}> has no place in a picture")
        found.extend(f"<{tag}> {text}" for name in values if (text := _wrong(name, values[name])))

    reader = expat.ParserCreate()
    reader.StartElementHandler = look
    reader.StartDoctypeDeclHandler = lambda *_: found.append("it declares a document type")
    reader.ProcessingInstructionHandler = lambda *_: found.append("it holds an instruction")
    try:
        reader.Parse(content, True)
    except expat.ExpatError as error:
        found.append(f"it is no well-formed SVG ({error})")
    yield from found


def _wrong(name: str, value: str) -> str | None:
    """What is wrong with an attribute of a drawing."""
    if refused := markup.refusal(name.lower()):
        return f"carries {refused}"
    refers = name.lower().endswith("href") and not value.startswith("#")
    loads = "(" in value and OUTSIDE_URL.search(value)
    return f"refers to {value}, outside of the picture" if refers or loads else None
