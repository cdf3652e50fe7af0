"""Odd command lines in odd environments: a documented exit code, few plain lines, no traceback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.__main__ import main

STATUS = ("status", "--as-of", "2026-09-30")


@dataclass(frozen=True)
class Odd:
    """What somebody might type, where; and the exit code that says what it is."""

    code: int
    line: tuple[str, ...]
    environment: Mapping[str, str | None] = field(default_factory=dict)

    def __str__(self) -> str:
        around = [f"{name}={value!a}" for name, value in self.environment.items()]
        return " ".join([*around, *map(ascii, self.line)])[:80]


def dates() -> list[Odd]:
    refused = (
        *("0000-00-00", "9999-12-31", "10000-01-01", "-0001-01-01", "2023-02-29", "2100-02-29"),
        *("1970-01-01", "2026-9-30", "30.09.2026", "2026-09-30T12:00", "now", "", " ", "-1", "NaN"),
        *("２０２６-09-30", "2026-09-30\n", "2026-09-30\0", "'; DROP TABLE", "%s%n", "9" * 5000),
    )
    return [
        *(Odd(2, ("status", "--as-of", day)) for day in refused),
        Odd(2, ("build", "--as-of", "9999-12-31")),
        Odd(0, ("status", "--as-of", "2024-02-29")),
        Odd(0, ("status", "--as-of", "20260930")),
    ]


def clocks() -> list[Odd]:
    refused = (
        *("", "soon", "1e9", "1.5", "0x10", "1 2", "NaN", "-99999999999", "9" * 20, "9" * 5000),
        *("253402300799", "32503680000", "4133980800", "-1", "0"),
    )
    return [
        *(Odd(2, ("status",), {"SOURCE_DATE_EPOCH": seconds}) for seconds in refused),
        Odd(0, ("status",), {"SOURCE_DATE_EPOCH": "1790000000"}),
        Odd(3, ("status",), {"SOURCE_DATE_EPOCH": "4102444800"}),
    ]


def addresses() -> list[Odd]:
    refused = ("garbage", "ftp://example.org/", "javascript:alert(1)", "//example.org/", "http://")
    return [
        *(Odd(2, STATUS, {"SITE_URL": address}) for address in refused),
        Odd(2, STATUS, {"SITE_REPOSITORY": "git@example.org:a/b"}),
        Odd(0, STATUS, {"SITE_URL": "", "SITE_REPOSITORY": ""}),
        Odd(0, STATUS, {"SITE_URL": "https://example.org/report"}),
    ]


def terminals() -> list[Odd]:
    return [
        Odd(0, STATUS, {"LANG": "C", "LC_ALL": "C"}),
        Odd(0, STATUS, {"LANG": "xx_XX.none", "LC_ALL": "garbage", "LANGUAGE": "../.."}),
        Odd(0, STATUS, {"TZ": "Mars/Olympus"}),
        Odd(0, STATUS, {"TERM": "dumb", "NO_COLOR": "1"}),
        Odd(0, STATUS, {"TERM": None, "FORCE_COLOR": "1"}),
        Odd(0, STATUS, {"HOME": "/nowhere"}),
        Odd(0, STATUS, {"GITHUB_ACTIONS": "true", "CI": "true"}),
        *(Odd(0, STATUS, {"COLUMNS": width}) for width in ("1", "0", "-1", "x", "9" * 9)),
    ]


def lines() -> list[Odd]:
    return [
        Odd(2, ("serve", "--port", "-1")),
        Odd(2, ("serve", "--port", "65536")),
        Odd(2, ("serve", "--port", "9" * 5000)),
        Odd(2, ("serve", "--port", "")),
        Odd(2, ("serve", "--out", "/dev/null")),
        Odd(2, ("serve", "--out", "/nowhere", "--port", "0", "--port", "1")),
        Odd(0, (*STATUS, *STATUS[1:])),  # the same option twice: the last one counts
        Odd(2, (*STATUS, "--as-of", "")),
        Odd(2, ("status", "--as-of")),
        Odd(2, ("status", "--json=yes")),
        Odd(2, ("status", "--", "--json")),
        Odd(2, ("status", "--config", "")),
        Odd(2, ("status", "--config", "/dev/null")),
        Odd(2, ("status", "--config", "/dev/zero")),
        Odd(2, ("build", "--lang", "../../etc")),
        Odd(2, ("build", "--lang", "")),
        Odd(2, ("build", "--out", "/dev/null/site")),
        Odd(2, ("build", "--out", "/")),
        Odd(2, ("build", "--out", "x" * 300)),
        Odd(1, ("check", "--out", "/nowhere")),
        Odd(1, ("check", "--out", "/dev/null")),
        Odd(2, ("refresh", "--only", "^NONE")),
        Odd(2, ("refresh", "--only", "")),
        Odd(2, ("refresh", "--until", "9999-99-99")),
        Odd(2, ("refresh", "--bogus")),
        Odd(2, ("",)),
        Odd(2, ("\x1b[31m",)),
        Odd(2, ("--debug",)),
        Odd(2, ("-x", "-y")),
        Odd(2, ("--help", "--bogus")),
        Odd(0, ("build", "-h")),
    ]


@pytest.mark.parametrize(
    "odd", [*dates(), *clocks(), *addresses(), *terminals(), *lines()], ids=str
)
def test_odd_lines_end_as_documented(odd, monkeypatch):
    monkeypatch.setattr(pipeline, "weigh", None)  # none of these shall build anything
    cleared = {"SOURCE_DATE_EPOCH": None, "SITE_URL": None, "SITE_REPOSITORY": None}
    runner = CliRunner(env=cleared | {"GITHUB_ACTIONS": None} | dict(odd.environment))
    done = runner.invoke(main, odd.line)
    assert done.exit_code == odd.code, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    said = done.stderr.splitlines()
    if odd.code == 3:
        assert all(line.startswith("warning: ") for line in said)
    elif odd.code:
        assert [line[:7] for line in said] == ["error: ", "mend:  "]
        assert "the program failed" not in done.stderr
    else:
        assert said == []
