"""The data types that flow through the house, in the order in which they come into being.

:mod:`~generator.models.prices`
    what is stored and read: instruments, rows, price histories.
:mod:`~generator.models.results`
    what the signals find: one frozen type for each question.
:mod:`~generator.models.publication`
    what is published: figures, tables, pages.
"""
