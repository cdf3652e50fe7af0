"""What is published beside the report: the article's claims, our own record, what changed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pandas as pd

from generator import claims, store
from generator.aside import Aside, here
from generator.config import Config
from generator.models.annex import Annex
from generator.models.changes import Change, ChangeKind, Changes
from generator.models.claims import Audit, Claim, Verdict
from generator.models.prices import Prices
from generator.models.refresh import RefreshNotes, Revision
from generator.models.report import Report
from generator.replays import keep, replayed_claims
from generator.signals.changes import changes_since, turning_day
from generator.signals.track_record import live_record

WEEK = timedelta(days=7)


class Replays:
    """The claims as they read on earlier days, which rest on the prices alone: they can be begun
    before there is a report. Each day is worked out once.
    """

    def __init__(self, config: Config, prices: Prices, aside: Aside = here) -> None:
        self._config = config
        self._aside = aside
        self.prices = prices
        self.notes = store.read_notes(config.history).until(prices.as_of)
        self.live = live_record(prices, store.read_calls(config.history))
        earlier = [call.date for call, _ in self.live.rows if call.date < prices.as_of]
        self.news_since = sorted({prices.as_of - WEEK, *earlier[-1:]})
        article = config.question.article
        if article is not None and article.published != prices.as_of:
            self.of_article = aside(replayed_claims, config, prices, article.published)
        self._begun = {day: self._begin(day) for day in self.news_since}

    def stored_on(self, day: date) -> Prices:
        """The prices as they were stored on a day."""
        return _as_stored(self.prices, self.notes.revisions, day)

    def verdicts(self, day: date) -> dict[str, Verdict]:
        """The verdict on each claim as it was on a day."""
        if day not in self._begun:
            self._begun[day] = self._begin(day)
        return {c.id: c.verdict for c in self._begun[day]() or ()}

    def _begin(self, day: date) -> Callable[[], tuple[Claim, ...] | None]:
        return cache(self._aside(replayed_claims, self._config, self.stored_on(day), day))


def gather(config: Config, prices: Prices, report: Report, replays: Replays | None = None) -> Annex:
    """Collect what is published beside the report, as it was known on the report's day.

    Parameters
    ----------
    replays
        Of these prices, if they have been begun already.
    """
    replays = replays or Replays(config, prices)
    audited = audit(config, prices, report, replays)
    return Annex(
        notes=replays.notes,
        live=replays.live,
        news=tuple(
            Changes(
                since,
                (
                    *changes_since(replays.stored_on, report, since, config.freshness),
                    *_other_verdicts(audited, since, replays.verdicts),
                    *_corrections(config, replays.notes, since),
                    *_method_changes(config, since, report.as_of),
                ),
            )
            for since in replays.news_since
        ),
        audit=audited,
    )


def _as_stored(prices: Prices, revisions: Sequence[Revision], day: date) -> Prices:
    """The prices without the corrections that were entered after a day."""
    later = sorted(
        (r for r in revisions if r.applied and r.applied > day), key=lambda r: r.applied or day
    )
    if not later:
        return prices
    histories = []
    for history in prices.histories:
        rows = history.rows.copy()
        for r in reversed(later):  # of two corrections of one close the first knew the oldest
            if r.instrument == history.instrument.key and pd.Timestamp(r.date) in rows.index:
                rows.loc[pd.Timestamp(r.date), "close"] = r.old
        histories.append(replace(history, rows=rows))
    return replace(prices, histories=tuple(histories))


def _corrections(config: Config, notes: RefreshNotes, since: date) -> list[Change]:
    """The stored closes that were corrected."""
    by_key = {instrument.key: instrument for instrument in config.instruments}
    return [
        Change(r.applied, ChangeKind.REVISION, by_key[r.instrument], str(r.date), r.old, r.new)
        for r in notes.revisions
        if r.applied and r.applied > since and r.instrument in by_key
    ]


def _method_changes(config: Config, since: date, until: date) -> list[Change]:
    """What the changelog lists under Method.

    Its words and figures are about the question with the article's claims; of any other, only how
    many entries there are can be said.
    """
    entries = store.read_method_changes(config.changelog)
    new = [(day, text) for day, text in entries if since < day <= until]
    if claims.is_about(config.question):
        return [Change(day, ChangeKind.METHOD, None, text, None, None) for day, text in new]
    many = Counter(day for day, _text in new)
    return [Change(day, ChangeKind.METHOD, None, str(n), None, None) for day, n in many.items()]


def _other_verdicts(
    now: Audit, since: date, on: Callable[[date], dict[str, Verdict]]
) -> list[Change]:
    """The claims whose verdict is another than on an earlier day, each on the day it changed."""

    def change(claim: Claim) -> Change:
        day = turning_day(since, now.as_of, lambda day: on(day).get(claim.id) is claim.verdict)
        old = on(day - timedelta(days=1))[claim.id]
        return Change(day, ChangeKind.VERDICT, None, claim.id, old.value, claim.verdict.value)

    before = on(since)
    return [change(c) for c in now.claims if c.id in before and before[c.id] is not c.verdict]


def audit(config: Config, prices: Prices, report: Report, replays: Replays | None = None) -> Audit:
    """Recompute the article's claims, as of the report's date and as of the article's day."""
    article, now = config.question.article, claims.audit(report, prices)
    keep(config, prices, now)
    if article is None or article.published == report.as_of:
        return Audit(article, report.as_of, now, None if article is None else now)
    return Audit(article, report.as_of, now, (replays or Replays(config, prices)).of_article())
