"""Whether Zensical, the successor of Material for MkDocs, builds our pages too.

Run as a program by the canary (``python -m tests.zensical``), where Zensical is installed; it is
no dependency yet. The flow is the real one, with Zensical in MkDocs' place. Each page must come
out with its heading; what the site's own checks say beyond that is told, and fails nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from generator import pipeline
from generator.config import load_config
from generator.errors import BuildError, SiteCheckError
from generator.site import assembly, checks
from tests.helpers import MOMENT, SHIPPED_UNTIL, site_pages


def main() -> None:
    """Build every page and name it by its heading."""
    stand_ins = (
        mock.patch.object(assembly, "mkdocs", _zensical),
        mock.patch.object(checks, "check_site", _tell_only(checks.check_site)),
    )
    with tempfile.TemporaryDirectory() as folder, stand_ins[0], stand_ins[1]:
        config = load_config().model_copy(
            update={"stamps": Path(folder, "stamps"), "questions": ()}
        )
        out = Path(folder, "site")
        pipeline.build(config, SHIPPED_UNTIL, MOMENT, out, print)
        pages = sorted(out.rglob("*.html"))
        named = {f"/{page.relative_to(out)}".removesuffix("index.html") for page in pages}
        assert named >= site_pages() - {"/404.html"}, pages
        for page in pages:
            heading = re.search(r"<h1[^>]*>(.+?)</h1>", page.read_text(), flags=re.S)
            assert heading, f"{page} has no heading"
            print(f"{page.relative_to(out)}: {re.sub('<.*?>', '', heading[1]).strip()}")


@contextlib.contextmanager
def _zensical(
    blueprint: assembly.Blueprint, docs: Path, out: Path, workshop: Path
) -> Iterator[None]:
    """What ``mkdocs`` does, with the other program."""
    yield
    configuration = workshop / "mkdocs.yml"
    # Zensical takes folders relative to its configuration only.
    near = (Path(os.path.relpath(place, workshop)) for place in (docs, out))
    configuration.write_text(assembly._inherit(blueprint, *near), encoding="utf-8")
    command = [_program(), "build", "--clean", "--config-file", str(configuration)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=workshop)
    if done.returncode:
        raise BuildError(f"Zensical refuses the pages: {done.stderr}", mend="see its notes.")


def _program() -> str:
    """Zensical beside this Python, or wherever it is installed."""
    places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("zensical", path=places)
    if found is None:
        raise SystemExit("error: there is no zensical\nmend:  pip install zensical")
    return found


def _tell_only(check):
    def told(site: Path, base: str = "/") -> list[checks.PageWeight]:
        try:
            return check(site, base)
        except SiteCheckError as error:
            print(f"different from MkDocs: {error}")
            return []

    return told


if __name__ == "__main__":
    main()
