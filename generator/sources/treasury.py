"""The US Treasury's daily par yields, one CSV file a year, newest day first.

The Federal Reserve publishes the same yields a day later. Columns come and go, so the one of the
maturity is found by its name (``10 Yr``).
"""

from __future__ import annotations

from datetime import date

from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network

KIND = "daily_treasury_yield_curve"
FOLDER = "resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv"


class Treasury:
    """``daily-treasury-rates.csv/<year>/all``: ``Date,"1 Mo",…,"10 Yr",…``."""

    name = "treasury"
    host = "home.treasury.gov"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """The yields of one maturity, in percent."""
        years = range(since.year, until.year + 1)
        rows = [row for year in years for row in self._rows(instrument, year)]
        quoted = ((tables.day(self.name, day, "%m/%d/%Y"), "nan", value) for day, value in rows)
        return tables.quotes(self.name, instrument, quoted, since, until)

    def _rows(self, instrument: Instrument, year: int) -> list[tuple[str, str]]:
        """Day and yield of one year's file; a year that has just begun can have an empty one."""
        text = self._network.get(
            self.name,
            f"https://{self.host}/{FOLDER}/{year}/all",
            {"type": KIND, "field_tdr_date_value": year, "page": "", "_format": "csv"},
        )
        if not text.strip():
            return []
        maturity = instrument.name_at(self.name)
        return tables.csv_values(self.name, text, ("Date",), maturity)
