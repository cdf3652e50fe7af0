"""What a price series must satisfy, before it is stored and whenever it is read.

:mod:`~generator.validation.rules`
    what holds for every row, whoever states it.
:mod:`~generator.validation.stored`
    the rows in ``history/``; a broken rule stops the build.
:mod:`~generator.validation.fetched`
    a provider's answer: is it about this series, and which of its rows can be true?
:mod:`~generator.validation.case`
    one series and the answers of several providers.
:mod:`~generator.validation.witness`
    one day of it: do two agree?
:mod:`~generator.validation.decision`
    all of its days: which rows are stored, and which wait?
:mod:`~generator.validation.closures`
    all series of one exchange: on which days was it closed without notice?
:mod:`~generator.validation.imported`
    what a person's file says; a broken rule refuses the file.
"""

from generator.validation.case import Case, table
from generator.validation.closures import BY_HAND, ClosureFindings, find_closures
from generator.validation.decision import Findings, decide
from generator.validation.fetched import Answer, Bar, restated, vet
from generator.validation.imported import Importable, importable
from generator.validation.rules import RULES
from generator.validation.stored import price_history
from generator.validation.witness import DISPUTE
