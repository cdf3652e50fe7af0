"""Cboe's daily index file: the whole history in one CSV, closes only.

The newest day can be missing until the evening, and a variant of the file has carried another
series; the header is checked here, the overlap with stored prices by the validation.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network


class Cboe:
    """``us_indices/daily_prices/<index>_History.csv`` on Cboe's file server."""

    name = "cboe"
    host = "cdn.cboe.com"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """Closes from the file of one index (``^RUT`` is RUT there, ``^GSPC`` has to be named)."""
        index = instrument.name_at(self.name).removeprefix("^")
        folder = f"https://{self.host}/api/global/us_indices/daily_prices"
        text = self._network.get(self.name, f"{folder}/{quote(index)}_History.csv", {})
        rows = tables.csv_values(self.name, text, ("DATE",), index)
        quoted = ((tables.day(self.name, day, "%m/%d/%Y"), "nan", close) for day, close in rows)
        return tables.quotes(self.name, instrument, quoted, since, until)
