"""How much of a long list is shown: a question with many events must stay a page, not a book."""

from collections.abc import Sequence
from typing import TypeVar

from generator.language import Language

Item = TypeVar("Item")

MOST_SHOWN = 24
"""So many of a list are shown at once; downloads and the API hold all."""


def latest(items: Sequence[Item], most: int = MOST_SHOWN) -> tuple[Item, ...]:
    """The end of a list of events in the order of time, no longer than can be shown."""
    return tuple(items[-most:])


def folded_note(language: Language, total: int, most: int = MOST_SHOWN) -> str:
    """What is said beside a list that is not shown whole; nothing beside any other."""
    if total <= most:
        return ""
    return language.gettext("Shown: the latest %(shown)s of %(total)s; the downloads hold all.") % {
        "shown": language.number(most),
        "total": language.number(total),
    }
