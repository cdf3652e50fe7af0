"""Imports go one way: down the floors of the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from generator.config import ROOT

PACKAGE = ROOT / "generator"
GROUND = {"aside", "models", "errors", "calendars", "exchanges", "kept", "texts"}
LOWER = GROUND | {"statistics", "config", "language", "wording", "processes", "vega"}
MIDDLE = {
    "sources",
    "store",
    "validation",
    "signals",
    "claims",
    "charts",
    "pages",
    "prose",
    "publish",
    "heartbeat",
    "site",
}
COMMANDS = {"arguments", "exits", "pipeline", "terminal"}
ALLOWED = {
    "__main__": {*COMMANDS, "maintenance", *LOWER, *MIDDLE},
    "maintenance": {*COMMANDS, "refresh", "importing", "review", *LOWER},
    "arguments": {"pipeline", "terminal", *LOWER},
    "exits": {"terminal", *LOWER},
    "terminal": LOWER,
    "histories": {"store", "validation", *LOWER},
    "refresh": {"histories", "review", "sources", "store", "validation", "signals", *LOWER},
    "importing": {"review", "store", "validation", *LOWER},
    "review": {"store", "validation", *LOWER},
    "pipeline": {"annex", "edition", "histories", "questions", *MIDDLE, *LOWER},
    "edition": {"charts", "heartbeat", "pages", "prose", "publish", "questions", "site", *LOWER},
    "questions": {"site", *LOWER},
    "annex": {"replays", "store", "signals", "claims", *LOWER},
    "replays": {"signals", "claims", *LOWER},
    **dict.fromkeys(MIDDLE, LOWER),
    # A signal knows no configuration, and neither files nor words.
    "signals": GROUND | {"statistics"},
    "claims": LOWER | {"signals"},
    "statistics": {"models", "errors"},
    "wording": GROUND | {"language"},
    "language": {"models", "errors"},
    "config": GROUND | {"language"},
    "calendars": {"exchanges", "models", "errors"},
    "exchanges": {"kept"},
    "kept": set(),
    "models": set(),
    "errors": set(),
    "aside": set(),
    "processes": {"aside", "errors"},
    "vega": {"processes", "errors"},
    "texts": set(),
    "__init__": set(),
}
ONLY = {  # who may import what from outside
    "altair": {"charts"},
    "vl_convert": {"vega"},
    "yfinance": {"sources"},
    "httpx": {"sources"},
    "tenacity": {"sources"},
    "mkdocs": set(),
    "subprocess": {"processes", "site"},
    "exchange_calendars": {"exchanges"},
    "babel": {"language"},
}
FORBIDDEN_TO_PURE_ROOMS = {"os", "io", "pathlib", "time", "random", "requests", "socket", "sys"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = {f"{module}.{alias.name}" for alias in node.names}
            found |= names if module == "generator" else {module}
    return found


def outermost(path: Path) -> set[str]:
    """The packages behind these modules."""
    return {name.split(".")[0] for name in imports(path)}


def test_the_rule_sees_the_house():
    assert {room(path) for path in MODULES} - {"__init__"} <= set(ALLOWED)
    assert "generator.store" in imports(PACKAGE / "pipeline.py")
    assert "altair" in imports(PACKAGE / "charts" / "plot.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downward_only(path):
    own = room(path)
    inner = {name.split(".")[1] for name in imports(path) if name.startswith("generator.")}
    assert inner - {own} <= ALLOWED[own]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_outside_libraries_stay_in_their_rooms(path):
    outside = outermost(path)
    for library, rooms in ONLY.items():
        assert library not in outside or room(path) in rooms


def test_only_the_grammar_of_the_figures_knows_altair():
    drawing = [
        path.name for path in (PACKAGE / "charts").glob("*.py") if "altair" in outermost(path)
    ]
    assert drawing == ["plot.py"]


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) in ("signals", "statistics")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_signals_and_statistics_are_pure(path):
    assert not outermost(path) & FORBIDDEN_TO_PURE_ROOMS
    clock = ("now", "today", "utcnow", "open", "getenv")
    calls = [n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    names = {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}
    assert not names & set(clock)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_short(path):
    assert len(path.read_text().splitlines()) <= 300


def test_automation_knows_the_generator_by_its_command_line_only():
    found = set()
    for path in (ROOT / "automation").glob("*.py"):
        found |= outermost(path) - {"automation", "__future__"}
        assert len(path.read_text().splitlines()) <= 300
    assert found <= sys.stdlib_module_names


def test_the_command_line_does_not_load_what_only_a_build_needs():
    """A status, or a build with nothing new, is ready before the statistics are loaded."""
    heavy = (
        *("altair", "arch", "http.server", "jinja2", "scipy", "statsmodels", "vl_convert"),
        *("generator.publish", "yfinance"),
    )
    code = f"import sys, generator.__main__; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
