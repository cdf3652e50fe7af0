"""Addresses as a browser reads them."""

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_AROUND = "".join(map(chr, range(33)))  # control characters and the space
_WITHIN = str.maketrans({"\t": None, "\n": None, "\r": None, "\\": "/"})
WEB = frozenset({"http", "https"})


def plain(address: str) -> str:
    """What a browser makes of an address: without what it strips, and with slashes only."""
    return address.strip(_AROUND).translate(_WITHIN)


def scheme(address: str) -> str:
    """The scheme of a plain address in lower case; ``//`` where it names a host and no scheme."""
    if address.startswith("//"):
        return "//"
    found = _SCHEME.match(address)
    return found[0].lower() if found else ""


def is_foreign(address: str) -> bool:
    """Whether a plain address that is loaded leads to a third party."""
    return scheme(address) in WEB | {"//"}
