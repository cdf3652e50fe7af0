"""The downloads of the raw series."""

from generator.models.prices import PriceHistory, Prices
from generator.models.publication import StagedFile
from generator.texts import cell


def series_files(prices: Prices) -> list[StagedFile]:
    """Each series as one CSV file, cut at ``as_of``, in the columns of the store."""
    return [
        StagedFile(f"data/{history.instrument.key}.csv", _series(history).encode())
        for history in prices.histories
        if len(history.rows)
    ]


def _series(history: PriceHistory) -> str:
    rows = history.rows.assign(source=history.rows["source"].map(cell))
    text: str = rows.to_csv(
        columns=["high", "close", "source"],
        date_format="%Y-%m-%d",
        float_format=f"%.{history.instrument.decimals}f",
        lineterminator="\n",
    )
    return text
