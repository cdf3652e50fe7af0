"""What may stand in a page: its elements, and what an attribute may do."""

_DRAWN = """
    svg g path rect circle ellipse line polyline polygon text tspan title desc defs use symbol
    marker mask pattern clippath lineargradient radialgradient stop
"""
_WRITTEN = """
    html head meta title link script body
    header footer main nav aside article section div p hr h1 h2 h3 h4 h5 h6 blockquote pre
    ul ol li dl dt dd figure figcaption details summary
    table caption colgroup col thead tbody tfoot tr th td
    a span b i em strong small code kbd samp var sup sub s del ins mark q cite abbr dfn time
    bdi bdo br wbr img picture source
    form input button label fieldset legend select option output
"""

SVG = frozenset(_DRAWN.split())
"""The elements of a picture, in small letters, as a page has them."""

ELEMENTS = SVG | frozenset(_WRITTEN.split())
"""The elements of a page; whatever frames, embeds or redirects is none of them."""

LOADING = frozenset({"src", "poster", "data", "background"})
"""Attributes whose address a browser loads at once."""

CANDIDATES = frozenset({"srcset", "imagesrcset"})
"""Attributes with several such addresses, parted by commas."""

REFERENCES = frozenset({"href", "xlink:href"})
"""Attributes that lead somewhere on a link, and load something on anything else."""

LEADING = frozenset({"a", "area"})

QUIET = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev", "search"})
"""Relations of a ``<link>`` for which a browser loads nothing."""

DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
"""Types of a ``<script>`` that is never run."""

REFUSED = {
    "style": "a style attribute",
    "action": "an address for its form",
    "formaction": "an address for its form",
    "ping": "an address that is told of each click",
    "srcdoc": "a page within the page",
    "http-equiv": "an instruction for the browser (http-equiv)",
}
"""Attributes that have no place on any element."""


def refusal(name: str) -> str | None:
    """What an attribute is, if it has no place on any element."""
    return f"a script ({name})" if name.startswith("on") else REFUSED.get(name)
