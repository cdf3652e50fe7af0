"""Price providers behind one small protocol, one file a provider.

Only ``refresh`` uses them; ``build`` never touches the network. A provider returns rows as it
publishes them; whether they may be stored is decided by :mod:`generator.validation`.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from generator.models.prices import Instrument, StoredRows


class Provider(Protocol):
    """Someone who publishes daily prices."""

    name: str

    def fetch(self, instrument: Instrument, since: date, until: date) -> StoredRows:
        """The provider's rows from ``since`` to ``until``, both included."""
        ...


PROVIDERS: tuple[Provider, ...] = ()
"""The explicit list; a new provider is a new file and one line here."""
