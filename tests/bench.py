"""Measure speed, memory and page weights against the budgets (``make bench``).

Machines are noisy: compare numbers within one run. Scaling is measured on made-up copies of the
history, with every instrument once, four and sixteen times.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from generator.config import ROOT
from generator.site.checks import PAGE_BUDGET, check_site
from tests.helpers import project_copy


@dataclass(frozen=True)
class Run:
    """One run of the program: seconds, and the peak memory of it and its children in MB."""

    seconds: float
    peak: float


def run(*arguments: str | Path) -> Run:
    """Run the generator once; only exit codes 0 and 3 are runs."""
    before = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.decode())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Run(time.perf_counter() - before, peak)


def multiplied(folder: Path, times: int) -> Path:
    """The project with every instrument ``times`` times under other names."""
    folder.mkdir()
    file = project_copy(folder)
    text = file.read_text()
    tables = re.findall(r"\[instruments\.(\w+)\]\n(.*?)\n(?=\n)", text, flags=re.S)
    added = ""
    for number in range(1, times):
        for key, body in tables:
            copy = f"{key}x{number}"
            shutil.copytree(folder / "history" / key, folder / "history" / copy)
            added += f"\n[instruments.{copy}]\n" + re.sub(
                r'symbol = "([^"]*)"', rf'symbol = "\g<1>{number}"', body
            )
            added += "\n"
    file.write_text(text.replace("\n[paths]", added + "\n[paths]"))
    return file


def main() -> None:
    """Print each measure beside its budget."""
    console = Console()
    table = Table("what", "measured", "budget")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        site = folder / "site"
        first = run("build", "--out", site)
        table.add_row("full build from nothing", f"{first.seconds:.1f} s", "15 s")
        table.add_row("peak memory", f"{first.peak:.0f} MB", "600 MB")
        table.add_row(
            "rebuild, nothing changed", f"{run('build', '--out', site).seconds:.1f} s", "2 s"
        )
        table.add_row("status", f"{run('status').seconds:.1f} s", "")
        for weight in check_site(site):
            table.add_row(
                f"first view of {weight.page}",
                f"{weight.size / 1000:.0f} KB",
                f"{PAGE_BUDGET / 1000:.0f} KB",
            )
        for times in (1, 4, 16):
            file = multiplied(folder / f"x{times}", times)
            seconds = run("build", "--config", file, "--out", folder / f"s{times}").seconds
            table.add_row(f"full build, {times} × the instruments", f"{seconds:.1f} s", "linear")
    console.print(table)


if __name__ == "__main__":
    main()
