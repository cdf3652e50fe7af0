"""Turn Vega's SVG into a small picture that lives inside a page.

Its colours become the page's CSS variables, so that one picture follows the light and the dark
palette; its type becomes the page's, of one size that the page sets; its paths become short
relative ones; what only Vega needs is dropped. The file for
download keeps concrete colours and carries title, source and data date inside the picture.
"""

import re
import textwrap
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.charts.theme import SANS, SERIF, Palette
from generator.errors import BuildError

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_PATH_PART = re.compile(r"([MLHVCSQTAZmlhvcsqtaz])|(-?\d*\.?\d+(?:e[-+]?\d+)?)")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|rgba?\([^)]*\)")
_DROPPED = ("class", "role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events")
_OF_THE_PAGE = ("font-family", "font-size")
_DEFAULTS = {"fill-opacity": "1", "stroke-opacity": "1", "opacity": "1", "stroke-miterlimit": "10"}

ElementTree.register_namespace("", _SVG)


@dataclass(frozen=True)
class Caption:
    """The words that a downloaded picture carries inside."""

    title: str
    subtitle: str
    source: str


def inline_svg(
    svg: str, *, name: str, title: str, description: str, palette: Palette, width: int = 0
) -> str:
    """The picture for a page: small, in CSS variables, with its facts for screen readers.

    Parameters
    ----------
    name
        Makes the ids in the picture unique on the page.
    title, description
        The accessible name, and the facts in numbers.
    width
        The least that the picture takes, in its pixels: those of one width have type of one size.

    Raises
    ------
    BuildError
        If the picture uses a colour that is no token of the palette.
    """
    root = ElementTree.fromstring(svg)
    size = next((e.attrib["font-size"] for e in root.iter() if "font-size" in e.attrib), "")
    _clean(root, name)
    _join_paths(root)
    _colour(root, name, {colour: f"var(--{token})" for colour, token in palette.tokens().items()})
    drawn, height = (float(root.attrib[side]) for side in ("width", "height"))
    spare = max(width - drawn, 0.0)  # in the middle: fonts of pages may be wider than ours
    view_box = f"{0 - spare / 2:g} 0 {drawn + spare:g} {height:g}"
    root.attrib.clear()
    root.attrib.update(
        {"viewBox": view_box, "role": "img", "class": f"chart chart-{name.rsplit('-', 1)[-1]}"}
    )
    if size:
        root.set("font-size", size)  # a stylesheet goes before it
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}")
        element.text = text
        root.insert(position, element)
    return _text(root)


def download_svg(svg: str, *, caption: Caption, palette: Palette) -> str:
    """The picture for download: concrete colours, with title, source and data date inside."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    margin, line = 28, 20
    subtitle = textwrap.wrap(caption.subtitle, 125)
    top = 74 + line * len(subtitle)
    frame = ElementTree.Element(f"{{{_SVG}}}svg")
    full_width, full_height = width + 2 * margin, top + height + 58
    frame.attrib.update(
        {
            "width": f"{full_width:g}",
            "height": f"{full_height:g}",
            "viewBox": f"0 0 {full_width:g} {full_height:g}",
        }
    )
    background = {"width": "100%", "height": "100%", "fill": palette.paper}
    ElementTree.SubElement(frame, f"{{{_SVG}}}rect", background)
    _write(frame, caption.title, margin, 48, 26, palette.ink, font=SERIF, weight="600")
    for row, text in enumerate(subtitle):
        _write(frame, text, margin, 74 + line * row, 14, palette.mute)
    _write(frame, caption.source, margin, full_height - 20, 13, palette.mute)
    root.attrib.update({"x": str(margin), "y": str(top)})
    frame.append(root)
    return _text(frame)


def _write(
    parent: ElementTree.Element,
    text: str,
    x: float,
    y: float,
    size: int,
    colour: str,
    *,
    font: str = SANS,
    weight: str = "400",
) -> None:
    attributes = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(size), "fill": colour}
    attributes |= {"font-family": font, "font-weight": weight}
    ElementTree.SubElement(parent, f"{{{_SVG}}}text", attributes).text = text


def _clean(root: ElementTree.Element, name: str) -> None:
    """Drop what a page does not need, shorten the numbers, and make the ids unique."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_empty(child):
                parent.remove(child)
    for element in root.iter():
        for key in [k for k in element.attrib if k in _DROPPED or k.startswith(f"{{{_XLINK}}}")]:
            del element.attrib[key]
        for key, value in list(element.attrib.items()):
            if _DEFAULTS.get(key) == value or key in _OF_THE_PAGE:
                del element.attrib[key]
            elif key == "d":
                element.set(key, shorten_path(value))
            elif key == "id":
                element.set(key, f"{name}-{value}")
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{name}-"))
            elif key != "viewBox":
                element.set(key, _NUMBER.sub(lambda m: _short(float(m[0]), 2), value))


