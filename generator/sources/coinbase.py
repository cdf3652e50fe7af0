"""Coinbase Exchange candles: daily, newest first, at most 300 a call, the last one unfinished."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd

from generator.errors import SourceMalformed
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network

CANDLES_A_CALL = 300
DAY_SECONDS = 86_400


class Coinbase:
    """``/products/<symbol>/candles``: ``[[time, low, high, open, close, volume], …]``."""

    name = "coinbase"
    host = "api.exchange.coinbase.com"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """Closes and highs of the UTC days, in as many calls as the span needs."""
        tables.require_currency(self.name, instrument, instrument.name_at(self.name))
        calls = tables.spans(since, until, CANDLES_A_CALL)
        candles = [c for start, end in calls for c in self._candles(instrument, start, end)]
        return tables.quotes(self.name, instrument, candles, since, until)

    def _candles(self, instrument: Instrument, start: date, end: date) -> list[tables.Row]:
        text = self._network.get(
            self.name,
            f"https://{self.host}/products/{instrument.name_at(self.name)}/candles",
            {"granularity": DAY_SECONDS, "start": f"{start}T00:00:00Z", "end": f"{end}T00:00:00Z"},
        )
        try:
            return [
                (pd.Timestamp(int(moment), unit="s").normalize(), high, close)
                for moment, _low, high, _open, close, _volume in json.loads(text)
            ]
        except (ValueError, TypeError) as error:
            raise SourceMalformed(
                f"its candles cannot be read ({error})", place=self.name
            ) from error
