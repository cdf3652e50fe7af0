"""The Federal Reserve's series through FRED's graph CSV; ``.`` or nothing on holidays.

The column of days has had two names.
"""

from __future__ import annotations

from datetime import date

from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network

DAYS = ("observation_date", "DATE")


class Fred:
    """``fredgraph.csv?id=<series>``; the symbol of the instrument is the series."""

    name = "fred"
    host = "fred.stlouisfed.org"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """The values of the days that the publisher lists."""
        series = instrument.name_at(self.name)
        text = self._network.get(
            self.name,
            f"https://{self.host}/graph/fredgraph.csv",
            {"id": series, "cosd": str(since), "coed": str(until)},
        )
        rows = tables.csv_values(self.name, text, DAYS, series)
        quoted = ((tables.day(self.name, day, "%Y-%m-%d"), "nan", value) for day, value in rows)
        return tables.quotes(self.name, instrument, quoted, since, until)
