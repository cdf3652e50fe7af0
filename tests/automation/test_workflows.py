"""What every workflow must satisfy, and that each of its steps exists."""

from __future__ import annotations

import re
import zoneinfo

import pytest
import yaml

from automation.__main__ import STEPS
from automation.versions import markdown
from generator.config import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text()


def loaded(file):
    text = file.read_text()
    return text, yaml.safe_load(text.replace("\non:", '\n"on":', 1))


def test_there_are_three():
    assert [file.name for file in FILES] == ["canary.yml", "ci.yml", "refresh.yml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_right_is_given_unasked_and_no_action_floats(file):
    text, workflow = loaded(file)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
    for line in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    # No secret is needed, and the one that can be given reaches a single step.
    assert text.count("secrets.") == text.count("PUSH_KEY: ${{ secrets.PUSH_KEY }}") <= 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_step_is_thin_and_exists(file):
    _, workflow = loaded(file)
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            run = step.get("run", "")
            assert "${{" not in run  # inputs reach a step through its environment only
            assert "\n" not in run.strip()
            for target in re.findall(r"\bmake (\S+)", run):
                assert re.search(rf"^{re.escape(target)}:", MAKEFILE, flags=re.M), target
            for name in re.findall(r"-m automation (\w+)", run):
                assert name in STEPS


def test_runners_have_no_node_20_any_more():
    """The first release of each action that runs on Node 24."""
    node_24 = {
        "checkout": 5, "setup-python": 6, "configure-pages": 6, "deploy-pages": 5,
        "cache": 5, "download-artifact": 7, "upload-artifact": 6, "upload-pages-artifact": 5,
    }  # fmt: skip
    for file in FILES:
        for name, version in re.findall(r"uses: actions/([\w-]+)@\S+ # v(\d+)", file.read_text()):
            assert int(version) >= node_24[name], (file.name, name)


def test_only_trusted_events_can_write():
    for file in FILES:
        _, workflow = loaded(file)
        rights = [
            right for job in workflow["jobs"].values() for right in job["permissions"].values()
        ]
        events = set(workflow["on"])
        assert "write" not in rights or events <= {
            "schedule", "workflow_dispatch", "repository_dispatch"
        }  # fmt: skip


def test_schedule_of_the_refresh():
    """After the close in New York, at odd minutes, with a second try, and on weekends."""
    _, workflow = loaded(ROOT / ".github/workflows/refresh.yml")
    slots = workflow["on"]["schedule"]
    assert {slot["timezone"] for slot in slots} == {"America/New_York"}
    zoneinfo.ZoneInfo("America/New_York")
    times = [slot["cron"].split() for slot in slots]
    assert all(int(minute) % 5 for minute, *_ in times)
    assert all(int(hour) > 16 for _, hour, *_ in times)
    assert [days for *_, days in times] == ["1-5", "1-5", "0,6"]
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert set(workflow["on"]["workflow_dispatch"]["inputs"]) == {
        "as-of", "accept", "reject", "accept-revisions", "rebuild-only", "reason"
    }  # fmt: skip


def test_every_input_can_be_dispatched_as_a_payload_too():
    text, workflow = loaded(ROOT / ".github/workflows/refresh.yml")
    for name in workflow["on"]["workflow_dispatch"]["inputs"]:
        variable = name.upper().replace("-", "_")
        either = f"inputs.{name} || github.event.client_payload.{name}"
        assert f"          {variable}: ${{{{ {either} }}}}\n" in text


def test_dependabot_renews_the_pins():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["github-actions"]


def test_canary_names_the_versions():
    diff = (
        "--- a/requirements.txt\n+++ b/requirements.txt\n"
        "-altair==6.0.0 \\\n+altair==6.1.0 \\\n+    --hash=sha256:00\n+new==1.0 ; python_version\n"
    )
    assert "| `altair` | 6.0.0 | 6.1.0 |" in markdown(diff)
    assert "| `new` | – | 1.0 |" in markdown(diff)
    assert "Every pin is the newest." in markdown("")