def _join_paths(root: ElementTree.Element) -> None:
    """Make one path of neighbours that look alike: bars and ticks of one colour."""
    for parent in root.iter():
        last: ElementTree.Element | None = None
        for child in list(parent):
            if not _can_join(child):
                last = None
            elif last is not None and _look(child) == _look(last):
                last.set("d", last.attrib["d"] + child.attrib["d"])
                parent.remove(child)
            else:
                last = child


def _look(path: ElementTree.Element) -> dict[str, str]:
    return {key: value for key, value in path.attrib.items() if key != "d"}


def _can_join(element: ElementTree.Element) -> bool:
    """Only opaque areas: elsewhere an overlap would look different."""
    return (
        element.tag == f"{{{_SVG}}}path"
        and element.get("d", "").startswith("M")
        and not {"stroke", "opacity", "fill-opacity"} & set(element.attrib)
    )


def _is_empty(element: ElementTree.Element) -> bool:
    """Whether nothing of this element would be seen."""
    tag = element.tag.rsplit("}", 1)[-1]
    if tag == "path":
        invisible = element.get("fill") in (None, "none", "transparent") and not element.get(
            "stroke"
        )
        return invisible or element.get("d", "") in ("", "M0,0h0v0h0Z")
    if tag == "g":
        return not [child for child in element if not _is_empty(child)]
    return tag == "text" and not (element.text or "").strip()


def _colour(root: ElementTree.Element, name: str, replacement: dict[str, str]) -> None:
    for element in root.iter():
        for key in ("fill", "stroke", "stop-color"):
            value = element.get(key, "")
            if not _COLOUR.fullmatch(value):
                continue
            if value.lower() not in replacement:
                raise BuildError(
                    f"the chart uses the colour {value}, which is no token",
                    place=name,
                    mend="take every colour from the palette (tokens.css).",
                )
            element.set(key, replacement[value.lower()])


def shorten_path(path: str) -> str:
    """Rewrite a path of moves and lines with relative coordinates of one decimal.

    Rounding is done on absolute coordinates, so that errors do not add up. Paths with other
    commands (arcs, curves) only have their numbers rounded.
    """
    parts = _PATH_PART.findall(path)
    if any(command not in "MLHVZmlhvz" for command, _ in parts if command):
        return _NUMBER.sub(lambda m: _short(float(m[0])), path)
    out: list[str] = []
    x = y = start_x = start_y = 0.0
    tokens = [command or float(number) for command, number in parts]
    position, command = 0, ""
    while position < len(tokens):
        token = tokens[position]
        if isinstance(token, str):
            command = token
            position += 1
            if command in "Zz":
                out.append("z")
                x, y = start_x, start_y
                continue
        count = 1 if command in "HVhv" else 2
        values = [float(v) for v in tokens[position : position + count]]
        position += count
        to_x, to_y = _target(command, values, x, y)
        new_x, new_y = round(to_x, 1), round(to_y, 1)
        if command in "Mm":
            out.append(f"M{_short(new_x)},{_short(new_y)}")
            start_x, start_y = new_x, new_y
            command = "L" if command == "M" else "l"
        else:
            out.append(_step(new_x - x, new_y - y))
        x, y = new_x, new_y
    return "".join(out)


def _target(command: str, values: list[float], x: float, y: float) -> tuple[float, float]:
    """Where a move or line leads, in absolute coordinates."""
    relative = command.islower()
    if command in "Hh":
        return values[0] + (x if relative else 0), y
    if command in "Vv":
        return x, values[0] + (y if relative else 0)
    return values[0] + (x if relative else 0), values[1] + (y if relative else 0)


def _step(dx: float, dy: float) -> str:
    """The shortest relative line."""
    if abs(dy) < 0.05:
        return f"h{_short(dx)}"
    if abs(dx) < 0.05:
        return f"v{_short(dy)}"
    separator = "" if dy < 0 else " "
    return f"l{_short(dx)}{separator}{_short(dy)}"


def _short(number: float, decimals: int = 1) -> str:
    """A number with a few decimals at most and no needless zeros."""
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("", "-0", "-") else text


def _text(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
