"""Lead or Luck: from price history to a published report.

Start reading at :mod:`generator.pipeline`; the whole flow stands there on one screen.
"""
