"""Histograms of log returns, drawn on a scale of multiples."""

import numpy as np

from generator.charts.grammar import Frame, rows
from generator.models.luck import Histogram


def boxes_of(histogram: Histogram) -> Frame:
    """The filled bins: columns ``multiple`` to ``multiple2`` (five decimals), ``count`` to 0."""
    filled = np.flatnonzero(histogram.counts)
    edges = np.exp(histogram.edges)
    return rows(
        multiple=edges[filled],
        multiple2=edges[filled + 1],
        count=histogram.counts[filled],
        count2=0,
    )
