"""One thing that is wrong with a finished site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong, on which page or in which file, and how to mend it."""

    place: str
    text: str
    mend: str = "correct its template or its prose, and rebuild."
