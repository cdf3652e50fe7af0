"""A site's further questions: read like the site's own, and held to what the site can keep."""

from pathlib import Path

from generator.config import ROOT, Config, load_config
from generator.errors import ConfigError
from generator.models.publication import PLACE


def question_named(site: Config, name: str) -> Config:
    """One of the further questions of a site, by its name.

    Raises
    ------
    ConfigError
        If there is none of that name, or as :func:`load_question`.
    """
    for file in site.questions:
        if file.stem == name:
            return load_question(site, file)
    there = ", ".join(file.stem for file in site.questions) or "none is listed"
    raise ConfigError(
        f"there is no question {name!r}",
        place=f"{site.file.name}, questions",
        mend=f"name one that is listed there ({there}), or add its file.",
    )


def load_question(site: Config, file: Path) -> Config:
    """Read one of a site's further questions; it lies where the site says, and reads its history.

    Raises
    ------
    ConfigError
        As :func:`load_config`; or if it has questions of its own, another history, or a series
        that the site does not have, so that nobody would refresh it.
    """
    asked = load_config(file)
    if asked.questions:
        raise ConfigError(
            "a question of a site has no questions of its own",
            place=f"{file.name}, questions",
            mend=f"list all of them in {site.file.name}.",
        )
    if asked.history not in (ROOT / "history", site.history):
        raise ConfigError(
            "a question of a site reads the history of the site",
            place=f"{file.name}, [paths] history",
            mend="leave it out.",
        )
    known = {(instrument.key, instrument.symbol) for instrument in site.instruments}
    for instrument in asked.instruments:
        if (instrument.key, instrument.symbol) not in known:
            raise ConfigError(
                f"the site has no series {instrument.symbol} of that name",
                place=f"{file.name}, instruments.{instrument.key}",
                mend=f"add the same table to {site.file.name}, so that it is refreshed.",
            )
    url = f"{site.site.url}{PLACE}/{file.stem}/" if site.site.url else ""
    shared = {"url": url, "repository": site.site.repository, "languages": site.site.languages[:1]}
    places = {
        name: getattr(site, name)
        for name, field in Config.model_fields.items()
        if isinstance(field.default, Path)
    }
    return asked.model_copy(
        update={
            **places,
            "history": site.history,
            "site": asked.site.model_copy(update=shared),
            "part_of": site.site.name,
        }
    )
