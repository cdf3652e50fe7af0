"""No headline compares or judges by more than its interval, or its p, allows."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from generator.claims import CLAIMS
from generator.config import load_config
from generator.language import Language
from generator.wording.say import Say
from tests.headlines import RULES
from tests.messages import collected
from tests.test_wording_power import written

CONFIG = load_config()


class Recording(Language):
    """English that notes which messages it is asked for."""

    def __init__(self):
        super().__init__("en", CONFIG.locales)
        self.asked = set()

    def gettext(self, message):
        self.asked.add(message)
        return super().gettext(message)

    def ngettext(self, singular, plural, number):
        self.asked.add(singular)
        return super().ngettext(singular, plural, number)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_strong_words_need_an_effect(rule, real_report):
    say = Say(Recording(), real_report)
    assert rule.none
    assert rule.effect
    for result in rule.none:
        assert not re.search(rule.strong, rule.of(say, result)), result
    for result in rule.effect:
        assert re.search(rule.strong, rule.of(say, result)), result


JUDGING = re.compile(
    r"\b(better|worse|best|worst|wilder|calmer|smaller|larger|stronger|weaker|weakens?|closer|"
    r"closest|nearer|less|fewer|more|clear|clearly|plain|ruled|suggestive|likely|unlikely|rare|"
    r"seldom|often|chance|luck|lucky|beats?|hangs?|depends?|lags?|ahead|gains?|tends?|decides?|"
    r"neither|alike|pattern|proves?|carries|cautious|special|stands? out|line up|typical|lower|"
    r"higher|deeper|further|well|good|bad|evidence|link|difference|together|much|nearly|apart)\b",
    re.IGNORECASE,
)
"""Words that compare or judge."""

DESCRIPTIVE = {
    "The name of a page, a section, a column or a label; what is found stands under it.": (
        "Best", "Worst", "Lead, or luck?", "Luck?", "Chance", "Link", "Lower quartile",
        "Prices lag by", "Lag in weeks", "Evidence by breakout", "Evidence from here on",
        "The evidence, step by step", "Did as well", "History no higher", "Small ahead",
        "Last good answer", "How surprising is the best of so many?",
        "no provider answered well", "depends on the definition",
        "All events, not only", "Could random dates", "Do other indices do as well?",
        "Every look is another chance", "Moving together", "Brier score (lower", "Log score (lower",
        "At least %(sessions)s sessions apart", "%(follower)s from halving to halving",
    ),
    "Says what is asked, how it was computed or what cannot be known, for any result.": (
        "A handful of events proves nothing.", "%(num)s event cannot decide.",
        "A shift moves the event dates", "Breakouts of several indices",
        "It can say how often", "The claim: when",
        "How much could such a test see?", "Does a %(leader)s breakout lead",
        "Each has its own two pages", "One of its further questions",
        "How much rests on how little", "One case proves",
        "Halvings come at fixed times", "Every published “cycle return”",
        "Prices do not show where",
        "A call for a year comes due", "A record is confirmed as a cycle peak",
        "Breakouts from %(date)s on count", "Log score: the mean surprise",
        "Each one is a record close", "A breakout is a record close", "Simulated leaders without",
        "Each row is an episode", "Whatever odds you gave", "A p this large cannot raise",
        "How much such a test could see", "This is advice", "%(follower)s’s return from its close",
        "A site that judges others", "Each call uses only what was stored", "They rest on",
    ),
    "Says what a picture shows and how it is read, for any result.": (
        "The grey hill is every day", "Each row asks the question",
        "The same test for every pair", "The straight top edge", "A good caller stands high",
        "Stated probability that", "Each draw picks as many", "Correlation of %(follower)s’s",
        "Where the lines run together", "Left of the dashed line: calmer", "Each full dot is one",
        "One-sided p (two-sided", "If the halving explains", "Each column is one halving",
        "Each column is one way",
        "Correlation of weekly log returns", "Lags up to eight weeks", "Each row holds one choice",
        "The share of definitions under which", "At 50%",
        "The primary test with other leaders", "Right of the dashed line small caps",
    ),
    "Prints the share, the bounds or the p itself, and judges nothing.": (
        "Random orders agree at least as well", "%(below)s of %(testable)s testable",
        "The smallest p of all", "All days: quarter below", "The breakouts averaged",
        "%(name)s: %(value)s on %(last)s", "Freed of what both share", "Falls of %(low)s points",
        "Of %(draws)s random draws of", "The best date that",
        "Of %(total)s test,",
        "A real lead that multiplied", "On a random day since", "%(num)s more event",
        "each further breakout is followed by",
    ),
    "Counts or orders prices that are all known; there is nothing to estimate.": (
        "%(follower)s stood higher", "%(count)s good year", "%(count)s bad one",
        "%(better)s of %(n)s beat the typical day", "None of %(n)s beat the typical",
         "Day %(day)s: %(multiple)s, further than",
        "%(follower)s rose over much of this time anyway",  # where more than half of all days rose
        "Other pairs beat as many random draws", "No other pair beats as many random draws",
        "%(num)s depends on what its words mean.",
    ),
    "Says that nothing can be said of so few, or of what no two prices have in common.": (
        "No two years alike", "One year, and no pattern yet",
    ),
    "Why a claim about known prices holds or not, within the tolerance that its formula states.": (
        "Neither end fits.", "Neither the prices", "By then Bitcoin stood at", "Smaller each time",
        "Under no measure were", "Beside earlier cycles", "The deepest fall was no",
        "Fewer were mined", "After three weeks", "It had gained as much", "It rose by less",
        "It rose by more", "Neither by closes", "Under neither definition", "Much of the rise",
    ),
}  # fmt: skip
"""Messages with such a word that no rule says, by their beginnings, and why none need say them."""


def test_no_other_message_judges(real_report):
    """A new one is said by a rule of the table, or joins those that only describe."""
    say = Say(Recording(), real_report)
    for rule in RULES:
        for result in (*rule.none, *rule.effect):
            rule.of(say, result)
    quoted = {  # the article's own words, and figures beside which a sign says if they agree
        text
        for claim in CLAIMS
        for text in (claim.says, claim.claimed, claim.formula, *claim.answers.values())
    }
    judging = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in collected()
        if message.id and JUDGING.search(" ".join(np.atleast_1d(message.id)))
    }
    beginnings = tuple(text for texts in DESCRIPTIVE.values() for text in texts)
    others = judging - say.language.asked - quoted
    assert sorted(text for text in others if not text.startswith(beginnings)) == []
    unused = [text for text in beginnings if not any(one.startswith(text) for one in others)]
    assert unused == []


def test_a_rise_of_the_follower_is_told_only_where_most_days_rose(real_report):
    for share, told in ((0.4, False), (0.5, False), (0.6, True)):
        luck = replace(real_report.luck, base=replace(real_report.luck.base, share_positive=share))
        page = written("index", replace(real_report, luck=luck))
        assert ("rose over much of this time" in page) is told
