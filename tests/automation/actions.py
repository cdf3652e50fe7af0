"""GitHub Actions in small: runs a workflow's jobs and shell steps exactly as the file has them.

Each job gets a fresh, shallow clone of a local bare repository. A step's ``run`` goes to bash as on
a runner, with its ``env`` and the files that Actions names. The actions that a workflow uses are
stood in for by the few lines that matter: Pages is a folder. What this file does not know, an
expression or an action, is an error, so that a changed workflow cannot pass unseen.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.config import ROOT
from tests.helpers import link_pictures, project_copy

BUILD = "Build and check the site"
SITE = "https://someone.example/their-fork"
PARTS = ("generator", "automation", "templates", "docs", "tests", ".github")
FILES = ("*.toml", "*.yml", "*.txt", "Makefile", ".gitignore")


def make_origin(folder: Path, since: date) -> Path:
    """A bare repository with this project and the shipped rows from a day on."""
    tree = folder / "tree"
    tree.mkdir()
    project_copy(tree, since=since)
    for part in PARTS:
        shutil.copytree(
            ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "golden")
        )
    for pattern in FILES:
        for file in ROOT.glob(pattern):
            if not (tree / file.name).exists():  # report.toml asks with few draws
                shutil.copy(file, tree / file.name)
    git(tree, "init", "--quiet", "--initial-branch=main")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message", "The project")
    git(tree, "gc", "--quiet")  # every checkout would pack it again
    git(folder, "clone", "--quiet", "--bare", "tree", "origin.git")
    return folder / "origin.git"


def git(folder: Path, *arguments: str) -> str:
    """Run git as a person would; its output."""
    identity = ("-c", "user.name=Someone", "-c", "user.email=someone@someone.example")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Ran:
    """What a run left: how its jobs ended, what they printed, and the page that it shows."""

    results: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    failed_steps: list[str] = field(default_factory=list)
    outputs: dict[str, dict[str, object]] = field(default_factory=dict)


@dataclass
class Actions:
    """A repository with Actions and Pages.

    Attributes
    ----------
    live
        What Pages serves.
    before
        What happens in the world just before a step, by the step's name; it gets the checkout.
    without
        Steps left out, for their time, where a test does not look at what they do.
    artifacts
        The names under which the attempts of a run uploaded a site; none is ever removed.
    """

    origin: Path
    folder: Path
    environment: dict[str, str]
    before: dict[str, Callable[[Path], object]] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    pages_work: bool = True
    artifacts: list[object] = field(default_factory=list)
    runs: int = 0

    @property
    def live(self) -> Path:
        return self.folder / "live"

    def run(
        self, workflow: str, now: datetime, *, again: Ran | None = None, attempt: int = 1,
        payload: dict[str, object] | None = None, **inputs: object,
    ) -> Ran:  # fmt: skip
        """Run a workflow at a moment; ``inputs`` with underscores for hyphens.

        A ``payload`` comes with a ``repository_dispatch``, under the inputs' own names.

        A further ``attempt`` keeps what the earlier ones uploaded. With ``again`` it runs the jobs
        that failed then; without, all of them.
        """
        if attempt == 1:
            self.artifacts.clear()
            shutil.rmtree(self.folder / "artifacts", ignore_errors=True)
            self.runs += 1
        text = (ROOT / ".github" / "workflows" / workflow).read_text()
        jobs = yaml.safe_load(text)["jobs"]
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        ran, contexts = Ran(), self._contexts(given, payload or {}, attempt)
        for name, job in jobs.items():
            if again and again.results[name] == "success" and name != "alarm":
                ran.results[name], ran.outputs[name] = "success", again.outputs[name]
                contexts["needs"][name] = {"result": "success", "outputs": again.outputs[name]}
                continue
            if not _is_begun(job, ran, contexts):
                ran.results[name] = "skipped"
            for chosen in _matrix(job, contexts) if name not in ran.results else ():
                contexts["matrix"] = chosen
                before = ran.results.get(name, "success")
                self._job(name, job, ran, contexts, now)
                ran.results[name] = max(before, ran.results[name], key=("success", "failure").index)
            outputs = {
                key: _filled(value, contexts) for key, value in job.get("outputs", {}).items()
            }
            ran.outputs[name] = outputs
            contexts["needs"][name] = {"result": ran.results[name], "outputs": outputs}
        return ran

    def _contexts(
        self, inputs: dict[str, object], payload: dict[str, object], attempt: int
    ) -> dict[str, Any]:
        github = {
            "server_url": "https://forge.example",
            "repository": "someone/their-fork",
            "token": "not-a-secret",
            "run_attempt": str(attempt),
            "run_id": str(self.runs),
            "event": {"client_payload": payload},
        }
        return {"github": github, "inputs": inputs, "steps": {}, "needs": {}}

    def _job(
        self, name: str, job: dict[str, Any], ran: Ran, contexts: dict[str, Any], now: datetime
    ) -> None:
        checkout = self.folder / "work" / name
        shutil.rmtree(checkout, ignore_errors=True)
        contexts["steps"], good, saved = {}, True, []
        for step in job["steps"]:
            wanted = {"success()": good, "failure()": not good, "always()": True}
            if step.get("name") in self.without or not wanted[step.get("if", "success()")]:
                continue
            if "uses" in step:
                given = {k: _filled(v, contexts) for k, v in step.get("with", {}).items()}
                if "actions/cache@" in step["uses"]:
                    saved.append(given)
                passed, outputs = self._use(step["uses"].split("@")[0], checkout, given), {}
                if "configure-pages" in step["uses"]:
                    outputs = {"base_url": SITE}
            else:
                self.before.get(step["name"], lambda _: None)(checkout)
                passed, outputs = self._step(step, checkout, ran, contexts, now)
            if not passed:
                good = False
                ran.failed_steps.append(step.get("name") or step["uses"])
            if "id" in step:
                contexts["steps"][step["id"]] = {"outputs": outputs}
        for given in saved if good else ():
            shutil.copytree(checkout / given["path"], self.folder / "cache" / given["key"])
        ran.results[name] = "success" if good else "failure"

    def _step(
        self,
        step: dict[str, Any],
        checkout: Path,
        ran: Ran,
        contexts: dict[str, Any],
        now: datetime,
    ) -> tuple[bool, dict[str, str]]:
        """One ``run`` in the shell that the workflow names."""
        files = {name: checkout.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        environment = {
            name: str(_filled(value, contexts)) for name, value in step.get("env", {}).items()
        }
        environment |= {
            "PATH": f"{self._tools()}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "SOURCE_DATE_EPOCH": str(int(now.timestamp())),
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": contexts["github"]["server_url"],
            "GITHUB_REPOSITORY": contexts["github"]["repository"],
            "GITHUB_RUN_ID": "77",
            "GITHUB_REF_NAME": "main",
            "GITHUB_REF_TYPE": "branch",
            **{name: str(file) for name, file in files.items()},
            **self.environment,
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert "Traceback" not in done.stderr, done.stderr
        ran.log += done.stdout + done.stderr
        ran.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        outputs = dict(
            line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines()
        )
        return done.returncode == 0, outputs

    def _use(self, action: str, checkout: Path, given: dict[str, object]) -> bool:
        """What an action does, as far as a run depends on it."""
        artifact = self.folder / "artifact"
        if action == "actions/checkout":
            git(self.folder, "clone", "-q", "--depth=1", f"file://{self.origin}", str(checkout))
            _link_environment(checkout / ".venv")
            link_pictures(checkout)
        elif action == "actions/upload-pages-artifact":
            self.artifacts.append(given.get("name", "github-pages"))
            shutil.rmtree(artifact, ignore_errors=True)
            if BUILD not in self.without:
                shutil.copytree(checkout / "site", artifact)
        elif action == "actions/upload-artifact":
            self._upload(checkout, given)
        elif action == "actions/download-artifact":
            self._download(checkout, given)
        elif action == "actions/cache":
            kept = sorted((self.folder / "cache").glob(f"{given['restore-keys']}*"))
            if kept:
                shutil.copytree(kept[-1], checkout / str(given["path"]))
        elif action == "actions/deploy-pages":
            name = given.get("artifact_name", "github-pages")
            if self.artifacts.count(name) != 1:  # none, or "unexpectedly found"
                return False
            if self.pages_work and artifact.exists():
                shutil.rmtree(self.live, ignore_errors=True)
                artifact.rename(self.live)
            return self.pages_work
        else:
            assert action in ("actions/setup-python", "actions/configure-pages"), action
        return True

    def _upload(self, checkout: Path, given: dict[str, object]) -> None:
        """Several paths keep their place below the checkout, the files of a single one do not."""
        paths = [checkout / line for line in str(given["path"]).split()]
        target = self.folder / "artifacts" / str(given["name"])
        assert not target.exists(), "a name can be given once"
        for path in paths:
            to = target if len(paths) == 1 else target / path.relative_to(checkout)
            if path.is_dir():
                shutil.copytree(path, to, ignore=shutil.ignore_patterns(".*"))
            elif path.exists() or "if-no-files-found" not in given:
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)

    def _download(self, checkout: Path, given: dict[str, object]) -> None:
        """One artifact that must be there, or all whose names fit."""
        there = self.folder / "artifacts"
        named = [there / str(given["name"])] if "name" in given else []
        for artifact in named or sorted(there.glob(str(given["pattern"]))):
            shutil.copytree(artifact, checkout / str(given.get("path", ".")), dirs_exist_ok=True)

    def _tools(self) -> Path:
        """The runner's own python3: it has no package of ours."""
        tools = self.folder / "bin"
        if not tools.exists():
            tools.mkdir()
            (tools / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
            (tools / "python3").chmod(0o755)
        return tools


def _link_environment(venv: Path) -> None:
    """What `make .venv/site` makes, without the network: make finds it up to date."""
    venv.mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.name in ("bin", "lib", "include", "pyvenv.cfg"):
            (venv / part.name).symlink_to(part)
    for stamp in ("python", "site", "dev"):
        (venv / stamp).touch()


def _is_begun(job: dict[str, Any], ran: Ran, contexts: dict[str, Any]) -> bool:
    """Whether a job runs. A job that was skipped lets no later one run that does not ask why."""
    needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
    condition = job.get("if", "success()")
    if condition == "always()":
        return True
    if found := re.fullmatch(
        r"\$\{\{ !cancelled\(\) && needs\.(\w+)\.result == 'success' \}\}", condition
    ):
        return ran.results[found[1]] == "success"
    good = all(ran.results[need] == "success" for need in needs)
    if found := re.fullmatch(r"(needs\.[\w.]+) != '(\S+)'", condition):
        return good and _value(found[1], contexts) != found[2]
    assert condition == "success()", condition
    return good


def _matrix(job: dict[str, Any], contexts: dict[str, Any]) -> list[dict[str, str]]:
    """What a job is run for, one after the other: each value of its one list, or nothing."""
    if "strategy" not in job:
        return [{}]
    ((name, listed),) = job["strategy"]["matrix"].items()
    found = re.fullmatch(r"\$\{\{ fromJSON\((.+)\) \}\}", listed)
    assert found, listed
    return [{name: value} for value in json.loads(_value(found[1], contexts))]


def _filled(value: object, contexts: dict[str, Any]) -> object:
    """A value with its expressions replaced: names, and alternatives between names."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: _value(m[1], contexts), str(value))


def _value(expression: str, contexts: dict[str, Any]) -> str:
    for name in expression.split(" || "):
        assert re.fullmatch(r"[a-z]+(\.[\w-]+)+", name), expression
        found: Any = contexts
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        if found:
            return "true" if found is True else str(found)
    return ""
