"""One issue by its title, through GitHub's API: opened, updated, reopened or closed.

The title is the issue's name: whatever happens, there is one issue with it. Only issues that a
bot opened count, so that nobody can plant one and have it rewritten.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

PAGE = 100
ATTEMPTS = 3
PAUSE = 2.0  # seconds before the second attempt, doubled before the third


class IssueError(Exception):
    """The API refused; ``status`` is 0 where it could not be reached."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True)
class Issue:
    """An issue as far as the alarm needs it."""

    number: int
    body: str
    is_open: bool


def find(title: str) -> Issue | None:
    """The issue with a title, open or closed; an open one first, then the newest."""
    found: list[Issue] = []
    page = 1
    while True:
        listed = _ask("GET", f"issues?state=all&per_page={PAGE}&page={page}")
        found += [
            Issue(one["number"], one["body"] or "", one["state"] == "open")
            for one in listed
            if one["title"] == title and one["user"]["type"] == "Bot" and "pull_request" not in one
        ]
        if len(listed) < PAGE:
            return max(found, key=lambda one: (one.is_open, one.number), default=None)
        page += 1


def create(title: str, body: str) -> int:
    """Open an issue; its number."""
    return int(_ask("POST", "issues", {"title": title, "body": body})["number"])


def update(number: int, body: str, *, is_open: bool) -> None:
    """Rewrite an issue, and open or close it."""
    state = "open" if is_open else "closed"
    _ask("PATCH", f"issues/{number}", {"body": body, "state": state})


def comment(number: int, body: str) -> None:
    """Add a comment, so that those who watch the issue hear of it."""
    _ask("POST", f"issues/{number}/comments", {"body": body})


def _ask(method: str, path: str, content: dict[str, str] | None = None) -> Any:
    """Ask the API; only a question that changes nothing is asked again after a failure."""
    for attempt in range(ATTEMPTS if method == "GET" else 1):
        if attempt:
            time.sleep(PAUSE * attempt)
        try:
            return _ask_once(method, path, content)
        except IssueError as error:
            last = error
            if 400 <= error.status < 500:
                break
    raise last


def _ask_once(method: str, path: str, content: dict[str, str] | None) -> Any:
    base, repository = os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"]
    request = urllib.request.Request(  # noqa: S310  # the address is the runner's own
        f"{base}/repos/{repository}/{path}",
        method=method,
        data=None if content is None else json.dumps(content).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ.get('GITHUB_TOKEN', '')}",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode(errors="replace")[:300]
        raise IssueError(error.code, f"{method} {path}: {error.code} {text}") from error
    except (OSError, ValueError) as error:
        raise IssueError(0, f"{method} {path}: {error}") from error
