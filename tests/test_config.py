"""Configuration: what it accepts, and what it says when it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.config import DEFAULT_FILE, load_config
from generator.errors import ConfigError
from generator.sources import providers
from generator.sources.network import Network


def changed(tmp_path, old, new):
    text = DEFAULT_FILE.read_text()
    assert old in text
    file = tmp_path / "report.toml"
    file.write_text(text.replace(old, new, 1))
    return file


def test_shipped_configuration():
    config = load_config()
    asked = config.question
    assert (asked.leader.symbol, asked.follower.symbol) == ("^RUT", "BTC-USD")
    assert (asked.base_sessions, asked.discovery_sessions) == (252, 21)
    assert asked.horizons == (30, 90, 180, 365)
    assert asked.primary_horizon == 365
    assert asked.since == date(2007, 1, 1)
    keys = ["rut", "btc", "spx", "dgs10", "fedfunds"]
    assert [i.key for i in config.instruments] == [
        *keys, "dji", "ixic", "ftse", "n225", "psct", "gld", "hyg", "eth"
    ]  # fmt: skip


def test_everything_that_a_build_reads_is_an_input():
    config = load_config()
    built = {config.stamps, config.pictures, config.replays, config.histories, config.calendars}
    written = {config.root, config.site_folder, *built}
    read = {value for _, value in config if isinstance(value, Path)} - written
    assert len(read) > 5
    for path in read:
        assert any(path.is_relative_to(given) for given in config.inputs()), path


def test_configuration_is_frozen():
    config = load_config()
    with pytest.raises(ValidationError):
        config.site = None


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        (
            "base_sessions =",
            "base_session =",
            "question.base_session",
            "did you mean 'base_sessions'",
        ),
        ("decimals =", "decimal =", "instruments.rut.decimal", "did you mean 'decimals'"),
        ("[freshness]", "[freshnes]", "freshnes", "did you mean 'freshness'"),
        ("fresh = 1", "frsh = 1", "freshness.frsh", "did you mean 'fresh'"),
        ('leader = "^RUT"', 'leader = "^RTU"', "[question] leader", "did you mean '^RUT'"),
        ('leader = "^RUT"', 'leader = "GOLD"', "[question] leader", "no instrument has the symbol"),
        ('follower = "BTC-USD"', 'follower = "ETH"', "[question] follower", "no instrument"),
        ("base_sessions = 252", "base_sessions = 0", "question.base_sessions", "greater than"),
        ("base_sessions = 252", 'base_sessions = "x"', "question.base_sessions", "found 'x'"),
        ("[30, 90, 180, 365]", "[90, 30, 365]", "question.horizons", "ascending"),
        ("primary_horizon = 365", "primary_horizon = 364", "question", "none of the horizons"),
        ('calendar = "daily"', 'calendar = "dayly"', "instruments.btc.calendar", "mean 'daily'"),
        ('cboe = "SPX"', 'cbeo = "SPX"', "instruments.spx.names", "did you mean 'cboe'?"),
        ('cboe = "SPX"', 'fred = "SPX"', "instruments.spx.names", "'fred' is none of the prov"),
        ('cboe = "SPX"', 'cboe = ""', "instruments.spx.names.cboe", "pattern"),
        ('unit = "points"', 'unit = "euros"', "instruments.rut.unit", "found 'euros'"),
        ('symbol = "^GSPC"', 'symbol = "^RUT"', "[instruments]", "share one symbol"),
        ('name = "Russell 2000"', "", "instruments.rut.name", "is missing"),
        ('url = ""', 'url = "example.org"', "site.url", "must be an address"),
    ],
)
def test_error_names_place_and_nearest_key(tmp_path, old, new, place, says):
    with pytest.raises(ConfigError) as caught:
        load_config(changed(tmp_path, old, new))
    assert place in caught.value.place
    assert says in caught.value.problem
    assert caught.value.mend
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("[instruments.rut]", "[instruments.'../../../evil']", "instruments", "names a folder"),
        ("[instruments.rut]", "[instruments.'']", "instruments", "names a folder"),
        ("[instruments.rut]", "[instruments.'a/b']", "instruments", "names a folder"),
        ("[instruments.rut]", "[instruments.'.git']", "instruments", "names a folder"),
        ("[instruments.rut]", "[instruments.RUT]", "instruments", "names a folder"),
        ("[instruments.rut]", "[instruments.calls]", "instruments", "the store itself uses"),
        ('follower = "BTC-USD"', 'follower = "^RUT"', "question", "are both '^RUT'"),
        ('controls = ["^GSPC"]', 'controls = ["BTC-USD"]', "question", "in question itself"),
        ('controls = ["^GSPC"]', 'controls = ["^GSPC", "^GSPC"]', "controls", "only once"),
        ("fresh = 1", "fresh = 4", "freshness", "must not be more than late (3)"),
        ("late = 3", "late = 1_000_000", "freshness.late", "less than or equal to 36500"),
        ('name = "Lead or Luck"', 'name = ""', "site.name", "must not be empty"),
        ('name = "Lead or Luck"', 'name = "  "', "site.name", "must not be empty"),
        ('name = "Bitcoin"', r'name = "Bit\u0000coin"', "btc.name", "control characters"),
        ('name = "Bitcoin"', r'name = "Bit\u001b[31mcoin"', "btc.name", "control characters"),
        ('name = "Bitcoin"', r'name = "Bit\u202ecoin"', "btc.name", "control characters"),
        ('title = "US', r'title = "US\n', "article.title", "one line"),
        ('symbol = "^RUT"', 'symbol = "../x"', "rut.symbol", "should match"),
        ('symbol = "^RUT"', "symbol = '\"><b>'", "rut.symbol", "should match"),
        ("days_before = 180", "days_before = 1_000_000_000", "question.days_before", "equal to"),
        ("[30, 90, 180, 365]", "[30, 365, 1_000_000_000_000]", "question.horizons.2", "equal to"),
        ("draws = 1_000_000", "draws = 1_000_000_000_000", "evidence.draws", "equal to"),
        ("resamples = 2_000", "resamples = 1_000_000_000_000", "evidence.resamples", "equal to"),
        ("leaders = 2_000", "leaders = 1_000_000", "evidence.leaders", "equal to 10000"),
        ("most_lag_weeks = 26", "most_lag_weeks = 10_000", "most_lag_weeks", "equal to 520"),
        ("seed = 20260123", "seed = 1_000_000_000_000_000_000_000", "evidence.seed", "less than"),
        ("base_sessions = 252", "base_sessions = true", "question.base_sessions", "valid integer"),
        ("tolerance = 0.001", "tolerance = nan", "rut.tolerance", "finite"),
        ("jump = 0.15", "jump = inf", "rut.jump", "finite"),
        ("registered = 2026-12-01", 'registered = "soon"', "evidence.registered", "valid date"),
        ("registered = 2026-12-01", "registered = true", "evidence.registered", "date"),
        ("registered = 2026-12-01", "registered = 0001-01-01", "registered", "greater than"),
        ("published = 2026-01-23", "published = 0001-01-01", "article.published", "greater than"),
        ("said = 2021-11-08", "said = 2025-09-18", "published.0.facts.0", "day before 2025-09-18"),
        ("said = 2021-11-08", "said = 967", "published.0.facts.0", "names one"),
        ("said = 967", "said = 2021-11-08", "published.0.facts.1", "must be a number"),
        ("said = 967", "said = 967.5", "published.0.facts.1", "whole number"),
        ("said = 967", "said = true", "published.0.facts.1.said", "a day or a number"),
        ("said = 967", "said = nan", "published.0.facts.1.said", "at most 1,000,000,000,000"),
        ("said = 0.025", "said = 2.5", "published.1.facts.1", "2.5% is 0.025"),
        ("said = 0.025", 'sayd = "x"', "published.1.facts.1.sayd", "did you mean 'said'?"),
        ('kind = "close"', 'kind = "closes"', "published.1.facts.0.kind", "did you mean 'close'?"),
        ("date = 2025-09-18\nfacts", "date = 2025-09-17\nfacts", "published.0", "was not known"),
        ('{ instrument = "^RUT"', '{ instrument = "^RTU"', "[[published]] instr", "mean '^RUT'?"),
        ('languages = ["en"]', "languages = []", "site.languages", "at least 1"),
        ('languages = ["en"]', 'languages = ["en", "en"]', "site.languages", "only once"),
        ('languages = ["en"]', 'languages = ["../x"]', "site.languages.0", "found '../x'"),
        ('languages = ["en"]', 'languages = ["tlh"]', "[site] languages", "'tlh' is not there"),
        ('leader = "^RUT"', 'leder = "^RUT"', "question.leder", "did you mean 'leader'?"),
        ("[evidence]", "[evidense]", "evidense", "did you mean 'evidence'"),
        ("basis = ", "bases = ", "question.claimed.bases", "did you mean 'basis'"),
        ('["yahoo", "cboe"]', '["yaho", "cboe"]', "toml, sources", "did you mean 'yahoo'?"),
        ('["yahoo", "cboe"]', '["yahoo", "yahoo"]', "rut.providers", "only once"),
        ('role = "small caps"', 'role = "smal caps"', "rut.role", "did you mean 'small caps'"),
        ('calendar = "XNYS"', 'calendar = "XNYSE"', "rut.calendar", "did you mean 'XNYS'"),
        ('unit = "points"', 'unit = "points"\ncurrency = "GBp"', "rut.currency", "mean 'GBP'?"),
        ('unit = "points"', 'unit = "points"\ncurrency = "BTC"', "rut.currency", "ISO 4217"),
        ('unit = "dollars"', 'unit = "dollars"\ncurrency = "EUR"', "btc.currency", '"money"'),
        ('unit = "points"', 'unit = "yen"', "rut.unit", "or 'money'"),
        ('calendar = "XNYS"', 'calendar = "ASEX"', "rut.calendar", "days of ASEX are not known"),
        ('url = ""', """url = 'https://x.example/" onload="a/'""", "site.url", "an address"),
        ('url = ""', 'url = "javascript://x.example/"', "site.url", "must be an address"),
        ('url = ""', 'url = "https://x.example"', "site.url", "end with a slash"),
        ('url = ""', 'url = "https://x.example:99999/"', "site.url", "must be an address"),
        ('repository = ""', 'repository = "https:///x"', "site.repository", "an address"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, old, new, place, says):
    with pytest.raises(ConfigError) as caught:
        load_config(changed(tmp_path, old, new))
    assert place in caught.value.place
    assert says in caught.value.problem
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_history_that_is_not_there_is_the_fault_of_its_path(tmp_path):
    file = tmp_path / "report.toml"
    file.write_text(DEFAULT_FILE.read_text() + '[paths]\nhistory = "hystory"\n')
    with pytest.raises(ConfigError, match="there is no folder") as caught:
        load_config(file)
    assert caught.value.place == "report.toml, [paths] history"
    (tmp_path / "hystory").mkdir()
    assert load_config(file).history == tmp_path / "hystory"


def test_every_provider_is_named_and_every_one_who_is_asked_is_known(tmp_path):
    config = load_config()
    with Network() as network:
        known = set(providers(network, tmp_path))
    assert known <= set(config.sources)
    assert {name for each in config.instruments for name in each.providers} <= known


def test_broken_toml_names_the_line(tmp_path):
    with pytest.raises(ConfigError, match=r"line \d+"):
        load_config(changed(tmp_path, "[question]", "[question"))


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        load_config(tmp_path / "none.toml")


def test_other_language_must_be_configured():
    with pytest.raises(ConfigError, match="'xx' is not configured"):
        load_config().with_language("xx")


def test_environment_knows_where_the_site_is_published(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://someone.example/fork")
    monkeypatch.setenv("SITE_REPOSITORY", "https://forge.example/someone/fork")
    site = load_config().site
    assert site.url == "https://someone.example/fork/"
    assert site.repository == "https://forge.example/someone/fork"
    monkeypatch.setenv("SITE_URL", "")
    assert load_config().site.url == ""


def test_environment_is_checked_like_the_file(monkeypatch):
    monkeypatch.setenv("SITE_URL", "someone.example")
    with pytest.raises(ConfigError, match=r"'someone\.example/' is not an address") as caught:
        load_config()
    assert caught.value.place == "SITE_URL"
