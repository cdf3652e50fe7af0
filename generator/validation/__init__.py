"""What a price series must satisfy, before it is stored and whenever it is read.

:mod:`~generator.validation.rules`
    what holds for every row, whoever states it.
:mod:`~generator.validation.stored`
    the rows in ``history/``; a broken rule stops the build.
:mod:`~generator.validation.fetched`
    what a provider answers; a broken rule refuses the answer, or holds rows back.
:mod:`~generator.validation.imported`
    what a person's file says; a broken rule refuses the file.
"""

from generator.validation.fetched import Examined, agree, examine
from generator.validation.imported import Importable, importable
from generator.validation.rules import RULES
from generator.validation.stored import price_history

__all__ = ["RULES", "Examined", "Importable", "agree", "examine", "importable", "price_history"]
