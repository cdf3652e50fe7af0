"""What was valid is read again from a copy: the same rows, and never those of other files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator import histories
from generator.config import load_config
from generator.errors import HistoryError
from generator.histories import read_histories
from tests.helpers import SHIPPED_UNTIL, project_copy

SINCE = date(2026, 1, 1)


@pytest.fixture
def config(tmp_path):
    """Every series of this year, and a shelf of its own."""
    file = project_copy(tmp_path, since=SINCE, wider=True)
    kept = {"histories": tmp_path / "kept", "calendars": tmp_path / "calendars"}
    return load_config(file).model_copy(update=kept)


@pytest.fixture
def validated(monkeypatch):
    """The keys of the series whose rows were validated anew."""
    found = []

    def noted(config, instrument, known, own=histories._read):
        found.append(instrument.key)
        return own(config, instrument, known)

    monkeypatch.setattr(histories, "_read", noted)
    return found


def same(one, other):
    pd.testing.assert_frame_equal(one.rows, other.rows)
    for name in ("gaps", "off_calendar"):
        pd.testing.assert_index_equal(getattr(one, name), getattr(other, name), check_freq=False)
    bare = {"rows": None, "gaps": None, "off_calendar": None}
    return vars(replace(one, **bare)) == vars(replace(other, **bare))


def test_a_copy_is_the_same(config, validated):
    first = read_histories(config, SHIPPED_UNTIL)
    assert len(validated) == len(first) == 13
    again = read_histories(config, SHIPPED_UNTIL)
    assert len(validated) == 13
    assert all(same(*pair) for pair in zip(first, again, strict=True))


def test_other_rows_and_damaged_copies_are_read_anew(config, validated):
    read_histories(config, SHIPPED_UNTIL)
    validated.clear()
    file = config.history / "rut" / "2026.csv"
    file.write_text(file.read_text().replace("2508.22", "2508.23"))
    rut, *_ = read_histories(config, SHIPPED_UNTIL)
    assert (validated, rut.closes[0]) == (["rut"], 2508.23)
    validated.clear()
    for kept in config.histories.iterdir():
        kept.write_bytes(kept.read_bytes()[:-40])
    read_histories(config, SHIPPED_UNTIL)
    assert len(validated) == 13


def test_a_copy_excuses_no_broken_rule(config):
    read_histories(config, SHIPPED_UNTIL)
    with pytest.raises(HistoryError, match="lies in the future"):
        read_histories(config, date(2026, 10, 7))
    file = config.history / "ixic" / "2026.csv"
    header, first, _second, *rest = file.read_text().splitlines(keepends=True)
    file.write_text("".join([header, first, *rest]))
    with pytest.raises(HistoryError, match="the row is missing"):
        read_histories(config, SHIPPED_UNTIL)


def test_a_shelf_that_cannot_be_used_is_no_error(config, validated):
    config.histories.write_text("a file stands here")
    config.calendars.write_text("and here")
    for times in (1, 2):
        assert len(read_histories(config, SHIPPED_UNTIL)) == 13
        assert len(validated) == 13 * times
