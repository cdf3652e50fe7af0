"""Stage the pages of one language and let MkDocs build them."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from generator.models.publication import StagedFile
from generator.site import complaints


@dataclass(frozen=True)
class Blueprint:
    """What MkDocs needs to know of one language."""

    mkdocs_file: Path
    """The configuration to inherit."""
    theme: Path
    site_name: str
    site_description: str
    site_url: str
    repository: str

    facts: dict[str, str]
    """Lines computed for this build, for the theme (``extra.report``)."""

    only: tuple[str, ...] = ()
    """The names of the pages in the menu, where that is not all of it."""


def stage(folder: Path, prose: Path | None, files: list[StagedFile]) -> None:
    """Lay out everything that MkDocs shall see: prose, if any, then what was generated."""
    if prose is not None:
        shutil.copytree(prose, folder)
    write(folder, files)


def write(folder: Path, files: Iterable[StagedFile]) -> None:
    """Write files into a folder."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


@contextlib.contextmanager
def mkdocs(blueprint: Blueprint, docs: Path, out: Path, workshop: Path) -> Iterator[None]:
    """Let MkDocs build the staged pages strictly, any warning is an error; do other work meanwhile.

    The body may write into any folder but ``out``, which stands when the body's end is passed.

    Raises
    ------
    BuildError
        With the first line of what MkDocs complains about.
    OSError
        If it cannot write the site.
    """
    configuration = workshop / "mkdocs.yml"
    configuration.write_text(_inherit(blueprint, docs, out), encoding="utf-8")
    # Not --quiet: it silences the warnings before --strict can count them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    with (workshop / "mkdocs.log").open("w+", encoding="utf-8", errors="replace") as log:
        try:
            process = subprocess.Popen(
                [*command, "--config-file", str(configuration)],
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            )
        except OSError as error:
            raise complaints.not_started(error, sys.executable) from error
        try:
            yield
            process.wait()
        finally:
            process.kill()  # if the work meanwhile failed, or was interrupted
            process.wait()
        log.seek(0)
        if process.returncode != 0:
            raise complaints.of_mkdocs(
                process.returncode, log.read(), blueprint.mkdocs_file, workshop
            )


def _inherit(blueprint: Blueprint, docs: Path, out: Path) -> str:
    """A configuration that inherits the project's and adds what this build computed.

    Material prints the name and the description of the site as they stand: they are escaped here.
    """
    values: dict[str, Any] = {
        "INHERIT": str(blueprint.mkdocs_file),
        "docs_dir": str(docs),
        "site_dir": str(out),
        "site_name": escape(blueprint.site_name),
        "theme": {"custom_dir": str(blueprint.theme)},
        "extra": {"report": blueprint.facts},
    }
    if blueprint.site_description:
        values["site_description"] = escape(blueprint.site_description)
    if blueprint.only:
        values["nav"] = _menu(blueprint)
    if blueprint.site_url:
        values["site_url"] = blueprint.site_url
    if blueprint.repository:
        values["repo_url"] = escape(blueprint.repository)
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


def _menu(blueprint: Blueprint) -> list[dict[str, str]]:
    """The entries of the project's menu that lead to the pages there are."""
    menu = yaml.safe_load(blueprint.mkdocs_file.read_text(encoding="utf-8"))["nav"]
    pages = {f"{name}.md" for name in blueprint.only}
    return [entry for entry in menu if pages.issuperset(entry.values())]
