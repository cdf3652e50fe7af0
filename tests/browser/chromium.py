"""Find the browser for the browser tests, or try to get one.

Run as a program (``python -m tests.browser.chromium``) before the tests: the system's Chromium if
there is one, else Playwright's own, else Debian's package. Failing all three is an error only
where ``CI`` is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a browser that is already there."""
    system = next((path for name in NAMES if (path := shutil.which(name))), None)
    return system or _of_playwright()


def find_or_install() -> str | None:
    """The path of a browser, after trying to install one."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in attempts:
        if found := find():
            return found
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return find()


def _of_playwright() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    found = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def main() -> int:
    """Say loudly if there is no browser; fail where CI is set."""
    if find_or_install():
        return 0
    print(
        "=" * 78
        + "\nNO CHROMIUM: the browser tests are SKIPPED. Install it: apt-get install chromium"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
