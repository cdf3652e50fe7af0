"""The part of GitHub's API that the alarm speaks, on this machine."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class GitHub:
    """Issues and what was asked; ``fails`` answers that many requests with an error first."""

    issues: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    disabled: bool = False
    fails: int = 0
    address: str = ""

    def add(self, title: str, *, user: str = "Bot", **more: object) -> dict[str, Any]:
        """An issue as the API shows it."""
        made = {
            "number": len(self.issues) + 1,
            "title": title,
            "body": "",
            "state": "open",
            "user": {"type": user},
            "comments_made": [],
            **more,
        }
        self.issues.append(made)
        return made

    def named(self, title: str) -> list[dict[str, Any]]:
        return [issue for issue in self.issues if issue["title"] == title]


class _Handler(http.server.BaseHTTPRequestHandler):
    github: GitHub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer(self._list)

    def do_POST(self) -> None:
        self._answer(self._make)

    def do_PATCH(self) -> None:
        self._answer(self._change)

    def _answer(self, act: Any) -> None:
        self.github.asked.append(f"{self.command} {self.path}")
        self.github.tokens.add(self.headers["Authorization"])
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.github.fails:
            self.github.fails -= 1
            self._say(502, {"message": "Bad Gateway"})
        elif self.github.disabled:
            self._say(410, {"message": "Issues are disabled for this repo"})
        elif not self.path.startswith("/repos/someone/their-fork/issues"):
            self._say(404, {"message": "Not Found"})
        else:
            self._say(200, act(json.loads(content) if content else {}))

    def _list(self, _: dict[str, Any]) -> object:
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        assert query["state"] == "all"
        size, page = int(query["per_page"]), int(query["page"])
        newest_first = self.github.issues[::-1]
        return newest_first[(page - 1) * size : page * size]

    def _make(self, content: dict[str, Any]) -> object:
        parts = urlsplit(self.path).path.split("/")
        if parts[-1] == "comments":
            self.github.issues[int(parts[-2]) - 1]["comments_made"].append(content["body"])
            return {}
        return self.github.add(content["title"], body=content["body"])

    def _change(self, content: dict[str, Any]) -> object:
        issue = self.github.issues[int(self.path.split("/")[-1]) - 1]
        issue.update(content)
        return issue

    def _say(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def running() -> Iterator[GitHub]:
    """Serve the API on loopback."""
    github = GitHub()
    made = type("Made", (_Handler,), {"github": github})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        github.address = f"http://127.0.0.1:{server.server_port}"
        yield github
        server.shutdown()
