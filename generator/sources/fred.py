"""The Federal Reserve's series through FRED's graph CSV; ``.`` or nothing on holidays."""

from __future__ import annotations

from datetime import date

from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network

HOLIDAY = (".", "")


class Fred:
    """``fredgraph.csv?id=<series>``; the symbol of the instrument is the series."""

    name = "fred"
    host = "fred.stlouisfed.org"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """The values of the days that the publisher lists."""
        series = instrument.symbol
        text = self._network.get(
            self.name,
            f"https://{self.host}/graph/fredgraph.csv",
            {"id": series, "cosd": str(since), "coed": str(until)},
        )
        rows = tables.csv_rows(self.name, text, ("observation_date", series))
        days = [(tables.day(self.name, day, "%Y-%m-%d"), value) for day, value in rows]
        quoted = ((day, "nan", value) for day, value in days if value.strip() not in HOLIDAY)
        return tables.quotes(self.name, instrument, quoted, since, until)
