"""A repository with Actions, Pages, issues and the price providers, all on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.automation.actions import Actions, git, make_origin
from tests.automation.github import GitHub, running
from tests.sources.conftest import started, world  # noqa: F401  # fixtures
from tests.sources.test_refresh import (
    providers,  # noqa: F401  # the world, twelve days on
    since,  # noqa: F401  # and the first day of what is known of it
)
from tests.sources.world import World


@pytest.fixture(scope="session")
def project_origin(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    return cache(lambda first: make_origin(tmp_path_factory.mktemp("project"), first))


@pytest.fixture
def origin(project_origin: Callable[[date], Path], since: date, tmp_path: Path) -> Path:  # noqa: F811
    """A bare repository; it would take a forced push, and lose what it had."""
    git(tmp_path, "clone", "--quiet", "--bare", str(project_origin(since)), "origin.git")
    return tmp_path / "origin.git"


@pytest.fixture
def github() -> Iterator[GitHub]:
    with running() as served:
        yield served


@pytest.fixture
def actions(
    origin: Path,
    github: GitHub,
    providers: World,  # noqa: F811
    tmp_path: Path,
) -> Actions:
    """The project with a last site on Pages that must survive whatever goes wrong."""
    made = Actions(origin, tmp_path, providers.environment | {"GITHUB_API_URL": github.address})
    made.live.mkdir()
    (made.live / "index.html").write_text("the last site")
    return made
