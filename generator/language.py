"""One language of the site: its catalogue, its numbers and its dates.

Text comes from gettext catalogues (``templates/locales/<lang>/LC_MESSAGES/messages.po``, read as
they stand), numbers and dates from Babel. Everything a reader sees passes through here.
"""

import datetime as dt
import io
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from pathlib import Path

from babel import Locale, localedata
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
    list_currencies,
)
from babel.support import Translations

from generator.errors import BuildError
from generator.models.instruments import Instrument, Unit

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
UNDEFINED = "–"
"""What is printed for a value that is not defined."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


COUNTS = (
    (N_("no"), N_("No")),
    (N_("one"), N_("One")),
    (N_("two"), N_("Two")),
    (N_("three"), N_("Three")),
    (N_("four"), N_("Four")),
    (N_("five"), N_("Five")),
    (N_("six"), N_("Six")),
    (N_("seven"), N_("Seven")),
    (N_("eight"), N_("Eight")),
    (N_("nine"), N_("Nine")),
    (N_("ten"), N_("Ten")),
)
"""Small counts in words: within a sentence, and at its start."""


def is_locale(code: str) -> bool:
    """Whether numbers and dates of a language are known."""
    return localedata.exists(code)


def currencies() -> tuple[str, ...]:
    """The ISO 4217 code of every currency whose sign is known."""
    return tuple(sorted(list_currencies()))


class Language:
    """Text, numbers and dates in one language.

    Numbers and dates that are not defined (None) are printed as a dash.

    Parameters
    ----------
    code
        A language code such as ``en`` or ``ar``.
    locales
        The folder of the catalogues.

    Raises
    ------
    BuildError
        If the language has no catalogue.
    """

    def __init__(self, code: str, locales: Path) -> None:
        self.code = code
        self.locale = Locale.parse(code)
        self._file = locales / code / "LC_MESSAGES" / "messages.po"
        if not self._file.exists():
            raise BuildError(
                f"the language {code!r} has no catalogue",
                place=str(self._file.relative_to(locales.parents[1])),
                mend="put an empty file there and run `make messages`, or take the language out of "
                "the configuration.",
            )

    @cached_property
    def translations(self) -> Translations:
        """The catalogue, compiled in memory."""
        with self._file.open("rb") as file:
            catalogue = read_po(file, locale=self.code)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        return Translations(compiled)

    def gettext(self, message: str) -> str:
        """Translate one message."""
        return self.translations.ugettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Translate a message that depends on a count."""
        return self.translations.ungettext(singular, plural, number)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    def number(self, value: float | None, digits: int = 0) -> str:
        """A plain number with a fixed count of decimals: 2,442.74."""
        if value is None:
            return UNDEFINED
        shown = _rounded(value, digits)
        return self._minus(format_decimal(shown, _pattern(digits), locale=self.locale))

    def price(self, value: float | None, quoted: Instrument | Unit) -> str:
        """A price with its unit, in as many digits as its size deserves: $81,676 or 5.31%.

        It is a price of an instrument, or one in a unit; money that is nobody's price is dollars.
        """
        if value is None:
            return UNDEFINED
        unit, currency = (
            (quoted.unit, quoted.currency) if isinstance(quoted, Instrument) else (quoted, "USD")
        )
        if unit == "percent":
            return self.percent(value / 100, 2)
        digits = 0 if abs(value) >= 1000 else 2
        if unit == "points":
            return self.number(value, digits)
        space = NO_BREAK_SPACE if self.currency_sign(currency).endswith(NO_BREAK_SPACE) else ""
        pattern, shown = f"¤{space}{_pattern(digits)}", _rounded(value, digits)
        return self._minus(
            format_currency(shown, currency, pattern, locale=self.locale, currency_digits=False)
        )

    def currency_sign(self, currency: str) -> str:
        """What stands before an amount: $ or €, or letters with a space that does not break."""
        sign = get_currency_symbol(currency, locale=self.locale)
        return sign + NO_BREAK_SPACE if sign[-1].isalpha() else sign

    def percent(self, value: float | None, digits: int = 0, *, signed: bool = False) -> str:
        """A fraction as a percentage; ``signed`` prints a plus as well."""
        if value is None:
            return UNDEFINED
        shown = _rounded(value, digits + 2)
        text = self._minus(format_percent(shown, _pattern(digits) + "%", locale=self.locale))
        return f"+{text}" if signed and shown > 0 else text

    def multiple(self, value: float | None) -> str:
        """A multiple in two or three significant digits: ×2.7, ×61, ×0.69."""
        if value is None:
            return UNDEFINED
        digits = 2 if value < 1 else 1 if value < 20 else 0
        return "×" + self.number(value, digits)

    def count(self, number: int | None, *, start: bool = False) -> str:
        """A small count in words, also as they ``start`` a sentence; a larger one in digits."""
        if number is None or not 0 <= number < len(COUNTS):
            return self.number(number)
        return self.gettext(COUNTS[number][start])

    def date(self, day: dt.date | None) -> str:
        """A day: 18 Sep 2025."""
        return UNDEFINED if day is None else self._day(day, self.gettext("d MMM y"))

    def long_date(self, day: dt.date | None) -> str:
        """A day in full: 18 September 2025."""
        return UNDEFINED if day is None else self._day(day, self.gettext("d MMMM y"))

    def month(self, day: dt.date) -> str:
        """A month: September 2025."""
        return self._day(day, self.gettext("MMMM y"))

    def short_year(self, day: dt.date) -> str:
        """The year of a day where there is little room: ’25."""
        return self._day(day, self.gettext("’yy"))

    def moment(self, moment: dt.datetime) -> str:
        """A moment in UTC: 22 Nov 2026, 17:40 UTC."""
        return format_datetime(moment, self.gettext("d MMM y, HH:mm 'UTC'"), locale=self.locale)

    def sentence(self, text: str) -> str:
        """A title as a sentence, with its full stop."""
        return self.gettext("%(text)s.") % {"text": text}

    def enumeration(self, words: list[str]) -> str:
        """Words as a list: a, b, and c."""
        return format_list(words, locale=self.locale)

    def _day(self, day: dt.date, pattern: str) -> str:
        return format_date(day, pattern, locale=self.locale)

    @staticmethod
    def _minus(text: str) -> str:
        """Typeset a negative number with a true minus sign."""
        return text.replace("-", MINUS)


_WIDE = Context(prec=400)
"""Digits of the largest float, and more."""


def _rounded(value: float, digits: int) -> float:
    """A value as it will be printed: halves go away from zero, and zero has no sign."""
    written = Decimal(repr(float(value)))
    if not written.is_finite():
        return float(value)
    return float(written.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)) or 0.0


def _pattern(digits: int) -> str:
    """The number pattern with a fixed count of decimals."""
    return "#,##0" + ("." + "0" * digits if digits else "")
