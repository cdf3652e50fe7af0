"""Price providers behind one small protocol, one file a provider.

Only ``refresh`` uses them; ``build`` never touches the network. A provider returns rows as it
publishes them; whether they may be stored is decided by :mod:`generator.validation`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources.bitstamp import Bitstamp
from generator.sources.cboe import Cboe
from generator.sources.coinbase import Coinbase
from generator.sources.fred import Fred
from generator.sources.network import Network
from generator.sources.newyorkfed import NewYorkFed
from generator.sources.treasury import Treasury
from generator.sources.yahoo import Yahoo


class Provider(Protocol):
    """Someone who publishes daily prices."""

    name: str
    host: str

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """The provider's rows from ``since`` to ``until``, both included.

        Raises
        ------
        SourceError
            Refused, unavailable, empty or malformed.
        """
        ...


def providers(network: Network, folder: Path) -> dict[str, Provider]:
    """Every provider by its name in ``report.toml``; a new one is a new file and one line here.

    Parameters
    ----------
    folder
        A folder of this run, for what a provider's library wants to keep.
    """
    listed: tuple[Provider, ...] = (
        Yahoo(network, folder),
        Cboe(network),
        Coinbase(network),
        Bitstamp(network),
        Fred(network),
        Treasury(network),
        NewYorkFed(network),
    )
    return {provider.name: provider for provider in listed}
