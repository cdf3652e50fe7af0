"""The real server with ``hosting/nginx.conf``, on loopback."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from generator.config import ROOT
from tests.hosting.nginx import find

CONFIGURATION = (ROOT / "hosting" / "nginx.conf").read_text()


@dataclass(frozen=True)
class Served:
    address: str
    www: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory, built_site):
    """The site at the root, and once more in a folder; yields its address and its files."""
    program = find()
    if program is None:
        pytest.skip("no nginx")  # make test has said so loudly, and failed where CI is set
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copytree(built_site, folder / "www")
    shutil.copytree(built_site, folder / "www" / "report")
    (folder / "www" / ".secret").write_text("no")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = folder / "nginx.conf"
    file.write_text(placed(folder, port))
    # Where the tests run as root, the workers must read root's folders.
    command = [program, "-c", str(file), *(["-g", "user root;"] if os.geteuid() == 0 else [])]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr
    with subprocess.Popen(command) as process:
        wait_for(port, process)
        yield Served(f"http://127.0.0.1:{port}", folder / "www")
        process.terminate()


def placed(folder, port):
    """The configuration with its two places replaced: what is served, and where."""
    text = CONFIGURATION
    for old, new in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("root /srv/www;", f"root {folder}/www;"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return re.sub(r"(?<= )/tmp/nginx", f"{folder}/nginx", text)


def wait_for(port, process):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


@pytest.fixture
def get(server):
    with httpx.Client(base_url=server.address) as client:

        def got(path, **headers):
            return client.get(path, headers=headers)

        yield got
