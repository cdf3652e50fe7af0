"""What a value of ``report.toml`` must satisfy.

The bounds stand here and nowhere else. They are wider than any question needs; what lies beyond
them would end in an overflow, or in a build that never ends.
"""

import difflib
import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from generator.texts import is_printable

FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_ADDRESS = re.compile(r"[!#$%&()*+,\-./:;=?@\[\]~\w]+", re.ASCII)


def _plain(text: str) -> str:
    """A text of one line that can stand anywhere; what it says is the user's business."""
    if not text.strip():
        raise ValueError("must not be empty")
    if not is_printable(text):
        raise ValueError("must be one line without control characters")
    return text


def _address(text: str) -> str:
    """An address on the web, or nothing."""
    try:
        parts = urlsplit(text)
        is_sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a host that is none
        is_sound = False
    if text and not (is_sound and _ADDRESS.fullmatch(text)):
        raise ValueError("must be an address such as https://example.org/report/")
    return text


def _figure(value: object) -> object:
    """A day or a number as it stands in the file: a text is neither, nor is yes or no."""
    if type(value) not in (date, int, float):
        raise ValueError("must be a day or a number")
    if isinstance(value, int | float) and not abs(value) <= MOST:
        raise ValueError(f"must be a number of at most {MOST:,}")
    return value


def folder_address(text: str) -> str:
    """The address of a folder: relative links below it must lead somewhere."""
    if text and (not text.endswith("/") or "?" in text or "#" in text):
        raise ValueError("must end with a slash, as https://example.org/report/ does")
    return text


def _ascending(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if list(values) != sorted(set(values)):
        raise ValueError("must be ascending, each value once")
    return values


def each_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list in which nothing stands twice."""
    if len(set(values)) < len(values):
        raise ValueError("must name each only once")
    return values


MOST_DAYS = 36_500  # a century
MOST_DRAWS = 5_000_000
MOST_RESAMPLES = 100_000
MOST_LEADERS = 10_000
MOST_QUESTIONS = 500
MOST_WEEKS = 520
MOST_LAGS = 52

MOST = 1_000_000_000_000

Name = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Sentence = Annotated[str, Field(max_length=500), AfterValidator(_plain)]
MaybeSentence = Annotated[
    str, Field(max_length=500), AfterValidator(lambda text: text and _plain(text))
]
Symbol = Annotated[str, Field(pattern=r"^[A-Za-z0-9^][A-Za-z0-9^.=_:+&-]{0,39}$")]
Address = Annotated[str, Field(max_length=500), AfterValidator(_address)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z][A-Za-z]{1,3})*$")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
Figure = Annotated[date | int | float, PlainValidator(_figure)]
Days = Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]
Age = Annotated[int, Field(strict=True, ge=0, le=MOST_DAYS)]
Draws = Annotated[int, Field(strict=True, ge=100, le=MOST_DRAWS)]
AscendingDays = Annotated[
    tuple[Days, ...], Field(min_length=1, max_length=16), AfterValidator(_ascending)
]
AscendingDates = Annotated[tuple[Day, ...], Field(max_length=100), AfterValidator(_ascending)]


def nearest(word: str, valid: tuple[str, ...]) -> str:
    """Name the nearest valid word, if one is near."""
    near = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


class Table(BaseModel):
    """A table that knows its keys, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
