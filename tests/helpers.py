"""What several tests share: real prices, made-up prices, and an altered copy of the history."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from generator.config import ROOT, Config, load_config
from generator.models.annex import Annex
from generator.models.claims import Audit
from generator.models.instruments import Instrument
from generator.models.prices import PriceHistory, Prices
from generator.models.question import BreakoutDefinition, EvidenceSettings, Question
from generator.models.refresh import RefreshNotes
from generator.models.track_record import LiveRecord
from generator.pipeline import Moment, build, read_prices

SHIPPED_UNTIL = date(2026, 10, 8)
"""The shipped history ends here; tests that name figures look no further."""

ASKED_SINCE = date(2007, 1, 1)
"""The first day of the shipped question."""

MOMENT = Moment(date(2026, 11, 22), datetime(2026, 11, 22, 12, tzinfo=UTC), reproducible=True)

FEW_DRAWS = {"draws": 200, "grid_draws": 100, "resamples": 100, "leaders": 20}
"""Evidence that takes little time, where no test looks at what chance says."""

EVALUATIONS = 50
"""Examples of a property test in which each one is a whole report, or several."""

ALWAYS = date(1900, 1, 1)
LEADER = Instrument(
    "lead", "^LEAD", "Leader", "small caps", "XNYS", "points", 2, records_known_from=ALWAYS
)
FOLLOWER = Instrument(
    "follow", "FOLLOW", "Follower", "crypto", "daily", "dollars", 4, records_known_from=ALWAYS
)

EVIDENCE = EvidenceSettings(
    draws=200,
    grid_draws=100,
    resamples=50,
    leaders=5,
    seed=1,
    base_rates_since=(date(2020, 1, 20),),
    halving_window=4,
    grid_base_sessions=(2, 5),
    grid_confirmations=(1, 2),
    grid_horizons=(3, 10),
    windows=(4, 8),
    block_sessions=2,
    most_lag_weeks=2,
    most_granger_lags=2,
)
"""Small enough for a property test."""


def question(**changes: object) -> Question:
    """A small question about made-up instruments."""
    values = {
        "leader": LEADER,
        "follower": FOLLOWER,
        "controls": (),
        "base_sessions": 5,
        "discovery_sessions": 2,
        "horizons": (3, 10),
        "primary_horizon": 10,
        "days_before": 4,
        "claimed": BreakoutDefinition(5, "intraday", 1),
        "halvings": (date(2020, 1, 15), date(2020, 2, 10)),
        "evidence": EVIDENCE,
        "etf_since": date(2020, 1, 20),
    }
    return Question(**(values | changes))  # type: ignore[arg-type]


def history(
    instrument: Instrument,
    closes: Sequence[float],
    *,
    highs: Sequence[float] | None = None,
    start: str = "2020-01-01",
    source: str = "made-up",
) -> PriceHistory:
    """A price history on consecutive days (the signals count rows, not calendar days)."""
    dates = pd.date_range(start, periods=len(closes), unit="us", name="date")
    high = np.full(len(closes), np.nan) if highs is None else np.asarray(highs, dtype=float)
    return PriceHistory(
        instrument,
        pd.DataFrame(
            {"high": high, "close": np.asarray(closes, dtype=float), "source": source}, index=dates
        ),
    )


def prices(leader: Sequence[float], follower: Sequence[float], **changes: object) -> Prices:
    """Prices of the made-up pair, as of the last day of either."""
    histories = (history(LEADER, leader), history(FOLLOWER, follower))
    last = max(h.last_date for h in histories if h.last_date)
    return Prices.as_of_day(last, question(**changes), histories)


def no_claims(as_of: date) -> Audit:
    """The audit of a question that no article has raised."""
    return Audit(None, as_of, (), None)


def empty_annex(as_of: date) -> Annex:
    """Nothing beside the report."""
    return Annex(RefreshNotes((), (), ()), LiveRecord((), None), (), no_claims(as_of))


@cache
def shipped_prices(as_of: date = SHIPPED_UNTIL) -> Prices:
    """The real prices as of a day; read once, so alter a copy."""
    return read_prices(load_config(), as_of, MOMENT)


def few_draws(question: Question) -> Question:
    """The same question with few random draws, for what does not depend on them."""
    return replace(question, evidence=replace(question.evidence, **FEW_DRAWS))


def quick(prices: Prices) -> Prices:
    """The same prices, asked with few random draws."""
    return replace(prices, question=few_draws(prices.question))


def quick_config(config: Config) -> Config:
    """The same configuration with few random draws."""
    return config.model_copy(update={"question": few_draws(config.question)})


def is_built_anew(config: Config, as_of: date, out: Path) -> bool:
    """Whether a build would begin to work, and not find that nothing has changed."""

    class Begun(Exception):
        pass

    def tell(step: str) -> None:
        if step == "weighing the evidence":
            raise Begun

    try:
        return not build(config, as_of, MOMENT, out, tell).unchanged
    except Begun:
        return True


def stored_rows(
    key: str, until: date = SHIPPED_UNTIL, *, since: str = str(ASKED_SINCE)
) -> list[dict[str, str]]:
    """Rows of the shipped history read with the csv module alone: the tests' own way to them.

    They begin where the shipped question does.
    """
    rows = []
    for path in sorted((ROOT / "history" / key).glob("*.csv")):
        with path.open(newline="") as file:
            rows += [row for row in csv.DictReader(file) if since <= row["date"] <= str(until)]
    return rows


def site_pages() -> set[str]:
    """The address of every page: one for each template and each prose file, and the 404 page."""
    config = load_config()
    names = [p.name.split(".")[0] for p in (config.templates / "pages").glob("*.md.jinja")]
    names += [path.stem for path in (config.prose / "en").glob("*.md")]
    return {"/404.html", "/", *(f"/{name}/" for name in names if name != "index")}


ELSEWHERE = ("dji", "ixic", "ftse", "n225", "psct", "gld", "hyg", "eth")
"""The series that no page but Elsewhere looks at."""


def project_copy(
    folder: Path,
    until: date = SHIPPED_UNTIL,
    draws: Mapping[str, int] = FEW_DRAWS,
    since: date = ASKED_SINCE,
    *,
    wider: bool = False,
) -> Path:
    """A configuration with a history of its own to alter; returns the configuration file.

    Rows after ``until`` are left out, so that tests do not depend on what was appended later; rows
    before ``since`` (but of what changes in steps) for their time, where no test asks for a record.
    ``draws`` replaces settings of ``[evidence]``; without any, they are the published ones. The
    series that only *Elsewhere* looks at come along if it is to be ``wider``. Further
    questions are left out, for their time.
    """
    text = (ROOT / "report.toml").read_text(encoding="utf-8")
    left_out = [".*", "*.tmp", "calls", "revisions.csv", "quarantine.csv"]
    if not wider:
        left_out += [*ELSEWHERE, "gaps.csv"]
        text = re.sub(r"\[elsewhere\].*?(?=^\[article\])", "", text, flags=re.S | re.M)
        for key in ELSEWHERE:
            text = re.sub(rf"\[instruments\.{key}\].*?\n\n", "", text, flags=re.S)
    shutil.copytree(ROOT / "history", folder / "history", ignore=shutil.ignore_patterns(*left_out))
    for path in (folder / "history").glob("*/*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        first = "" if path.parent.name == "fedfunds" else str(since)
        kept = [row for row in rows if first <= row[:10] <= str(until)]
        path.write_text("".join([header, *kept]), encoding="utf-8")
        if not kept:
            path.unlink()
    text = re.sub(r"^questions = \[.*?\]\n", "", text, flags=re.M | re.S)
    for name, number in draws.items():
        text = re.sub(rf"^{name} = [\d_]+$", f"{name} = {number}", text, flags=re.M)
    file = folder / "report.toml"
    file.write_text(text + '\n[paths]\nhistory = "history"\n', encoding="utf-8")
    return file


def link_pictures(project: Path) -> None:
    """Let a copy of the project keep its pictures where all of them do.

    A picture is named by all that decides it, so that it is right for every project.
    """
    kept = load_config().pictures
    kept.mkdir(parents=True, exist_ok=True)
    (project / "build").mkdir()
    (project / "build" / kept.name).symlink_to(kept)
