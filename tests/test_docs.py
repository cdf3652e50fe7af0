"""Prose against code: commands, constants, terms and links are true."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.config import ROOT, load_config
from generator.language import Language
from generator.models.claims import Verdict
from generator.models.freshness import FreshnessStatus
from generator.models.power import FEWEST, MOST
from generator.models.publication import Imprint
from generator.models.state import State
from generator.models.track_record import METHOD_VERSION
from generator.pipeline import stand
from generator.prose import prose_files
from generator.signals import power
from generator.signals.evidence import NEARBY
from generator.signals.lighting import DARK, MEANS, PRIMARY, RUNS, SEARCH_SESSIONS
from generator.signals.rates import TAIL, WINDOW_DAYS
from generator.signals.risk_curve import HIGH_SESSIONS, MOMENTUM_SESSIONS
from generator.signals.thresholds import MOST_EVENTS
from generator.signals.track_record import FIRST
from generator.signals.volatility import BLOCK_DAYS, WINDOWS, YEARS_BEFORE
from generator.statistics import cycles, simulation, subsidy
from tests.helpers import shipped_prices

README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
CONFIG = load_config()
ENGLISH = Language("en", CONFIG.locales)


def told(page: str) -> str:
    """A page of prose as the shipped question has it."""
    standing = stand(CONFIG, shipped_prices())
    imprint, folder = Imprint(CONFIG.site.name, CONFIG.sources), CONFIG.prose / "en"
    files = prose_files(standing, ENGLISH, imprint, folder, has_claims=True)
    return next(file.content.decode() for file in files if file.path == page)


METHOD, GLOSSARY = told("method.md"), told("glossary.md")


def test_readme_names_every_command_and_no_other():
    named = set(re.findall(r"python -m generator (\w+)", README))
    assert named == set(main.commands)


def test_readme_options_exist():
    for command, option in re.findall(r"python -m generator (\w+)[^`|]*?(--[\w-]+)", README):
        help_text = CliRunner().invoke(main, [command, "--help"]).stdout
        assert option in help_text


def test_readme_and_contributing_name_make_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"`?make (\w+)`?", README + CONTRIBUTING)) - {"a", "for"}:
        assert re.search(rf"^{target}:", makefile, flags=re.M), target


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_relative_links_lead_somewhere(text):
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_contributing_draws_the_house_as_it_is():
    drawn = set(re.findall(r"^  (\w+(?:\.py|/))", CONTRIBUTING, flags=re.M))
    there = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "generator").iterdir()
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    } - {"__init__.py"}
    assert drawn == there


def _constants_of_the_question():
    asked = CONFIG.question
    yield f"L = {asked.base_sessions} "
    yield f"u is {asked.base_sessions} or more"
    yield f"u is {asked.discovery_sessions} or less"
    *most, last = asked.horizons
    yield f"{', '.join(map(str, most))} and {last}"
    yield f"primary horizon is {asked.primary_horizon} days"
    yield f"from {asked.days_before} days before to {asked.primary_horizon} days after"
    yield f"up to {CONFIG.freshness.fresh} "
    yield f"{CONFIG.freshness.fresh + 1} to {CONFIG.freshness.late} "
    evidence = asked.evidence
    yield f"m is {evidence.draws:,}."
    yield f"tested with {evidence.grid_draws:,} uniform draws"
    yield f"at least {asked.base_sessions} sessions apart"
    yield f"differ by at most {evidence.halving_window}."
    for day in evidence.base_rates_since:
        yield f"since {day.day} {day:%B %Y}"
    for some, unit in (
        (evidence.grid_base_sessions, "and {} sessions; closes"),
        (evidence.grid_confirmations, "or {} confirming closes"),
        (evidence.grid_horizons, "or {} days. Each"),
        (evidence.windows, "and {} sessions: the latest"),
    ):
        *first, last = some
        yield f"{', '.join(map(str, first))} {unit.format(last)}"
    yield f"mean block {evidence.block_sessions})"
    yield f"from −{evidence.most_lag_weeks} to {evidence.most_lag_weeks}."
    yield f"number of lags, 1 to {evidence.most_granger_lags},"
    if day := evidence.registered:
        yield f"`registered` in `report.toml`, {day.day} {day:%B %Y}."
    yield f"within {NEARBY.days} days of the breakout"
    yield f"{NEARBY.days} + {asked.primary_horizon} days after the breakout"
    yield f"{evidence.leaders:,} **simulated leaders**"
    yield f"have {FEWEST} to {MOST} complete events"
    yield f"or more than {MOST} events"
    yield f"drift ({simulation.DRIFT:.1%} a year)"
    yield f"(GARCH, {simulation.VOLATILITY:.0%} a year)"
    yield f"begin {ENGLISH.count(simulation.EARLIER_BASES)} base lengths before"
    yield f"of {power.BATCHES * 2 * evidence.leaders:,} have so many"
    yield f"against {power.DRAWS} draws"
    yield f"log return of {', '.join(f'{drift:g}' for drift in power.DRIFTS if drift)}, or as much"
    yield f"evenly over the {asked.primary_horizon} days"
    yield f"method version {METHOD_VERSION}."
    yield f"at most {MOST_EVENTS} further events"
    yield f"({evidence.grid_draws // 5:,} draws"
    yield f"since {FIRST:%B %Y}, and on the day of each refresh"
    confirmations = {v.confirmation for v in CONFIG.variants} - {1}
    yield f"completes {' or '.join(map(str, sorted(confirmations)))} "


def _constants_of_cycles_and_risk_curve():
    yield f"a fall of {cycles.FALL:.0%} or more and by {cycles.QUIET_DAYS} days"
    yield f"{subsidy.LIMIT / subsidy.SATOSHIS:,.4f} coins"
    yield f"every {subsidy.INTERVAL:,} blocks"
    yield f"by {subsidy.BLOCKS_PER_DAY} blocks a day"
    *most, last = WINDOWS
    yield f"latest {', '.join(map(str, most))} or {last} calendar days"
    yield f"mean block of {BLOCK_DAYS} days"
    one, three, six = (ENGLISH.count(years) for years in YEARS_BEFORE)
    yield f"that of the {three} years before. {one.capitalize()} and {six} years before"
    yield f"{CONFIG.question.etf_since:%-d %B %Y}"
    yield f"after {PRIMARY.run_sessions} consecutive sessions above its"
    yield f"mean of {PRIMARY.mean_sessions} sessions"
    yield f"highest close of {HIGH_SESSIONS} sessions"
    yield f"over {MOMENTUM_SESSIONS} sessions"
    yield f"small caps of {PRIMARY.dark_sessions} sessions or more"
    yield f"within {SEARCH_SESSIONS} sessions"
    for name, values in (("runs of", RUNS), ("means of", MEANS), ("spells of at least", DARK)):
        *most, last = values
        yield f"{name} {', '.join(map(str, most))} or {last} sessions"
    yield f"over the {WINDOW_DAYS} days before and after"
    yield f"top and bottom {TAIL:.0%}"


@pytest.mark.parametrize(
    "phrase", [*_constants_of_the_question(), *_constants_of_cycles_and_risk_curve()]
)
def test_method_states_the_constants_in_use(phrase):
    assert phrase in METHOD


def test_method_version_is_that_of_the_last_release_that_changed_the_method():
    sections = CONFIG.changelog.read_text().split("\n## ")[1:]
    releases = [section for section in sections if not section.startswith("Unreleased")]
    changed = [release.split()[0] for release in releases if "\n### Method\n" in release]
    assert changed[0] == METHOD_VERSION


def test_method_names_every_state_status_and_verdict():
    for state in State:
        assert f"| {state.value} |" in METHOD
    for status in set(FreshnessStatus) - {FreshnessStatus.NO_DATA}:
        assert f"| {status.value} |" in METHOD
    for verdict in Verdict:
        assert f"| {verdict.value} |" in METHOD


def test_glossary_is_sorted_and_each_entry_has_two_sentences():
    entries = re.findall(r"^## (.+) \{ \.term \}\n\n(.+)$", GLOSSARY, flags=re.M)
    terms = [term for term, _ in entries]
    assert len(terms) > 20
    assert terms == sorted(terms, key=str.lower)
    for term, text in entries:
        sentences = re.findall(r"[.!?](?= [A-Z0-9×]|$)", text)
        assert len(sentences) == 2, term


def test_glossary_explains_the_words_of_the_pages():
    for term in (
        "Breakout",
        "Base",
        "Record close",
        "Drawdown",
        "Event study",
        "Multiple",
        "Log scale",
    ):
        assert re.search(rf"^## {term} ", GLOSSARY, flags=re.M), term
    for state in set(State) - {State.NO_BREAKOUT, State.HOLDING}:
        assert re.search(rf"^## {state.value.capitalize()} ", GLOSSARY, flags=re.M), state


def test_changelog_has_a_method_heading():
    assert "### Method" in (ROOT / "CHANGELOG.md").read_text()
