"""The data types that flow through the house, in the order in which they come into being.

:mod:`~generator.models.instruments`, ``question``, ``prices``
    what is asked, and what is stored and read: instruments, rows, price histories.
:mod:`~generator.models.breakouts`, ``state``, ``outcomes``, ``freshness``, ``base_rates``,
``power``, ``luck``, ``grid``, ``together``, ``cycles``, ``supply``, ``volatility``, ``risk_curve``,
``rates``
    what the signals find: frozen types.
:mod:`~generator.models.report`
    all results as of one day.
:mod:`~generator.models.publication`
    what is published: figures, tables, staged files.
"""
