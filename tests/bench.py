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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.stats import permutation_test

from generator.config import ROOT
from generator.signals.breakouts import find_breakouts, primary_definition
from generator.signals.grid import definition_grid
from generator.signals.luck import luck
from generator.signals.placebos import placebos
from generator.signals.sample import admissible_sessions
from generator.site.checks import PAGE_BUDGET, check_site
from generator.site.clean import empty
from generator.statistics.permutation import p_value, random_samples
from tests.helpers import project_copy, shipped_prices


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


def build_from_nothing(*arguments: str | Path) -> Run:
    """Build without the pictures of earlier builds."""
    empty(ROOT, "build/pictures")
    return run("build", *arguments)


def multiplied(folder: Path, times: int) -> Path:
    """The project with every instrument ``times`` times under other names."""
    folder.mkdir()
    file = project_copy(folder, draws={})
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


def evidence(table: Table) -> None:
    """The luck tests, the grid and the placebos on one core, and against the obvious ways."""
    prices = shipped_prices()
    breakouts = find_breakouts(prices.leader, primary_definition(prices.question))

    def seconds(work: Callable[[], object]) -> float:
        before = time.perf_counter()
        work()
        return time.perf_counter() - before

    def all_of_it() -> None:
        luck(prices, breakouts)
        definition_grid(prices)
        placebos(prices)

    table.add_row("luck tests, grid and placebos", f"{seconds(all_of_it):.2f} s", "2 s")
    sample = admissible_sessions(prices, prices.question.primary_horizon)
    values, events = sample.log_returns, sample.positions(breakouts)
    draws, rng = 20_000, np.random.default_rng(1)
    label = np.isin(np.arange(len(values)), events)

    def vectorised() -> None:
        drawn = random_samples(len(values), len(events), draws, rng)
        p_value(values[drawn].mean(axis=1), float(values[events].mean()))

    def loop() -> None:
        for _ in range(draws):
            values[rng.choice(len(values), len(events), replace=False)].mean()

    def scipys() -> None:
        permutation_test(
            (values[label], values[~label]),
            lambda x, _y, axis: x.mean(axis=axis),
            permutation_type="independent",
            vectorized=True,
            n_resamples=draws,
            batch=500,
            alternative="greater",
        )

    ours = seconds(vectorised)
    table.add_row(f"primary test, {draws:,} draws", f"{ours * 1000:.0f} ms", "")
    for name, work in (("a plain loop", loop), ("scipy's permutation_test", scipys)):
        table.add_row(f"  the same by {name}", f"{seconds(work) / ours:.0f} × as long", "")


def main() -> None:
    """Print each measure beside its budget."""
    console = Console()
    table = Table("what", "measured", "budget")
    evidence(table)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        site = folder / "site"
        first = build_from_nothing("--out", site)
        table.add_row("full build from nothing", f"{first.seconds:.1f} s", "15 s")
        table.add_row("peak memory", f"{first.peak:.0f} MB", "600 MB")
        table.add_row(
            "rebuild, nothing changed", f"{run('build', '--out', site).seconds:.1f} s", "2 s"
        )
        empty(ROOT, "build/stamps")
        again = run("build", "--out", site)
        table.add_row("rebuild, the same pictures", f"{again.seconds:.1f} s", "")
        table.add_row("status", f"{run('status').seconds:.1f} s", "")
        for weight in check_site(site):
            table.add_row(
                f"first view of {weight.page}",
                f"{weight.size / 1000:.0f} KB",
                f"{PAGE_BUDGET / 1000:.0f} KB",
            )
        for times in (1, 4, 16):
            file = multiplied(folder / f"x{times}", times)
            seconds = build_from_nothing("--config", file, "--out", folder / f"s{times}").seconds
            table.add_row(f"full build, {times} × the instruments", f"{seconds:.1f} s", "linear")
    console.print(table)


if __name__ == "__main__":
    main()
