"""Texts from outside: what of them may stand in a file, on a page or in a terminal as it is."""

import unicodedata

_TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029")
"""Characters that turn the direction of what follows them, or end a line."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def is_printable(text: str) -> bool:
    """Whether a text is one line without control characters."""
    return text.isprintable() or not any(_is_odd(character) for character in text)


def printable(text: str) -> str:
    """A text as one line; each control character becomes a mark that can be seen."""
    return "".join(
        " " if character in "\t\n\r" else "\N{REPLACEMENT CHARACTER}" if _is_odd(character)
        else character
        for character in text
    )  # fmt: skip


def cell(text: str) -> str:
    """A text as the cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _is_odd(character: str) -> bool:
    """Control characters, halves of surrogate pairs, turned directions, and no characters."""
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or character in _TURNING
        or ord(character) & 0xFFFE == 0xFFFE
    )
