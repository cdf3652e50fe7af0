"""Measure speed, memory and page weights against the budgets (``make bench``).

Machines are noisy: compare numbers within one run. Budgets are for two idle cores. Scaling is
measured on made-up copies of the history, with every instrument once, four and sixteen times.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
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
from tests.helpers import SHIPPED_UNTIL, project_copy, shipped_prices

OF_A_LANGUAGE = re.compile(r" \((\w+)\)$")


@dataclass(frozen=True)
class Run:
    """One run of the program.

    Attributes
    ----------
    seconds
        From start to end.
    cpu
        Seconds of processor time, of the program and all its processes.
    peak
        Most memory held at once by the program and all its processes together, in MB; what they
        share counts once. 0 where the system does not tell (elsewhere than on Linux).
    phases
        What it said that it does, and for how many seconds.
    """

    seconds: float
    cpu: float
    peak: float
    phases: dict[str, float]

    @property
    def language(self) -> float:
        """Seconds spent on the pages of the languages."""
        return sum(s for phase, s in self.phases.items() if OF_A_LANGUAGE.search(phase))


def run(*arguments: str | Path) -> Run:
    """Run the generator once; only exit codes 0 and 3 are runs."""
    before, spent = time.perf_counter(), os.times()
    with tempfile.TemporaryFile("w+") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "generator", *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env=os.environ | {"NO_COLOR": "1"},
        )
        memory = Memory(program.pid)
        memory.start()
        starts = [("starting", before)]
        assert program.stdout is not None
        starts += [(line.strip(), time.perf_counter()) for line in program.stdout]
        program.wait()
        ended = time.perf_counter()
        memory.join()
        if program.returncode not in (0, 3):
            said.seek(0)
            sys.exit(said.read())
    ends = [start for _, start in starts[1:]] + [ended]
    phases = {name: end - start for (name, start), end in zip(starts, ends, strict=True)}
    now = os.times()
    cpu = now.children_user + now.children_system - spent.children_user - spent.children_system
    return Run(ended - before, cpu, memory.peak, phases)


class Memory(threading.Thread):
    """Watches how much memory a process and its descendants hold together, until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0

    def run(self) -> None:
        """Look every few hundredths of a second."""
        while (held := sum(map(_proportional, _family(self.pid)))) or Path(
            f"/proc/{self.pid}/exe"
        ).exists():
            self.peak = max(self.peak, held / 1024)
            time.sleep(0.03)


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    try:
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(child))]


def _proportional(pid: int) -> int:
    """The memory of a process in KB; what it shares with others counts in part."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def build_from_nothing(*arguments: str | Path) -> Run:
    """Build without anything that earlier builds kept."""
    for kept in ("pictures", "replays", "stamps", "histories", "calendars"):
        empty(ROOT, f"build/{kept}")
    return run("build", *arguments)


def one_new_row(folder: Path) -> Run:
    """Build the day after a build, when each series of that day has its row."""
    folder.mkdir()
    yesterday = SHIPPED_UNTIL - timedelta(days=1)
    file = project_copy(folder, until=yesterday)
    run("build", "--config", file, "--out", folder / "site", "--as-of", str(yesterday))
    shutil.rmtree(folder / "history")
    file = project_copy(folder)
    return run("build", "--config", file, "--out", folder / "site", "--as-of", str(SHIPPED_UNTIL))


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
        definition_grid(prices, luck(prices, breakouts))
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


def builds(table: Table, folder: Path) -> None:
    """A build from nothing with its phases, and those that find something at hand."""
    site = folder / "site"
    first = build_from_nothing("--out", site)
    table.add_row("full build from nothing", f"{first.seconds:.1f} s", "8 s")
    for phase, seconds in first.phases.items():
        if not phase.startswith(("built:", "heaviest")):
            table.add_row(f"  {phase}", f"{seconds:.1f} s", "")
    table.add_row("  processor time", f"{first.cpu:.1f} s", "")
    table.add_row("  with as long again for a second language",
                  f"{first.seconds + first.language:.1f} s", "12 s")  # fmt: skip
    table.add_row("peak memory of all processes", f"{first.peak:.0f} MB", "900 MB")
    table.add_row("rebuild, nothing changed", _seconds(run("build", "--out", site)), "1 s")
    empty(ROOT, "build/stamps")
    table.add_row("rebuild, all pictures at hand", _seconds(run("build", "--out", site)), "")
    table.add_row("rebuild, one new row a series", _seconds(one_new_row(folder / "row")), "5 s")
    table.add_row("status", _seconds(run("status")), "0.8 s")
    for weight in check_site(site):
        table.add_row(
            f"first view of {weight.page}",
            f"{weight.size / 1000:.0f} KB",
            f"{PAGE_BUDGET / 1000:.0f} KB",
        )


def _seconds(done: Run) -> str:
    return f"{done.seconds:.1f} s ({done.cpu:.1f} s processor)"


def main() -> None:
    """Print each measure beside its budget."""
    console = Console()
    table = Table("what", "measured", "budget")
    evidence(table)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        builds(table, folder)
        for times in (1, 4, 16):
            file = multiplied(folder / f"x{times}", times)
            done = build_from_nothing("--config", file, "--out", folder / f"s{times}")
            table.add_row(f"full build, {times} × the instruments", _seconds(done), "linear")
    console.print(table)


if __name__ == "__main__":
    main()
