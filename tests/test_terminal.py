"""What the command line prints: foreign texts stay texts, and any terminal, or none, will do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator import terminal
from generator.config import ROOT, load_config
from generator.models.refresh import Refreshed
from generator.pipeline import stand
from tests.helpers import project_copy, shipped_prices

HOSTILE = "[/b] [red]x[/red] :smile: \x1b[31m\x07\u202e a\nb"
STATUS = [sys.executable, "-m", "generator", "status", "--as-of", "2026-09-30"]


def piped_to_head(*command, **environment):
    """Run a program whose reader stops after the first line; its exit code."""
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, env=os.environ | environment,
    ) as program:  # fmt: skip
        program.stdout.readline()
        program.stdout.close()
        return program.wait(), program.stderr.read().decode()


def test_texts_of_providers_are_printed_as_they_are(capsys):
    config = load_config()
    standing = stand(config, shipped_prices())
    done = [Refreshed("rut", "^RUT", None, 0, (HOSTILE,))]
    terminal.print_refresh(standing, done)
    terminal.print_line(HOSTILE)
    terminal.print_error(HOSTILE, HOSTILE)
    printed = capsys.readouterr()
    assert "[/b]" in printed.out
    assert "[/b] [red]x[/red] :smile: " in printed.err
    for text in (printed.out, printed.err):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert len(printed.err.splitlines()) == 2


def test_annotations_cannot_be_escaped(capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    terminal.warn("a\n::set-output name=x::y %0A::error::z")
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["::warning::a ::set-output name=x::y %250A::error::z"]


def test_progress_on_a_terminal_takes_no_markup(monkeypatch):
    monkeypatch.setattr(terminal, "plain", terminal._Console(force_terminal=True, soft_wrap=True))
    with terminal.progress() as tell:
        tell(HOSTILE)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_will_do(encoding):
    done = subprocess.run(
        STATUS, capture_output=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "200"},
    )  # fmt: skip
    printed = done.stdout.decode(encoding)
    assert "Russell 2000" in printed
    assert ("-31%" in printed) is (encoding != "utf-8")  # a fall stays a fall
    assert done.stderr == b""


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["table", "json"])
def test_nobody_needs_to_read_to_the_end(tmp_path, options):
    assert piped_to_head(*STATUS, *options, "--config", project_copy(tmp_path)) == (0, "")


def test_build_is_published_though_nobody_listens(tmp_path):
    file, out = project_copy(tmp_path), tmp_path / "site"
    build = [sys.executable, "-m", "generator", "build", "--config", file, "--out", out]
    code, said = piped_to_head(*build, "--as-of", "2026-10-08")
    assert (code, said) == (0, "")
    assert (out / "index.html").exists()


@pytest.mark.parametrize(("port", "says"), [("70000", "there is no port 70000"), ("", "port ")])
def test_port_that_cannot_be_used_is_the_fault_of_the_port(built_site, port, says):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        asked = port or str(taken.getsockname()[1])
        command = [sys.executable, "-m", "generator", "serve", "--out", built_site, "--port", asked]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert says in done.stderr
    assert "last site stands" not in done.stderr
