"""Serve a finished site on this machine, much as ``hosting/nginx.conf`` would.

Ranges are answered, a missing page by the site's own, folders are not listed, and nothing but
the files of the site is ever sent.
"""

import contextlib
import re
import sys
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

from generator.errors import UsageError

HIGHEST_PORT = 65_535
_TEXT = "; charset=utf-8"
TYPES = {
    ".css": f"text/css{_TEXT}",
    ".csv": f"text/csv{_TEXT}",
    ".gz": "application/gzip",
    ".html": f"text/html{_TEXT}",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": f"text/javascript{_TEXT}",
    ".json": f"application/json{_TEXT}",
    ".map": f"application/json{_TEXT}",
    ".png": "image/png",
    ".svg": f"image/svg+xml{_TEXT}",
    ".txt": f"text/plain{_TEXT}",
    ".webmanifest": f"application/manifest+json{_TEXT}",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": f"application/xml{_TEXT}",
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Server(ThreadingHTTPServer):
    """A server for this machine alone; a browser that goes away is no error."""

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Say in one line what went wrong, unless the browser has closed the connection."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            sys.stderr.write(f"warning: {type(error).__name__}: {error}\n")


def open_server(site: Path, port: int) -> Server:
    """A server that listens on a port of this machine; 0 takes any free one.

    Raises
    ------
    UsageError
        If there is no such port, or it is taken or forbidden.
    """
    if not 0 <= port <= HIGHEST_PORT:
        raise UsageError(
            f"there is no port {port}",
            place="--port",
            mend=f"name one from 1024 to {HIGHEST_PORT}, or 0 for any free one.",
        )
    try:
        return Server(("127.0.0.1", port), partial(Handler, site))
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error.strerror})",
            place="--port",
            mend="stop the program that uses it, or name another, or 0 for any free one.",
        ) from error


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server_version = "lead-or-luck"
    timeout = 30  # seconds without a request, after which a connection is closed

    def __init__(self, site: Path, *arguments: object) -> None:
        self.site = site
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, or a part of it."""
        self._answer(self.path.partition("?")[0].partition("#")[0])

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, address: str) -> None:
        names = _names(address)
        try:
            path = self._found(names, is_folder=address.endswith("/"))
            if path.is_dir():
                here = quote("/".join(names), safe="/")
                self._send(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": f"/{here}/"})
            else:
                self._send_file(path)
        except (OSError, ValueError):  # also names that no file can have
            self._send_missing(names)

    def _found(self, names: list[str], *, is_folder: bool) -> Path:
        """The file that is asked for, or the folder whose address ends with a slash."""
        path = self.site.joinpath(*names)
        page = path / "index.html"
        found = page if is_folder else path
        inside = found.resolve().is_relative_to(self.site.resolve())
        hidden = any(name.startswith(".") for name in names)
        if not inside or hidden or (path.is_dir() and not page.is_file()):
            raise FileNotFoundError
        return found

    def _send_file(self, path: Path) -> None:
        content, changed = path.read_bytes(), formatdate(path.stat().st_mtime, usegmt=True)
        headers = {"Content-Type": _type(path), "Last-Modified": changed, "Accept-Ranges": "bytes"}
        if self.headers.get("If-Modified-Since") == changed:
            self._send(HTTPStatus.NOT_MODIFIED, headers=headers)
            return
        same = self.headers.get("If-Range", changed) == changed
        part = _part(self.headers.get("Range") if same else None, len(content))
        if part is None:
            self._send(HTTPStatus.OK, content, headers)
        elif not part:
            headers["Content-Range"] = f"bytes */{len(content)}"
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
        else:
            headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{len(content)}"
            self._send(HTTPStatus.PARTIAL_CONTENT, content[part[0] : part[-1] + 1], headers)

    def _send_missing(self, names: list[str]) -> None:
        """The page of the site, or of its language, that says what is missing."""
        for folder in (*names[:1], ""):
            with contextlib.suppress(OSError, ValueError):
                page = self._found([*filter(None, [folder]), "404.html"], is_folder=False)
                content = page.read_bytes()
                self._send(HTTPStatus.NOT_FOUND, content, {"Content-Type": TYPES[".html"]})
                return
        text = b"There is no such page.\n"
        self._send(HTTPStatus.NOT_FOUND, text, {"Content-Type": TYPES[".txt"]})

    def _send(
        self, status: HTTPStatus, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        always = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        self.send_response(status)
        for name, value in ((headers or {}) | always).items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _names(address: str) -> list[str]:
    """The folders and the file that an address names."""
    return [name for name in unquote(address).split("/") if name]


def _type(path: Path) -> str:
    return TYPES.get(path.suffix.lower(), "application/octet-stream")


def _part(asked: str | None, size: int) -> range | None:
    """The bytes that are asked for: None for all of them, empty where there are none such.

    More than one range in a request is answered with everything, as a server may.
    """
    found = _RANGE.fullmatch(asked.strip()) if asked else None
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last or size), size - 1) + 1)
