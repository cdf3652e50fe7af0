"""Find the web server for the tests of ``hosting/``, or try to get it.

Run as a program (``python -m tests.hosting.nginx``) before the tests, it says loudly if there is
none; where ``CI`` is set that is an error, elsewhere those tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def find() -> str | None:
    """The path of the server; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def find_or_install() -> str | None:
    """The path of the server, after trying Debian's package."""
    if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", "nginx-light"]):
            subprocess.run(["apt-get", "-qq", *command], check=False, capture_output=True)
    return find()


def main() -> int:
    """Say loudly if there is no server; fail where CI is set."""
    if find_or_install():
        return 0
    print(
        "=" * 78
        + "\nNO NGINX: the tests of hosting/ are SKIPPED. Install it: apt-get install nginx-light"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
