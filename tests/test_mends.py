"""What errors advise can be done: each command, option and target that a mend names exists."""

from __future__ import annotations

import ast
import re
import shlex

import pytest

from generator.__main__ import main
from generator.config import ROOT
from tests import messages

ADVISING = ("print_error", "_refuse")  # what comes after the first argument is a mend
MODULES = sorted((ROOT / "generator").rglob("*.py"))


def texts(node):
    """Every text in an expression; what is filled in stands as {}."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def mends(path):
    """The texts of every mend that a file states."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.keyword) and node.arg == "mend":
            yield " ".join(texts(node.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id in ("mend", "MEND", "BY_HAND"):
                yield " ".join(texts(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ADVISING:
            yield " ".join(text for part in node.args[1:] for text in texts(part))
        elif isinstance(node, ast.FunctionDef) and node.name in (
            "_command",
            "mend_for",
            "_ways_to_fill",
        ):
            yield " ".join(texts(node))


STATED = [(path, mend) for path in MODULES for mend in mends(path)]


def test_the_scan_sees_the_mends():
    together = " ".join(mend for _, mend in STATED)
    assert len(STATED) > 60
    for known in ("make site", "--accept-moves", "python -m generator --debug", "checkout --"):
        assert known in together


@pytest.mark.parametrize(
    ("path", "mend"), STATED, ids=[f"{p.stem}-{n}" for n, (p, _) in enumerate(STATED)]
)
def test_what_a_mend_names_exists(path, mend):
    makefile = (ROOT / "Makefile").read_text()
    options = {name for c in (main, *main.commands.values()) for p in c.params for name in p.opts}
    options.add("--help")
    for target in re.findall(r"`make (\w+)`", mend):
        assert re.search(rf"^{target}:", makefile, flags=re.M), target
    for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", mend):
        assert option in options, option
    for command in re.findall(r"python -m generator ([^`]+)", mend):
        words = [word for word in shlex.split(command) if not word.startswith("-") and word != "…"]
        assert not words or words[0] in main.commands, command
    for word in re.findall(r"\bgit (\w+)", mend):
        assert word in ("checkout", "does"), word


def test_a_new_language_begins_with_an_empty_file(tmp_path):
    """As the error of a language without a catalogue says."""
    file = tmp_path / "de" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.touch()
    catalogue = messages.read(file)
    catalogue.update(messages.collected(), no_fuzzy_matching=True)
    assert len(catalogue) > 100
