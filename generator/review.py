"""What waits for a maintainer: one numbered list, and what becomes of each thing on it.

Nothing waits for ever. What is not decided is decided by later answers: a gap is filled, a row is
confirmed or a restatement taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from generator import store, validation
from generator.calendars import STEPS, US_BONDS, expected_days
from generator.config import Config
from generator.errors import UsageError
from generator.models.instruments import Instrument
from generator.models.refresh import Closure, Decision, Gap, Held, Kind, Revision, closed_days

NAMES: dict[Kind, str] = {
    "close": "restated close",
    "high": "restated high",
    "move": "row that waits",
    "gap": "gap",
    "closure": "closure",
}
"""What each kind of thing is called, in the order of the list."""

NOTHING = "nothing waits"


@dataclass(frozen=True)
class Waiting:
    """One thing that can be accepted or rejected."""

    kind: Kind
    subject: str
    """The instrument's key; for a closure the calendar."""
    date: date
    text: str
    """What waits, in a line."""
    thing: Revision | Held | Gap | Closure

    @property
    def value(self) -> float | None:
        """The price that is decided about."""
        match self.thing:
            case Revision(new=price) | Held(close=price):
                return price
        return None


def waiting(config: Config) -> list[Waiting]:
    """Everything that waits, in a fixed order: restatements, rows, gaps, closures."""
    known = {instrument.key: instrument for instrument in config.instruments}
    decided = {(d.kind, d.subject, d.date) for d in store.read_decisions(config.history)}
    revisions = [r for r in store.revisions(config.history) if not r.applied]
    found = [
        *(_revision(r, known[r.instrument]) for r in revisions if r.instrument in known),
        *(
            Waiting("move", h.instrument, h.date, f"{_named(known, h)}: {h.close:g}, {h.reason}", h)
            for h in store.held_rows(config.history)
            if h.instrument in known
        ),
        *(
            Waiting("gap", g.instrument, g.date, f"{_named(known, g)}: nobody has a row", g)
            for g in store.read_gaps(config.history)
            if g.instrument in known and ("gap", g.instrument, g.date) not in decided
        ),
        *(
            Waiting("closure", c.calendar, c.date, f"{c.calendar}, {c.date}: {c.shown}", c)
            for c in store.read_closures(config.history)
            if ("closure", c.calendar, c.date) not in decided
            and not c.shown.startswith(validation.BY_HAND)
        ),
    ]
    order = list(NAMES)
    return sorted(found, key=lambda one: (order.index(one.kind), one.subject, one.date))


def listed(config: Config) -> list[str]:
    """The list as it is printed: numbered lines, and one that counts them."""
    found = waiting(config)
    lines = [f"{n:3}  {NAMES[one.kind]}  {one.text}" for n, one in enumerate(found, start=1)]
    return [*lines, f"{len(found)} waiting" if found else NOTHING]


def decide(config: Config, accepted: str | None, rejected: str | None, today: date) -> list[str]:
    """Accept and reject what stands under some numbers (or ``all``); say what was done.

    Numbers are separated by spaces or commas; None decides nothing. All of them are those of one
    list, and nothing is done before each is understood.

    Raises
    ------
    UsageError
        For a number that is not on the list, or is both accepted and rejected.
    """
    with store.locked(config.history):
        found = waiting(config)
        yes = _chosen(len(found), accepted, "--accept")
        no = _chosen(len(found), rejected, "--reject")
        if both := sorted(yes & no):
            raise UsageError(
                f"{both[0]} is both accepted and rejected",
                place="--reject",
                mend="name it once; nothing was decided.",
            )
        told, decisions = [], store.read_decisions(config.history)
        for number in sorted(yes | no):
            w, accept = found[number - 1], number in yes
            outcome = _accept(config, w, today) if accept else _reject(config, w)
            told.append(f"{w.text}: {outcome}")
            decisions.append(Decision(w.kind, w.subject, w.date, w.value, accept, today))
        store.note_decisions(config.history, decisions)
        return told or [NOTHING]


def apply_revisions(config: Config, chosen: Sequence[Revision], today: date) -> None:
    """Enter restated prices into the store, and remember the day."""
    for instrument in config.instruments:
        mine = [r for r in chosen if r.instrument == instrument.key]
        closes = {str(r.date): r.new for r in mine if r.what == "close"}
        highs = {str(r.date): r.new for r in mine if r.what == "high"}
        if mine:
            store.revise(config.history, instrument, closes, highs)
    noted = store.revisions(config.history)
    store.note_revisions(
        config.history, [replace(r, applied=today) if r in chosen else r for r in noted]
    )


