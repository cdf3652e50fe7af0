"""Price providers behind one small protocol, one file a provider.

Only ``refresh`` uses them; ``build`` never touches the network. A provider returns rows as it
publishes them; whether they may be stored is decided by :mod:`generator.validation`.
"""

from __future__ import annotations

import traceback
from datetime import date
from pathlib import Path
from typing import Protocol

from generator.errors import SourceError
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
    return {provider.name: _Guarded(provider) for provider in listed}


class _Guarded:
    """A provider; a mistake of ours in its reader is a failure of it, and no end of the run."""

    def __init__(self, provider: Provider) -> None:
        self.name, self.host = provider.name, provider.host
        self._provider = provider

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """The provider's rows."""
        try:
            return self._provider.fetch(instrument, since, until)
        except SourceError:
            raise
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            raise SourceError(
                f"our reader failed: {type(error).__name__}: {error} "
                f"({Path(where.filename).name}, line {where.lineno})",
                place=self.name,
            ) from error
