"""Dates and numbers in the forms of the world: read one way, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import FileError
from generator.importing.forms import Field, decimal_mark, read_dates, read_number


def fields(*texts):
    return [Field(text, line) for line, text in enumerate(texts, start=2)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-08", date(2026, 10, 8)),
        ("2026/10/08", date(2026, 10, 8)),
        ("20261008", date(2026, 10, 8)),
        ("2026-10-08T00:00:00Z", date(2026, 10, 8)),
        ("10/28/2026", date(2026, 10, 28)),
        ("28.10.2026", date(2026, 10, 28)),
        ("28-10-2026", date(2026, 10, 28)),
        ("28.10.2026 00:00", date(2026, 10, 28)),
        ("Oct 08, 2026", date(2026, 10, 8)),
        ("October 8, 2026", date(2026, 10, 8)),
        ("Sept. 8, 2026", date(2026, 9, 8)),
        ("08-Oct-2026", date(2026, 10, 8)),
        ("8 October 2026", date(2026, 10, 8)),
    ],
)
def test_forms_of_a_date(text, day):
    assert read_dates(fields(text), None)[0] == [day]


@pytest.mark.parametrize(
    "text", ["2026-13-01", "46303", "8.10.26", "Okt 08, 2026", "Q3 2026", "30.02.2026", "today", ""]
)
def test_what_is_no_date(text):
    with pytest.raises(FileError, match="is not a date"):
        read_dates(fields(text), None)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1), st.booleans())
def test_numeric_dates_are_read_right_or_not_at_all(days, day_first):
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = fields(*(f"{day:{form}}" for day in days))
    if all(day.day <= 12 for day in days):
        with pytest.raises(FileError, match="can be read with the day or with the month first"):
            read_dates(texts, None)
    else:
        assert read_dates(texts, None)[0] == days
    assert read_dates(texts, "dmy" if day_first else "mdy")[0] == days


@given(st.lists(st.integers(0, 10**9), min_size=1), st.booleans(), st.booleans())
def test_prices_with_two_decimals_are_read_right(cents, comma, grouped):
    texts = [f"{number / 100:,.2f}" if grouped else f"{number / 100:.2f}" for number in cents]
    if comma:
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]
    mark = decimal_mark(fields(*texts), ";")
    read = [read_number(field, "close", mark) for field in fields(*texts)]
    assert read == [number / 100 for number in cents]


@pytest.mark.parametrize(
    ("texts", "delimiter", "mark"),
    [
        (["2,794", "1,001"], ",", "."),
        (["2,794", "1,001"], ";", ","),
        (["2.794", "1.001"], ";", "."),
        (["1.234.567"], ",", ","),
        (["2'794.1"], ",", "."),
        (["12"], ";", "."),
    ],
)
def test_decimal_mark(texts, delimiter, mark):
    assert decimal_mark(fields(*texts), delimiter) == mark


@pytest.mark.parametrize("text", ["1e5", "--", "1,23,456.0", "5%", "0x5", "1.2.3", "five", "1 .5."])
def test_what_is_no_number(text):
    with pytest.raises(FileError, match="is not a number"):
        read_number(Field(text, 2), "close", ".")
