"""Odd paths and odd configurations: two plain lines each, and exit code 2."""

from __future__ import annotations

import pytest

from generator.config import MOST_BYTES, ConfigError, load_config
from tests.test_command_line import run, two_lines

UNSHOWN = "holds a character that cannot be shown"
TABLE = b'[site]\nname = "x"\n'


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\0b", r"'a\x00b'"),
        ("a\nb", r"'a\nb'"),
        ("a\x1b[31mb", r"'a\x1b[31mb'"),
        ("a\x7f", r"'a\x7f'"),
        ("a\x9b2J", r"'a\x9b2J'"),
        ("a\u2028b", r"'a\u2028b'"),
        ("a\udcff", r"'a\udcff'"),
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        ("status", "--config"),
        ("build", "--config"),
        ("build", "--out"),
        ("check", "--out"),
        ("serve", "--out"),
        ("refresh", "--config"),
    ],
    ids=" ".join,
)
def test_names_that_cannot_be_shown(line, name, shown):
    result = run(*line, name)
    assert result.exit_code == 2
    assert two_lines(result).endswith(f"'{line[1]}': {shown} {UNSHOWN}.")
    assert f"{line[0]} --help" in result.stderr


@pytest.mark.parametrize("name", ["a b", "ü\u00a0é", "تقرير", "报告", "👩\u200d🔬", "-", "x" * 300])
def test_names_that_people_give(name, tmp_path):
    result = run("status", "--config", tmp_path / name)
    assert result.exit_code == 2
    assert f"{name}: cannot be read (" in two_lines(result)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "site: is missing"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not valid TOML"),
        (b'name = "\xe9"', "is not valid TOML"),
        (b"\xff\xfe[\0s\0i\0t\0e\0]\0", "is not valid TOML"),
        (b'name = "a\0"', "is not valid TOML"),
        (b"a = " + b"[" * 100_000, "is not valid TOML"),
        (b"a = " + b"{a = " * 5_000 + b"1" + b"}" * 5_000, "is not valid TOML"),
        (b"[site" + b".a" * 3_000 + b"]", "unknown key 'a'"),
        (b"instruments" + b".a" * 3_000 + b" = 1\n" + TABLE, "unknown key 'a'"),
        (b"\xef\xbb\xbf" + TABLE, "question: is missing"),  # written by an editor of Windows
        (b"#" + b" " * MOST_BYTES, f"is larger than {MOST_BYTES:,} bytes"),
    ],
    ids=range(11),
)
def test_files_that_are_no_configuration(tmp_path, content, says):
    file = tmp_path / "odd.toml"
    file.write_bytes(content)
    result = run("status", "--config", file)
    assert result.exit_code == 2
    assert says in two_lines(result)
    assert "odd.toml" in result.stderr


def test_a_huge_file_is_not_read(tmp_path):
    """Its first megabyte is enough to know; nothing of it lies on the disk here."""
    file = tmp_path / "huge.toml"
    with file.open("wb") as opened:
        opened.truncate(100_000_000_000)
    with pytest.raises(ConfigError, match="is larger than"):
        load_config(file)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (".", "cannot be read (Is a directory)"),
        ("none/report.toml", "cannot be read (No such file or directory)"),
        ("file/report.toml", "cannot be read (Not a directory)"),
        ("loop.toml", "cannot be read (Too many levels of symbolic links)"),
    ],
)
def test_places_without_a_configuration(tmp_path, place, says):
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    result = run("build", "--config", tmp_path / place)
    assert result.exit_code == 2
    assert says in two_lines(result)


@pytest.mark.parametrize(
    ("line", "says", "help_of"),
    [
        (["stats"], "No such command 'stats'", "main --help"),
        (["serve", "--prot", "1"], "No such option '--prot'", "serve --help"),
        (["serve", "--port", "x"], "'x' is not a valid integer", "serve --help"),
        (["status", "more"], "unexpected extra argument (more)", "status --help"),
        (["build", "--config"], "'--config' requires an argument", "--help"),
        (["--bogus", "build"], "No such option '--bogus'", "main --help"),
    ],
)
def test_lines_that_are_misspelt(line, says, help_of):
    result = run(*line)
    assert result.exit_code == 2
    assert says in two_lines(result)
    assert help_of in result.stderr


def test_no_command_shows_the_help():
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_ports_that_do_not_exist(tmp_path, port):
    (tmp_path / "index.html").touch()
    result = run("serve", "--out", tmp_path, "--port", port)
    assert result.exit_code == 2
    assert f"--port: there is no port {port}" in two_lines(result)
