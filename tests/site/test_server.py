"""The server for one's own machine, asked over the loopback interface."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass

import pytest

from generator.config import ROOT
from generator.errors import UsageError
from generator.site.server import TYPES, open_server

DIGITS = b"0123456789"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "secret.txt").write_text("outside")
    site = folder / "site"
    for name in ("data", "ar", "figures"):
        (site / name).mkdir(parents=True)
    for suffix in TYPES:
        (site / f"x{suffix}").write_bytes(DIGITS)
    for name in ("index.html", "data/index.html", "404.html", "ar/404.html", ".hidden"):
        (site / name).write_text(name)
    (site / "x.strange").write_bytes(DIGITS)
    (site / "a ü.csv").write_bytes(DIGITS)
    (site / "figures" / "out.txt").symlink_to(folder / "secret.txt")
    return site


@pytest.fixture(scope="module")
def ask(site):
    with open_server(site, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()

        def request(path, method="GET", **headers):
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in named.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            found = Answer(answer.status, answer.headers, answer.read())
            connection.close()
            return found

        yield request
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", b"index.html"),
        ("/index.html?x=1", b"index.html"),
        ("/data/", b"data/index.html"),
        ("/a%20%C3%BC.csv", DIGITS),
    ],
)
def test_pages_and_files(ask, path, page):
    answer = ask(path)
    assert (answer.status, answer.body) == (200, page)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".webmanifest", "application/manifest+json; charset=utf-8"),
        (".woff2", "font/woff2"),
        (".csv", "text/csv; charset=utf-8"),
        (".json", "application/json; charset=utf-8"),
        (".xml", "application/xml; charset=utf-8"),
        (".html", "text/html; charset=utf-8"),
        (".svg", "image/svg+xml; charset=utf-8"),
        (".strange", "application/octet-stream"),
    ],
)
def test_types(ask, suffix, kind):
    answer = ask(f"/x{suffix}")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "body", "says"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 206, DIGITS, "bytes 0-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-0", 206, b"0", "bytes 0-0/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=99-100", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=3-1", 200, DIGITS, None),
        ("bytes=-", 200, DIGITS, None),
        ("bytes=0-1,3-4", 200, DIGITS, None),
        ("lines=0-1", 200, DIGITS, None),
        ("bytes=²-", 200, DIGITS, None),
        ("bytes=" + "9" * 30 + "-", 200, DIGITS, None),
    ],
)
def test_ranges(ask, asked, status, body, says):
    answer = ask("/x.csv", Range=asked.encode())
    assert (answer.status, answer.body) == (status, body)
    assert answer.headers["Content-Range"] == says
    assert answer.headers["Content-Length"] == str(len(body))


def test_range_of_a_file_that_has_changed(ask):
    changed = ask("/x.csv").headers["Last-Modified"]
    assert ask("/x.csv", Range="bytes=0-3", If_Range=changed).status == 206
    assert ask("/x.csv", Range="bytes=0-3", If_Range="another").body == DIGITS


def test_file_that_the_browser_has(ask):
    changed = ask("/x.csv").headers["Last-Modified"]
    answer = ask("/x.csv", If_Modified_Since=changed)
    assert (answer.status, answer.body) == (304, b"")
    assert ask("/x.csv", If_Modified_Since="never").status == 200


@pytest.mark.parametrize("path", ["/", "/x.csv", "/none", "/data"])
def test_head_says_what_get_says(ask, path):
    got, head = ask(path), ask(path, "HEAD")
    assert (head.status, head.body) == (got.status, b"")
    for name in ("Content-Type", "Content-Length", "Location"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/none",
        "/figures/",  # a folder without a page is not listed
        "/figures",
        "/x.csv/",
        "/.hidden",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/data/..%5c..%5csecret.txt",
        "/figures/out.txt",  # a link that leads out of the site
        "//etc/passwd",
        "/x.csv%00",
        "/%ff",
        "/" + "x" * 300,
    ],
)
def test_what_is_not_there(ask, path):
    answer = ask(path)
    assert (answer.status, answer.body) == (404, b"404.html")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_missing_page_of_a_language(ask):
    assert ask("/ar/none").body == b"ar/404.html"


def test_folder_without_its_slash(ask):
    answer = ask("/data")
    assert (answer.status, answer.headers["Location"]) == (301, "/data/")
    assert ask("//data").headers["Location"] == "/data/"


def test_other_methods(ask):
    assert ask("/", "POST").status == 501


def test_site_without_a_page_for_what_is_missing(tmp_path):
    (tmp_path / "index.html").write_text("x")
    with open_server(tmp_path, 0) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", "/none", headers={"Connection": "close"})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (404, b"There is no such page.\n")
        connection.close()
        thread.join()


@pytest.mark.parametrize("port", [-1, 65_536, 70_000])
def test_no_such_port(tmp_path, port):
    with pytest.raises(UsageError, match=f"--port: there is no port {port}"):
        open_server(tmp_path, port)


def test_port_that_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used"):
            open_server(tmp_path, port)


def test_ctrl_c_and_a_browser_that_goes_away_are_quiet(site):
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", "0", "--out", str(site)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as server:
        try:
            port = int(server.stdout.readline().split("/")[2].split(":")[1])
            with socket.create_connection(("127.0.0.1", port)) as browser:
                reset = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
                browser.sendall(b"GET / HT")
            server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=30)
        finally:
            server.kill()
    assert (server.returncode, errors) == (0, "")
