"""``questions``: the files of a site's further questions."""

from pathlib import Path

from generator.config.values import FOLDER_NAME
from generator.errors import ConfigError


def question_files(file: Path, named: str | tuple[str, ...]) -> tuple[Path, ...]:
    """The files that ``questions`` of a configuration names; they are not read.

    Raises
    ------
    ConfigError
        If a folder is not there, a name is none for a folder of the site, or two are the same.
    """
    place = f"{file.name}, questions"
    if isinstance(named, str):
        folder = file.parent / named
        if not folder.is_dir():
            raise ConfigError(
                f"there is no folder {folder}",
                place=place,
                mend=f"correct the path (it is relative to {file.name}), or list the files.",
            )
        files = sorted(folder.glob("*.toml"))
    else:
        files = [file.parent / name for name in named]
    names = [path.stem for path in files]
    for path in files:
        if path.suffix != ".toml" or not FOLDER_NAME.fullmatch(path.stem):
            raise ConfigError(
                f"{path.name!r} names no question",
                place=place,
                mend="call the file by a to z, 0 to 9, - and _, and let it end in .toml.",
            )
        if names.count(path.stem) > 1:
            raise ConfigError(
                f"two questions are called {path.stem!r}",
                place=place,
                mend="give each file its own name: it is the question's address.",
            )
    return tuple(files)
