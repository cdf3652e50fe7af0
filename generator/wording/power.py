"""How much the luck tests could see, in words."""

import math

from generator.language import Language
from generator.models.luck import LEVEL, Luck
from generator.models.power import FEWEST, MOST, Power, Rejections

ENOUGH = 100
"""Simulated leaders with as many events as the real one, below which all leaders are spoken of."""
ALWAYS = 0.95
TYPICAL = 1.0
"""The effect that is spoken of where nothing beyond the base rate was seen."""


def power_beside(language: Language, luck: Luck) -> str:
    """The same beside a verdict that luck is not ruled out; nothing beside another.

    Nor where it is not known: without power, or with fewer events than the simulated leaders have.
    """
    p = luck.p_value.uniform
    if p is None or p < LEVEL or luck.power is None or luck.n < FEWEST:
        return ""
    return power_sentence(language, luck)


def power_sentence(language: Language, luck: Luck) -> str:
    """How often the primary test would miss a real lead as large as what was seen."""
    _, power = language.gettext, luck.power
    if power is None:
        return _(
            "How much such a test could see is worked out only where %(fewest)s to %(most)s events "
            "fit into the data."
        ) % {"fewest": language.count(FEWEST), "most": language.count(MOST)}
    row = _spoken_of(power)
    facts = {
        "multiple": language.multiple(row.multiple),
        "days": language.number(luck.horizon),
        "often": how_often(language, 1 - row.uniform),
    }
    if power.excess is None:
        text = _(
            "A real lead that multiplied the price by a further %(multiple)s within %(days)s days "
            "would be missed %(often)s."
        )
    else:
        text = _(
            "A real lead as large as what was seen (a further %(multiple)s within %(days)s days) "
            "would be missed %(often)s."
        )
    return text % facts


def size_sentence(language: Language, power: Power) -> str:
    """Whether the primary test rejects too seldom or too often without a link; else nothing.

    Only where that lies more than two standard errors of the simulation from 5 %.
    """
    none = power.rows[0]
    error = math.sqrt(LEVEL * (1 - LEVEL) / none.leaders)
    if none.uniform < LEVEL - 2 * error:
        return language.gettext(
            "The uniform test is cautious: real breakouts lie far apart, random days need not."
        )
    if none.uniform > LEVEL + 2 * error:
        return language.gettext("The uniform test finds a link too often where there is none.")
    return ""


def how_often(language: Language, share: float) -> str:
    """A share as people say it: about four times in five."""
    if share >= ALWAYS:
        return language.gettext("almost always")
    if share <= 1 - ALWAYS:
        return language.gettext("hardly ever")
    whole = (2, 3, 4, 5) if 0.125 <= share <= 0.875 else (10,)
    times, of = min(
        ((round(share * of), of) for of in whole), key=lambda said: abs(said[0] / said[1] - share)
    )
    return language.ngettext(
        "about %(times)s time in %(of)s", "about %(times)s times in %(of)s", times
    ) % {"times": language.count(times), "of": language.count(of)}


def _spoken_of(power: Power) -> Rejections:
    """The row of the effect that was seen; with as many events, if enough leaders have them."""
    effect = power.excess or TYPICAL
    group = power.groups[-1] if power.groups[-1][0].leaders >= ENOUGH else power.groups[0]
    return next(row for row in group if row.log_drift == effect)
