"""What a price series must satisfy, before it is stored and whenever it is read.

:mod:`~generator.validation.stored`
    rules for the rows in ``history/``; a broken one stops the build.
:mod:`~generator.validation.fetched`
    rules for what a provider answers; a broken one refuses the answer, or holds rows back.
"""

from generator.validation.fetched import Examined, agree, examine
from generator.validation.stored import RULES, price_history

__all__ = ["RULES", "Examined", "agree", "examine", "price_history"]
