"""Configuration: what it accepts, and what it says when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.config import DEFAULT_FILE, load_config
from generator.errors import ConfigError


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
    assert [i.key for i in config.instruments] == ["rut", "btc", "spx", "dgs10", "fedfunds"]


def test_everything_that_a_build_reads_is_an_input():
    config = load_config()
    built = {config.stamps, config.pictures, config.replays}
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
        ('url = ""', 'url = "example.org"', "site.url", "pattern"),
    ],
)
def test_error_names_place_and_nearest_key(tmp_path, old, new, place, says):
    with pytest.raises(ConfigError) as caught:
        load_config(changed(tmp_path, old, new))
    assert place in caught.value.place
    assert says in caught.value.problem
    assert caught.value.mend
    assert caught.value.exit_code == 2


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
