"""A question with many events is a page with folded lists, and nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from click.testing import CliRunner

from generator.__main__ import main
from generator.config import load_config
from generator.site.checks import weights
from generator.wording import MOST_SHOWN
from tests.helpers import few_draws, shipped_prices
from tests.questions import written


def test_long_lists_are_folded_and_nothing_is_lost():
    prices = shipped_prices()
    asked = replace(few_draws(prices.question), base_sessions=5)
    config = load_config().model_copy(update={"question": asked})
    files = written(config, replace(prices, question=asked))
    page, front = files["breakouts.md"], files["index.md"]
    events = re.findall(r'id="(breakout-[\d-]+)"', page)
    assert len(events) == len(set(events)) > 2 * MOST_SHOWN
    assert page.count('<details class="event" id=') == MOST_SHOWN
    linked = re.findall(r'href="breakouts/#(breakout-[\d-]+)"', front)
    assert len(linked) == MOST_SHOWN
    assert set(linked) <= set(events)
    assert f"the latest {MOST_SHOWN} of {len(events)}" in front
    starts = [line.split(",")[0] for line in files["figures/event-study.csv"].splitlines()[1:]]
    assert len(set(starts)) > 2 * MOST_SHOWN


def test_heavy_page_is_a_warning_and_an_error_only_if_asked(built_site, monkeypatch):
    monkeypatch.setattr(weights, "PAGE_BUDGET", 1_000)
    runner = CliRunner(env={"GITHUB_ACTIONS": "true"})
    warned = runner.invoke(main, ["check", "--out", str(built_site)])
    assert warned.exit_code == 0
    assert re.search(r"^warning: /data/ weighs [\d,]+ bytes", warned.stderr, flags=re.M)
    assert re.search(r"^::warning::/data/ weighs", warned.stdout, flags=re.M)
    refused = runner.invoke(main, ["check", "--strict", "--out", str(built_site)])
    assert refused.exit_code == 1
    assert "the budget is 1,000" in refused.stderr
