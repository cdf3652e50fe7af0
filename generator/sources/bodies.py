"""How much of an answer is read: one limit for every provider, counted after decompression.

Small answers can unpack to anything, so the limit stands on what comes out, part by part. Answers
that are asked for have less than a megabyte.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable

from generator.errors import SourceMalformed, SourceUnavailable

MOST_BYTES = 5_000_000
PLAIN = ("", "identity")
GZIP = ("gzip", "x-gzip")
GZIP_WINDOW = 31  # zlib's sign for a gzip header


def too_large(provider: str, most: int = MOST_BYTES) -> SourceUnavailable:
    """The error for an answer beyond the limit (bytes)."""
    return SourceUnavailable(
        f"its answer is larger than {most / 1e6:g} MB, the most that is read", place=provider
    )


def read_text(provider: str, encoding: str, parts: Iterable[bytes], ends: float) -> str:
    """The text of an answer, unless it drips beyond its time or grows beyond reason.

    Parameters
    ----------
    encoding
        Its ``Content-Encoding``; only gzip was asked for.
    parts
        The bytes as they arrive.
    ends
        When it must be there (``time.monotonic``).
    """
    if encoding not in PLAIN + GZIP:
        raise SourceMalformed(f"its answer is packed as {encoding[:40]!r}", place=provider)
    unpacker = zlib.decompressobj(GZIP_WINDOW) if encoding in GZIP else None
    body = bytearray()
    for part in parts:
        room = MOST_BYTES + 1 - len(body)
        try:
            body += unpacker.decompress(part, room) if unpacker else part[:room]
        except zlib.error as error:
            raise SourceMalformed(f"its answer cannot be unpacked ({error})", place=provider) from (
                error
            )
        if len(body) > MOST_BYTES:
            raise too_large(provider)
        if time.monotonic() > ends:
            raise SourceUnavailable("the answer drips too slowly", place=provider)
    if unpacker and body and not unpacker.eof:
        raise SourceMalformed("its packed answer is cut off", place=provider)
    return body.decode("utf-8", errors="replace")
