"""The New York Fed's effective funds rate, with the target range of each day.

It states the range for each business day, so a change stands on the day from which it holds.
"""

from __future__ import annotations

import json
from datetime import date

from generator.errors import SourceMalformed
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network


class NewYorkFed:
    """``/api/rates/unsecured/effr/search.json``: ``refRates [{effectiveDate, …}]``."""

    name = "newyorkfed"
    host = "markets.newyorkfed.org"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """One field of each day (``targetRateTo`` is the upper bound), in percent."""
        text = self._network.get(
            self.name,
            f"https://{self.host}/api/rates/unsecured/effr/search.json",
            {"startDate": str(since), "endDate": str(until)},
        )
        field = instrument.name_at(self.name)
        try:
            listed = [(str(one["effectiveDate"]), one) for one in json.loads(text)["refRates"]]
            stated = [(day, one[field]) for day, one in listed if field in one]
        except (ValueError, TypeError, LookupError) as error:
            raise SourceMalformed(f"its rates cannot be read ({error})", place=self.name) from error
        if listed and not stated:
            raise SourceMalformed(
                f"its rates have no {field!r}, but {', '.join(listed[0][1])[:120]}",
                place=self.name,
            )
        quoted = (
            (tables.day(self.name, day, "%Y-%m-%d"), "nan", value)
            for day, value in stated
            if value is not None and str(value).strip() not in tables.BLANK
        )
        return tables.quotes(self.name, instrument, quoted, since, until)
