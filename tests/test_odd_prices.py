"""Other questions, other prices: whatever is asked, every page can be written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from generator.calendars import expected_days
from generator.config import load_config
from tests.helpers import few_draws, shipped_prices
from tests.questions import asked_of, series_on, written

SHIPPED = load_config()
FIRST, LAST = date(2010, 1, 4), date(2026, 10, 8)


def config_of(*, article: bool, only: tuple[str, ...] = (), **changes: object):
    """The shipped configuration with few draws, with or without its article and instruments."""
    asked = replace(few_draws(SHIPPED.question), **changes)
    kept = tuple(i for i in SHIPPED.instruments if not only or i.key in only)
    asked = replace(
        asked,
        article=asked.article if article else None,
        controls=tuple(i for i in asked.controls if i in kept),
    )
    return SHIPPED.model_copy(update={"question": asked, "instruments": kept})


def walk(days, start=100.0, drift=0.0005, seed=1):
    """Prices that wander."""
    steps = np.random.default_rng(seed).normal(drift, 0.01, len(days))
    return start * np.exp(np.cumsum(steps))


def straight(first, last):
    """Prices that never turn."""
    return lambda days: np.linspace(first, last, len(days))


def pair(rut_days, btc_days, rut=walk, btc=walk):
    """A leader and a follower on some of their own days."""
    leader, follower = SHIPPED.question.leader, SHIPPED.question.follower
    series = ((leader, rut_days, rut(rut_days)), (follower, btc_days, btc(btc_days)))
    return {i.key: series_on(i, days, closes) for i, days, closes in series}


SESSIONS = expected_days("XNYS", FIRST, LAST)
DAYS = expected_days("daily", FIRST, LAST)

ODD = {
    "one row": pair(SESSIONS[-1:], DAYS[-1:]),
    "one row of the leader": pair(SESSIONS[-1:], DAYS[-900:]),
    "one row of the follower": pair(SESSIONS[-900:], DAYS[-1:]),
    "two rows": pair(SESSIONS[-2:], DAYS[-2:]),
    "forty rows": pair(SESSIONS[-40:], DAYS[-40:]),
    "three hundred rows": pair(SESSIONS[-300:], DAYS[-300:]),
    "no overlap": pair(SESSIONS[:600], DAYS[-600:]),
    "no overlap, the follower first": pair(SESSIONS[-600:], DAYS[:600]),
    "constant": pair(SESSIONS[-900:], DAYS[-900:], *(straight(7, 7),) * 2),
    "constant leader": pair(SESSIONS[-900:], DAYS[-900:], straight(7, 7)),
    "only falling": pair(SESSIONS[-900:], DAYS[-900:], *(straight(90, 9),) * 2),
    "only rising": pair(SESSIONS[-900:], DAYS[-900:], *(straight(9, 90),) * 2),
    "before the article": pair(SESSIONS[:900], DAYS[:900]),
    "old leader": pair(SESSIONS[:900], DAYS),
    "large and small": pair(SESSIONS, DAYS, lambda d: walk(d, 1e12), lambda d: walk(d, 1e-6)),
}  # fmt: skip


@pytest.mark.parametrize("article", [True, False], ids=["article", "no article"])
@pytest.mark.parametrize("name", ODD)
def test_odd_histories_become_pages(name, article):
    as_of = min(max(h.last_date for h in ODD[name].values()), LAST)
    config = config_of(article=article, only=("rut", "btc"))
    files = written(config, asked_of(config, ODD[name], as_of))
    assert len(files) > 10
    assert "nan" not in re.sub(r"<[^>]*>", " ", files["index.md"]).split()


@pytest.mark.parametrize("only", [("rut", "btc"), ("rut", "btc", "dgs10"), ("rut", "btc", "spx")])
def test_missing_series_leave_the_rest(only):
    config = config_of(article=True, only=only)
    series = {h.instrument.key: h for h in shipped_prices().histories}
    assert written(config, asked_of(config, series, LAST))


def test_series_without_rows_are_shown_as_such():
    config = config_of(article=True)
    series = {h.instrument.key: h for h in shipped_prices().histories if h.instrument.key != "spx"}
    files = written(config, asked_of(config, series, LAST))
    assert "no data yet" in files["data.md"]
    assert "data/spx.csv" not in files


@pytest.mark.parametrize("day", [date(2011, 4, 27), date(2013, 1, 2), date(2017, 6, 1)], ids=str)
def test_early_days_become_pages(day):
    config = config_of(article=True)
    series = {h.instrument.key: h for h in shipped_prices().histories}
    assert written(config, asked_of(config, series, day))
