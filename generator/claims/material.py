"""What a claim may read, and the small steps that many of them take."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.models.breakouts import Breakout
from generator.models.prices import PriceHistory, Prices
from generator.models.question import Article
from generator.models.report import Findings

NAMED = (2016, 2020)
"""The years of the two breakouts that the article counts."""
SETTLED_DAYS = 180
"""Days of trading of the funds below which a comparison with the time before says little."""


@dataclass(frozen=True, eq=False)
class Material:
    """The results and the prices, both cut at the report's date, and the article."""

    report: Findings
    prices: Prices
    article: Article

    @property
    def leader(self) -> PriceHistory:
        """The history of the small caps."""
        return self.prices.leader

    @property
    def follower(self) -> PriceHistory:
        """The history of Bitcoin."""
        return self.prices.follower

    @property
    def published(self) -> date:
        """The day of the article."""
        return self.article.published

    @cached_property
    def on_article_day(self) -> Prices | None:
        """All prices as of the day of the article; None if it lies ahead, or before the prices."""
        if not spans(self.leader, self.published, self.published):
            return None
        return Prices.as_of_day(self.published, self.prices.question, self.prices.histories)

    def breakout_in(self, year: int) -> Breakout | None:
        """The first primary breakout of a year."""
        return next((e for e in self.report.breakouts.events if e.date.year == year), None)

    def halving_in(self, year: int) -> date | None:
        """The halving of a year, if it has happened."""
        return next((h for h in self.prices.halvings if h.year == year), None)


def reaches(history: PriceHistory, day: date) -> bool:
    """Whether the stored rows reach a day, so that it can be judged."""
    return history.last_date is not None and history.last_date >= day


def spans(history: PriceHistory, first: date, last: date) -> bool:
    """Whether the stored rows begin by one day and reach another."""
    began = history.first_date
    return began is not None and began <= first and reaches(history, last)


def last_close(history: PriceHistory, day: date) -> float | None:
    """The last close on or before a day; None if the rows do not reach it or begin later."""
    if not reaches(history, day):
        return None
    kept = history.until(day).closes
    return float(kept[-1]) if len(kept) else None


def change_between(history: PriceHistory, first: date, last: date) -> float | None:
    """The last close by one day over the last close by another, minus 1."""
    start, end = last_close(history, first), last_close(history, last)
    return None if start is None or end is None else end / start - 1


def near(value: float | None, claimed: float, tolerance: float) -> bool | None:
    """Whether a figure lies within a tolerance, in the units of both; None stays None."""
    return None if value is None else abs(value - claimed) <= tolerance


def above(value: float | None, level: float) -> bool | None:
    """Whether a figure exceeds a level; None stays None."""
    return None if value is None else value > level
