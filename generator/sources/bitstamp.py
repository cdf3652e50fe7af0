"""Bitstamp's daily candles: numbers as strings, the unfinished one left out on request."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd

from generator.errors import SourceMalformed
from generator.models.instruments import Instrument
from generator.models.prices import Quotes
from generator.sources import tables
from generator.sources.network import Network

CANDLES_A_CALL = 1000
DAY_SECONDS = 86_400


class Bitstamp:
    """``/api/v2/ohlc/<pair>/``: ``data.ohlc [{timestamp, open, high, low, close, volume}]``."""

    name = "bitstamp"
    host = "www.bitstamp.net"

    def __init__(self, network: Network) -> None:
        self._network = network

    def fetch(self, instrument: Instrument, since: date, until: date) -> Quotes:
        """Closes and highs of the UTC days (``BTC-USD`` is btcusd there)."""
        tables.require_currency(self.name, instrument, instrument.name_at(self.name))
        calls = tables.spans(since, until, CANDLES_A_CALL)
        candles = [candle for start, _ in calls for candle in self._candles(instrument, start)]
        return tables.quotes(self.name, instrument, candles, since, until)

    def _candles(self, instrument: Instrument, start: date) -> list[tables.Row]:
        pair = instrument.name_at(self.name).replace("-", "").lower()
        text = self._network.get(
            self.name,
            f"https://{self.host}/api/v2/ohlc/{pair}/",
            {
                "step": DAY_SECONDS,
                "limit": CANDLES_A_CALL,
                "start": int(pd.Timestamp(start).timestamp()),
                "exclude_current_candle": "true",
            },
        )
        try:
            return [
                (
                    pd.Timestamp(int(candle["timestamp"]), unit="s").normalize(),
                    candle["high"],
                    candle["close"],
                )
                for candle in json.loads(text)["data"]["ohlc"]
            ]
        except (ValueError, TypeError, LookupError) as error:
            raise SourceMalformed(
                f"its candles cannot be read ({error})", place=self.name
            ) from error
