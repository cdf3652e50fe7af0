"""Words on the claims about the signal itself: C08, C18, C19, C24 and C25."""

from __future__ import annotations

from dataclasses import replace

from generator.models.claims import Verdict
from generator.wording.claims.words import Gettext, Speaker, Words


def two_for_two(_: Gettext) -> Words:
    """C08."""
    return Words(
        says=_("The signal is two for two: 2016 and 2020."),
        claimed=_("two of two"),
        answers={
            "named": _("%(rises_named)s of these %(named)s were followed by a rise"),
            "all": _("%(rises)s of all %(complete)s breakouts were"),
            "left_out": _("complete breakouts before the article that were left out: %(left_out)s"),
        },
        formula=_(
            "Bitcoin’s return over %(horizon)s days after each breakout. Three parts: the two named"
            " rose, all complete ones rose, and none was left out."
        ),
        why={
            Verdict.HOLDS: _("Both rose, and there were no others."),
            Verdict.PARTLY: _(
                "Not every part fits: two events are not the whole list. With %(complete)s the true"
                " rate of rises may lie anywhere from %(low)s to %(high)s (95%% interval)."
            ),
            Verdict.FAILS: _("No part fits: a fall followed one of the two, and there are others."),
        },
    )


def closest_to_small_caps(_: Gettext) -> Words:
    """C18."""
    text = _(
        "over %(window)s sessions: small caps %(own)s, the closest other %(other)s; difference "
        "%(low)s to %(high)s (95%% interval)"
    )
    return Words(
        says=_("Bitcoin moves most closely with small-cap technology shares (JPMorgan)."),
        claimed=_("closest to small-cap technology"),
        answers=_Windows(text),
        formula=_(
            "Latest correlation of daily log returns over each window. A window agrees if the "
            "difference to every other stored index lies above zero with its whole interval. "
            "Small-cap technology itself is not stored."
        ),
        why={
            Verdict.HOLDS: _(
                "No other stored index comes as close. Whether technology is the reason needs an "
                "index of small technology companies."
            ),
            Verdict.DEPENDS: _(
                "The answer changes with the window. The technology part needs an index of small "
                "technology companies."
            ),
            Verdict.FAILS: _(
                "Over no window is it clearly closer to small caps than to another stored index. "
                "The technology part needs an index of small technology companies."
            ),
        },
    )


class _Windows(dict[str, str]):
    """One text for each window, whatever windows the question has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, name: str) -> str:
        window = name.removeprefix("window_")
        return (
            self._text.replace("%(window)s", window)
            .replace("%(own)s", f"%({name})s")
            .replace("%(other)s", f"%({name}_other)s")
            .replace("%(low)s", f"%({name}_low)s")
            .replace("%(high)s", f"%({name}_high)s")
        )


def after_a_halving(_: Gettext) -> Words:
    """C19."""
    beside = _("%(definitions)s definitions were tried.")
    words = Words(
        says=_("Both earlier breakouts also followed a halving, so the two cannot be told apart."),
        claimed=_("cannot be told apart"),
        answers={
            "matched": _(
                "%(matched)s of draws on the same halving clock do as well (n = %(n)s, at least "
                "%(smallest)s)"
            ),
            "without": _(
                "%(without)s, without events before the first halving (n = %(n_without)s, at least "
                "%(smallest_without)s)"
            ),
        },
        formula=_(
            "Days since the halving, at most %(within)s; then random days on the same halving "
            "clock. It agrees if at least %(level)s of the draws do as well as the breakouts. In "
            "brackets: how many breakouts, and the smallest share that so many could reach."
        ),
        why={
            Verdict.HOLDS: _(
                "They came %(days_2016)s and %(days_2020)s days after a halving, and days on the "
                "same clock do as well in at least %(level)s of all draws."
            ),
            Verdict.DEPENDS: _(
                "They came %(days_2016)s and %(days_2020)s days after a halving. Whether the clock "
                "alone does as well hangs on events from before the first halving."
            ),
            Verdict.FAILS: _(
                "Not both followed a halving within a year, or days on its clock seldom do as well."
            ),
        },
    )
    return replace(words, why={verdict: f"{text} {beside}" for verdict, text in words.why.items()})


def two_instances(_: Gettext) -> Words:
    """C24."""
    return Words(
        says=_("Two instances cannot establish a cause."),
        claimed=_("two are too few"),
        answers={"chance": _("two random days are both followed by a rise in %(chance)s of cases")},
        formula=_(
            "The share of all days followed by a rise over %(horizon)s days, squared. It agrees if "
            "that is at least %(level)s."
        ),
        why={
            Verdict.HOLDS: _(
                "Any day is followed by a rise in %(base)s of cases, so two in a row say little. "
                "With two of two the true rate may lie anywhere from %(low)s to %(high)s."
            ),
            Verdict.FAILS: _("Rises were so rare that even two would stand out."),
        },
    )


def watch_not_trade(_: Gettext) -> Words:
    """C25."""
    return Words(
        says=_("The breakout is an indicator to watch, not a signal to trade."),
        claimed=_("caution"),
        answers={
            "breakout": _("%(breakout)s from %(breakout_day)s to %(breakout_end)s"),
            "article": _("%(article)s from %(article_day)s to %(today)s"),
        },
        formula=_(
            "Bitcoin’s change since the latest breakout (at most %(horizon)s days) and since the "
            "article. A fall agrees with the caution."
        ),
        why={
            Verdict.HOLDS: _("Bitcoin fell after it. One case is no rule, either way."),
            Verdict.DEPENDS: _(
                "It rose from one of the two days and fell from the other. One case is no rule."
            ),
            Verdict.FAILS: _("Bitcoin rose from both days. One case is no rule, either way."),
        },
    )


SPEAKERS: dict[str, Speaker] = {
    "C08": two_for_two,
    "C18": closest_to_small_caps,
    "C19": after_a_halving,
    "C24": two_instances,
    "C25": watch_not_trade,
}
