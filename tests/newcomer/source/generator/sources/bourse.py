"""A bourse's own file: every close of one index, a line each."""

from __future__ import annotations

from datetime import date

from generator.errors import SourceMalformed
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network


class Bourse:
    """``/closes/<index>``: ``<day> <close>``."""

    name = "bourse"
    host = "prices.example"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """Closes from the file of one index (``^GSPC`` is GSPC there)."""
        index = instrument.symbol.removeprefix("^")
        text = self._network.get(self.name, f"https://{self.host}/closes/{index}", {})
        rows = [self._row(line) for line in text.splitlines()]
        return tables.quotes(self.name, instrument, rows, since, until)

    def _row(self, line: str) -> tables.Row:
        day, space, close = line.partition(" ")
        if not space:
            raise SourceMalformed(f"{line[:40]!r} is no day and close", place=self.name)
        return tables.day(self.name, day, "%Y-%m-%d"), "nan", close