def _named(known: dict[str, Instrument], thing: Held | Gap | Revision) -> str:
    return f"{known[thing.instrument].symbol}, {thing.date}"


def _revision(r: Revision, instrument: Instrument) -> Waiting:
    text = f"{instrument.symbol}, {r.date}: {r.what} {r.old:g} -> {r.new:g}, says {r.provider}"
    return Waiting(r.what, r.instrument, r.date, text, r)


def _chosen(count: int, text: str | None, option: str) -> set[int]:
    if text is None:
        return set()
    known = {str(number): number for number in range(1, count + 1)}
    numbers = text.replace(",", " ").split()
    if numbers == ["all"]:
        return set(known.values())
    if not numbers:
        raise UsageError(
            "no number is given", place=option, mend=f"write for example `{option} 1,3`, or all."
        )
    if wrong := [number for number in numbers if number not in known]:
        raise UsageError(
            f"{wrong[0][:60]!r} is not on the list",
            place=option,
            mend="run `python -m generator review`, and name numbers of its list, or all; "
            "nothing was decided.",
        )
    return {known[number] for number in numbers}


def _accept(config: Config, one: Waiting, today: date) -> str:
    match one.thing:
        case Revision() as revision:
            apply_revisions(config, [revision], today)
            return "applied"
        case Held() as held:
            return _store(config, held)
        case Gap():
            return "it stays a gap and is no longer asked for"
    return "it stays a closure"


def _reject(config: Config, one: Waiting) -> str:
    match one.thing:
        case Revision() as revision:
            kept = [r for r in store.revisions(config.history) if r != revision]
            store.note_revisions(config.history, kept)
            return "dropped, the stored price stays"
        case Held() as held:
            _drop(config, held)
            return "dropped, that day is asked for again"
        case Closure() as closure:
            _strike(config, closure)
            return "struck, that day is asked for again"
    return "it is asked for as before"


def _store(config: Config, held: Held) -> str:
    """Store a row that waited: at the end, or into its gap."""
    instrument = next(i for i in config.instruments if i.key == held.instrument)
    bar = validation.Bar(held.provider, held.high, held.close)
    rows = validation.table(instrument, {held.date: bar})
    stored = store.read_rows(config.history, instrument).frame["date"]
    if len(stored) and str(held.date) < stored.iloc[-1]:
        store.fill(config.history, rows)
        store.end_gaps(config.history, held.instrument, [held.date])
    else:
        store.note_gaps(
            config.history,
            [*store.read_gaps(config.history), *_left_out(config, instrument, held, stored)],
        )
        store.append(config.history, rows)
    _drop(config, held)
    return "stored"


def _left_out(
    config: Config, instrument: Instrument, held: Held, stored: pd.Series[str]
) -> list[Gap]:
    """The days between the stored rows and one that waited: they are gaps from now on."""
    if not len(stored) or instrument.calendar in (STEPS, US_BONDS):
        return []
    one_day = timedelta(days=1)
    first, last = date.fromisoformat(stored.iloc[-1]) + one_day, held.date - one_day
    closed = closed_days(store.read_closures(config.history), instrument.calendar)
    days = expected_days(instrument.calendar, first, last, closed)
    return [Gap(instrument.key, day.date(), held.seen) for day in days]


def _drop(config: Config, held: Held) -> None:
    store.note_held(config.history, [h for h in store.held_rows(config.history) if h != held])


def _strike(config: Config, closure: Closure) -> None:
    """A session that was taken for a closure becomes a gap of every series around it."""
    kept = [c for c in store.read_closures(config.history) if c != closure]
    gaps = list(store.read_gaps(config.history))
    for instrument in config.instruments:
        days = store.read_rows(config.history, instrument).frame["date"]
        if instrument.calendar == closure.calendar and len(days):
            day = str(closure.date)
            if days.iloc[0] < day < days.iloc[-1] and day not in set(days):
                gaps.append(Gap(instrument.key, closure.date, closure.seen))
    store.note_gaps(config.history, gaps)
    store.note_closures(config.history, kept)
